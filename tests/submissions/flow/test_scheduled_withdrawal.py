"""Taking down at a time: reviewed like any withdrawal, carried out by the clock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.models import Change
from sites.models import Message
from sites.rules import Refused
from submissions import actions
from submissions.beat import withdraw_whatever_is_due
from submissions.enums import Verb, WithdrawalState
from submissions.models import Article
from tests import cast as casting
from tests.desk.reading import client_of, see

NOW = timezone.now()
DUE = NOW + timedelta(days=3)


def requested(cast, article=None, due_at=DUE):
    return actions.request_withdrawal(article=article or casting.article(cast, at=NOW), reason_type="expired",
                                      reason="到期", by=cast.officer, at=NOW, due_at=due_at)


def agreed(cast, article=None):
    return actions.schedule_withdrawal(withdrawal=requested(cast, article), by=cast.supervisor, at=NOW)


@pytest.mark.parametrize(("late", "state", "is_live"), [
    (-timedelta(seconds=1), WithdrawalState.SCHEDULED, True), (timedelta(0), WithdrawalState.CARRIED_OUT, False)])
def test_the_clock_takes_down_what_is_due_and_nothing_else(cast, late, state, is_live):
    withdrawal = agreed(cast)
    withdraw_whatever_is_due(at=DUE + late)
    withdrawal.refresh_from_db()
    article = Article.objects.get(pk=withdrawal.article_id)
    assert (withdrawal.state, article.is_live) == (state, is_live)
    assert set(article.placements.values_list("is_live", flat=True)) == {is_live}


def test_it_is_announced_and_recorded_and_told_like_any_take_down(cast):
    withdrawal = agreed(cast)
    Change.objects.all().delete()
    assert withdraw_whatever_is_due(at=DUE) == 1
    assert f"article:{withdrawal.article_id}" in Change.objects.get().tags
    steps = list(withdrawal.steps.order_by("number").values_list("verb", "by__username"))
    assert steps == [(Verb.REQUEST_WITHDRAWAL, "officer"), (Verb.SCHEDULE_WITHDRAWAL, "supervisor"),
                     (Verb.WITHDRAW, "clock")]
    told = Message.objects.filter(person=cast.officer, kind="withdrawal_closed").order_by("pk")
    assert [message.text.rpartition(":")[2] for message in told] == ["到时撤下", "已撤下"]
    assert withdraw_whatever_is_due(at=DUE) == 0


def test_nothing_is_taken_down_that_nobody_agreed_to(cast):
    withdrawal = requested(cast)
    assert withdraw_whatever_is_due(at=DUE) == 0
    assert Article.objects.get(pk=withdrawal.article_id).is_live


def test_who_asked_does_not_agree(cast):
    article = casting.article(cast, at=NOW)
    withdrawal = actions.request_withdrawal(article=article, reason_type="expired", reason="到期", by=cast.supervisor,
                                            at=NOW, due_at=DUE)
    with pytest.raises(Refused, match="须由另一人审查"):
        actions.schedule_withdrawal(withdrawal=withdrawal, by=cast.supervisor, at=NOW)
    withdrawal.refresh_from_db()
    assert withdrawal.state == WithdrawalState.REQUESTED


@pytest.mark.parametrize("due_at", [NOW, NOW - timedelta(hours=1), NOW + timedelta(days=400)])
def test_a_time_past_or_too_far_is_refused(cast, due_at):
    with pytest.raises(Refused, match="^撤下时间须在现在以后"):
        requested(cast, due_at=due_at)


def test_a_request_without_a_time_cannot_be_agreed_to_for_later(cast):
    withdrawal = requested(cast, due_at=None)
    with pytest.raises(Refused, match="^申请没有写撤下时间。$"):
        actions.schedule_withdrawal(withdrawal=withdrawal, by=cast.supervisor, at=NOW)


@pytest.mark.parametrize("person", ["officer", "supervisor", "bureau"])
def test_what_is_scheduled_can_be_cancelled_and_then_stays_up(cast, person):
    withdrawal = agreed(cast)
    actions.cancel_withdrawal(withdrawal=withdrawal, by=getattr(cast, person), at=NOW)
    assert withdraw_whatever_is_due(at=DUE) == 0
    assert Article.objects.get(pk=withdrawal.article_id).is_live


def test_what_came_down_meanwhile_is_cancelled_by_the_clock(cast):
    article = casting.article(cast, at=NOW)
    later = agreed(cast, article)
    actions.withdraw(withdrawal=requested(cast, article, due_at=None), by=cast.supervisor, at=NOW)
    withdraw_whatever_is_due(at=DUE)
    later.refresh_from_db()
    assert (later.state, later.closed_by.username) == (WithdrawalState.CANCELLED, "clock")
    assert Article.objects.get(pk=article.pk).withdrawn_at == NOW


def test_the_desk_asks_for_a_time_and_offers_to_agree_for_then(cast):
    article, typed = casting.article(cast, at=NOW), timezone.localtime(timezone.now() + timedelta(days=2))
    response = client_of(cast.officer).post(f"/admin/submissions/article/{article.pk}/withdrawal/", {
        "reason_type": "expired", "reason": "活动结束", "due_at": f"{typed:%Y-%m-%dT%H:%M}"})
    page = see(cast.supervisor, response["Location"])
    assert page.texts("//form[@aria-labelledby='decide']//button") == ["同意,立即撤下", "同意,到时撤下", "不同意"]
    client_of(cast.supervisor).post(response["Location"], {"verb": "schedule"})
    assert page.status == 200
    page = see(cast.supervisor, response["Location"])
    assert page.texts("//p[@class='note']/b") == [f"{typed:%Y年}{typed.month}月{typed.day}日 {typed:%H:%M}"]
    assert page.texts("//main//form//button") == ["取消申请"]
