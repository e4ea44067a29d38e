"""Attachments: the list below an article, and which of them the public may fetch."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BigIntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext

from publishing import tags
from sites.models import Site
from submissions.enums import AttachmentKind
from submissions.models import Article, ArticleAttachment, Attachment

TYPE_NAMES = {
    "pdf": "PDF 文档", "ofd": "OFD 版式文件", "doc": "Word 文档", "docx": "Word 文档", "wps": "WPS 文字",
    "xls": "Excel 表格", "xlsx": "Excel 表格", "et": "WPS 表格", "csv": "CSV 数据", "json": "JSON 数据",
    "ppt": "演示文稿", "pptx": "演示文稿", "txt": "文本", "zip": "压缩包", "rar": "压缩包", "7z": "压缩包",
    "jpg": "图片", "jpeg": "图片", "png": "图片", "gif": "图片", "webp": "图片", "mp3": "音频", "mp4": "视频",
}


SHOWN = re.compile(r'<img [^>]*?src="/files/([0-9]{1,18})/')


@dataclass(frozen=True)
class FileLink:
    name: str
    url: str
    type_name: str
    size: str


def file_link(attachment: Attachment) -> FileLink:
    extension = attachment.name.rpartition(".")[2].lower()
    return FileLink(attachment.name, attachment.address,
                    type_name(extension), filesizeformat(attachment.size))


def type_name(extension: str) -> str:
    """`PDF 文档`; what is not in the table is named by its ending."""
    name = TYPE_NAMES.get(extension)
    return gettext(name) if name else gettext("%s 文件") % extension.upper()


def public_file(site: Site, *, number: int) -> Attachment | None:
    """The attachment, while a live article of this site uses it; a withdrawn article takes its files along.

    One such article is enough to make it public: the answer carries the tag of that one alone.
    """
    live = Article.objects.for_site(site).live()
    in_list = ArticleAttachment.objects.filter(attachment=OuterRef("pk"), article__in=live)
    as_picture = live.filter(picture=OuterRef("pk"))
    shown_by = Coalesce(Subquery(in_list.values("article")[:1]), Subquery(as_picture.values("pk")[:1]),
                        output_field=BigIntegerField())
    attachment = Attachment.objects.annotate(shown_by=shown_by).filter(pk=number).first()
    if attachment is None or attachment.shown_by is None:
        return None
    tags.shows(tags.article(attachment.shown_by))
    return attachment


def pictures_in(bodies: Iterable[str], site: int) -> dict[int, Attachment]:
    """Number → picture, of all that texts of the site (its number) show. One query, none when they show no picture."""
    numbers = {int(number) for body in bodies for number in SHOWN.findall(body)}
    if not numbers:
        return {}
    return Attachment.objects.filter(site=site, kind=AttachmentKind.PICTURE).in_bulk(numbers)
