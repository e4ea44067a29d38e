from django.conf import settings
from django.db import models

from sites.models import Site
from submissions.enums import WithdrawalReason, WithdrawalState
from submissions.models.article import Article


class Withdrawal(models.Model):
    """撤稿申请: a request to take an article down, reviewed by a second person; at once, or at the time it
    asks for."""

    site = models.ForeignKey(Site, models.PROTECT, verbose_name="站点", related_name="withdrawals")
    article = models.ForeignKey(Article, models.PROTECT, verbose_name="文章", related_name="withdrawals")
    state = models.CharField("状态", max_length=12, choices=WithdrawalState, default=WithdrawalState.REQUESTED)
    reason_type = models.CharField("撤稿原因", max_length=20, choices=WithdrawalReason)
    reason = models.TextField("说明", max_length=500)
    due_at = models.DateTimeField("撤下时间", null=True, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="申请人", related_name="+"
    )
    requested_at = models.DateTimeField("申请时间")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="办结人", related_name="+", null=True, blank=True
    )
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    checked_at = models.DateTimeField("核验时间", null=True, editable=False)
    leftovers = models.JSONField("仍能看到的地址", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "撤稿申请"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["article"], condition=models.Q(state=WithdrawalState.REQUESTED),
                                    name="one_open_withdrawal_per_article",
                                    violation_error_message="这篇文章已有撤稿申请在办理。"),
            models.CheckConstraint(
                condition=models.Q(state=WithdrawalState.REQUESTED, closed_by=None, closed_at=None)
                | (~models.Q(state=WithdrawalState.REQUESTED)
                   & models.Q(closed_by__isnull=False, closed_at__isnull=False)),
                name="withdrawal_closed_by_and_at",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=WithdrawalState.SCHEDULED) | models.Q(due_at__isnull=False),
                name="scheduled_withdrawal_is_due"),
        ]
        indexes = [models.Index(fields=["due_at"], name="withdrawal_due",
                                condition=models.Q(state=WithdrawalState.SCHEDULED))]

    def __str__(self):
        return f"撤稿:{self.article.title}"

    @property
    def is_proved(self) -> bool:
        """Carried out, and every address where the article could be seen has been fetched and shows it no more."""
        return self.leftovers == []
