"""Reads of the change feed and of what is kept."""

from datetime import datetime

from django.db.models import QuerySet

from publishing.models import Change, FeedHead, Notice, Page
from sites import roles
from sites.models import User
from sites.queries import permitted_sites
from sites.rules import site_powers_of


def feed_mark() -> int:
    """How many changes have been begun; noted before a page's data is read."""
    return FeedHead.objects.values_list("number", flat=True).filter(pk=1).first() or 0


def begun_since(mark: int) -> list[tuple[int, frozenset[str]]]:
    """Changes begun after the mark: the place in the order, and the tags."""
    begun = Change.objects.filter(begun__gt=mark).values_list("begun", "tags")
    return [(number, frozenset(tags)) for number, tags in begun]


def is_outdated(tags: frozenset[str], mark: int, changes: list[tuple[int, frozenset[str]]]) -> bool:
    """Is one of the tags among the changes begun after the mark?"""
    return any(number > mark and not tags.isdisjoint(changed) for number, changed in changes)


def waiting_changes(*, before: datetime) -> QuerySet[Change]:
    """Announced before that time and not carried out: what a crash left behind."""
    return Change.objects.filter(done_at=None, announced_at__lt=before).order_by("pk")


def pages_showing(tags) -> QuerySet[Page]:
    return Page.objects.filter(tags__tag__in=tags).distinct()


def permitted_notices(user: User) -> QuerySet[Notice]:
    """Notices of the sites where the person may issue some; those of the whole cluster for who may issue such."""
    notices = Notice.objects.filter(site__in=permitted_sites(user, roles.NOTIFY))
    return notices | Notice.objects.filter(site=None) if roles.NOTIFY_CLUSTER in site_powers_of(user) else notices
