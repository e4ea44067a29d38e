"""What becomes public, when, and how it goes away again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sites.rules import Refused
from submissions import actions
from submissions.beat import publish_due
from submissions.enums import ArticleStatus, State, WithdrawalReason, WithdrawalState
from submissions.models import Article, Placement, Submission
from tests.cast import SECRECY, article, draft, in_state

NOW = timezone.now()


def live_columns(of: Article) -> set:
    return set(of.placements.filter(is_live=True).values_list("column_id", flat=True))


def corrected(cast, of: Article, **content) -> Submission:
    """An approved correction."""
    correction = actions.start_correction(article=of, by=cast.drafter, at=NOW)
    correction = actions.save_draft(submission=correction, content=content, version=1, by=cast.drafter, at=NOW)
    correction = actions.submit(submission=correction, by=cast.drafter, at=NOW)
    correction = actions.pass_review(submission=correction, by=cast.officer, at=NOW)
    return actions.approve(submission=correction, by=cast.supervisor, at=NOW, secrecy=SECRECY)


def test_nothing_is_public_before_publication(cast):
    for state in set(State) - {State.PUBLISHED}:
        in_state(cast, state)
    assert (Article.objects.count(), Placement.objects.count()) == (0, 0)


def test_publication_places_the_article_in_all_its_columns(cast):
    submission = draft(cast)
    submission = actions.save_draft(submission=submission, content={}, also_in=[cast.notices], version=1,
                                    by=cast.drafter, at=NOW)
    submission = actions.submit(submission=submission, by=cast.drafter, at=NOW)
    submission = actions.pass_review(submission=submission, by=cast.officer, at=NOW)
    submission = actions.approve(submission=submission, by=cast.supervisor, at=NOW, secrecy=SECRECY)
    published = actions.publish(submission=submission, by=cast.supervisor, at=NOW)
    assert live_columns(published) == {cast.headlines.pk, cast.notices.pk}
    assert set(published.placements.values_list("published_at", "site_id")) == {(NOW, cast.county.pk)}


def test_a_live_page_stays_while_its_correction_is_written_and_keeps_its_first_time(cast):
    old = article(cast, at=NOW - timedelta(days=3))
    correction = corrected(cast, old, title="更正后的标题")
    old.refresh_from_db()
    assert old.title == "防汛工作部署会召开"
    actions.publish(submission=correction, by=cast.officer, at=NOW)
    old.refresh_from_db()
    assert (old.title, old.published_at, old.corrected_at) == ("更正后的标题", NOW - timedelta(days=3), NOW)


def test_one_open_correction_at_a_time_and_the_second_is_told_whose(cast):
    live = article(cast)
    actions.start_correction(article=live, by=cast.drafter, at=NOW)
    with pytest.raises(Refused, match="林拟稿 已在更正这篇文章"):
        actions.start_correction(article=live, by=cast.colleague, at=NOW)
    assert live.submissions.open().count() == 1


def test_a_correction_may_move_the_article_without_changing_its_address(cast):
    live = article(cast)
    address = live.address
    correction = actions.start_correction(article=live, by=cast.drafter, at=NOW)
    correction = actions.save_draft(submission=correction, content={}, column=cast.notices, version=1,
                                    by=cast.drafter, at=NOW)
    correction = actions.submit(submission=correction, by=cast.drafter, at=NOW)
    correction = actions.pass_review(submission=correction, by=cast.officer, at=NOW)
    correction = actions.approve(submission=correction, by=cast.supervisor, at=NOW, secrecy=SECRECY)
    moved = actions.publish(submission=correction, by=cast.officer, at=NOW)
    assert (moved.address, live_columns(moved)) == (address, {cast.notices.pk})


def test_first_publication_time_is_refused_a_change_by_the_database(cast):
    live = article(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=live.pk).update(published_at=NOW - timedelta(days=30))


def test_a_due_submission_is_published_by_the_clock_and_others_wait(cast):
    due, later = in_state(cast, State.SCHEDULED, at=NOW), in_state(cast, State.SCHEDULED, at=NOW + timedelta(hours=5))
    assert publish_due(at=NOW + timedelta(days=1, minutes=1)) == 1
    due.refresh_from_db()
    later.refresh_from_db()
    assert (due.state, later.state) == (State.PUBLISHED, State.SCHEDULED)
    assert due.steps.order_by("-number").first().by == cast.clock


def test_the_clock_publishes_nothing_that_is_not_scheduled(cast):
    submission = in_state(cast, State.APPROVED)
    with pytest.raises(Refused, match="系统时钟只发布到时的定时稿件"):
        actions.publish(submission=submission, by=cast.clock, at=NOW)
    assert actions.publish(submission=submission, by=cast.officer, at=NOW).is_live


def test_one_failing_item_does_not_stop_the_clock(cast, monkeypatch, caplog):
    first, second = in_state(cast, State.SCHEDULED, at=NOW), in_state(cast, State.SCHEDULED, at=NOW)
    publish = actions.publish

    def fails_on_first(*, submission, **rest):
        if submission == first:
            raise RuntimeError("disk full")
        return publish(submission=submission, **rest)

    monkeypatch.setattr("submissions.beat.publish", fails_on_first)
    assert publish_due(at=NOW + timedelta(days=2)) == 1
    assert f"scheduled submission {first.pk} not published" in caplog.text
    second.refresh_from_db()
    assert second.state == State.PUBLISHED


def request(cast, live, by):
    return actions.request_withdrawal(article=live, reason_type=WithdrawalReason.PUBLISHED_IN_ERROR, reason="误发",
                                      by=by, at=NOW)


def test_a_take_down_needs_a_second_person(cast):
    live = article(cast)
    withdrawal = request(cast, live, cast.supervisor)
    with pytest.raises(Refused, match="须由另一人审查"):
        actions.withdraw(withdrawal=withdrawal, by=cast.supervisor, at=NOW)
    live.refresh_from_db()
    assert live.is_live
    actions.withdraw(withdrawal=withdrawal, by=cast.bureau, at=NOW)
    live.refresh_from_db()
    assert (live.status, live.withdrawn_at, live_columns(live)) == (ArticleStatus.WITHDRAWN, NOW, set())


@pytest.mark.parametrize(("person", "word"), [
    ("drafter", "由本栏目的信息员或信息主管办理"), ("site_admin", "由本栏目的信息员或信息主管办理"),
    ("outsider", "由本栏目的信息员或信息主管办理"),
])
def test_who_may_not_ask_for_a_take_down(cast, person, word):
    live = article(cast)
    with pytest.raises(Refused, match=word):
        request(cast, live, getattr(cast, person))
    assert request(cast, live, cast.officer).state == WithdrawalState.REQUESTED


def test_an_open_request_and_its_end(cast):
    live = article(cast)
    withdrawal = request(cast, live, cast.officer)
    with pytest.raises(Refused, match="陈信息 已申请撤下这篇文章"):
        request(cast, live, cast.colleague)
    actions.refuse_withdrawal(withdrawal=withdrawal, by=cast.supervisor, at=NOW, reason="内容无误")
    with pytest.raises(Refused, match="赵主管 已于 .* 办结:不同意"):
        actions.withdraw(withdrawal=withdrawal, by=cast.bureau, at=NOW)
    assert request(cast, live, cast.colleague).state == WithdrawalState.REQUESTED


def test_a_correction_cannot_bring_back_what_was_taken_down(cast):
    live = article(cast)
    correction = corrected(cast, live, title="更正")
    actions.withdraw(withdrawal=request(cast, live, cast.officer), by=cast.supervisor, at=NOW)
    with pytest.raises(Refused, match="文章已撤下"):
        actions.publish(submission=correction, by=cast.officer, at=NOW)
    live.refresh_from_db()
    assert (live.status, live.title) == (ArticleStatus.WITHDRAWN, "防汛工作部署会召开")
