"""PostgreSQL full text over the entries' own words: an entry and its index are one row of one transaction.

A word that stands in half of all texts must not cost half of all texts. Every entry carries marks of its site and month
among its words, and GIN intersects a long list with short ones by skipping: so a search begins with the newest months
that hold `SPAN` entries, sees how dense the matches are there, and goes back only as far as it must.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from publishing.search.engines import MOST, Candidates, Scope
from publishing.search.engines.marks import FILE_MARK, month_mark, site_mark, year_mark
from publishing.search.parsing import Group
from publishing.search.segmenting import quoted

SPAN = 2 * MOST
FAR = 60
"""Spans beyond which a search goes through everything at once."""
BY_TITLE = 300
COUNTED = 200
RANKED = 300
WEIGHTS = "{0.05, 0.1, 0.6, 1.0}"
"""Of files, text, description and title."""

NEWEST = """
WITH found AS MATERIALIZED (
    SELECT id, published_at FROM publishing_searchentry
    WHERE {column} @@ %s::tsquery AND site_id = ANY(%s) AND (%s = '' OR category = %s))
SELECT id FROM found ORDER BY published_at DESC, id DESC LIMIT %s
"""
RANK = "SELECT id, ts_rank(%s, words, %s::tsquery) FROM publishing_searchentry WHERE id = ANY(%s)"
EDGE = "SELECT published_at FROM publishing_searchentry ORDER BY published_at DESC, id DESC OFFSET %s LIMIT 1"
COUNT = """
SELECT word, (SELECT count(*) FROM (SELECT 1 FROM publishing_searchentry WHERE words @@ needle LIMIT %s) AS few)
FROM unnest(%s::text[], %s::tsquery[]) AS asked (word, needle)
"""


class PostgresEngine:
    def candidates(self, groups: Collection[Group], scope: Scope, *, ranked: bool) -> Candidates:
        matching = expression(groups)
        found, is_all = newest("words", matching, scope, MOST)
        if not ranked:
            return Candidates(dict.fromkeys(found, 0.0), is_all)
        by_title = [] if is_all else newest("title_words", matching, scope, BY_TITLE)[0]
        scores = dict.fromkeys([*by_title, *found], 0.0)
        return Candidates(scores | rank(list(scores)[:RANKED], matching), is_all)

    def titles(self, words: Collection[str], beginning: str, scope: Scope, limit: int) -> list[int]:
        parts = [*map(quoted, words), *([f"{quoted(beginning)}:*"] if beginning else [])]
        return newest("title_words", " & ".join(parts), scope, limit)[0] if parts else []

    def frequencies(self, words: Collection[str]) -> dict[str, int]:
        words = list(words)
        return dict(rows(COUNT, [COUNTED, words, list(map(quoted, words))]))

    def note(self, entries: Collection[int]) -> None:
        """The row is the index."""

    def settle(self) -> None:
        """What is committed is searchable."""

    def rebuild(self, fill: Callable[[Callable], None]) -> None:
        fill(lambda entries: None)


def expression(groups: Collection[Group]) -> str:
    """The groups as a tsquery."""
    return " & ".join(either(all_of(alternative) for alternative in group.alternatives) for group in groups)


def all_of(words: Collection[str]) -> str:
    return f"({' & '.join(map(quoted, words))})"


def either(parts) -> str:
    return f"({' | '.join(parts)})"


def newest(column: str, matching: str, scope: Scope, limit: int) -> tuple[list[int], bool]:
    """The newest matches, and whether they are all: the last few months first, then as far back as their density says.
    """
    narrowed = " & ".join([matching, *narrowing(scope)])
    span = SPAN
    while span <= FAR * SPAN and (months := months_of(span)):
        found = matches(column, f"{narrowed} & {either(map(quoted, months))}", scope, limit + 1)
        if len(found) > limit:
            return found[:limit], False
        span = int(span * max(1.5 * limit / len(found), 2)) if found else span * 10
    found = matches(column, narrowed, scope, limit + 1)
    return found[:limit], len(found) <= limit


def narrowing(scope: Scope) -> list[str]:
    """What the marks can answer of the scope."""
    parts = [quoted(site_mark(scope.chosen_sites[0]))] if len(scope.chosen_sites) == 1 else []
    if scope.year is not None:
        parts.append(quoted(year_mark(scope.year)))
    if scope.has_file is not None:
        parts.append(("" if scope.has_file else "!") + quoted(FILE_MARK))
    return parts


def matches(column: str, query: str, scope: Scope, limit: int) -> list[int]:
    values = [query, list(scope.chosen_sites), scope.category, scope.category, limit]
    return [number for number, in rows(NEWEST.format(column=column), values)]


def months_of(span: int) -> list[str]:
    """Marks of the newest months that hold so many entries; none when there are not so many."""
    edge = rows(EDGE, [span])
    return months_since(timezone.localtime(edge[0][0]), timezone.localdate()) if edge else []


def months_since(edge: datetime, today: date) -> list[str]:
    first, last = edge.year * 12 + edge.month - 1, today.year * 12 + today.month
    return [month_mark(number // 12, number % 12 + 1) for number in range(first, last + 1)]


def rank(entries: list[int], matching: str) -> dict[int, float]:
    return dict(rows(RANK, [WEIGHTS, matching, entries])) if entries else {}


def rows(sql: str, values: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
