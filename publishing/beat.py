"""Started by the clock."""

import logging
from datetime import datetime, timedelta

from celery import shared_task
from django.utils import timezone

from publishing.actions import announce_turned_notices, carry_out, forget_changes
from publishing.queries import waiting_changes
from publishing.search import logbook
from publishing.search.engines import engine
from publishing.search.files import read_waiting

log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=5)
"""A change younger than this is still being carried out by whoever announced it."""

AT_ONCE = 200


def carry_out_waiting(*, at: datetime) -> int:
    """Carry out what a crash, or a store that could not be written to, left behind. Returns how many changes."""
    changes = list(waiting_changes(before=at - PATIENCE)[:AT_ONCE])
    if changes:
        log.warning("%d changes were not carried out, the first announced at %s", len(changes), changes[0].announced_at)
        carry_out(changes)
    return len(changes)


@shared_task(ignore_result=True)
def carry_out_waiting_now() -> int:
    return carry_out_waiting(at=timezone.now())


@shared_task(ignore_result=True)
def forget_changes_now() -> int:
    return forget_changes(at=timezone.now())


@shared_task(ignore_result=True)
def announce_turned_notices_now() -> int:
    return announce_turned_notices(at=timezone.now())


@shared_task(ignore_result=True)
def settle_search_now() -> None:
    """What a crash has left out of the search index, and attachments that nobody has read."""
    engine().settle()
    read_waiting()


@shared_task(ignore_result=True)
def forget_searches_now() -> int:
    return logbook.forget(at=timezone.now())
