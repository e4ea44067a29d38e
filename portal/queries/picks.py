"""Which articles stand in lists: reads of placements that stay inside the index, however many articles there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import connection
from django.db.models import QuerySet

from columns.models import Column
from submissions.models import Article, Placement

TERMS = 400
"""Sub-selects of one statement; SQLite refuses more than 500."""

LISTED_FIELDS = ("title", "summary", "source", "document_number", "validity", "published_at", "corrected_at",
                 "column", "site", "interprets", "picture")
"""What a list shows of an article: everything but the body."""

Pick = tuple[int, int, object]
"""Column, article, and the raw publication time, which sorts but is not a datetime on every database."""


def live_placements() -> QuerySet:
    return Placement.objects.filter(is_live=True)


def newest_by_column(wanted: Mapping[int, int]) -> list[Pick]:
    """Column number → how many: the newest placements of each of the columns, newest first.

    One statement of UNION ALL, each part a short range of `placement_column_newest`.
    """
    parts = [(_newest_sql(limit), (column,)) for column, limit in wanted.items()]
    picks = [row for start in range(0, len(parts), TERMS) for row in fetch_all(parts[start:start + TERMS])]
    return sorted(picks, key=lambda pick: (pick[2], pick[1]), reverse=True)


def _newest_sql(limit: int) -> str:
    """Compiled once for any column: its number is the only parameter."""
    newest = live_placements().filter(column_id=0).order_by("-published_at", "-article_id")
    return newest.values_list("column_id", "article_id", "published_at")[:limit].query.sql_with_params()[0]


def fetch_all(parts: Iterable[tuple[str, tuple]]) -> list[tuple]:
    """The rows of several limited SELECTs, in one statement; no order between or within them."""
    parts = list(parts)
    if not parts:
        return []
    sql = " UNION ALL ".join(f"SELECT * FROM ({part}) AS part{n}" for n, (part, _) in enumerate(parts))
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _, values in parts for value in values])
        return cursor.fetchall()


def unique_articles(picks: Iterable[Pick], limit: int) -> list[int]:
    """The first articles of the picks, each once."""
    return list(dict.fromkeys(article for _, article, _ in picks))[:limit]


def by_column(picks: Iterable[Pick]) -> dict[int, list[Pick]]:
    grouped = defaultdict(list)
    for pick in picks:
        grouped[pick[0]].append(pick)
    return grouped


def newest_in(columns: list[Column], limit: int) -> list[int]:
    """The newest articles that stand in any of the columns, each once."""
    return unique_articles(newest_by_column({column.pk: limit for column in columns}), limit)


def count_in(columns: list[Column]) -> int:
    """How many articles stand in any of the columns; one column needs no DISTINCT."""
    placements = live_placements()
    if len(columns) == 1:
        return placements.filter(column=columns[0]).count()
    return placements.filter(column__in=columns).values("article_id").distinct().count()


def slice_in(columns: list[Column], *, start: int, stop: int, total: int) -> list[int]:
    """Articles number `start` to `stop` of `total`, counted from the oldest, returned newest first.

    Read from the nearer end of the index.
    """
    placements = live_placements().filter(column__in=columns).values_list("published_at", "article_id")
    if len(columns) > 1:
        placements = placements.distinct()
    if start <= total - stop:
        oldest_first = placements.order_by("published_at", "article_id")
        return [article for _, article in oldest_first[start:stop]][::-1]
    newest_first = placements.order_by("-published_at", "-article_id")
    return [article for _, article in newest_first[total - stop:total - start]]


def light_articles() -> QuerySet:
    return Article.objects.live().only(*LISTED_FIELDS)


def articles_of(numbers: Iterable[int], *, with_pictures: bool = False) -> dict[int, Article]:
    """Number → article without its body. Withdrawn ones are left out even where a placement says otherwise."""
    articles = light_articles()
    if with_pictures:
        articles = articles.select_related("picture")
    return articles.in_bulk(list(numbers))
