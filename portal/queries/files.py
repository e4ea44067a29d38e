"""Attachments: the list below an article, and which of them the public may fetch."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.template.defaultfilters import filesizeformat

from sites.models import Site
from submissions.models import Article, ArticleAttachment, Attachment

TYPE_NAMES = {
    "pdf": "PDF 文档", "ofd": "OFD 版式文件", "doc": "Word 文档", "docx": "Word 文档", "wps": "WPS 文字",
    "xls": "Excel 表格", "xlsx": "Excel 表格", "et": "WPS 表格", "csv": "CSV 数据", "json": "JSON 数据",
    "ppt": "演示文稿", "pptx": "演示文稿", "txt": "文本", "zip": "压缩包", "rar": "压缩包", "7z": "压缩包",
    "jpg": "图片", "jpeg": "图片", "png": "图片", "gif": "图片", "webp": "图片", "mp3": "音频", "mp4": "视频",
}


@dataclass(frozen=True)
class FileLink:
    name: str
    url: str
    type_name: str
    size: str


def file_links(article: Article) -> tuple[FileLink, ...]:
    """The attachments listed below the text; pictures inside it are not repeated."""
    listed = article.article_attachments.filter(is_inline=False).select_related("attachment").order_by("order", "id")
    return tuple(file_link(row.attachment) for row in listed)


def file_link(attachment: Attachment) -> FileLink:
    extension = attachment.name.rpartition(".")[2].lower()
    return FileLink(attachment.name, attachment.address,
                    TYPE_NAMES.get(extension, f"{extension.upper()} 文件"), filesizeformat(attachment.size))


def public_file(site: Site, *, number: int) -> Attachment | None:
    """The attachment, while a live article of this site uses it; a withdrawn article takes its files along."""
    live = Article.objects.for_site(site).live()
    in_list = ArticleAttachment.objects.filter(attachment=OuterRef("pk"), article__in=live)
    as_picture = live.filter(picture=OuterRef("pk"))
    return Attachment.objects.filter(Exists(in_list) | Exists(as_picture), pk=number).first()
