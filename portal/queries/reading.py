"""What is read around an article for its page: of one article when it is asked for, of many when a site is rendered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from portal.queries.files import pictures_in
from portal.queries.picks import articles_of, fetch_all, light_articles, live_placements
from submissions.models import Article, ArticleAttachment, Attachment, ValidityChange
from submissions.queries import carried_out_for

BESIDE = 8
"""Articles of the same column, published just before it, beside the text."""


@dataclass(frozen=True)
class Reading:
    """`newer`: the next newer article of the column, if any; `older`: the ones just before, newest first; `explaining`:
    interpretations of the same document; `files` listed below the text; `pictures` inside it;
    `changes` of its validity, and of those of others that it brought about."""

    newer: Sequence[Article]
    older: Sequence[Article]
    explaining: Sequence[Article]
    files: Sequence[Attachment]
    pictures: Mapping[int, Attachment]
    changes: Sequence[ValidityChange] = ()


def read_one(article: Article) -> Reading:
    """Four queries; one more where the text shows pictures, and one more for a document."""
    newer, older = beside(article)
    articles = articles_of([*newer, *older])
    return Reading(
        newer=known(newer, articles), older=known(older, articles), explaining=explaining([article])[article.pk],
        files=files_of([article])[article.pk], pictures=pictures_in([article.body], article.site_id),
        changes=changes_of([article])[article.pk],
    )


def read_many(articles: Sequence[Article], around: Sequence[int]) -> dict[int, Reading]:
    """For articles of one column, by number. `around` are the numbers of the column's articles from the oldest on, with
    at least the eight before the first of `articles` and the one after the last. Four queries, up to six."""
    light, place = articles_of(around), {number: index for index, number in enumerate(around)}
    texts, files, changes = explaining(articles), files_of(articles), changes_of(articles)
    pictures = pictures_in((article.body for article in articles), articles[0].site_id) if articles else {}
    return {
        article.pk: Reading(
            newer=known(around[place[article.pk] + 1:place[article.pk] + 2], light),
            older=known(around[max(place[article.pk] - BESIDE, 0):place[article.pk]][::-1], light),
            explaining=texts[article.pk], files=files[article.pk], pictures=pictures,
            changes=changes[article.pk],
        )
        for article in articles
    }


def known(numbers: Iterable[int], articles: Mapping[int, Article]) -> list[Article]:
    return [articles[number] for number in numbers if number in articles]


def explaining(articles: Sequence[Article]) -> dict[int, list[Article]]:
    """Article → the newest live interpretations of it, or of the document that it interprets; itself left out."""
    documents = {article.interprets_id or article.pk for article in articles}
    newest = Window(RowNumber(), partition_by=F("interprets"), order_by=[F("published_at").desc(), F("pk").desc()])
    found = defaultdict(list)
    rows = light_articles().filter(interprets__in=documents).alias(place=newest).filter(place__lte=BESIDE + 1)
    for row in rows.order_by("-published_at", "-pk"):
        found[row.interprets_id].append(row)
    return {
        article.pk: [row for row in found[article.interprets_id or article.pk] if row.pk != article.pk][:BESIDE]
        for article in articles
    }


def files_of(articles: Sequence[Article]) -> dict[int, list[Attachment]]:
    """Article → the attachments listed below its text; pictures inside it are not repeated."""
    found = {article.pk: [] for article in articles}
    listed = ArticleAttachment.objects.filter(article__in=articles, is_inline=False).select_related("attachment")
    for row in listed.order_by("order", "id"):
        found[row.article_id].append(row.attachment)
    return found


def changes_of(articles: Sequence[Article]) -> dict[int, list[ValidityChange]]:
    """Article → the changes of its validity that were carried out, and those it brought about, newest first."""
    documents = [article.pk for article in articles if article.is_document]
    found = {article.pk: [] for article in articles}
    for change in carried_out_for(documents) if documents else ():
        for number in {change.article_id, change.document_id} & found.keys():
            found[number].append(change)
    return found


def beside(article: Article) -> tuple[list[int], list[int]]:
    """In the article's column: the next newer one, and the ones just before it, newest first; one statement.

    What was published later than the next newer one is not asked for: so a new article changes the page of one
    other article, the one that was newest.
    """
    column = live_placements().filter(column=article.column_id).values_list("article_id", "published_at")
    at, number = article.published_at, article.pk
    newer = column.filter(Q(published_at__gt=at) | Q(article_id__gt=number), published_at__gte=at)
    older = column.filter(Q(published_at__lt=at) | Q(article_id__lt=number), published_at__lte=at)
    queries = (newer.order_by("published_at", "article_id")[:1],
               older.order_by("-published_at", "-article_id")[:BESIDE])
    found: dict[int, list[tuple]] = {}
    for place, *pick in fetch_all(marked(number, query) for number, query in enumerate(queries)):
        found.setdefault(place, []).append(pick)
    before = sorted(found.get(1, []), key=lambda pick: (pick[1], pick[0]), reverse=True)
    return [a for a, _ in found.get(0, [])], [a for a, _ in before]


def marked(place: int, query) -> tuple[str, tuple]:
    """A SELECT whose rows begin with `place`, to tell the parts of a UNION ALL apart."""
    sql, parameters = query.query.sql_with_params()
    return f"SELECT {place} AS place, part.* FROM ({sql}) AS part", parameters
