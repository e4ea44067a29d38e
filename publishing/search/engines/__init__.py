"""The interface of a search engine, and which one the database asks for.

An engine answers which entries match. What it answers is compared with the entries' table, which is the truth.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.db import connection
from django.utils.module_loading import import_string

from publishing.search.parsing import Group

ENGINES = {"postgresql": "publishing.search.engines.postgres.PostgresEngine"}
EMBEDDED = "publishing.search.engines.embedded.WhooshEngine"

MOST = 1000
"""Candidates of a search. A word that stands everywhere does not rank every text it stands in: the newest matches and
those by title compete, and the page says “1000 多条”."""


@dataclass(frozen=True)
class Scope:
    """Where to look: the sites, and what the facets narrow it to."""

    sites: tuple[int, ...]
    site: int | None = None
    category: str = ""
    year: int | None = None
    has_file: bool | None = None

    @property
    def chosen_sites(self) -> tuple[int, ...]:
        return self.sites if self.site is None else tuple({self.site} & set(self.sites))

    @property
    def is_open(self) -> bool:
        """Not narrowed by any facet."""
        return self == Scope(self.sites)


@dataclass(frozen=True)
class Candidates:
    """Entry → how well its words match (0 where that was not asked for). Not `is_all`: there are more."""

    scores: dict[int, float]
    is_all: bool


class Engine(Protocol):
    def candidates(self, groups: Collection[Group], scope: Scope, *, ranked: bool) -> Candidates:
        """Entries that match every group: at most some more than `MOST`, the newest, and the best by title."""

    def titles(self, words: Collection[str], beginning: str, scope: Scope, limit: int) -> list[int]:
        """Newest entries whose title has all the words, and a word that begins with `beginning`."""

    def frequencies(self, words: Collection[str]) -> dict[str, int]:
        """In how many entries each of the words stands; more than some hundreds need not be told apart."""

    def note(self, entries: Collection[int]) -> None:
        """These entries were written or removed, in the transaction that is open."""

    def settle(self) -> None:
        """Make what was noted and committed searchable."""

    def rebuild(self, fill: Callable[[Callable], None]) -> None:
        """Begin anew beside what serves now: `fill` is given a function that takes written entries, batch by batch."""


@cache
def load(path: str) -> Engine:
    return import_string(path)()


def engine() -> Engine:
    return load(ENGINES.get(connection.vendor, EMBEDDED))
