"""Several at once on PostgreSQL: one takes an item, one run goes on, nobody visits a website out of turn."""

import pytest

from submissions.actions.harvest import decline_item, harvest, take_item, visits
from submissions.models import HarvestHost, HarvestItem, HarvestRun, Submission
from tests import cast as casting
from tests.submissions.harvest.rules import NOW, rule
from tests.submissions.test_concurrency import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_an_item_is_taken_by_one(source):
    cast = casting.build(at=NOW)
    harvest(rule=rule(cast, source), by=cast.clock, at=NOW)
    item = HarvestItem.objects.first()
    outcomes = at_once(
        lambda: take_item(item=item, by=cast.officer, at=NOW),
        lambda: take_item(item=item, by=cast.drafter, at=NOW),
        lambda: take_item(item=item, by=cast.colleague, at=NOW),
    )
    assert outcomes == {"done": 1, "refused": 2}
    item.refresh_from_db()
    assert Submission.objects.get().drafter == item.closed_by


def test_taking_wins_over_declining_at_the_same_moment(source):
    cast = casting.build(at=NOW)
    harvest(rule=rule(cast, source), by=cast.clock, at=NOW)
    item = HarvestItem.objects.first()
    at_once(lambda: take_item(item=item, by=cast.officer, at=NOW),
            lambda: decline_item(item=item, by=cast.drafter, at=NOW))
    item.refresh_from_db()
    assert (item.state, Submission.objects.count()) == ("taken", 1)


def test_four_workers_run_a_rule_once(source):
    cast = casting.build(at=NOW)
    made = rule(cast, source)
    source.put("/list.html", source.pages["/list.html"].content, drip=0.0005)
    outcomes = at_once(*[lambda: harvest(rule=made, by=cast.clock, at=NOW)] * 4)
    assert outcomes == {"done": 1, "refused": 3}
    assert (HarvestRun.objects.count(), HarvestItem.objects.count()) == (1, 3)


def test_ten_workers_take_ten_turns():
    HarvestHost.objects.create(origin="http://news.example", next_at=NOW)
    turns = []
    outcomes = at_once(*[lambda: turns.append(visits.take_turn("http://news.example", 1, NOW))] * 10)
    assert outcomes == {"done": 10}
    assert sorted(turns) == list(range(10))
