"""Office hours, so that what the demo tells of the past happened when somebody was at work."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

SHIFTS = ((time(8, 30), time(12)), (time(14), time(17, 30)))
MINUTE = timedelta(minutes=1)


def at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def is_working_day(day: date) -> bool:
    """Monday to Friday; the demo knows no holidays."""
    return day.weekday() < 5


def shifts_before(moment: datetime):
    """The shifts that began before the moment, the latest first, each as (begin, end or the moment itself)."""
    day = timezone.localtime(moment).date()
    while True:
        if is_working_day(day):
            for begin, end in reversed(SHIFTS):
                if at(day, begin) < moment:
                    yield at(day, begin), min(at(day, end), moment)
        day -= timedelta(days=1)


def shifts_after(moment: datetime):
    """The shifts that end after the moment, the earliest first, each as (begin or the moment itself, end)."""
    day = timezone.localtime(moment).date()
    while True:
        if is_working_day(day):
            for begin, end in SHIFTS:
                if at(day, end) > moment:
                    yield max(at(day, begin), moment), at(day, end)
        day += timedelta(days=1)


def before(moment: datetime, minutes: int) -> datetime:
    """So many minutes of work earlier."""
    left = minutes * MINUTE
    for begin, end in shifts_before(moment):
        if end - begin >= left:
            return end - left
        left -= end - begin
    raise AssertionError("the shifts have no end")


def after(moment: datetime, minutes: int) -> datetime:
    """So many minutes of work later."""
    left = minutes * MINUTE
    for begin, end in shifts_after(moment):
        if end - begin >= left:
            return begin + left
        left -= end - begin
    raise AssertionError("the shifts have no end")
