"""The newest articles of a site or a column, for feed readers."""

import re
from dataclasses import dataclass

from columns.models import Column
from portal.queries.answers import Moved
from portal.queries.listing import PAGE_SIZE, Listing
from portal.queries.lists import renamed
from portal.queries.outline import outline_of
from portal.queries.picks import light_articles
from portal.queries.rows import Moment
from portal.queries.visit import Visit
from publishing import tags
from submissions.models import Article

EMPTY = "2000-01-01T00:00:00+08:00"
"""Time of change of a feed without entries: a feed is a function of what is published, not of the clock."""

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold."""


@dataclass(frozen=True)
class Entry:
    """`identity` never changes, wherever the article moves. Times are RFC 3339."""

    identity: str
    title: str
    url: str
    published: str
    updated: str
    summary: str
    source: str


@dataclass(frozen=True)
class Feed:
    language: str
    title: str
    subtitle: str
    url: str
    page_url: str
    author: str
    updated: str
    entries: tuple[Entry, ...]


def site_feed(visit: Visit) -> Feed:
    """The site's newest articles, but those that stand in a hidden column."""
    outline = outline_of(visit.site)
    tags.shows(tags.latest(visit.site.pk))
    hidden = [column.pk for column in outline.columns if column.pk not in outline.shown]
    articles = light_articles().for_site(visit.site).exclude(column__in=hidden).order_by("-published_at", "-pk")
    return feed(visit, articles[:PAGE_SIZE], title=visit.site.name, subtitle=visit.site.slogan, path="/")


def column_feed(visit: Visit, *, path: str) -> Feed | Moved | None:
    outline = outline_of(visit.site)
    column: Column | None = outline.by_path.get(path)
    if column is None:
        return renamed(visit, path=path, tail="feed.atom")
    if column.is_link:
        return None
    return feed_of(visit, column, Listing(outline.listed(column)))


def feed_of(visit: Visit, column: Column, listing: Listing) -> Feed:
    tags.shows(tags.column(column.pk),
               *(tag(inner.pk) for inner in listing.columns for tag in (tags.newest, tags.whole_list)))
    return feed(visit, listing.page(None), title=f"{column.name} - {visit.site.name}",
                subtitle=column.description, path=column.address)


def feed(visit: Visit, articles, *, title: str, subtitle: str, path: str) -> Feed:
    entries = tuple(entry(visit, article) for article in articles)
    return Feed(
        language=visit.language, title=title, subtitle=subtitle,
        url=visit.absolute(f"{path}feed.atom"), page_url=visit.absolute(path),
        author=visit.site.name, updated=max((item.updated for item in entries), default=EMPTY), entries=entries,
    )


def entry(visit: Visit, article: Article) -> Entry:
    tags.shows(tags.article(article.pk))
    return Entry(
        identity=f"tag:{visit.domain},{article.published_at:%Y-%m-%d}:{article.pk}",
        title=UNPRINTABLE.sub("", article.title), url=visit.absolute(article.address),
        published=Moment.of(article.published_at).iso,
        updated=Moment.of(article.corrected_at or article.published_at).iso,
        summary=UNPRINTABLE.sub("", article.summary),
        source=UNPRINTABLE.sub("", article.source) or visit.site.name,
    )
