"""The queue of handed-off work, and what the clock starts. Without REDIS_URL tasks run in place, and `manage.py clock`
keeps the schedule instead of Celery's beat."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

MINUTE = 60

app = Celery("zhanqun")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="tasks")
app.autodiscover_tasks(related_name="beat")
app.conf.beat_schedule = {
    "publish_due": {
        "task": "submissions.beat.publish_due_now", "schedule": MINUTE, "options": {"expires": MINUTE},
    },
}
"""Name → task and how often, in seconds. A turn that waited longer than that is dropped: the next one does its work."""
