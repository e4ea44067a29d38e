"""Articles as another system had published them: they never were manuscripts here, so they have no steps."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from columns.models import Column
from sites.actions import record
from sites.digest import digest
from sites.enums import ChangeVerb
from sites.models import User
from sites.rules import demand, may_found_site
from submissions.actions.announcing import announce_many
from submissions.models import Article, Placement
from submissions.sanitise import clean


@dataclass(frozen=True)
class ArticleRow:
    """An article of the old system. `origin` is its number there; with the site it says which article this is."""

    origin: str
    column: Column
    published_at: datetime
    content: dict = field(default_factory=dict)

    @property
    def key(self) -> tuple[int, str]:
        return self.column.site_id, self.origin


class BodyRefused(Exception):
    """A text of which the sanitiser leaves nothing, or which it cannot read. The batch is not imported."""

    def __init__(self, row: ArticleRow, reason: str):
        super().__init__(reason)
        self.row = row


@transaction.atomic
def import_articles(*, rows: Sequence[ArticleRow], by: User, at: datetime) -> int:
    """One batch: sanitise, insert articles and placements, one row in the change log. Returns how many were new.

    Rows imported before, by site and origin, are left as they are. The first publication time is the old system's.
    Raises `BodyRefused` with the row whose text cannot be kept.
    """
    demand(may_found_site(by))
    here = set(Article.objects.filter(
        site_id__in={row.column.site_id for row in rows}, origin__in={row.origin for row in rows},
    ).values_list("site_id", "origin"))
    new = [row for row in {row.key: row for row in rows}.values() if row.key not in here]
    if not new:
        return 0
    articles = Article.objects.bulk_create([imported_article(row) for row in new])
    Placement.objects.bulk_create(
        Placement(article=article, column_id=article.column_id, site_id=article.site_id,
                  published_at=article.published_at)
        for article in articles
    )
    numbers = Counter(article.column.site.slug for article in articles)
    record(verb=ChangeVerb.IMPORT, obj=articles[-1], site=None, by=by, at=at, changes={
        "articles": [[], [articles[0].pk, articles[-1].pk]], "sites": [{}, dict(numbers)],
    })
    announce_many(articles, at=at)
    return len(articles)


def imported_article(row: ArticleRow) -> Article:
    article = Article(site_id=row.column.site_id, column=row.column, published_at=row.published_at, origin=row.origin)
    article.take_content(row.content)
    try:
        article.body = clean(article.body).html
    except Exception as error:
        raise BodyRefused(row, "正文的 HTML 无法读取。") from error
    if not article.body:
        raise BodyRefused(row, "正文里没有可以保留的内容。")
    article.body_digest = digest(article.body.encode())
    return article
