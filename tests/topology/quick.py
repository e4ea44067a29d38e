"""The schedule for tests: every turn that comes each minute or more often comes every two seconds."""

from portal.celery import MINUTE, app

QUICK = 2

app.conf.beat_schedule = {
    name: entry | {"schedule": QUICK if entry["schedule"] <= MINUTE else entry["schedule"]}
    for name, entry in app.conf.beat_schedule.items()
}
