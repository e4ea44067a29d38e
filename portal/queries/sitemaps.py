"""Sitemaps for search engines: one file for a small site, an index of chunks for a large one."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from portal.queries.outline import outline_of
from portal.queries.picks import TERMS, fetch_all
from portal.queries.visit import Visit
from publishing import tags
from publishing.tags import CHUNK
from submissions.models import Article


@dataclass(frozen=True)
class SitemapUrl:
    url: str
    changed_on: str = ""


@dataclass(frozen=True)
class Sitemap:
    urls: tuple[SitemapUrl, ...]


@dataclass(frozen=True)
class SitemapIndex:
    """Addresses of the sitemaps that together hold the site."""

    urls: tuple[SitemapUrl, ...]


def sitemap(visit: Visit) -> Sitemap | SitemapIndex:
    """All addresses in one file while the site's articles lie within one chunk, else the index of the chunks."""
    tags.shows(tags.latest(visit.site.pk))
    chunks = chunks_of(visit)
    if len(chunks) <= 1:
        return Sitemap((*column_urls(visit), *article_urls(visit, live_articles(visit))))
    return SitemapIndex((
        SitemapUrl(visit.absolute("/sitemap-columns.xml")),
        *(SitemapUrl(visit.absolute(f"/sitemap-{chunk}.xml"), day(changed_at)) for chunk, changed_at in chunks),
    ))


def chunks_of(visit: Visit) -> list[tuple[int, datetime]]:
    """The chunks that hold live articles of the site, each with the publication of its newest: a look at one end of an
    index for each, however many articles there are."""
    highest = Article.objects.aggregate(highest=Max("pk"))["highest"] or 0
    parts = [in_chunk(visit, chunk).order_by("-pk").values_list("pk")[:1].query.sql_with_params()
             for chunk in range(highest // CHUNK + 1)]
    newest = [pk for start in range(0, len(parts), TERMS) for pk, in fetch_all(parts[start:start + TERMS])]
    times = Article.objects.filter(pk__in=newest).order_by("pk").values_list("pk", "published_at")
    return [(pk // CHUNK, published_at) for pk, published_at in times]


def sitemap_of_columns(visit: Visit) -> Sitemap:
    return Sitemap(column_urls(visit))


def sitemap_chunk(visit: Visit, *, chunk: int) -> Sitemap | None:
    """The live articles numbered `chunk` × 5,000 and following; None where there is none."""
    tags.shows(tags.chunk(visit.site.pk, chunk * CHUNK))
    urls = article_urls(visit, in_chunk(visit, chunk))
    return Sitemap(urls) if urls else None


def in_chunk(visit: Visit, chunk: int):
    return live_articles(visit).filter(pk__gte=chunk * CHUNK, pk__lt=(chunk + 1) * CHUNK)


def live_articles(visit: Visit):
    return Article.objects.for_site(visit.site).live()


def column_urls(visit: Visit) -> tuple[SitemapUrl, ...]:
    """Home page, map, and the columns that stand in menus."""
    outline = outline_of(visit.site)
    tags.shows(*(tags.column(column.pk) for column in outline.columns))
    shown = [c for c in outline.columns if c.pk in outline.shown and not c.is_home and not c.is_link]
    return tuple(SitemapUrl(visit.absolute(path)) for path in ["/", "/map/", *(c.address for c in shown)])


def article_urls(visit: Visit, articles) -> tuple[SitemapUrl, ...]:
    light = articles.only("published_at", "corrected_at").order_by("pk")
    return tuple(SitemapUrl(visit.absolute(article.address), day(article.corrected_at or article.published_at))
                 for article in light)


def day(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d}"
