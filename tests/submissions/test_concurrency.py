"""Several persons at once on one manuscript: PostgreSQL, real connections. One succeeds, the others are told."""

import threading
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from sites.rules import Refused
from sites.trail import verify
from submissions import actions
from submissions.beat import publish_due
from submissions.enums import State
from submissions.models import Article, Step, Submission
from tests import cast as casting
from tests.cast import in_state

NOW = timezone.now()
pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def at_once(*works) -> Counter:
    """Run all at the same moment, each on a connection of its own. Counts what became of them."""
    outcomes, start = Counter(), threading.Barrier(len(works))

    def run(work) -> None:
        try:
            start.wait(timeout=30)
            work()
            outcomes["done"] += 1
        except Refused:
            outcomes["refused"] += 1
        except Exception as error:
            outcomes[repr(error)] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


def test_pass_and_send_back_at_once():
    cast = casting.build(at=NOW)
    submission = in_state(cast, State.OFFICER_REVIEW)
    outcomes = at_once(
        lambda: actions.pass_review(submission=submission, by=cast.officer, at=NOW),
        lambda: actions.send_back(submission=submission, by=cast.colleague, at=NOW, reason="改"),
        lambda: actions.pass_review(submission=submission, by=cast.colleague, at=NOW),
    )
    assert outcomes == {"done": 1, "refused": 2}
    assert list(verify(Step)) == []


def test_six_saves_from_the_same_version():
    cast = casting.build(at=NOW)
    submission = in_state(cast, State.DRAFT)
    outcomes = at_once(*[
        lambda n=n: actions.save_draft(submission=submission, content={"title": f"第{n}人"}, version=1,
                                       by=cast.drafter, at=NOW) for n in range(6)])
    assert outcomes == {"done": 1, "refused": 5}
    assert submission.revisions.count() == 2


def test_six_corrections_of_one_article():
    cast = casting.build(at=NOW)
    live = casting.article(cast)
    people = [cast.drafter, cast.colleague, cast.officer] * 2
    outcomes = at_once(*[lambda by=by: actions.start_correction(article=live, by=by, at=NOW) for by in people])
    assert outcomes == {"done": 1, "refused": 5}
    assert Submission.objects.open().filter(article=live).count() == 1


def test_the_clock_and_two_people_publish_the_same_manuscript_once():
    cast = casting.build(at=NOW)
    submission = in_state(cast, State.SCHEDULED, at=NOW)
    later = submission.publish_at
    at_once(
        lambda: publish_due(at=later),
        lambda: actions.publish(submission=submission, by=cast.officer, at=later),
        lambda: actions.publish(submission=submission, by=cast.supervisor, at=later),
    )
    assert Article.objects.count() == 1
    assert Step.objects.filter(submission=submission, verb="publish").count() == 1


def test_taking_down_while_a_correction_is_published():
    cast = casting.build(at=NOW)
    live = casting.article(cast)
    correction = actions.start_correction(article=live, by=cast.drafter, at=NOW)
    correction = actions.submit(submission=correction, by=cast.drafter, at=NOW)
    correction = actions.pass_review(submission=correction, by=cast.officer, at=NOW)
    correction = actions.approve(submission=correction, by=cast.supervisor, at=NOW, secrecy=casting.SECRECY)
    withdrawal = actions.request_withdrawal(article=live, reason_type="personal_data", reason="含手机号",
                                            by=cast.officer, at=NOW)
    outcomes = at_once(
        lambda: actions.withdraw(withdrawal=withdrawal, by=cast.supervisor, at=NOW),
        lambda: actions.publish(submission=correction, by=cast.officer, at=NOW),
    )
    assert set(outcomes) <= {"done", "refused"}
    live.refresh_from_db()
    assert not live.is_live
    assert not live.placements.filter(is_live=True).exists()
