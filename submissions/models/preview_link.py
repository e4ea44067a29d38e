from django.conf import settings
from django.core import signing
from django.db import models

from submissions.models.submission import Submission

SIGNER = signing.Signer(salt="submissions.preview")


class PreviewLink(models.Model):
    """预览链接: whoever has it sees one revision as the public would, until it expires. The row says who gave it."""

    submission = models.ForeignKey(Submission, models.PROTECT, verbose_name="稿件", related_name="preview_links")
    revision = models.PositiveIntegerField("稿次")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="生成人", related_name="+")
    created_at = models.DateTimeField("生成时间")
    expires_at = models.DateTimeField("失效时间")

    class Meta:
        verbose_name = verbose_name_plural = "预览链接"

    def __str__(self):
        return f"{self.submission_id} 第 {self.revision} 稿"

    @property
    def address(self) -> str:
        """On the manuscript's own site; cannot be guessed."""
        return f"/preview/{SIGNER.sign(self.pk)}/"
