from django.db import models

from audit.enums import BackupKind


class BackupRun(models.Model):
    """备份记录: a backup that was made, or a drill that restored one elsewhere and looked at what came back."""

    kind = models.CharField("类别", max_length=8, choices=BackupKind)
    name = models.CharField("备份", max_length=80)
    at = models.DateTimeField("开始时间")
    seconds = models.FloatField("用时(秒)")
    size = models.PositiveBigIntegerField("大小(字节)", null=True)
    is_sound = models.BooleanField("完好")
    report = models.JSONField("结果", default=list, help_text="逐条写明查了什么、差在哪里")

    class Meta:
        verbose_name = verbose_name_plural = "备份记录"
        ordering = ["-at"]
        indexes = [models.Index(fields=["kind", "-at"], name="backup_run_latest")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.name}"
