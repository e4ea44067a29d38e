"""Role × column: the list filter, the single check and “who may” always agree."""

import pytest
from django.utils import timezone

from columns import actions
from columns.models import Column, ColumnGroupPermission
from columns.rules import has_power
from columns.scope import forget, holders, permitted, scope_of
from sites import roles
from sites.enums import Role
from sites.models import Post, User
from sites.rules import Refused
from tests import cast as casting

NOW = timezone.now()


def test_filter_check_and_holders_agree_for_the_whole_cast_and_every_column(cast):
    columns = list(Column.objects.all())
    for user in User.objects.all():
        for power in roles.COLUMN_POWERS:
            listed = set(permitted(user, power))
            assert listed == {column for column in columns if has_power(user, power, column)}
            assert listed == {column for column in columns if user in holders(power, column)}


def test_powers_are_inherited_down_the_tree_and_no_further(cast):
    assert set(permitted(cast.drafter, roles.DRAFT)) == {cast.news, cast.headlines, cast.notices}
    assert set(permitted(cast.drafter, roles.REVIEW)) == set()
    assert set(permitted(cast.supervisor, roles.APPROVE)) == set(Column.objects.filter(site=cast.county))
    assert set(permitted(cast.bureau, roles.SEE)) == set(Column.objects.all())
    assert set(permitted(cast.stranger, roles.SEE)) == set()


def test_a_moved_column_takes_its_inherited_powers_from_its_new_place(cast):
    actions.move_column(column=cast.notices, parent=cast.policy, by=cast.site_admin, at=NOW)
    forget(cast.drafter)
    assert set(permitted(cast.drafter, roles.DRAFT)) == {cast.news, cast.headlines}
    assert not has_power(cast.drafter, roles.DRAFT, Column.objects.get(pk=cast.notices.pk))


def test_a_thousand_grants_keep_one_query(cast, django_assert_num_queries):
    for number in range(200):
        casting.column(cast.policy, f"c{number}", f"栏{number}", by=cast.site_admin, at=NOW)
    below = list(Column.objects.filter(parent=cast.policy))
    actions.appoint(user=cast.stranger, site=cast.county, role=Role.INFO_OFFICER, columns=[*below, cast.policy],
                    by=cast.site_admin, at=NOW)
    actions.appoint(user=cast.stranger, site=cast.county, role=Role.DRAFTER, columns=below, by=cast.site_admin, at=NOW)
    assert ColumnGroupPermission.objects.filter(group__user=cast.stranger).count() == 201 * 4 + 200 * 2
    stranger = User.objects.get(pk=cast.stranger.pk)
    with django_assert_num_queries(1):
        scope = scope_of(stranger)
        assert all(scope.covers(roles.REVIEW, column) for column in below)
        assert not scope.covers(roles.REVIEW, cast.news)
    assert len(scope.spans[roles.REVIEW]) == 1
    with django_assert_num_queries(1):
        assert len(permitted(stranger, roles.DRAFT)) == 201


def test_one_person_in_two_sites(cast):
    actions.appoint(user=cast.drafter, site=cast.portal, role=Role.INFO_OFFICER, columns=[cast.portal_news],
                    by=cast.platform_admin, at=NOW)
    assert set(permitted(cast.drafter, roles.DRAFT)) == {cast.news, cast.headlines, cast.notices, cast.portal_news}
    assert set(permitted(cast.drafter, roles.REVIEW)) == {cast.portal_news}


def test_a_dismissed_person_loses_everything_at_once(cast):
    for post in cast.drafter.posts.all():
        actions.dismiss(post=post, by=cast.site_admin, at=NOW)
    assert set(permitted(cast.drafter, roles.SEE)) == set()
    assert not has_power(User.objects.get(pk=cast.drafter.pk), roles.DRAFT, cast.headlines)


def test_an_inactive_person_has_no_power(cast):
    User.objects.filter(pk=cast.officer.pk).update(is_active=False)
    officer = User.objects.get(pk=cast.officer.pk)
    assert (set(permitted(officer, roles.SEE)), has_power(officer, roles.SEE, cast.news)) == (set(), False)
    assert cast.officer not in holders(roles.REVIEW, cast.news)


def test_a_new_site_comes_under_the_cluster_wide_posts(cast):
    site = casting.found(by=cast.platform_admin, at=NOW, slug="shimen", name="石门县人民政府", short_name="石门",
                         kind="county")
    bureau = User.objects.get(pk=cast.bureau.pk)
    assert set(permitted(bureau, roles.SEE).values_list("site", flat=True)) == {
        cast.portal.pk, cast.county.pk, site.pk}


@pytest.mark.parametrize(("by", "user", "role", "word"), [
    ("site_admin", "site_admin", Role.DRAFTER, "不能任命自己"),
    ("site_admin", "stranger", Role.SITE_ADMIN, "由平台管理员任命"),
    ("site_admin", "stranger", Role.BUREAU, "只在门户任职"),
    ("outsider", "stranger", Role.DRAFTER, "不是“临河区人民政府”的站点管理员"),
    ("drafter", "stranger", Role.DRAFTER, "不是“临河区人民政府”的站点管理员"),
    ("site_admin", "drafter", Role.DRAFTER, "已任这一角色"),
])
def test_appointments_that_are_refused(cast, by, user, role, word):
    before = ColumnGroupPermission.objects.count()
    with pytest.raises(Refused, match=word):
        actions.appoint(user=getattr(cast, user), site=cast.county, role=role, columns=[cast.news],
                        by=getattr(cast, by), at=NOW)
    assert ColumnGroupPermission.objects.count() == before
    actions.appoint(user=cast.stranger, site=cast.county, role=Role.DRAFTER, columns=[cast.news],
                    by=cast.site_admin, at=NOW)


def test_rebuilding_gives_every_post_the_same_grants_again(cast):
    def grants() -> set:
        return set(ColumnGroupPermission.objects.values_list("group", "permission__codename", "content_object"))

    before = grants()
    ColumnGroupPermission.objects.all().delete()
    assert actions.rebuild_grants() == Post.objects.in_force().count() == 11
    assert grants() == before
