import uuid
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.utils import timezone

from sites.models import Site
from submissions.enums import AttachmentKind, ScanResult
from submissions.uploads.variants import widths_of


def stored_name(attachment: "Attachment", filename: str) -> str:
    """`2026/11/<random>.pdf`: the stored name is never the uploaded one, only its checked extension is kept."""
    extension = filename.rsplit(".", 1)[-1].lower()
    return f"{timezone.localdate():%Y/%m}/{uuid.uuid4().hex}.{extension}"


class Attachment(models.Model):
    """附件: an uploaded file or picture, never changed after upload. Public only while a live article uses it.

    Width and height are as shown. Smaller copies of a picture stand beside it on the disk, made when first asked for.
    """

    site = models.ForeignKey(Site, models.PROTECT, verbose_name="站点", related_name="attachments")
    kind = models.CharField("类别", max_length=8, choices=AttachmentKind)
    file = models.FileField("文件", upload_to=stored_name, max_length=120)
    name = models.CharField("文件名", max_length=120)
    mime = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("大小(字节)")
    digest = models.CharField("指纹", max_length=80)
    alt = models.CharField("图片说明", max_length=120, blank=True, help_text="读屏软件读出的文字")
    width = models.PositiveIntegerField("宽", null=True, blank=True)
    height = models.PositiveIntegerField("高", null=True, blank=True)
    is_animated = models.BooleanField("动画", default=False)
    scan = models.CharField("查毒", max_length=12, choices=ScanResult, default=ScanResult.NOT_SCANNED)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="上传人", related_name="+")
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["-id"]

    def __str__(self):
        return self.name

    @property
    def address(self) -> str:
        return f"/files/{self.pk}/{quote(self.name, safe='')}"

    @property
    def widths(self) -> tuple[int, ...]:
        """Of its smaller copies. An animation has none: a copy would stand still."""
        if self.kind != AttachmentKind.PICTURE or self.is_animated or not (self.width and self.height):
            return ()
        return widths_of(self.width, self.height)

    def variant_address(self, width: int) -> str:
        return f"/pictures/{self.pk}/{width}.webp"

    def variant_path(self, width: int) -> Path:
        """Where the copy of this width stands, once it is made: beside the picture."""
        return Path(self.file.path).with_suffix(f".{width}.webp")


class ArticleAttachment(models.Model):
    """An attachment of a published article: listed below the text, or (inline) a picture in it."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="article_attachments")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="article_attachments")
    is_inline = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["article", "attachment"], name="article_attachment_once")]


class SubmissionAttachment(models.Model):
    """An attachment of a manuscript, in the order the officer gave."""

    submission = models.ForeignKey("Submission", models.CASCADE, related_name="submission_attachments")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="submission_attachments")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["submission", "attachment"], name="submission_attachment_once")]
