"""What was searched for: words, a day, a site and how much was found. Nothing of the person.

Numbers that may be somebody's are not recorded at all, and what is shown to others must stand in a published title.
"""

import logging
import re
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Max, Sum
from django.utils import timezone

from publishing.models import SearchLog
from publishing.search.folding import fold
from publishing.search.parsing import stop_words

log = logging.getLogger(__name__)

LONGEST = 40
PERSONAL = re.compile(r"@|(?:\d[\s-]?){7}")
"""An address, or more digits in a row than any document has: telephone, identity card, bank card, order."""
MOST_A_DAY = 5_000
"""Different texts of a site in one day; whoever sends more fills nothing."""
REMEMBERED = timedelta(days=400)
WAIT_MS = 100
HOT_DAYS = 30
HOT_TIMES = 3


@dataclass(frozen=True)
class Tally:
    text: str
    times: int
    found: int


def note(*, site: int, text: str, found: int, in_title: bool, at: datetime) -> None:
    """Record a search. It never waits long and never fails: a search that is not recorded is no fault."""
    text = " ".join(fold(text).split())
    if not text or len(text) > LONGEST or PERSONAL.search(text):
        return
    day = timezone.localdate(at)
    try:
        with impatient():
            count(site, day, text, found, in_title)
    except DatabaseError as error:
        log.warning("search not recorded: %s", error)


def count(site: int, day: date, text: str, found: int, in_title: bool) -> None:
    rows = SearchLog.objects.filter(site=site, day=day)
    if rows.filter(text=text).update(times=F("times") + 1, found=found, in_title=in_title):
        return
    if rows.count() < MOST_A_DAY:
        SearchLog.objects.bulk_create(
            [SearchLog(site_id=site, day=day, text=text, found=found, in_title=in_title)], ignore_conflicts=True)


@contextmanager
def impatient():
    """A transaction that gives up soon when another holds what it needs, and that the disk need not confirm."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {WAIT_MS}; SET LOCAL synchronous_commit = off")
            yield
        return
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_MS}")
        try:
            with transaction.atomic():
                yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")


def hot(*, sites: Sequence[int], today: date, beginning: str = "", limit: int = 8) -> list[str]:
    """What many have searched for lately and found in a title, for others to see."""
    since = today - timedelta(days=HOT_DAYS)
    rows = SearchLog.objects.filter(site__in=sites, day__gt=since, in_title=True, found__gt=0)
    if beginning:
        rows = rows.filter(text__startswith=fold(beginning))
    counted = rows.values("text").annotate(sum=Sum("times")).filter(sum__gte=HOT_TIMES).order_by("-sum", "text")
    words = (row["text"] for row in counted[:4 * limit])
    return [word for word in words if len(word) > 1 and word not in stop_words()][:limit]


def most_wanted(*, sites: Sequence[int], since: date, nothing_found: bool, limit: int = 50) -> list[Tally]:
    """For the bureau: what was searched for most, or what was searched for and found nothing."""
    rows = SearchLog.objects.filter(site__in=sites, day__gte=since).values("text")
    counted = rows.annotate(sum=Sum("times"), most=Max("found")).order_by("-sum", "text")
    counted = counted.filter(most=0) if nothing_found else counted.filter(most__gt=0)
    return [Tally(row["text"], row["sum"], row["most"]) for row in counted[:limit]]


def forget(*, at: datetime) -> int:
    """Delete what is too old. Returns how many rows."""
    return SearchLog.objects.filter(day__lt=timezone.localdate(at) - REMEMBERED).delete()[0]
