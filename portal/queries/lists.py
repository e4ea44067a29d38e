"""A column's page: its newest articles, or a numbered page of them. A new article touches the newest only."""

from dataclasses import dataclass

from django.utils.translation import gettext

from columns.enums import Freshness
from columns.models import Column
from columns.queries import redirect_for
from portal.queries.answers import Leaving, Moved
from portal.queries.frame import Frame, Surroundings
from portal.queries.links import Link
from portal.queries.listing import Listing
from portal.queries.rows import Row
from portal.queries.visit import Visit
from publishing import tags

NEARBY = 4
"""Older numbers shown beside the current page."""


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

    Moved for the old path of a column, for link columns, and from the page after the last to the newest one; Leaving
    for a link off the government's sites; None where there is no such column or page.
    """
    around = Surroundings.of(visit)
    column = around.outline.by_path.get(path) if path else None
    if column is None:
        return renamed(visit, path=path, number=number)
    if column.is_link:
        return leave(around, column) if number is None else None
    return list_page(around, column, number, Listing(around.outline.listed(column)))


def list_page(around: Surroundings, column: Column, number: int | None, listing: Listing) -> ListPage | Moved | None:
    if number == listing.last + 1:
        return Moved(column.address + around.visit.query, is_permanent=False)
    if number is not None and not 1 <= number <= listing.last:
        return None
    tags.shows(*(tag(inner.pk) for inner in listing.columns for tag in (tags.whole_list, tags.column)))
    if number is None:
        tags.shows(*(tags.newest(inner.pk) for inner in listing.columns))
    title = column.name if number is None else f"{column.name} {gettext('第%(number)s页') % {'number': number}}"
    return ListPage(
        frame=around.frame(title=title, column=column, canonical=page_address(column, number)),
        column=column, section=section_menu(around, column), rows=around.reader.rows(listing.page(number)),
        shows_columns=len(listing.columns) > 1, shows_summaries=column.freshness == Freshness.STATIC,
        children=tuple(around.cluster.column(child) for child in around.outline.children(column)),
        pager=pager(column, number, listing.last), number=number,
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


def page_address(column: Column, number: int | None) -> str:
    return column.address if number is None else f"{column.address}page-{number}.html"


def pager(column: Column, number: int | None, last: int) -> Pager | None:
    """Links to the newest page, the next newer one, the older ones nearby and the oldest.

    On a numbered page nothing depends on how many pages there are, so that a new page changes none of them: the newer
    link of the last one leads on to the newest page.
    """
    if last == 0:
        return None
    place = last + 1 if number is None else number
    nearby = sorted({n for n in range(place - NEARBY, place + 1) if 1 <= n <= last} | {1}, reverse=True)
    above = [place, *nearby]
    numbers = tuple(
        PageNumber(str(n), page_address(column, n), is_current=n == number, is_after_gap=before > n + 1)
        for before, n in zip(above, nearby, strict=False)
    )
    newer = "" if number is None else page_address(column, number + 1)
    older = page_address(column, place - 1) if place > 1 else ""
    return Pager(newer, older, PageNumber(gettext("最新"), column.address, is_current=number is None), numbers)


def section_menu(around: Surroundings, column: Column) -> Link:
    """The first-level column with what hangs below it; the branch of the current column is open."""
    trail = around.outline.trail(column)
    open_branch = {inner.pk for inner in trail}

    def entry(item: Column) -> Link:
        children = around.outline.children(item) if item.pk in open_branch else []
        return around.cluster.column(item, is_current=item.pk == column.pk, children=tuple(map(entry, children)))

    return entry(trail[0])
