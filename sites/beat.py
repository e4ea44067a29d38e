"""Started by the clock, every minute."""

from celery import shared_task
from django.utils import timezone

from sites.actions import mail_unread


@shared_task(ignore_result=True)
def mail_unread_now() -> int:
    return mail_unread(at=timezone.now())
