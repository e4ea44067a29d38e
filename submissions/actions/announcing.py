"""What the public sees of an article, as tags of the change feed (publishing/tags.py)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from publishing import tags
from publishing.actions import announce
from submissions.models import Article, Placement

BESIDE = 8
"""How many articles published just before it an article's page names (portal.queries.article)."""


def announce_new(article: Article, columns: Iterable[int], *, at: datetime) -> None:
    """An article at the end of its columns' lists."""
    announce(*whereabouts(article), *(tags.newest(column) for column in columns), at=at)


def announce_corrected(
    article: Article, entered: set[int], left: set[int], *, explained: int | None, at: datetime
) -> None:
    """A live article with new content, the columns it entered or left (not at the end of their lists), and the
    document it explained before."""
    lists = {tag(column) for column in entered | left for tag in (tags.whole_list, tags.newest)}
    beside = {tags.article(number) for number in pages_beside(article)} if entered else set()
    before = {tags.article(explained)} if explained else set()
    announce(*whereabouts(article), *lists, *beside, *before, at=at)


def announce_withdrawn(article: Article, columns: Iterable[int], *, at: datetime) -> None:
    lists = {tag(column) for column in columns for tag in (tags.whole_list, tags.newest)}
    announce(*whereabouts(article), *lists, at=at)


def announce_many(articles: Iterable[Article], *, at: datetime) -> None:
    """Articles that came to stand anywhere in their columns' lists."""
    found: set[str] = set()
    for article in articles:
        column = article.column_id
        found |= {*whereabouts(article), tags.whole_list(column), tags.newest(column), tags.column(column)}
    announce(*found, at=at)


def whereabouts(article: Article) -> set[str]:
    """What names the article wherever it stands: itself, the document it explains, the site's feed and sitemap."""
    found = {tags.article(article.pk), tags.latest(article.site_id), tags.chunk(article.site_id, article.pk)}
    if article.interprets_id:
        found.add(tags.article(article.interprets_id))
    return found


def pages_beside(article: Article) -> list[int]:
    """The articles of its column whose pages name it: the next newer ones, and the one before it."""
    column = Placement.objects.filter(column=article.column_id, is_live=True).exclude(article=article.pk)
    at, number = article.published_at, article.pk
    newer = column.filter(Q(published_at__gt=at) | Q(article_id__gt=number), published_at__gte=at)
    older = column.filter(Q(published_at__lt=at) | Q(article_id__lt=number), published_at__lte=at)
    return [*newer.order_by("published_at", "article_id").values_list("article_id", flat=True)[:BESIDE],
            *older.order_by("-published_at", "-article_id").values_list("article_id", flat=True)[:1]]
