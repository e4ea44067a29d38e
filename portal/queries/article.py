"""An article's page."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.safestring import SafeString

from portal.queries.answers import Gone, Moved
from portal.queries.body import readable
from portal.queries.documents import MetadataRow, metadata_rows
from portal.queries.files import FileLink, file_links
from portal.queries.frame import Frame, Surroundings, Tags, filled
from portal.queries.picks import articles_of, fetch_all, light_articles, live_placements
from portal.queries.rows import Block, Moment, Picture, Reader, Row
from portal.queries.visit import Toggle, Visit
from submissions.models import Article

SIZES = (("large", "大"), ("", "中"), ("small", "小"))

NEWEST = 8
"""Articles of the same column beside the text."""


@dataclass(frozen=True)
class ArticlePage:
    frame: Frame
    title: str
    published: Moment
    corrected: Moment | None
    source: str
    author: str
    metadata: tuple[MetadataRow, ...]
    picture: Picture | None
    body: SafeString
    files: tuple[FileLink, ...]
    fingerprint: str
    fingerprint_short: str
    newer: Row | None
    older: Row | None
    related: tuple[Block, ...]
    sizes: tuple[Toggle, ...]


def article_page(visit: Visit, *, number: int, year: str, month: str) -> ArticlePage | Gone | Moved | None:
    """The live article with this number on this site.

    Moved when year or month are not its own, Gone when it was withdrawn, None when the site never had it.
    """
    article = Article.objects.for_site(visit.site).select_related("picture", "interprets").defer(
        "interprets__body").filter(pk=number).first()
    if article is None:
        return None
    around = Surroundings.of(visit)
    if not article.is_live:
        return Gone(around.frame(title="内容已撤下"))
    if article.address != f"/{year}/{month}/{number}.html":
        return Moved(article.address + visit.query, is_permanent=True)
    return live_page(around, article)


def live_page(around: Surroundings, article: Article) -> ArticlePage:
    visit, reader = around.visit, Reader(around.outline, around.cluster)
    published = Moment.of(article.published_at)
    source = article.source or visit.site.name
    column = around.outline.by_id.get(article.column_id)
    newer, older, newest = beside(article)
    articles = articles_of([*newer, *older, *newest])
    return ArticlePage(
        frame=around.frame(title=article.title, column=column, canonical=article.address,
                           tags=article_tags(visit, article, published.minute, source)),
        title=article.title, published=published, source=source, author=article.author,
        corrected=Moment.of(article.corrected_at) if article.corrected_at else None,
        metadata=metadata_rows(article), picture=lead_picture(article), body=readable(article.body, around.cluster),
        files=file_links(article), fingerprint=article.body_digest, fingerprint_short=shortened(article.body_digest),
        newer=next(iter(reader.rows_of(newer, articles)), None),
        older=next(iter(reader.rows_of(older, articles)), None),
        related=(*interpretation_blocks(reader, article), *newest_block(reader, article, newest, articles)),
        sizes=tuple(visit.toggle("size", value, text) for value, text in SIZES),
    )


def article_tags(visit: Visit, article: Article, minute: str, source: str) -> Tags:
    """国办发〔2017〕47号 附件: the required tags of an article, and the optional ones that have a value."""
    picture = visit.absolute(article.picture.address) if article.picture_id else ""
    return filled(
        ("ArticleTitle", article.title), ("PubDate", minute), ("ContentSource", source),
        ("Keywords", article.keywords), ("Author", article.author), ("Description", article.summary),
        ("Image", picture), ("Url", visit.absolute(article.address)),
    )


def lead_picture(article: Article) -> Picture | None:
    """The picture above the text, unless the text itself shows it."""
    if article.picture_id is None or f"/files/{article.picture_id}/" in article.body:
        return None
    return Picture.of(article.picture)


def shortened(digest: str) -> str:
    """`sm3:7c1f…e04a` as people read it: `SM3 7c1f…e04a`."""
    algorithm, _, value = digest.partition(":")
    return f"{algorithm.upper()} {value[:4]}…{value[-4:]}" if value else ""


def beside(article: Article) -> tuple[list[int], list[int], list[int]]:
    """In the article's column: the next newer, the next older, and the newest others; one statement."""
    column = live_placements().filter(column=article.column_id).values_list("article_id", "published_at")
    at, number = article.published_at, article.pk
    newer = column.filter(Q(published_at__gt=at) | Q(article_id__gt=number), published_at__gte=at)
    older = column.filter(Q(published_at__lt=at) | Q(article_id__lt=number), published_at__lte=at)
    down = ("-published_at", "-article_id")
    queries = (newer.order_by("published_at", "article_id")[:1], older.order_by(*down)[:1],
               column.order_by(*down)[:NEWEST + 1])
    found: dict[int, list[tuple]] = {}
    for place, *pick in fetch_all(marked(number, query) for number, query in enumerate(queries)):
        found.setdefault(place, []).append(pick)
    newest = [a for a, _ in sorted(found.get(2, []), key=lambda pick: (pick[1], pick[0]), reverse=True) if a != number]
    return [a for a, _ in found.get(0, [])], [a for a, _ in found.get(1, [])], newest[:NEWEST]


def marked(place: int, query) -> tuple[str, tuple]:
    """A SELECT whose rows begin with `place`, to tell the parts of a UNION ALL apart."""
    sql, parameters = query.query.sql_with_params()
    return f"SELECT {place} AS place, part.* FROM ({sql}) AS part", parameters


def interpretation_blocks(reader: Reader, article: Article) -> tuple[Block, ...]:
    """A document beside its interpretations, an interpretation beside its document and the others of it."""
    document = article.interprets if article.interprets_id else None
    others = light_articles().filter(interprets=article.interprets_id or article.pk).exclude(pk=article.pk)
    blocks = []
    if document is not None and document.is_live:
        blocks.append(Block("解读的文件", "", reader.rows([document])))
    blocks.append(Block("政策解读", "", reader.rows(others.order_by("-published_at", "-pk")[:NEWEST])))
    return tuple(block for block in blocks if block.rows)


def newest_block(
    reader: Reader, article: Article, newest: list[int], articles: dict[int, Article]
) -> tuple[Block, ...]:
    column = reader.outline.by_id.get(article.column_id)
    rows = reader.rows_of(newest, articles)
    return (Block(f"{column.name}最新", column.address, rows),) if column and rows else ()

