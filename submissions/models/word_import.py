from django.conf import settings
from django.db import models

from submissions.models.submission import Submission


class WordImport(models.Model):
    """Word 导入: the file a manuscript was read from, what its writer should know, and the guesses at its metadata.

    `notes` are sentences; `guesses` say for each field the words of the file it was taken from. Until somebody has
    compared them (`confirmed_at`) the manuscript is not submitted.
    """

    submission = models.OneToOneField(Submission, models.PROTECT, verbose_name="稿件", related_name="word_import")
    name = models.CharField("文件名", max_length=255)
    digest = models.CharField("指纹", max_length=80)
    notes = models.JSONField("提示", default=list)
    guesses = models.JSONField("识别的信息", default=dict)
    imported_at = models.DateTimeField("导入时间")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="核对人", related_name="+",
                                     null=True)
    confirmed_at = models.DateTimeField("核对时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "Word 导入"

    def __str__(self):
        return self.name

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
