from django.conf import settings
from django.db import models

from sites.models import Site, TrailRow
from submissions.enums import ENDED_BY_A_DOCUMENT, Validity, ValidityChangeState, ValidityVerb
from submissions.models.article import Article

PEOPLE = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}


class ValidityChange(models.Model):
    """有效性变更: a live document becomes amended, repealed or without effect (or valid again), as one person asks and
    another decides. `document` is the one that amends or repeals it."""

    site = models.ForeignKey(Site, models.PROTECT, verbose_name="站点", related_name="validity_changes")
    article = models.ForeignKey(Article, models.PROTECT, verbose_name="文件", related_name="validity_changes")
    state = models.CharField("状态", max_length=12, choices=ValidityChangeState, default=ValidityChangeState.REQUESTED)
    before = models.CharField("原有效性", max_length=10, choices=Validity)
    validity = models.CharField("变更为", max_length=10, choices=Validity)
    document = models.ForeignKey(Article, models.PROTECT, verbose_name="修改或废止它的文件", null=True, blank=True,
                                 related_name="changed_validities")
    effective_on = models.DateField("生效日期")
    ground = models.TextField("依据", max_length=500)
    requested_by = models.ForeignKey(verbose_name="申请人", **PEOPLE)
    requested_at = models.DateTimeField("申请时间")
    closed_by = models.ForeignKey(verbose_name="办结人", null=True, blank=True, **PEOPLE)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "有效性变更"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["article"], condition=models.Q(state=ValidityChangeState.REQUESTED),
                                    name="one_open_validity_change_per_article",
                                    violation_error_message="这份文件已有有效性变更在办理。"),
            models.CheckConstraint(
                condition=models.Q(state=ValidityChangeState.REQUESTED, closed_by=None, closed_at=None)
                | (~models.Q(state=ValidityChangeState.REQUESTED)
                   & models.Q(closed_by__isnull=False, closed_at__isnull=False)),
                name="validity_change_closed_by_and_at",
            ),
            models.CheckConstraint(
                condition=~models.Q(validity__in=sorted(ENDED_BY_A_DOCUMENT)) | models.Q(document__isnull=False),
                name="validity_change_names_its_document",
            ),
        ]

    def __str__(self):
        return f"{self.get_validity_display()}:{self.article.title}"


class ValidityStep(TrailRow):
    """有效性流转记录: one row per verb on a change of validity; append-only, in a chain for each site."""

    change = models.ForeignKey(ValidityChange, models.PROTECT, related_name="steps")
    verb = models.CharField("动作", max_length=20, choices=ValidityVerb)
    to_state = models.CharField("新状态", max_length=12)
    reason = models.TextField("意见", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "有效性流转记录"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="validity_step_chain_number")]

    def __str__(self):
        return f"{self.by_name} {self.get_verb_display()}"
