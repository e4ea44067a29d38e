"""Started by the clock."""

from celery import shared_task
from django.utils import timezone

from audit.actions import note_heartbeat


@shared_task
def note_heartbeat_now() -> None:
    note_heartbeat(at=timezone.now())
