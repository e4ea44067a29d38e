"""Is this node able to do its work? Each part by itself, and the figures that tell how far it lags."""

import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from redis.exceptions import RedisError

from audit.enums import BackupKind
from audit.models import BackupRun, Heartbeat
from portal.configuration import read
from publishing.queries import waiting_changes
from submissions.queries import due

BEAT = timedelta(minutes=3)
"""The clock beats every minute; two missed ones are a fault."""

LAG = timedelta(minutes=3)
"""What a crash left in the change feed is picked up within two minutes."""

QUEUE = "celery"
PATIENCE = 2
"""Seconds for Redis to answer."""


class Fault(Exception):
    """Why a part does not work, in a word for machines."""


@dataclass(frozen=True)
class Health:
    """Part → `ok`, or the word of its fault."""

    parts: dict[str, str]

    @property
    def is_good(self) -> bool:
        return set(self.parts.values()) == {"ok"}


def health(*, at: datetime) -> Health:
    """Every part is asked, whatever became of the others."""
    return Health({name: word(check, at) for name, check in CHECKS.items()})


def word(check: Callable, at: datetime) -> str:
    try:
        check(at)
    except Fault as fault:
        return str(fault)
    except (DatabaseError, RedisError):
        return "unreachable"
    except OSError as error:
        return f"os_error_{error.errno}"
    return "ok"


def check_database(at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_migrations(at: datetime) -> None:
    if not are_migrated():
        are_migrated.cache_clear()
        raise Fault("unapplied")


@cache
def are_migrated() -> bool:
    """Asked until it is true; the code of a running process does not change."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def check_store(at: datetime) -> None:
    """A file can be made and removed where kept pages stand."""
    folder = Path(settings.PAGES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / f".health-{uuid.uuid4().hex}"
    probe.write_bytes(b"ok")
    probe.unlink()


def check_disk(at: datetime) -> None:
    least = settings.DISK_MIN_MB * 1024 * 1024
    if any(free < least for free in disk_free().values()):
        raise Fault("nearly_full")


def check_queue(at: datetime) -> None:
    if read("REDIS_URL"):
        queue_length()


def check_clock(at: datetime) -> None:
    """Celery's beat and a worker, or the built-in clock: the last beat was carried out lately."""
    seconds = beat_age(at)
    if seconds is None:
        raise Fault("never")
    if seconds > BEAT.total_seconds():
        raise Fault("late")


def check_feed(at: datetime) -> None:
    if waiting_changes(before=at - LAG).exists():
        raise Fault("lagging")


CHECKS = {
    "database": check_database, "migrations": check_migrations, "store": check_store, "disk": check_disk,
    "queue": check_queue, "clock": check_clock, "feed": check_feed,
}


@dataclass(frozen=True)
class Figures:
    """What a monitor draws curves of. None where there is nothing yet to measure."""

    feed_waiting: int
    feed_lag_seconds: float
    scheduled_late: int
    queue_length: int | None
    beat_age_seconds: float | None
    backup_age_seconds: float | None
    drill_age_seconds: float | None


def figures(*, at: datetime) -> Figures:
    waiting = list(waiting_changes(before=at).values_list("announced_at", flat=True))
    return Figures(
        feed_waiting=len(waiting),
        feed_lag_seconds=(at - min(waiting)).total_seconds() if waiting else 0,
        scheduled_late=due(at - BEAT).count(),
        queue_length=queue_length() if read("REDIS_URL") else None,
        beat_age_seconds=beat_age(at),
        backup_age_seconds=age_of(BackupKind.BACKUP, at),
        drill_age_seconds=age_of(BackupKind.DRILL, at),
    )


def disk_free() -> dict[str, int]:
    """Free bytes below the data folder and below the store, which may be a disk of its own."""
    pages = Path(settings.PAGES_DIR)
    return {"data": shutil.disk_usage(settings.DATA_DIR).free,
            "pages": shutil.disk_usage(pages if pages.exists() else settings.DATA_DIR).free}


def queue_length() -> int:
    return broker().llen(QUEUE)


@cache
def broker() -> redis.Redis:
    return redis.from_url(read("REDIS_URL"), socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)


def beat_age(at: datetime) -> float | None:
    beat = Heartbeat.objects.first()
    return (at - beat.at).total_seconds() if beat else None


def age_of(kind: BackupKind, at: datetime) -> float | None:
    last = BackupRun.objects.filter(kind=kind, is_sound=True).order_by("-at").first()
    return (at - last.at).total_seconds() if last else None
