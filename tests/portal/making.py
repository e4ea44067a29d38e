"""Published articles, columns and files for the public's pages, made without the way through review."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.test import Client
from lxml import html

from columns.models import Column
from sites.digest import digest
from sites.models import Site
from submissions.enums import ArticleStatus, AttachmentKind
from submissions.models import Article, ArticleAttachment, Attachment, Placement
from tests import cast as casting

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def get(site: Site, path: str, **options):
    """What an anonymous visitor of the site gets. A file is read to its end: `saved`."""
    response = Client(headers={"host": f"{site.slug}.localhost"}).get(path, **options)
    if response.streaming:
        response.saved = b"".join(response.streaming_content)
    return response


def tree_of(response):
    return html.fromstring(response.content)


def texts(response, xpath: str) -> list[str]:
    """Texts of the matching elements, blanks squeezed."""
    return [" ".join(element.text_content().split()) for element in tree_of(response).xpath(xpath)]


def hrefs(response, xpath: str) -> list[str]:
    return [element.get("href") for element in tree_of(response).xpath(xpath)]


def tags(response) -> list[tuple[str, str]]:
    """The page tags, in their order; `description` is what search engines are told where there is no tag for it."""
    return [(meta.get("name"), meta.get("content")) for meta in tree_of(response).xpath("//meta[@name]")
            if meta.get("name") not in {"viewport", "description"}]


def column(cast, parent: Column, slug: str, name: str, **values) -> Column:
    made = casting.column(parent, slug, name, by=cast.platform_admin, at=NOON, **values)
    parent.refresh_from_db()
    return made


def publish(column: Column, *, title: str = "关于开展检查的通知", at: datetime = NOON, also=(), **content) -> Article:
    """A live article that stands in the column and in `also`."""
    content = {"body": "<p>正文。</p>", "source": "市政府办公室"} | content
    article = Article.objects.create(site_id=column.site_id, column=column, title=title, published_at=at, **content)
    Placement.objects.bulk_create(
        Placement(article=article, column=place, site_id=column.site_id, published_at=at) for place in [column, *also])
    return article


def publish_many(column: Column, number: int, *, start: int = 1, **content) -> list[Article]:
    """第1篇 is the oldest; one an hour."""
    return [publish(column, title=f"第{n}篇", at=NOON + timedelta(hours=n), **content)
            for n in range(start, start + number)]


def withdraw(article: Article) -> None:
    Placement.objects.filter(article=article).update(is_live=False)
    Article.objects.filter(pk=article.pk).update(status=ArticleStatus.WITHDRAWN, withdrawn_at=NOON)


def upload(cast, site: Site, name: str = "申请表.docx", *, content: bytes = b"content",
           mime: str = "application/msword", **values) -> Attachment:
    attachment = Attachment(
        site=site, kind=AttachmentKind.PICTURE if mime.startswith("image/") else AttachmentKind.FILE, name=name,
        mime=mime, size=len(content), digest=digest(content), uploaded_by=cast.drafter, uploaded_at=NOON, **values)
    attachment.file.save(name, ContentFile(content))
    return attachment


def attach(article: Article, *attachments: Attachment, is_inline: bool = False) -> None:
    for order, attachment in enumerate(attachments):
        ArticleAttachment.objects.create(article=article, attachment=attachment, order=order, is_inline=is_inline)
