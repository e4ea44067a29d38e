"""What the search is told of articles: those that are live, as their pages show them."""

from collections.abc import Collection

from django.db.models import Prefetch

from columns.models import Column
from publishing.search.registry import Document, File
from submissions.enums import AttachmentKind
from submissions.models import Article, ArticleAttachment
from submissions.sanitise import text_of


class Articles:
    """The provider of articles. Whether a site runs is not asked here but when somebody searches."""

    def documents(self, numbers: Collection[int]) -> list[Document]:
        """Two queries, however many."""
        files = ArticleAttachment.objects.filter(is_inline=False, attachment__kind=AttachmentKind.FILE)
        articles = Article.objects.live().filter(pk__in=numbers).select_related("column").prefetch_related(
            Prefetch("article_attachments", files.select_related("attachment"), to_attr="files"))
        return [document_of(article) for article in articles]

    def numbers(self, *, after: int, limit: int) -> list[int]:
        return list(Article.objects.live().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])

    def count(self) -> int:
        return Article.objects.live().count()

    def categories(self, groups: Collection[int]) -> dict[int, str]:
        return dict(Column.objects.filter(pk__in=groups).values_list("pk", "column_type"))


def document_of(article: Article) -> Document:
    described = (article.summary, article.keywords, article.source, article.issuer, article.index_number, article.topic,
                 article.genre, article.subject_words, article.get_validity_display() if article.validity else "")
    return Document(
        number=article.pk, site=article.site_id, path=article.address, title=article.title,
        published_at=article.published_at, text=text_of(article.body), extra=" ".join(filter(None, described)),
        document_number=article.document_number, category=article.column.column_type, group=article.column_id,
        files=tuple(File(link.attachment.digest, link.attachment.name, link.attachment.file.name)
                    for link in article.files),
    )
