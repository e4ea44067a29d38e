"""A follower of the change feed: what is announced is found, or not found any more, right after the commit."""

from collections.abc import Iterable

from django.db import transaction

from publishing.models import SearchEntry
from publishing.search import registry
from publishing.search.engines import engine
from publishing.search.files import read_files
from publishing.search.indexing import BATCH, index
from publishing.tasks import hand_off

GROUP = "column"
"""The tag that names a group."""


def follow(tags: Iterable[str]) -> None:
    """`<kind>:<number>` names something that can be found, `column:<number>` a group whose category may have changed.

    A site's tags need nothing: whether it runs is asked when somebody searches.
    """
    named: dict[str, set[int]] = {}
    for tag in tags:
        name, _, number = tag.partition(":")
        if number.isdigit():
            named.setdefault(name, set()).add(int(number))
    for kind in registry.kinds():
        numbers = sorted(named.get(kind, ()))
        for start in range(0, len(numbers), BATCH):
            done = index(kind, numbers[start:start + BATCH])
            unread = [entry.number for entry in done.written if entry.has_unread_file]
            if unread:
                hand_off(read_files, kind, unread)
        if GROUP in named:
            recategorise(kind, named[GROUP])


def recategorise(kind: str, groups: set[int]) -> None:
    """The entries of these groups take their group's category. Those of a group that is gone are read anew: they stand
    elsewhere now."""
    categories = registry.provider(kind).categories(groups)
    left = SearchEntry.objects.filter(kind=kind, group__in=groups - categories.keys()).order_by("number")
    numbers = list(left.values_list("number", flat=True))
    for start in range(0, len(numbers), BATCH):
        index(kind, numbers[start:start + BATCH])
    for group, category in categories.items():
        with transaction.atomic():
            other = SearchEntry.objects.filter(kind=kind, group=group).exclude(category=category)
            entries = list(other.values_list("pk", flat=True))
            other.update(category=category)
            engine().note(entries)
    engine().settle()
