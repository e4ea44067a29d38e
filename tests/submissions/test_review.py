"""The three levels: who may act, what is refused, and what two persons at once are told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from columns import actions as column_actions
from sites.enums import Role
from sites.rules import Refused
from submissions import actions, queries, rules, workflow
from submissions.enums import SecrecyConclusion, SecrecyGround, State, Verb
from submissions.models import SecrecyReview, Step, Submission
from tests.cast import SECRECY, draft, in_state

NOW = timezone.now()


def verbs_of(submission: Submission) -> list[str]:
    return list(submission.steps.order_by("number").values_list("verb", flat=True))


def test_the_whole_way_writes_one_step_a_verb(cast):
    submission = in_state(cast, State.PUBLISHED)
    assert verbs_of(submission) == [
        Verb.CREATE, Verb.SUBMIT, Verb.PASS_REVIEW, Verb.REVIEW_SECRECY, Verb.APPROVE, Verb.PUBLISH]


def test_an_officer_who_wrote_may_not_review(cast):
    submission = in_state(cast, State.OFFICER_REVIEW, by=cast.colleague)
    with pytest.raises(Refused, match="须由另一人审核"):
        actions.pass_review(submission=submission, by=cast.colleague, at=NOW)
    assert actions.pass_review(submission=submission, by=cast.officer, at=NOW).state == State.SUPERVISOR_REVIEW


def test_an_officer_who_is_also_supervisor_may_not_act_at_both_levels(cast):
    column_actions.appoint(user=cast.officer, site=cast.county, role=Role.SUPERVISOR, columns=[cast.home],
                           by=cast.site_admin, at=NOW)
    submission = in_state(cast, State.SUPERVISOR_REVIEW)
    assert list(queries.waiting_for(cast.officer)) == []
    with pytest.raises(Refused, match="须由另一人审批"):
        actions.approve(submission=submission, by=cast.officer, at=NOW, secrecy=SECRECY)
    assert list(queries.waiting_for(cast.supervisor)) == [submission]
    assert actions.approve(submission=submission, by=cast.supervisor, at=NOW, secrecy=SECRECY).state == State.APPROVED


def test_somebody_who_saved_a_revision_counts_as_author(cast):
    submission = draft(cast)
    actions.save_draft(submission=submission, content={"title": "同事改的标题"}, version=1, by=cast.colleague, at=NOW)
    actions.submit(submission=submission, by=cast.drafter, at=NOW)
    with pytest.raises(Refused, match="须由另一人审核"):
        actions.pass_review(submission=submission, by=cast.colleague, at=NOW)


def test_the_only_officer_skips_the_own_level_in_a_step_of_its_own(cast):
    for post in cast.officer.posts.all():
        column_actions.dismiss(post=post, by=cast.site_admin, at=NOW)
    submission = draft(cast, by=cast.colleague)
    submission = actions.submit(submission=submission, by=cast.colleague, at=NOW)
    skipped = submission.steps.get(verb=Verb.SKIP_REVIEW)
    assert (submission.state, skipped.reason) == (State.SUPERVISOR_REVIEW, actions.review.SKIP_REASON)


def test_with_another_officer_nothing_is_skipped(cast):
    submission = actions.submit(submission=draft(cast, by=cast.colleague), by=cast.colleague, at=NOW)
    assert (submission.state, verbs_of(submission)) == (State.OFFICER_REVIEW, [Verb.CREATE, Verb.SUBMIT])


@pytest.mark.parametrize(("gone", "word"), [("supervisor", "没有信息主管"), ("officers", "没有信息员")])
def test_submit_is_refused_where_nobody_could_review(cast, gone, word):
    submission = draft(cast)
    for person in [cast.supervisor] if gone == "supervisor" else [cast.officer, cast.colleague]:
        for post in person.posts.all():
            column_actions.dismiss(post=post, by=cast.site_admin, at=NOW)
    with pytest.raises(Refused, match=word):
        actions.submit(submission=submission, by=cast.drafter, at=NOW)
    submission.refresh_from_db()
    assert (submission.state, verbs_of(submission)) == (State.DRAFT, [Verb.CREATE])


def test_half_a_manuscript_is_saved_but_not_submitted(cast):
    submission = draft(cast, body="", source="")
    with pytest.raises(Refused, match="正文是空的。 请填写来源"):
        actions.submit(submission=submission, by=cast.drafter, at=NOW)


def test_changed_levels_do_not_touch_what_is_in_flight(cast, monkeypatch):
    old = in_state(cast, State.OFFICER_REVIEW)
    monkeypatch.setattr(workflow, "LEVELS", (Role.SUPERVISOR,))
    old = actions.pass_review(submission=old, by=cast.officer, at=NOW)
    new = actions.submit(submission=draft(cast), by=cast.drafter, at=NOW)
    assert (old.state, new.state) == (State.SUPERVISOR_REVIEW, State.SUPERVISOR_REVIEW)
    assert (old.levels, new.levels) == (["info_officer", "supervisor"], ["supervisor"])


def test_two_reviewers_at_once_the_second_is_told_what_the_first_did(cast):
    submission = in_state(cast, State.OFFICER_REVIEW)
    actions.pass_review(submission=submission, by=cast.officer, at=NOW)
    with pytest.raises(Refused) as refusal:
        actions.send_back(submission=submission, by=cast.colleague, at=NOW, reason="请补充")
    when = timezone.localtime(NOW)
    assert str(refusal.value).startswith(f"陈信息 已于 {when:%m-%d %H:%M} 审核通过。")


def test_a_stale_save_is_refused_and_names_who_saved(cast):
    submission = draft(cast)
    actions.save_draft(submission=submission, content={"title": "甲"}, version=1, by=cast.colleague, at=NOW)
    with pytest.raises(actions.Stale, match="何同事 已于 .* 保存了第 2 稿,您看到的是第 1 稿"):
        actions.save_draft(submission=submission, content={"title": "乙"}, version=1, by=cast.drafter, at=NOW)
    submission.refresh_from_db()
    assert (submission.title, submission.revisions.count()) == ("甲", 2)


def test_a_review_of_an_older_revision_is_refused(cast):
    submission = in_state(cast, State.OFFICER_REVIEW)
    actions.recall(submission=submission, by=cast.drafter, at=NOW)
    actions.save_draft(submission=submission, content={"title": "新标题"}, version=1, by=cast.drafter, at=NOW)
    actions.submit(submission=submission, by=cast.drafter, at=NOW)
    with pytest.raises(actions.Stale):
        actions.pass_review(submission=submission, by=cast.officer, at=NOW, version=1)
    assert actions.pass_review(submission=submission, by=cast.officer, at=NOW, version=2).state == "supervisor_review"


def test_an_unchanged_save_makes_no_revision(cast):
    submission = draft(cast)
    actions.save_draft(submission=submission, content=submission.content, version=1, by=cast.drafter, at=NOW)
    submission.refresh_from_db()
    assert (submission.version, submission.revisions.count(), verbs_of(submission)) == (1, 1, [Verb.CREATE])


def test_approval_needs_a_secrecy_review_of_this_very_revision(cast):
    submission = in_state(cast, State.SUPERVISOR_REVIEW)
    with pytest.raises(Refused, match="还没有做保密审查"):
        actions.approve(submission=submission, by=cast.supervisor, at=NOW)
    actions.record_secrecy(submission=submission, findings=SECRECY, by=cast.supervisor, at=NOW)
    actions.recall(submission=submission, by=cast.drafter, at=NOW)
    actions.save_draft(submission=submission, content={"title": "改后"}, version=1, by=cast.drafter, at=NOW)
    actions.submit(submission=submission, by=cast.drafter, at=NOW)
    actions.pass_review(submission=submission, by=cast.officer, at=NOW)
    with pytest.raises(Refused, match="还没有做保密审查"):
        actions.approve(submission=submission, by=cast.supervisor, at=NOW)


def test_a_secrecy_review_that_says_no_sends_back_at_once(cast):
    submission = in_state(cast, State.SUPERVISOR_REVIEW)
    no = actions.SecrecyFindings(SecrecyConclusion.NOT_PUBLIC, SecrecyGround.NEWS, "钱保密", "保审〔2026〕8号")
    actions.record_secrecy(submission=submission, findings=no, by=cast.supervisor, at=NOW)
    submission.refresh_from_db()
    assert (submission.state, verbs_of(submission)[-2:]) == (State.RETURNED, [Verb.REVIEW_SECRECY, Verb.SEND_BACK])


@pytest.mark.parametrize(("findings", "word"), [
    (actions.SecrecyFindings(SecrecyConclusion.PUBLIC, SecrecyGround.NEWS, " ", "7"), "审查人和审查编号"),
    (actions.SecrecyFindings(SecrecyConclusion.PUBLIC, SecrecyGround.NEWS, "钱", ""), "审查人和审查编号"),
    (actions.SecrecyFindings(SecrecyConclusion.PUBLIC, SecrecyGround.OTHER, "钱", "7"), "写明依据"),
])
def test_an_incomplete_secrecy_review_approves_nothing(cast, findings, word):
    submission = in_state(cast, State.SUPERVISOR_REVIEW)
    with pytest.raises(Refused, match=word):
        actions.approve(submission=submission, by=cast.supervisor, at=NOW, secrecy=findings)
    submission.refresh_from_db()
    assert (submission.state, SecrecyReview.objects.count()) == (State.SUPERVISOR_REVIEW, 0)


def test_sending_back_without_a_reason_is_refused(cast):
    submission = in_state(cast, State.OFFICER_REVIEW)
    before = Step.objects.count()
    with pytest.raises(Refused, match="请写明退回的原因"):
        actions.send_back(submission=submission, by=cast.officer, at=NOW, reason=" ")
    assert Step.objects.count() == before
    assert actions.send_back(submission=submission, by=cast.officer, at=NOW, reason="改").state == State.RETURNED


@pytest.mark.parametrize(("person", "seen"), [
    ("drafter", []), ("colleague", ["O"]), ("officer", ["O"]), ("supervisor", ["S"]), ("bureau", []),
    ("outsider", []), ("site_admin", []), ("platform_admin", []), ("stranger", []),
])
def test_the_queue_lists_only_what_the_person_may_act_on(cast, person, seen):
    waiting = {"O": in_state(cast, State.OFFICER_REVIEW), "S": in_state(cast, State.SUPERVISOR_REVIEW)}
    for state in set(State) - {State.OFFICER_REVIEW, State.SUPERVISOR_REVIEW}:
        in_state(cast, state)
    found = list(queries.waiting_for(getattr(cast, person)))
    assert found == [waiting[name] for name in seen]
    for submission in waiting.values():
        verb = Verb.PASS_REVIEW if submission.state == State.OFFICER_REVIEW else Verb.APPROVE
        assert (rules.may(verb, submission, getattr(cast, person)) is None) == (submission in found)


def test_a_batch_reports_item_by_item(cast):
    good, bad = in_state(cast, State.OFFICER_REVIEW), in_state(cast, State.OFFICER_REVIEW, by=cast.colleague)
    outcomes = actions.in_batch(actions.pass_review, [bad, good], by=cast.colleague, at=NOW)
    assert [(o.submission, bool(o.refusal)) for o in outcomes] == [(bad, True), (good, False)]
    good.refresh_from_db()
    assert good.state == State.SUPERVISOR_REVIEW


def test_a_returned_manuscript_may_be_passed_again_by_the_same_officer(cast):
    submission = in_state(cast, State.RETURNED)
    actions.save_draft(submission=submission, content={"body": "<p>已补充。</p>"}, version=1, by=cast.drafter, at=NOW)
    submission = actions.submit(submission=submission, by=cast.drafter, at=NOW)
    assert actions.pass_review(submission=submission, by=cast.officer, at=NOW).state == State.SUPERVISOR_REVIEW


def test_restoring_an_older_revision_makes_a_new_one(cast):
    submission = draft(cast, title="第一稿")
    submission = actions.save_draft(submission=submission, content={"title": "第二稿"}, version=1, by=cast.drafter,
                                    at=NOW)
    restored = actions.restore(submission=submission, number=1, by=cast.drafter, at=NOW)
    assert (restored.pk, restored.version, restored.title) == (submission.pk, 3, "第一稿")


def test_restoring_from_a_published_manuscript_begins_a_correction(cast):
    submission = in_state(cast, State.PUBLISHED)
    restored = actions.restore(submission=submission, number=1, by=cast.drafter, at=NOW)
    assert (restored.is_correction, restored.article, restored.state) == (True, submission.article, State.DRAFT)


def test_schedule_in_the_past_is_refused_and_blocks_nothing(cast):
    submission = in_state(cast, State.APPROVED)
    with pytest.raises(Refused, match="已经过去"):
        actions.schedule(submission=submission, publish_at=NOW - timedelta(minutes=1), by=cast.officer, at=NOW)
    assert actions.publish(submission=submission, by=cast.officer, at=NOW).is_live


def test_only_who_wrote_recalls(cast):
    submission = in_state(cast, State.OFFICER_REVIEW)
    with pytest.raises(Refused, match="只有写这份稿件的人可以收回"):
        actions.recall(submission=submission, by=cast.colleague, at=NOW)
    assert actions.recall(submission=submission, by=cast.drafter, at=NOW).state == State.DRAFT


def test_approve_and_publish_is_both_or_neither(cast):
    live = in_state(cast, State.PUBLISHED).article
    correction = actions.start_correction(article=live, by=cast.drafter, at=NOW)
    correction = actions.submit(submission=correction, by=cast.drafter, at=NOW)
    correction = actions.pass_review(submission=correction, by=cast.officer, at=NOW)
    withdrawal = actions.request_withdrawal(article=live, reason_type="expired", reason="过期", by=cast.officer, at=NOW)
    actions.withdraw(withdrawal=withdrawal, by=cast.supervisor, at=NOW)
    with pytest.raises(Refused, match="文章已撤下"):
        actions.approve_and_publish(submission=correction, by=cast.supervisor, at=NOW, secrecy=SECRECY)
    correction.refresh_from_db()
    assert (correction.state, correction.secrecy_reviews.count()) == (State.SUPERVISOR_REVIEW, 0)
