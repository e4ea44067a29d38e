"""Started by the clock, every minute."""

import logging
from datetime import datetime

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from sites.actions import clock
from sites.rules import Refused
from submissions.actions import forget_presences, prove_waiting, publish, remind, report_unpublished, withdraw_due
from submissions.actions.harvest import harvest
from submissions.queries import due, due_withdrawals
from submissions.queries.harvest import due_harvests

log = logging.getLogger(__name__)


def publish_due(*, at: datetime) -> int:
    """Publish whatever is due and not live. One that fails is reported and tried again at the next minute; it stops no
    other. Returns how many were published."""
    published = 0
    by = clock()
    for submission in due(at).select_related("column"):
        try:
            publish(submission=submission, by=by, at=at)
            published += 1
        except Refused as refusal:
            log.warning("scheduled submission %s not published: %s", submission.pk, refusal)
            report_unpublished(submission=submission, reason=str(refusal), at=at)
        except Exception:
            log.exception("scheduled submission %s not published", submission.pk)
            report_unpublished(submission=submission, reason="系统出错,每分钟会再试一次", at=at)
    return published


def withdraw_whatever_is_due(*, at: datetime) -> int:
    """Take down what is due, each by itself; one that fails is tried again at the next minute. Returns how many."""
    done, by = 0, clock()
    for withdrawal in due_withdrawals(at):
        try:
            withdraw_due(withdrawal=withdrawal, by=by, at=at)
            done += 1
        except Exception:
            log.exception("scheduled withdrawal %s not carried out", withdrawal.pk)
    return done


@shared_task(ignore_result=True)
def withdraw_due_now() -> int:
    return withdraw_whatever_is_due(at=timezone.now())


@shared_task
def publish_due_now() -> int:
    return publish_due(at=timezone.now())


@shared_task(ignore_result=True)
def prove_withdrawals_now() -> int:
    return prove_waiting(at=timezone.now())


def harvest_due(*, at: datetime) -> int:
    """Hand off every harvest rule whose turn it is, each as a task of its own. Returns how many.

    Without workers a task runs in place, a minute at most: one rule a turn, so that publishing never waits for long.
    """
    waiting = list(due_harvests(at).values_list("pk", flat=True)[:1 if settings.CELERY_TASK_ALWAYS_EAGER else None])
    for number in waiting:
        harvest_rule.delay(number)
    return len(waiting)


@shared_task(ignore_result=True)
def harvest_due_now() -> int:
    return harvest_due(at=timezone.now())


@shared_task(ignore_result=True)
def harvest_rule(number: int) -> None:
    """A rule that was taken up meanwhile, or is no longer due, is left alone."""
    at = timezone.now()
    rule = due_harvests(at).filter(pk=number).first()
    if rule is None:
        return
    try:
        harvest(rule=rule, by=clock(), at=at)
    except Refused as refusal:
        log.info("harvest rule %s not run: %s", number, refusal)


@shared_task(ignore_result=True)
def remind_now() -> int:
    return remind(at=timezone.now())


@shared_task(ignore_result=True)
def forget_presences_now() -> int:
    return forget_presences(at=timezone.now())
