"""Started by the clock, every minute."""

import logging
from datetime import datetime

from celery import shared_task
from django.utils import timezone

from sites.actions import clock
from sites.rules import Refused
from submissions.actions import forget_presences, prove_waiting, publish, remind, report_unpublished, withdraw_due
from submissions.queries import due, due_withdrawals

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


@shared_task(ignore_result=True)
def remind_now() -> int:
    return remind(at=timezone.now())


@shared_task(ignore_result=True)
def forget_presences_now() -> int:
    return forget_presences(at=timezone.now())
