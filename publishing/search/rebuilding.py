"""Everything anew: entries from what is published, the index from the entries. What serves now serves until the end."""

from collections.abc import Callable

from django.db import transaction

from publishing.models import SearchEntry
from publishing.search import registry
from publishing.search.engines import engine
from publishing.search.files import read_waiting
from publishing.search.indexing import BATCH, enter
from publishing.search.vocabulary import learn

Progress = Callable[[int], None]
"""Told how many more are done."""


def total() -> int:
    return sum(registry.provider(kind).count() for kind in registry.kinds())


def rebuild(progress: Progress = lambda _: None) -> int:
    """Returns how many things can be found. May be repeated, and interrupted: then the old index goes on.

    What is published meanwhile writes its own entry after this one's, or before it and is read by it.
    """
    found = 0

    def fill(write: Callable[[list[SearchEntry]], None]) -> None:
        nonlocal found
        for kind in registry.kinds():
            found += fill_kind(kind, write, progress)

    engine().rebuild(fill)
    engine().settle()
    return found


def fill_kind(kind: str, write: Callable[[list[SearchEntry]], None], progress: Progress) -> int:
    known: set[str] = set()
    found = last = 0
    while numbers := list(registry.provider(kind).numbers(after=last, limit=BATCH)):
        with transaction.atomic():
            remove_between(kind, last, numbers)
            done = enter(kind, numbers)
        write(list(done.written))
        learn(done.written, known)
        last = numbers[-1]
        found += len(done.written)
        progress(len(numbers))
    with transaction.atomic():
        remove(kind, after=last)
    return found


def remove_between(kind: str, after: int, numbers: list[int]) -> None:
    """Entries of numbers that the provider passed over."""
    gone = SearchEntry.objects.filter(kind=kind, number__gt=after, number__lte=numbers[-1]).exclude(number__in=numbers)
    drop(list(gone.values_list("pk", flat=True)))


def remove(kind: str, *, after: int) -> None:
    """Entries beyond the last number, but for what was published in this moment."""
    beyond = list(SearchEntry.objects.filter(kind=kind, number__gt=after).values_list("number", flat=True))
    if beyond:
        done = enter(kind, beyond)
        engine().note([*(entry.pk for entry in done.written), *done.removed])


def drop(entries: list[int]) -> None:
    if entries:
        SearchEntry.objects.filter(pk__in=entries).delete()
        engine().note(entries)


def read_all_files(progress: Progress = lambda _: None) -> int:
    """The text of every attachment that nobody has read. Returns how many things were indexed again."""
    done = 0
    while number := read_waiting():
        done += number
        progress(number)
    return done
