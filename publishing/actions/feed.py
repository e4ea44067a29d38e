"""The change feed: a verb announces what it changes; after the commit that is carried out.

Nothing can be lost: the feed's row commits with the verb, and what a crash leaves behind the clock carries out.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from publishing.actions.pages import expire
from publishing.models import Change, FeedHead
from publishing.tasks import hand_off, render_pages

log = logging.getLogger(__name__)

Follower = Callable[[list[str]], None]
followers: list[Follower] = []
"""Called with the tags of a change after its pages are gone. Each is registered by the app that defines it."""

REMEMBERED = timedelta(days=30)

_announced = threading.local()


def follow(follower: Follower) -> None:
    """Register a follower, once, when the apps start."""
    if follower not in followers:
        followers.append(follower)


def announce(*tags: str, at: datetime) -> Change:
    """Write into the feed, in the verb's transaction, that whatever shows these tags is out of date.

    All that one transaction announces is carried out together, right after its commit.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A change is announced inside the transaction of its verb.")
    change = Change.objects.create(tags=sorted(set(tags)), announced_at=at)
    numbers().append(change.pk)
    transaction.on_commit(carry_out_announced, robust=True)
    return change


def numbers() -> list[int]:
    """What this thread has announced and not carried out yet."""
    if not hasattr(_announced, "numbers"):
        _announced.numbers = []
    return _announced.numbers


def carry_out_announced() -> None:
    """After a commit. The first of several calls does it all; what was rolled back is no longer in the table."""
    mine = numbers()[:]
    numbers().clear()
    if mine:
        carry_out(Change.objects.filter(pk__in=mine))


def carry_out(changes: Iterable[Change]) -> None:
    """Expire what shows the changes, tell the followers, and have hot pages rendered again.

    Safe to repeat, and for two at once. Raises OSError when the store cannot be written to, which keeps no follower
    from its work, and whatever a follower raises: the changes then wait for the clock.
    """
    changes = list(changes)
    if not changes:
        return
    tags = sorted({tag for change in changes for tag in change.tags})
    begin(changes)
    try:
        expired = expire(tags)
    finally:
        for follower in followers:
            follower(tags)
    Change.objects.filter(pk__in=[change.pk for change in changes]).update(done_at=timezone.now())
    hot = [(page.host, page.path) for page in expired if page.is_hot]
    if hot:
        hand_off(render_pages, sorted(hot, key=lambda address: address[1].count("/")))


@transaction.atomic
def begin(changes: list[Change]) -> None:
    """Give the changes their place in the order, in a transaction of its own that commits before any page is looked
    for: whoever keeps a page later than that sees it (docs/architecture.md, “Kept pages”)."""
    FeedHead.objects.bulk_create([FeedHead(pk=1)], ignore_conflicts=True)
    FeedHead.objects.filter(pk=1).update(number=F("number") + 1)
    number = FeedHead.objects.get(pk=1).number
    Change.objects.filter(pk__in=[change.pk for change in changes]).update(begun=number)


def forget_changes(*, at: datetime) -> int:
    """Delete changes carried out long ago: no rendering began before them. Returns how many."""
    return Change.objects.filter(done_at__lt=at - REMEMBERED).delete()[0]
