from django.conf import settings
from django.db import models

from submissions.enums import SourceChangeKind
from submissions.models.referral import Referral


class SourceChange(models.Model):
    """原文变动: a piece that the portal adopted was corrected or taken down at its source: a task for the portal.

    Done when the portal's article was corrected or taken down as well, or when the desk says why that is not needed.
    """

    referral = models.ForeignKey(Referral, models.PROTECT, verbose_name="报送", related_name="source_changes")
    kind = models.CharField("变动", max_length=12, choices=SourceChangeKind)
    noted_at = models.DateTimeField("变动时间")
    is_followed = models.BooleanField("已跟进", default=False)
    reason = models.TextField("不用跟进的理由", max_length=500, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="办结人", related_name="+", null=True, blank=True
    )
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "原文变动"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["referral"], condition=models.Q(closed_at=None),
                                    name="one_open_source_change_per_referral"),
            models.CheckConstraint(
                condition=models.Q(closed_by=None, closed_at=None)
                | models.Q(closed_by__isnull=False, closed_at__isnull=False),
                name="source_change_closed_by_and_at",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}:{self.referral.title}"
