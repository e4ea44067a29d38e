"""The hash chains: what was changed or removed behind the project's back is found."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from sites import actions
from sites.enums import ChangeVerb
from sites.models import ChangeLog, TrailError, TrailHead
from sites.trail import Break, chain_of, verify
from submissions.models import Step
from tests import cast as casting
from tests.guards import triggers

NOW = timezone.now()


@pytest.fixture
def tampering(cast):
    """Somebody with the database's own rights: the triggers are gone."""
    with connection.cursor() as cursor:
        for name, table, _ in triggers(connection):
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER {name}{on}")

        def sql(statement, *values):
            cursor.execute(statement, values)

        yield sql


def test_an_untouched_trail_holds(cast):
    casting.article(cast)
    assert list(verify(ChangeLog)) == []
    assert list(verify(Step)) == []


def test_a_changed_row_is_found(cast, tampering):
    casting.article(cast)
    step = Step.objects.order_by("number")[2]
    tampering("UPDATE submissions_step SET reason = %s WHERE id = %s", "从未退回", step.pk)
    assert list(verify(Step)) == [Break(step.chain, step.number, "内容与指纹不符")]


def test_a_removed_row_is_found(cast, tampering):
    casting.article(cast)
    step = Step.objects.order_by("number")[2]
    tampering("DELETE FROM submissions_step WHERE id = %s", step.pk)
    assert list(verify(Step)) == [Break(step.chain, step.number, "缺少记录")]


def test_a_cut_end_is_found(cast, tampering):
    casting.article(cast)
    last = Step.objects.order_by("-number").first()
    tampering("DELETE FROM submissions_step WHERE id = %s", last.pk)
    assert list(verify(Step)) == [Break(last.chain, last.number, "链尾缺少记录")]


def test_a_forged_row_with_a_matching_digest_still_breaks_the_chain(cast, tampering):
    rows = list(ChangeLog.objects.filter(site=cast.county).order_by("number"))
    tampering("UPDATE sites_changelog SET predecessor = %s WHERE id = %s", "sm3:0", rows[1].pk)
    assert [found.reason for found in verify(ChangeLog)] == ["与前一条不衔接", "内容与指纹不符"]


def test_code_refuses_change_and_deletion(cast):
    row = ChangeLog.objects.first()
    row.object_name = "别的"
    for attempt in (row.save, row.delete, ChangeLog.objects.all().delete,
                    lambda: ChangeLog.objects.update(object_name="别的")):
        with pytest.raises(TrailError):
            attempt()
    assert not ChangeLog.objects.filter(object_name="别的").exists()


def test_a_change_that_fails_leaves_no_row(cast):
    before = ChangeLog.objects.count(), TrailHead.objects.get(chain=chain_of(ChangeLog, cast.county.pk)).number
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.record(verb=ChangeVerb.CHANGE, obj=cast.county, site=cast.county, by=cast.site_admin, at=NOW)
        raise ZeroDivisionError
    assert before == (ChangeLog.objects.count(),
                      TrailHead.objects.get(chain=chain_of(ChangeLog, cast.county.pk)).number)


def test_a_trail_row_outside_a_transaction_is_refused(cast, monkeypatch):
    monkeypatch.setattr(type(connection), "in_atomic_block", False, raising=False)
    with pytest.raises(RuntimeError):
        actions.change_log.append(ChangeLog(chain="changelog:1", by=cast.clock, at=NOW))


def test_only_what_differs_is_logged_and_written(cast):
    actions.change_site(site=cast.county, values={"contact": "电话:0000-1", "slogan": cast.county.slogan},
                        by=cast.site_admin, at=NOW)
    assert ChangeLog.objects.order_by("-id").first().changes == {"contact": ["", "电话:0000-1"]}
