"""After all migrations the database itself refuses to change or empty a trail and to move a publication date."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from sites.models import ChangeLog, TrailHead
from submissions.models import Article, Step
from tests.cast import column
from tests.guards import triggers

TRAILS = [ChangeLog, Step]
GUARDS = {
    "sites_changelog_refuses_delete", "sites_changelog_refuses_update",
    "submissions_article_published_at_refuses_update",
    "submissions_indexnumber_refuses_delete", "submissions_indexnumber_refuses_update",
    "submissions_referralstep_refuses_delete", "submissions_referralstep_refuses_update",
    "submissions_step_refuses_delete", "submissions_step_refuses_update",
    "submissions_validitystep_refuses_delete", "submissions_validitystep_refuses_update",
}
TRUNCATE_GUARDS = {"sites_changelog_refuses_truncate", "submissions_indexnumber_refuses_truncate",
                   "submissions_referralstep_refuses_truncate",
                   "submissions_step_refuses_truncate", "submissions_validitystep_refuses_truncate"}


def run(sql: str, *values) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


@pytest.fixture
def article(cast):
    return Article.objects.create(
        site=cast.county, column=cast.headlines, title="防汛工作部署会召开", published_at=timezone.now())


@pytest.fixture
def step(cast, article):
    """A row of the steps' table, by whatever way: the trigger does not ask."""
    submission = article.submissions.create(
        site=cast.county, column=cast.headlines, title=article.title, drafter=cast.drafter,
        state_since=timezone.now(), created_at=timezone.now(), saved_at=timezone.now())
    return Step.objects.create(
        site=cast.county, submission=submission, chain="step:test", number=1, digest="sm3:0", by=cast.drafter,
        by_name="林拟稿", at=timezone.now(), verb="create", to_state="draft")


@pytest.mark.django_db
def test_every_guard_stands_after_all_migrations():
    expected = GUARDS | (TRUNCATE_GUARDS if connection.vendor == "postgresql" else set())
    assert {name for name, _, _ in triggers(connection)} == expected


@pytest.mark.parametrize("trail", TRAILS)
def test_a_trail_row_refuses_update(trail, cast, step):
    row = trail.objects.earliest("id")
    with pytest.raises(IntegrityError, match="留痕记录不能修改。"):
        run(f"UPDATE {trail._meta.db_table} SET by_name = %s WHERE id = %s", "别人", row.pk)
    assert trail.objects.get(pk=row.pk).by_name == row.by_name


@pytest.mark.parametrize("trail", TRAILS)
def test_a_trail_row_refuses_delete(trail, cast, step):
    before = trail.objects.count()
    with pytest.raises(IntegrityError, match="留痕记录不能删除。"):
        run(f"DELETE FROM {trail._meta.db_table} WHERE id = %s", trail.objects.earliest("id").pk)
    assert trail.objects.count() == before


@pytest.mark.postgres
@pytest.mark.parametrize("trail", TRAILS)
def test_a_trail_refuses_to_be_emptied_at_once(trail, cast, step):
    before = trail.objects.count()
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="留痕记录不能清空。"):
        run(f"TRUNCATE {trail._meta.db_table} CASCADE")
    assert trail.objects.count() == before


def test_an_article_keeps_its_publication_time(article):
    first = article.published_at
    with pytest.raises(IntegrityError, match="文章的首次发布时间不能修改。"):
        run("UPDATE submissions_article SET published_at = %s WHERE id = %s", first - timedelta(days=1), article.pk)
    assert Article.objects.get(pk=article.pk).published_at == first


def test_an_article_may_change_otherwise_and_keep_its_publication_time(article):
    first, article.title = article.published_at, "防汛工作部署会在临河召开"
    article.save()
    assert Article.objects.values_list("title", "published_at").get(pk=article.pk) == (article.title, first)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_the_flush_between_tests_empties_a_trail_and_leaves_the_guards(turn, cast):
    """Each turn finds what the flush after the other one left: no rows but its own cast's, and every guard."""
    assert TrailHead.objects.filter(chain=f"changelog:{cast.county.pk}").count() == 1
    column(cast.news, "turn", turn, by=cast.site_admin, at=timezone.now())
    assert ChangeLog.objects.filter(object_name__in=["first", "second"]).values_list("object_name").get() == (turn,)
    with pytest.raises(IntegrityError, match="留痕记录不能删除。"):
        run("DELETE FROM sites_changelog")
