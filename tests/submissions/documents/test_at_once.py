"""Fifty documents of one body are published at the same moment: PostgreSQL, real connections."""

import pytest
from django.utils import timezone

from sites.trail import verify
from submissions import actions
from submissions.models import Article, IndexNumber, NumberingCounter, Step
from tests import cast as casting
from tests.submissions.documents.making import CODE, NOW, YEAR, approved, fields, numbering_rule
from tests.submissions.test_concurrency import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MANY = 50


def test_fifty_numberings_at_once_lose_and_double_nothing():
    cast = casting.build(at=NOW)
    numbering_rule(cast)
    waiting = [approved(cast, number=f"临政办发〔2026〕{number}号") for number in range(MANY)]
    outcomes = at_once(*[
        lambda one=one: actions.publish(submission=one, by=cast.officer, at=timezone.now()) for one in waiting])
    assert outcomes == {"done": MANY}
    expected = {f"{CODE}/{YEAR}-{serial:05d}" for serial in range(1, MANY + 1)}
    assert sorted(Article.objects.values_list("index_number", flat=True)) == sorted(expected)
    assert sorted(IndexNumber.objects.values_list("serial", flat=True)) == list(range(1, MANY + 1))
    assert NumberingCounter.objects.get().last == MANY
    assert list(verify(Step)) == []


def test_approving_and_publishing_at_once_with_others_publishing_waits_for_nobody_for_ever():
    """Both ways of publishing lock the trail before the counter."""
    cast = casting.build(at=NOW)
    numbering_rule(cast)
    reviewed = [casting.in_state(cast, "supervisor_review", **fields(cast, f"临政办函〔2026〕{n}号")) for n in range(6)]
    waiting = [approved(cast, number=f"临政办发〔2026〕{n}号") for n in range(6)]
    outcomes = at_once(
        *[lambda one=one: actions.approve_and_publish(submission=one, by=cast.supervisor, at=NOW,
                                                      secrecy=casting.SECRECY) for one in reviewed],
        *[lambda one=one: actions.publish(submission=one, by=cast.officer, at=NOW) for one in waiting])
    assert outcomes == {"done": 12}
    assert sorted(IndexNumber.objects.values_list("serial", flat=True)) == list(range(1, 13))


def test_the_same_typed_number_at_once_is_published_once():
    cast = casting.build(at=NOW)
    numbering_rule(cast)
    waiting = [approved(cast, index_number="旧〔2009〕1号") for _ in range(4)]
    outcomes = at_once(*[
        lambda one=one: actions.publish(submission=one, by=cast.officer, at=NOW) for one in waiting])
    assert outcomes == {"done": 1, "refused": 3}
    assert Article.objects.filter(index_number="旧〔2009〕1号").count() == 1
