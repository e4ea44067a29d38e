"""An article's page."""

import re
from dataclasses import dataclass
from html import unescape

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from portal.queries.answers import Gone, Moved
from portal.queries.body import readable
from portal.queries.documents import MetadataRow, metadata_rows
from portal.queries.files import FileLink, file_link
from portal.queries.frame import Frame, Surroundings, Tags, filled
from portal.queries.reading import Reading, read_one
from portal.queries.rows import Block, Moment, Picture, Reader, Row
from portal.queries.standing import Standing, standing_of
from portal.queries.visit import Visit
from publishing import tags
from submissions.models import Article

MARKUP = re.compile(r"<[^>]*(?:>|$)")
OPENING_REACH, OPENING_LENGTH = 800, 110
"""Characters of the body that are looked at for its first words, and characters of these."""


@dataclass(frozen=True)
class ArticlePage:
    frame: Frame
    title: str
    published: Moment
    corrected: Moment | None
    source: str
    author: str
    metadata: tuple[MetadataRow, ...]
    standing: tuple[Standing, ...]
    picture: Picture | None
    body: SafeString
    files: tuple[FileLink, ...]
    fingerprint: str
    fingerprint_short: str
    newer: Row | None
    older: Row | None
    related: tuple[Block, ...]


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
        return Gone(around.frame(title=gettext("内容已撤下")))
    if article.address != f"/{year}/{month}/{number}.html":
        return Moved(article.address + visit.query, is_permanent=True)
    return live_page(around, article, read_one(article))


def live_page(around: Surroundings, article: Article, read: Reading) -> ArticlePage:
    visit, reader = around.visit, around.reader
    published = Moment.of(article.published_at)
    source = article.source or visit.site.name
    column = around.outline.by_id.get(article.column_id)
    tags.shows(tags.article(article.pk))
    if not read.newer:
        tags.shows(tags.newest(article.column_id))
    return ArticlePage(
        frame=around.frame(title=article.title, column=column, canonical=article.address,
                           tags=article_tags(visit, article, published.minute, source),
                           description=opening(article.body)),
        title=article.title, published=published, source=source, author=article.author,
        corrected=Moment.of(article.corrected_at) if article.corrected_at else None,
        metadata=metadata_rows(article), standing=standing_of(article, read.changes, around.cluster),
        picture=lead_picture(article),
        body=readable(article.body, around.cluster, read.pictures),
        files=tuple(map(file_link, read.files)),
        fingerprint=article.body_digest, fingerprint_short=shortened(article.body_digest),
        newer=next(iter(reader.rows(read.newer)), None), older=next(iter(reader.rows(read.older[:1])), None),
        related=(*interpretation_blocks(reader, article, read), *column_block(reader, article, read)),
    )


def article_tags(visit: Visit, article: Article, minute: str, source: str) -> Tags:
    """国办发〔2017〕47号 附件: the required tags of an article, and the optional ones that have a value."""
    picture = visit.absolute(article.picture.address) if article.picture_id else ""
    return filled(
        ("ArticleTitle", article.title), ("PubDate", minute), ("ContentSource", source),
        ("Keywords", article.keywords), ("Author", article.author), ("Description", article.summary),
        ("Image", picture), ("Url", visit.absolute(article.address)),
    )


def opening(body: str) -> str:
    """The first words of the text, which describe the article where nobody wrote a summary."""
    return " ".join(unescape(MARKUP.sub(" ", body[:OPENING_REACH])).split())[:OPENING_LENGTH]


def lead_picture(article: Article) -> Picture | None:
    """The picture above the text, unless the text itself shows it."""
    if article.picture_id is None or f"/files/{article.picture_id}/" in article.body:
        return None
    return Picture.of(article.picture)


def shortened(digest: str) -> str:
    """`sm3:7c1f…e04a` as people read it: `SM3 7c1f…e04a`."""
    algorithm, _, value = digest.partition(":")
    return f"{algorithm.upper()} {value[:4]}…{value[-4:]}" if value else ""


def interpretation_blocks(reader: Reader, article: Article, read: Reading) -> tuple[Block, ...]:
    """A document beside its interpretations, an interpretation beside its document and the others of it."""
    document = article.interprets if article.interprets_id else None
    tags.shows(tags.article(article.interprets_id or article.pk))
    blocks = []
    if document is not None and document.is_live:
        blocks.append(Block(gettext("解读的文件"), "", reader.rows([document])))
    blocks.append(Block(gettext("政策解读"), "", reader.rows(read.explaining)))
    return tuple(block for block in blocks if block.rows)


def column_block(reader: Reader, article: Article, read: Reading) -> tuple[Block, ...]:
    column = reader.outline.by_id.get(article.column_id)
    rows = reader.rows(read.older)
    return (Block(gettext("同栏目文章"), column.address, rows),) if column and rows else ()
