"""The column tree: numbers derived from parent and order, old paths that redirect, refusals that change nothing."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from columns import actions, tree
from columns.models import Column, ColumnRedirect
from columns.queries import home_column, redirect_for
from sites.enums import ChangeVerb
from sites.models import ChangeLog
from sites.rules import Refused
from submissions import actions as submission_actions
from submissions.models import Article
from tests import cast as casting

NOW = timezone.now()


def shape(site) -> list[tuple]:
    """The tree as the public sees it: level and path, in order."""
    return list(Column.objects.filter(site=site).order_by("lft").values_list("level", "path"))


def test_new_columns_come_last_and_stand_below_their_parent(cast):
    assert shape(cast.county) == [(0, ""), (1, "xwzx"), (2, "xwzx/lhyw"), (2, "xwzx/tzgg"), (1, "zcwj")]
    assert list(tree.faults(cast.county.pk)) == []


def test_moving_takes_everything_below_along_and_leaves_redirects(cast):
    actions.move_column(column=cast.news, parent=cast.policy, by=cast.site_admin, at=NOW)
    assert shape(cast.county) == [
        (0, ""), (1, "zcwj"), (2, "zcwj/xwzx"), (3, "zcwj/xwzx/lhyw"), (3, "zcwj/xwzx/tzgg")]
    assert set(ColumnRedirect.objects.values_list("path", "column")) == {
        ("xwzx", cast.news.pk), ("xwzx/lhyw", cast.headlines.pk), ("xwzx/tzgg", cast.notices.pk)}


def test_moving_back_leaves_no_redirect_onto_a_live_path(cast):
    actions.move_column(column=cast.news, parent=cast.policy, by=cast.site_admin, at=NOW)
    actions.move_column(column=cast.news, parent=cast.home, by=cast.site_admin, at=NOW)
    live = set(Column.objects.filter(site=cast.county).values_list("path", flat=True))
    assert set(ColumnRedirect.objects.values_list("path", flat=True)) & live == set()
    assert redirect_for(cast.county, "zcwj/xwzx/tzgg") == cast.notices


def test_order_among_siblings(cast):
    actions.move_column(column=cast.notices, parent=cast.news, before=cast.headlines, by=cast.site_admin, at=NOW)
    assert [path for _, path in shape(cast.county)] == ["", "xwzx", "xwzx/tzgg", "xwzx/lhyw", "zcwj"]


def test_renaming_changes_every_path_below_and_redirects(cast):
    actions.rename_column(column=cast.news, slug="news", by=cast.site_admin, at=NOW)
    assert [path for _, path in shape(cast.county)] == ["", "news", "news/lhyw", "news/tzgg", "zcwj"]
    assert redirect_for(cast.county, "xwzx/tzgg") == cast.notices


@pytest.mark.parametrize("case", ["below itself", "into itself", "other site", "home", "twin"])
def test_impossible_moves_are_refused_and_change_nothing(cast, case):
    twin = casting.column(cast.home, "tzgg", "通知公告", by=cast.site_admin, at=NOW)
    column, parent = {
        "below itself": (cast.news, cast.headlines), "into itself": (cast.news, cast.news),
        "other site": (cast.news, cast.portal_news), "home": (cast.home, cast.news), "twin": (twin, cast.news),
    }[case]
    before, log = shape(cast.county), ChangeLog.objects.count()
    with pytest.raises(Refused):
        actions.move_column(column=column, parent=parent, by=cast.site_admin, at=NOW)
    assert (shape(cast.county), ChangeLog.objects.count()) == (before, log)


@pytest.mark.parametrize("person", ["drafter", "officer", "supervisor", "bureau", "outsider", "stranger"])
def test_who_may_not_arrange(cast, person):
    with pytest.raises(Refused, match="站点管理员"):
        actions.move_column(column=cast.news, parent=cast.policy, by=getattr(cast, person), at=NOW)
    actions.move_column(column=cast.news, parent=cast.policy, by=cast.site_admin, at=NOW)


def test_a_column_with_articles_or_columns_is_not_deleted_and_says_what_hangs_on_it(cast):
    casting.article(cast, column=cast.headlines)
    with pytest.raises(Refused, match="1 个文章、 1 个挂载、 1 个稿件|1 个稿件"):
        actions.delete_column(column=cast.headlines, by=cast.site_admin, at=NOW)
    with pytest.raises(Refused, match="2 个栏目"):
        actions.delete_column(column=cast.news, by=cast.site_admin, at=NOW)
    actions.delete_column(column=cast.notices, by=cast.site_admin, at=NOW)
    assert [path for _, path in shape(cast.county)] == ["", "xwzx", "xwzx/lhyw", "zcwj"]


def test_merging_moves_articles_and_redirects(cast):
    live = casting.article(cast, column=cast.headlines)
    moved = submission_actions.merge_columns(column=cast.headlines, into=cast.notices, by=cast.site_admin, at=NOW)
    live = Article.objects.get(pk=live.pk)
    assert (moved, live.column, list(live.placements.values_list("column", flat=True))) == (
        1, cast.notices, [cast.notices.pk])
    assert redirect_for(cast.county, "xwzx/lhyw") == cast.notices
    assert ChangeLog.objects.order_by("-id").first().verb == ChangeVerb.MERGE


def test_the_database_refuses_a_broken_tree(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Column.objects.filter(pk=cast.news.pk).update(lft=cast.policy.lft)
    with pytest.raises(IntegrityError), transaction.atomic():
        Column.objects.filter(pk=cast.news.pk).update(tree_id=cast.portal.pk)


def test_a_broken_tree_is_found_and_rebuilt(cast):
    cast.news.refresh_from_db()
    Column.objects.filter(pk=cast.news.pk).update(rght=cast.news.rght + 500, level=7)
    assert {(fault.column, fault.field) for fault in tree.faults(cast.county.pk)} == {
        (cast.news, "level"), (cast.news, "rght")}
    with transaction.atomic():
        tree.lock(cast.county.pk)
        assert tree.derive(cast.county.pk) == 1
    assert list(tree.faults(cast.county.pk)) == []


def test_a_tree_is_not_written_outside_a_transaction(cast, monkeypatch):
    monkeypatch.setattr(type(connection), "in_atomic_block", False, raising=False)
    with pytest.raises(RuntimeError):
        tree.lock(cast.county.pk)


class RandomTrees(TestCase):
    """Any sequence of inserts, moves and removals leaves numbers that follow from parent and order."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.tuples(st.sampled_from(["insert", "move", "remove"]), st.integers(0, 99), st.integers(0, 99)),
                    max_size=20))
    def test_numbers_always_follow_from_parent_and_order(self, operations):
        cast = casting.build(at=NOW)
        for number, (kind, first, second) in enumerate(operations):
            columns = list(Column.objects.filter(site=cast.county).order_by("lft"))
            one, other = columns[first % len(columns)], columns[second % len(columns)]
            try:
                if kind == "insert":
                    casting.column(one, f"c{number}", f"栏{number}", by=cast.site_admin, at=NOW)
                elif kind == "move":
                    actions.move_column(column=one, parent=other, by=cast.site_admin, at=NOW)
                else:
                    actions.delete_column(column=one, by=cast.site_admin, at=NOW)
            except Refused:
                pass
            assert list(tree.faults(cast.county.pk)) == []
        assert list(tree.faults(cast.portal.pk)) == []
        assert home_column(cast.county).lft == 1
