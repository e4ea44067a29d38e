"""Sitemaps for search engines: one file for a small site, an index of chunks for a large one."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.queries.outline import outline_of
from portal.queries.visit import Visit
from submissions.models import Article

CHUNK = 5000
"""Addresses in one file. A chunk is a range of article numbers, so that it never shifts, and never holds more."""

LAST_CHANGE = Coalesce("corrected_at", "published_at")


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
    """All addresses when they fit one file, else the index of the chunks."""
    chunks = list(
        live_articles(visit).annotate(chunk=F("pk") / CHUNK).values("chunk").order_by("chunk")
        .annotate(articles=Count("pk"), changed_at=Max(LAST_CHANGE))
    )
    columns = column_urls(visit)
    if len(columns) + sum(chunk["articles"] for chunk in chunks) <= CHUNK:
        return Sitemap((*columns, *article_urls(visit, live_articles(visit))))
    return SitemapIndex((
        SitemapUrl(visit.absolute("/sitemap-columns.xml")),
        *(SitemapUrl(visit.absolute(f"/sitemap-{chunk['chunk']}.xml"), day(chunk["changed_at"])) for chunk in chunks),
    ))


def sitemap_of_columns(visit: Visit) -> Sitemap:
    return Sitemap(column_urls(visit))


def sitemap_chunk(visit: Visit, *, chunk: int) -> Sitemap | None:
    """The live articles numbered `chunk` × 5,000 and following; None where there is none."""
    articles = live_articles(visit).filter(pk__gte=chunk * CHUNK, pk__lt=(chunk + 1) * CHUNK)
    urls = article_urls(visit, articles)
    return Sitemap(urls) if urls else None


def live_articles(visit: Visit):
    return Article.objects.for_site(visit.site).live()


def column_urls(visit: Visit) -> tuple[SitemapUrl, ...]:
    """Home page, map, and the columns that stand in menus."""
    outline = outline_of(visit.site)
    shown = [c for c in outline.columns if c.pk in outline.shown and not c.is_home and not c.is_link]
    return tuple(SitemapUrl(visit.absolute(path)) for path in ["/", "/map/", *(c.address for c in shown)])


def article_urls(visit: Visit, articles) -> tuple[SitemapUrl, ...]:
    light = articles.only("published_at", "corrected_at").order_by("pk")
    return tuple(SitemapUrl(visit.absolute(article.address), day(article.corrected_at or article.published_at))
                 for article in light)


def day(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d}"
