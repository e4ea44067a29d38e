from datetime import datetime

from audit.models import Heartbeat


def note_heartbeat(*, at: datetime) -> None:
    Heartbeat.objects.update_or_create(pk=1, defaults={"at": at})
