"""The queue of handed-off work, and what the clock starts. Without REDIS_URL tasks run in place, and `manage.py clock`
keeps the schedule instead of Celery's beat."""

import os

from celery import Celery, Task
from structlog.contextvars import bound_contextvars, get_contextvars

from portal.metrics import note_task

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

MINUTE = 60
DAY = 24 * 60 * MINUTE



class TracedTask(Task):
    """Carries the number of the request that sent it into the worker's log lines, and counts its outcome."""

    def apply_async(self, args=None, kwargs=None, *, headers=None, **options):
        number = get_contextvars().get("request_id")
        if number:
            headers = {"request_id": number} | (headers or {})
        return super().apply_async(args, kwargs, headers=headers, **options)

    def __call__(self, *args, **kwargs):
        number = (self.request.headers or {}).get("request_id") or self.request.id
        with bound_contextvars(request_id=number, task=self.name):
            return super().__call__(*args, **kwargs)

    def on_success(self, retval, task_id, args, kwargs):
        note_task(self.name, "success")

    def on_failure(self, exc, task_id, args, kwargs, einfo):
        note_task(self.name, "failure")


app = Celery("zhanqun", task_cls=TracedTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="tasks")
app.autodiscover_tasks(related_name="beat")
app.conf.beat_schedule = {
    "note_heartbeat": {
        "task": "audit.beat.note_heartbeat_now", "schedule": MINUTE, "options": {"expires": MINUTE},
    },
    "publish_due": {
        "task": "submissions.beat.publish_due_now", "schedule": MINUTE, "options": {"expires": MINUTE},
    },
    "harvest_due": {
        "task": "submissions.beat.harvest_due_now", "schedule": MINUTE, "options": {"expires": MINUTE},
    },
    "withdraw_due": {
        "task": "submissions.beat.withdraw_due_now", "schedule": MINUTE, "options": {"expires": MINUTE},
    },
    "prove_withdrawals": {
        "task": "submissions.beat.prove_withdrawals_now", "schedule": 10, "options": {"expires": 10},
    },
    "carry_out_waiting": {
        "task": "publishing.beat.carry_out_waiting_now", "schedule": 10, "options": {"expires": 10},
    },
    "announce_turned_notices": {
        "task": "publishing.beat.announce_turned_notices_now", "schedule": MINUTE, "options": {"expires": MINUTE},
    },
    "remind_of_overdue": {
        "task": "submissions.beat.remind_now", "schedule": 10 * MINUTE, "options": {"expires": 10 * MINUTE},
    },
    "mail_unread": {
        "task": "sites.beat.mail_unread_now", "schedule": MINUTE, "options": {"expires": MINUTE},
    },
    "settle_search": {
        "task": "publishing.beat.settle_search_now", "schedule": MINUTE, "options": {"expires": MINUTE},
    },
    "forget_presences": {
        "task": "submissions.beat.forget_presences_now", "schedule": DAY, "options": {"expires": DAY},
    },
    "forget_searches": {
        "task": "publishing.beat.forget_searches_now", "schedule": DAY, "options": {"expires": DAY},
    },
    "forget_changes": {
        "task": "publishing.beat.forget_changes_now", "schedule": DAY, "options": {"expires": DAY},
    },
}
"""Name → task and how often, in seconds. A turn that waited longer than that is dropped: the next one does its work."""
