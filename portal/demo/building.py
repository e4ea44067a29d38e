"""Builds the demo cluster in one transaction: it stands there whole, or not at all."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import Enum

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from portal.configuration import read
from portal.demo import (
    aftermath,
    files,
    harvest,
    hours,
    limits,
    notices,
    numbering,
    proofreading,
    referrals,
    validity,
    wording,
)
from portal.demo.founding import Founding
from portal.demo.reading import DemoError, SiteTexts
from portal.demo.writing import Event, Story, explain, told
from sites.actions import clock, mark_all_read, note_own_password, record
from sites.enums import ChangeVerb
from sites.models import CLOCK_USERNAME, ChangeLog, Site, User
from sites.trail import chain_of

MARK = "demo"
"""Key in the change log's row that says that this database is a demo. The change log cannot be altered."""
FOUNDED_DAYS_AGO = 460
"""Before the oldest article, which is at most 425 days old."""
LETTERS, DIGITS = "abcdefghjkmnpqrstuvwxyz", "23456789"


class Standing(Enum):
    """What the database holds."""

    NOTHING = "nothing"
    DEMO = "demo"
    SOMETHING_ELSE = "something else"


def standing() -> Standing:
    """Asked before anything is migrated or deleted: whatever cannot be read as ours is something else."""
    tables = connection.introspection.table_names()
    if not tables:
        return Standing.NOTHING
    try:
        if is_demo():
            return Standing.DEMO
        return Standing.NOTHING if is_empty() else Standing.SOMETHING_ELSE
    except DatabaseError:
        return Standing.SOMETHING_ELSE


def is_demo() -> bool:
    return ChangeLog.objects.filter(
        chain=chain_of(ChangeLog, None), verb=ChangeVerb.IMPORT, changes__has_key=MARK).exists()


def is_empty() -> bool:
    return not (Site.objects.exists() or User.objects.exclude(username=CLOCK_USERNAME).exists())


def chosen_password() -> str:
    """DEMO_PASSWORD where it is set (and good enough), else a random one."""
    given = read("DEMO_PASSWORD")
    if not given:
        return random_password()
    try:
        validate_password(given)
    except ValidationError as error:
        raise DemoError("环境变量 DEMO_PASSWORD 不合密码要求:" + " ".join(error.messages)) from error
    return given


def random_password() -> str:
    """Three kinds of character, none that is easily taken for another: `Zq-kmtr-4827`."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(5))
    digits = "".join(secrets.choice(DIGITS) for _ in range(5))
    return f"Zq-{letters}-{digits}"


Progress = Callable[[int, int], None]
"""Told how many of how many steps are done."""


def build(*, texts: list[SiteTexts], password: str, now: datetime, progress: Progress = lambda *_: None) -> None:
    """The cluster of these texts. Nothing remains of a build that fails."""
    with files.drawn(texts) as pictures:
        founding = Founding(at=hours.before(now - timedelta(days=FOUNDED_DAYS_AGO), 0), password=password,
                            slugs=frozenset(one.slug for one in texts), pictures=pictures)
        with remove_uploads_of_a_failure(founding), transaction.atomic():
            if not is_empty():
                raise DemoError("数据库里已有站点,演示数据只装进空库。")
            found(founding, texts)
            carry_out(plan(founding, now), progress)
            mark(now)


@contextmanager
def remove_uploads_of_a_failure(founding: Founding) -> Iterator[None]:
    """The database forgets a failed build by itself; its files must be removed."""
    try:
        yield
    except BaseException:
        for place in founding.places.values():
            for attachment in place.uploads:
                attachment.file.delete(save=False)
        raise


def found(founding: Founding, texts: list[SiteTexts]) -> None:
    for one in texts:
        founding.found(one)
    founding.second_posts()


def plan(founding: Founding, now: datetime) -> list[Event]:
    """Everything that happened since, in order of time."""
    stories: list[Story] = []
    for place in founding.places.values():
        pieces = [*place.texts.articles, *place.texts.manuscripts]
        own = [told(place, piece, now) for piece in pieces]
        explain(own)
        stories += own
    events = [event for story in stories for event in story.events()] + aftermath.events(stories, now)
    events += validity.events(stories, now)
    events += referrals.events(founding, stories, now)
    events += notices.events(founding, now)
    events += harvest.events(founding, now)
    events += wording.events(founding.at)
    events += numbering.events(founding)
    events += proofreading.events(founding.at)
    events += limits.events(founding.at)
    yesterday = hours.before(now - timedelta(days=1), 30)
    events.append((yesterday, lambda: own_passwords(yesterday)))
    events.append((yesterday, lambda: messages_read(yesterday)))
    return sorted(events, key=lambda event: event[0])


def own_passwords(at: datetime) -> None:
    """Everybody has chosen a password of their own yesterday: nobody is asked for a new one at once."""
    for user in User.objects.exclude(home_site=None).select_related("home_site"):
        note_own_password(user=user, at=at)


def messages_read(at: datetime) -> None:
    """Everybody has read until yesterday what they were told."""
    for user in User.objects.exclude(home_site=None):
        mark_all_read(by=user, at=at)


def carry_out(events: list[Event], progress: Progress) -> None:
    for number, (_, event) in enumerate(events, 1):
        event()
        progress(number, len(events))


def mark(now: datetime) -> None:
    record(verb=ChangeVerb.IMPORT, obj=Site.objects.get(kind="portal"), site=None, by=clock(), at=now,
           changes={MARK: ["", "演示数据"]})
