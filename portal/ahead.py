"""Rendering a site's pages ahead of the public, in pieces that several processes can share.

Articles are read and rendered many at a time from one reading of the site; every other page is simply asked for.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from columns.models import Column
from portal.queries.article import live_page
from portal.queries.feeds import Feed, feed_of
from portal.queries.frame import Surroundings
from portal.queries.listing import Listing
from portal.queries.lists import ListPage, list_page, page_address
from portal.queries.outline import outline_of
from portal.queries.reading import BESIDE, read_many
from portal.queries.visit import Visit
from publishing import store, tags
from publishing.actions import Rendered, keep
from publishing.models import Page
from publishing.queries import feed_mark
from publishing.rendering import fetch
from sites.models import Site
from submissions.models import Article, Placement

BATCH = 200
"""Pages of one piece: more would be rendered in vain when something that they all show changes meanwhile."""
FEED = "feed.atom"


@dataclass(frozen=True)
class Piece:
    """Up to two hundred pages of a site: the articles number `start` to `stop` of a column, counted from the oldest; or
    the lists and feeds at `lists` (column, number of the page, whether it is the feed); or what stands at `paths`."""

    site: int
    host: str
    column: int | None = None
    start: int = 0
    stop: int = 0
    lists: tuple[tuple[int, int | None, bool], ...] = ()
    paths: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return self.stop - self.start + len(self.lists) + len(self.paths)


def pieces(site: Site) -> Iterator[Piece]:
    """Everything that the site's own addresses lead to, without files. Home and newest lists come first."""
    host = store.public_host(site.hosts.get(is_canonical=True).name)
    yield Piece(site.pk, host, paths=("/", "/map/", "/feed.atom", "/sitemap.xml", "/sitemap-columns.xml",
                                      "/robots.txt"))
    outline = outline_of(site)
    columns = [column for column in outline.columns if not column.is_link]
    lists = [(column.pk, None, is_feed) for column in columns[1:] for is_feed in (False, True)]
    for column in columns[1:]:
        last = Listing(outline.listed(column)).last
        lists += [(column.pk, number, False) for number in range(1, last + 1)]
    for start in range(0, len(lists), BATCH):
        yield Piece(site.pk, host, lists=tuple(lists[start:start + BATCH]))
    for column in columns:
        total = in_order(column).count()
        for start in range(0, total, BATCH):
            yield Piece(site.pk, host, column=column.pk, start=start, stop=min(start + BATCH, total))


def in_order(column: Column | int):
    """What stands in the column, from the oldest on."""
    return Placement.objects.filter(column=column, is_live=True).order_by("published_at", "article_id")


def render(piece: Piece) -> int:
    """Render what the piece holds and is not kept yet. Returns how many pages are new."""
    if piece.paths:
        known = kept(piece.host, piece.paths)
        return sum(fetch(piece.host, path).status_code == 200 for path in piece.paths if path not in known)
    mark = feed_mark()
    around = surroundings(piece)
    with translation.override(around.visit.site.language):
        pages = list(list_pages(piece, around) if piece.lists else article_pages(piece, around))
    return keep(at=timezone.now(), pages=[
        Rendered(site_id=piece.site, host=piece.host, path=path, mark=mark, content=html.encode(),
                 tags=frozenset(shown | tags.always(piece.site, tags.ATOM if path.endswith(FEED) else tags.HTML)))
        for path, html, shown in pages
    ])


def list_pages(piece: Piece, around: Surroundings) -> Iterator[tuple[str, str, set[str]]]:
    """Address, text and tags of lists and feeds."""
    wanted = []
    for number, page, is_feed in piece.lists:
        column = around.outline.by_id.get(number)
        if column is not None:
            path = f"{column.address}{FEED}" if is_feed else page_address(column, page)
            wanted.append((path, column, page, is_feed))
    known = kept(piece.host, [path for path, *_ in wanted])
    wanted = [asked for asked in wanted if asked[0] not in known]
    listings = listings_of(around, [(column, page) for _, column, page, _ in wanted])
    for path, column, page, is_feed in wanted:
        with tags.collecting() as shown:
            here, listing = around.at(path), listings[column.pk]
            found = feed_of(here.visit, column, listing) if is_feed else list_page(here, column, page, listing)
            template = "portal/feed.xml" if is_feed else "portal/list.html"
            html = render_to_string(template, {"page": found}) if isinstance(found, Feed | ListPage) else ""
        if html:
            yield path, html, shown


def listings_of(around: Surroundings, wanted: Sequence[tuple[Column, int | None]]) -> dict[int, Listing]:
    """Column → its listing; the numbered pages that are wanted of it have been read."""
    listings, numbers = {}, defaultdict(list)
    for column, page in wanted:
        if column.pk not in listings:
            listings[column.pk] = Listing(around.outline.listed(column))
        if page is not None:
            numbers[column.pk].append(page)
    for number, pages in numbers.items():
        listings[number].read_ahead(min(pages), min(max(pages), listings[number].last))
    return listings


def kept(host: str, paths: Sequence[str]) -> set[str]:
    pages = Page.objects.filter(host=host, path__in=paths)
    return {page.path for page in pages if page.file.exists()}


def article_pages(piece: Piece, around: Surroundings) -> Iterator[tuple[str, str, set[str]]]:
    """The articles of a column whose own column it is; one that stands here a second time is rendered there."""
    first = max(piece.start - BESIDE, 0)
    numbers = list(in_order(piece.column).values_list("article_id", flat=True)[first:piece.stop + 1])
    articles = Article.objects.live().filter(pk__in=numbers[piece.start - first:piece.stop - first],
                                             column=piece.column)
    articles = list(articles.select_related("picture", "interprets").defer("interprets__body"))
    known = kept(piece.host, [article.address for article in articles])
    articles = [article for article in articles if article.address not in known]
    readings = read_many(articles, numbers)
    for article in articles:
        with tags.collecting() as shown:
            page = live_page(around.at(article.address), article, readings[article.pk])
            html = render_to_string("portal/article.html", {"page": page})
        yield article.address, html, shown


def surroundings(piece: Piece) -> Surroundings:
    """The site as an anonymous visitor of its public address sees it."""
    site = Site.objects.select_related("sponsor", "operator").get(pk=piece.site)
    name, colon, port = piece.host.partition(":")
    return Surroundings.of(Visit(site, scheme="https" if settings.HTTPS else "http", domain=name, port=colon + port,
                                 path="/"))
