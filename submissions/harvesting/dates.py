"""When something was published, as Chinese pages write it; pure."""

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from django.utils import timezone

DATE = re.compile(
    r"(?<!\d)(20\d\d|19\d\d)\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})(?!\d)\s*(?:日)?"
    r"(?:[\sT]*(\d{1,2})\s*[::时点]\s*(\d{1,2})(?:\s*[::分]\s*(\d{1,2}))?)?"
    r"(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?")
TOMORROW = timedelta(days=1)


def moment(text: str, now: datetime) -> datetime | None:
    """`2025年3月18日`, `2025-03-18 09:30`, ISO 8601 or RFC 822; None for what is no date, or lies in the future.

    A time without a zone is the city's.
    """
    found = DATE.search(text)
    at = from_match(found) if found else from_mail(text)
    return at if at is not None and at < now + TOMORROW else None


def from_match(found: re.Match) -> datetime | None:
    numbers = [int(part or 0) for part in found.groups()[:6]]
    zone = found[7] if found[4] else None
    try:
        if zone:
            return datetime.strptime(
                "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*numbers) + zone, "%Y-%m-%dT%H:%M:%S%z")
        return timezone.make_aware(datetime(*numbers))  # noqa: DTZ001 - made aware at once
    except (ValueError, OverflowError):
        return None


def from_mail(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return timezone.make_aware(at) if timezone.is_naive(at) else at
