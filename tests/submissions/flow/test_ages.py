"""Age in step, what is over its time, and who is reminded of it."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from sites.enums import MessageKind
from sites.models import ChangeLog, Message
from sites.rules import Refused
from submissions import actions
from submissions.enums import LIMITED_STATES, State
from submissions.models import StepLimit
from submissions.queries import overdue, overdue_below
from tests import cast as casting

NOW = timezone.now()
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _limits(db):
    """Ten hours in every step."""
    for state in LIMITED_STATES:
        StepLimit.objects.update_or_create(state=state, defaults={"hours": 10, "citation": "试验"})


@pytest.fixture
def morning():
    """A quarter past nine of the city's clock, on some day after everything below."""
    day = timezone.localtime(NOW + timedelta(days=1))
    return day.replace(hour=9, minute=15, second=0, microsecond=0)


@pytest.mark.parametrize(("state", "hours"), list(product(State, (9, 11))))
def test_what_waits_longer_than_its_limit_is_over_its_time(cast, state, hours):
    submission = casting.in_state(cast, state, at=NOW - hours * HOUR)
    late = [submission] if state in LIMITED_STATES and hours == 11 else []
    assert list(overdue(NOW)) == late


def test_a_state_without_a_limit_is_never_over_its_time(cast):
    StepLimit.objects.all().delete()
    casting.in_state(cast, State.OFFICER_REVIEW, at=NOW - 1000 * HOUR)
    assert list(overdue(NOW)) == []


@pytest.mark.parametrize(("state", "people"), [
    (State.RETURNED, {"officer", "colleague"}),
    (State.OFFICER_REVIEW, {"supervisor"}),
    (State.APPROVED, {"supervisor"}),
    (State.SUPERVISOR_REVIEW, {"bureau"}),
    (State.DRAFT, set()),
    (State.SCHEDULED, set()),
])
def test_what_is_over_its_time_is_seen_by_the_level_above_and_nobody_else(cast, state, people):
    late = casting.in_state(cast, state, at=NOW - 11 * HOUR)
    casting.in_state(cast, state, at=NOW - 9 * HOUR)
    seen = {person.username: list(overdue_below(person)) for person in cast.people}
    assert {name for name, found in seen.items() if found} == people
    assert all(seen[name] == [late] for name in people)


def test_everybody_who_keeps_it_waiting_and_the_level_above_is_reminded_once_a_day(cast, morning):
    for state in (State.OFFICER_REVIEW, State.OFFICER_REVIEW, State.SUPERVISOR_REVIEW):
        casting.in_state(cast, state, at=morning - 11 * HOUR)
    Message.objects.all().delete()
    assert actions.remind(at=morning) == 4
    told = Message.objects.filter(kind=MessageKind.OVERDUE)
    assert dict(told.values_list("person__username", "text")) == {
        "officer": "有 2 件稿件等您办理,已超过时限",
        "colleague": "有 2 件稿件等您办理,已超过时限",
        "supervisor": "有 1 件稿件等您办理,已超过时限;下一级有 2 件稿件超时未办",
        "bureau": "下一级有 1 件稿件超时未办",
    }
    assert actions.remind(at=morning + HOUR) == 0
    assert Message.objects.count() == 4


def test_the_next_days_reminder_takes_the_place_of_the_last(cast, morning):
    casting.in_state(cast, State.SUPERVISOR_REVIEW, at=morning - 11 * HOUR)
    Message.objects.all().delete()
    actions.remind(at=morning)
    assert actions.remind(at=morning + timedelta(days=1)) == 2
    unread = Message.objects.unread().filter(person=cast.supervisor)
    assert [message.sent_at for message in unread] == [morning + timedelta(days=1)]


@pytest.mark.parametrize(("hour", "told"), [(7, 0), (8, 2)])
def test_nobody_is_reminded_at_night(cast, morning, hour, told):
    casting.in_state(cast, State.SUPERVISOR_REVIEW, at=morning - 30 * HOUR)
    assert actions.remind(at=morning.replace(hour=hour)) == told


def test_the_bureau_sets_a_limit_with_its_ground_and_it_is_recorded(cast):
    limit = StepLimit.objects.get(state=State.APPROVED)
    log = ChangeLog.objects.count()
    values = {"hours": 48, "citation": "云政办发〔2026〕9号第十二条"}
    actions.change_limit(limit=limit, values=values, by=cast.bureau, at=NOW)
    limit.refresh_from_db()
    assert (limit.hours, limit.citation) == (48, "云政办发〔2026〕9号第十二条")
    assert ChangeLog.objects.count() == log + 1


@pytest.mark.parametrize("person", ["supervisor", "site_admin", "platform_admin"])
def test_nobody_else_sets_a_limit(cast, person):
    limit = StepLimit.objects.get(state=State.APPROVED)
    with pytest.raises(Refused, match="^办理时限由大数据局核定。$"):
        actions.change_limit(limit=limit, values={"hours": 48}, by=getattr(cast, person), at=NOW)
    limit.refresh_from_db()
    assert limit.hours == 10


def test_a_supervisor_of_another_site_sees_and_hears_nothing(cast, morning):
    casting.in_state(cast, State.OFFICER_REVIEW, at=morning - 11 * HOUR)
    Message.objects.all().delete()
    actions.remind(at=morning)
    assert list(overdue_below(cast.outsider)) == []
    assert not Message.objects.filter(person=cast.outsider).exists()
