"""A column's page. Lists are numbered from the oldest (docs/decisions/0003): a new article touches the newest only."""

from dataclasses import dataclass

from columns.enums import Freshness
from columns.models import Column
from columns.queries import redirect_for
from portal.queries.answers import Leaving, Moved
from portal.queries.frame import Frame, Surroundings
from portal.queries.links import Link
from portal.queries.picks import articles_of, count_in, newest_in, slice_in
from portal.queries.rows import Reader, Row
from portal.queries.visit import Visit

PAGE_SIZE = 20
NEARBY = 2
"""Numbers shown on each side of the current page."""


@dataclass(frozen=True)
class PageNumber:
    """A page in the pager; `is_after_gap` where numbers before it are left out."""

    text: str
    url: str
    is_current: bool
    is_after_gap: bool = False


@dataclass(frozen=True)
class Pager:
    """`newest` and `numbers` go from the newest page to the oldest; `newer` and `older` are empty at the ends."""

    newer: str
    older: str
    newest: PageNumber
    numbers: tuple[PageNumber, ...]


@dataclass(frozen=True)
class ListPage:
    frame: Frame
    column: Column
    section: Link
    rows: tuple[Row, ...]
    shows_columns: bool
    shows_summaries: bool
    children: tuple[Link, ...]
    pager: Pager | None
    number: int | None


def column_page(visit: Visit, *, path: str, number: int | None = None) -> ListPage | Leaving | Moved | None:
    """The column's newest articles, or the `number`-th page counted from the oldest.

    Moved for the old path of a column and for link columns; Leaving for a link off the government's sites; None where
    there is no such column or page.
    """
    around = Surroundings.of(visit)
    column = around.outline.by_path.get(path) if path else None
    if column is None:
        return renamed(visit, path=path, number=number)
    if column.is_link:
        return leave(around, column) if number is None else None
    return list_page(around, column, number)


def list_page(around: Surroundings, column: Column, number: int | None) -> ListPage | None:
    listed = around.outline.listed(column)
    total = count_in(listed)
    last = numbered_pages(total)
    if number is not None and not 1 <= number <= last:
        return None
    if number is None:
        picked = newest_in(listed, PAGE_SIZE) if total else []
    else:
        picked = slice_in(listed, start=(number - 1) * PAGE_SIZE, stop=number * PAGE_SIZE, total=total)
    reader = Reader(around.outline, around.cluster)
    title = column.name if number is None else f"{column.name} 第{number}页"
    return ListPage(
        frame=around.frame(title=title, column=column, canonical=page_address(column, number)),
        column=column, section=section_menu(around, column), rows=reader.rows_of(picked, articles_of(picked)),
        shows_columns=len(listed) > 1, shows_summaries=column.freshness == Freshness.STATIC,
        children=tuple(around.cluster.column(child) for child in around.outline.children(column)),
        pager=pager(column, number, last), number=number,
    )


def renamed(visit: Visit, *, path: str, number: int | None = None, tail: str = "") -> Moved | None:
    """Where a column's old path leads now."""
    column = redirect_for(visit.site, path)
    if column is None:
        return None
    return Moved(page_address(column, number) + tail + visit.query, is_permanent=True)


def leave(around: Surroundings, column: Column) -> Leaving | Moved:
    """A link column: on to its target, with a notice first when that is not a government's site."""
    url = around.cluster.resolve(column.link_url)
    if not around.cluster.is_outside(url):
        return Moved(url, is_permanent=False)
    return Leaving(around.frame(title=column.name, column=column), column.name, url)


def numbered_pages(total: int) -> int:
    """How many full pages lie behind the newest one. The newest shows the last 20 of all; page n holds the n-th 20 from
    the oldest, is always full, and exists only while something newer than it exists."""
    return max(total - 1, 0) // PAGE_SIZE


def page_address(column: Column, number: int | None) -> str:
    return column.address if number is None else f"{column.address}page-{number}.html"


def pager(column: Column, number: int | None, last: int) -> Pager | None:
    """Links to the newest page, the pages nearby and the oldest."""
    if last == 0:
        return None
    place = last + 1 if number is None else number
    nearby = sorted({n for n in range(place - NEARBY, place + NEARBY + 1) if 1 <= n <= last} | {1}, reverse=True)
    above = [last + 1, *nearby]
    numbers = tuple(
        PageNumber(str(n), page_address(column, n), is_current=n == number, is_after_gap=before > n + 1)
        for before, n in zip(above, nearby, strict=False)
    )
    newer = "" if number is None else page_address(column, None if number == last else number + 1)
    older = page_address(column, place - 1) if place > 1 else ""
    return Pager(newer, older, PageNumber("最新", column.address, is_current=number is None), numbers)


def section_menu(around: Surroundings, column: Column) -> Link:
    """The first-level column with what hangs below it; the branch of the current column is open."""
    trail = around.outline.trail(column)
    open_branch = {inner.pk for inner in trail}

    def entry(item: Column) -> Link:
        children = around.outline.children(item) if item.pk in open_branch else []
        return around.cluster.column(item, is_current=item.pk == column.pk, children=tuple(map(entry, children)))

    return entry(trail[0])
