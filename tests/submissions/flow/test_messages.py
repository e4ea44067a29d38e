"""Who is told of what, in the verb's transaction, and by whom it is settled."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from sites import actions as site_actions
from sites.enums import MessageKind, Role
from sites.models import Message
from sites.rules import Refused
from submissions import actions
from submissions.beat import publish_due
from submissions.enums import State
from tests import cast as casting

NOW = timezone.now()


def unread() -> set[tuple[str, str]]:
    """(person's account, kind) of every message nobody has read or settled."""
    return set(Message.objects.unread().values_list("person__username", "kind"))


def all_told() -> set[tuple[str, str]]:
    return set(Message.objects.values_list("person__username", "kind"))


@pytest.mark.parametrize(("state", "told"), [
    (State.DRAFT, set()),
    (State.OFFICER_REVIEW, {("colleague", "to_review"), ("officer", "to_review")}),
    (State.SUPERVISOR_REVIEW, {("supervisor", "to_review")}),
    (State.RETURNED, {("drafter", "to_revise")}),
    (State.APPROVED, {("colleague", "to_publish"), ("officer", "to_publish")}),
    (State.SCHEDULED, set()),
    (State.PUBLISHED, {("drafter", "published")}),
    (State.DISCARDED, set()),
])
def test_they_are_told_for_whom_it_waits_and_nobody_else(cast, state, told):
    casting.in_state(cast, state, at=NOW)
    assert unread() == told


def test_who_wrote_is_not_told_to_review(cast):
    second = casting.draft(cast, by=cast.colleague, at=NOW)
    actions.submit(submission=second, by=cast.colleague, at=NOW)
    assert unread() == {("officer", "to_review")}


def test_the_message_names_the_manuscript_and_leads_to_it(cast):
    submission = casting.in_state(cast, State.RETURNED, at=NOW, title="防汛通知")
    message = Message.objects.get(kind=MessageKind.TO_REVISE)
    assert (message.text, message.link, message.sent_at) == (
        "“防汛通知”退回给您修改:请补充参会单位。", f"/admin/submissions/submission/{submission.pk}/review/", NOW)


def test_what_somebody_else_dealt_with_waits_for_nobody(cast):
    submission = casting.in_state(cast, State.OFFICER_REVIEW, at=NOW)
    actions.send_back(submission=submission, by=cast.officer, at=NOW + timedelta(hours=1), reason="缺来源")
    settled = Message.objects.filter(kind=MessageKind.TO_REVIEW)
    assert set(settled.values_list("person__username", "read_at", "settled_at")) == {
        ("colleague", None, NOW + timedelta(hours=1)), ("officer", None, NOW + timedelta(hours=1))}


def test_approved_and_published_at_once_leaves_nobody_waiting(cast):
    submission = casting.in_state(cast, State.SUPERVISOR_REVIEW, at=NOW)
    actions.approve_and_publish(submission=submission, secrecy=casting.SECRECY, by=cast.supervisor, at=NOW)
    assert unread() == {("drafter", "published")}


@pytest.mark.parametrize(("reason", "told"), [("缺来源", {("drafter", "to_revise")}), ("", set())])
def test_a_refused_verb_tells_nobody(cast, reason, told):
    submission = casting.in_state(cast, State.OFFICER_REVIEW, at=NOW)
    Message.objects.all().delete()
    try:
        actions.send_back(submission=submission, by=cast.officer, at=NOW, reason=reason)
    except Refused as refusal:
        assert str(refusal).startswith("请写明退回的原因")
    assert all_told() == told


def test_a_verb_that_is_rolled_back_tells_nobody_and_settles_nothing(cast):
    submission = casting.in_state(cast, State.OFFICER_REVIEW, at=NOW)
    before = list(Message.objects.order_by("pk").values())
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.pass_review(submission=submission, by=cast.officer, at=NOW)
        raise RuntimeError
    assert list(Message.objects.order_by("pk").values()) == before


def test_a_scheduled_publication_that_fails_is_told_once_and_settled_by_publishing(cast):
    article = casting.article(cast, at=NOW)
    correction = actions.start_correction(article=article, by=cast.drafter, at=NOW, content=casting.CONTENT)
    correction = actions.submit(submission=correction, by=cast.drafter, at=NOW)
    correction = actions.pass_review(submission=correction, by=cast.officer, at=NOW)
    correction = actions.approve(submission=correction, secrecy=casting.SECRECY, by=cast.supervisor, at=NOW)
    due = NOW + timedelta(hours=1)
    actions.schedule(submission=correction, publish_at=due, by=cast.officer, at=NOW)
    request = actions.request_withdrawal(article=article, reason_type="expired", reason="过期", by=cast.officer, at=NOW)
    actions.withdraw(withdrawal=request, by=cast.supervisor, at=NOW)
    Message.objects.all().delete()
    for minutes in range(3):
        publish_due(at=due + timedelta(minutes=minutes))
    told = Message.objects.filter(kind=MessageKind.NOT_PUBLISHED)
    assert sorted(told.values_list("person__username", flat=True)) == ["colleague", "drafter", "officer", "supervisor"]
    assert {message.text.rpartition("没有成功:")[2] for message in told} == {
        "文章已撤下,更正稿不能发布;如需再次发布请新建稿件。"}
    actions.send_back(submission=correction, by=cast.supervisor, at=due, reason="文章已撤下")
    assert unread() == {("drafter", "to_revise")}


def test_a_withdrawal_is_told_to_the_other_supervisors_and_answered_to_who_asked(cast):
    article = casting.article(cast, at=NOW)
    Message.objects.all().delete()
    request = actions.request_withdrawal(article=article, reason_type="expired", reason="过期", by=cast.officer, at=NOW)
    assert unread() == {("supervisor", "withdrawal_asked")}
    actions.refuse_withdrawal(withdrawal=request, by=cast.supervisor, at=NOW, reason="仍有效")
    assert unread() == {("officer", "withdrawal_closed")}


def test_a_withdrawal_asked_by_the_only_supervisor_is_told_to_the_bureau(cast):
    article = casting.article(cast, at=NOW)
    Message.objects.all().delete()
    actions.request_withdrawal(article=article, reason_type="expired", reason="过期", by=cast.supervisor, at=NOW)
    assert unread() == {("bureau", "withdrawal_asked")}


def test_an_event_is_told_once_to_each_person(cast):
    for _ in range(2):
        with transaction.atomic():
            site_actions.tell(people=[cast.drafter.pk, cast.officer.pk], kind=MessageKind.PUBLISHED, text="甲",
                              link="/admin/", event="step:1", at=NOW)
    assert sorted(Message.objects.values_list("person__username", flat=True)) == ["drafter", "officer"]


def test_a_dismissed_reviewer_is_told_nothing(cast):
    casting.post(cast.stranger, Role.INFO_OFFICER, cast.county, cast.home, by=cast.site_admin, at=NOW)
    casting.in_state(cast, State.OFFICER_REVIEW, at=NOW)
    assert ("stranger", "to_review") in unread()
    Message.objects.all().delete()
    site_actions.change_user(user=cast.stranger, values={"is_active": False}, by=cast.site_admin, at=NOW)
    casting.in_state(cast, State.OFFICER_REVIEW, at=NOW)
    assert unread() == {("colleague", "to_review"), ("officer", "to_review")}
