from django.conf import settings
from django.db import models
from django.utils.functional import cached_property

from columns.models import Column
from sites.models import Organisation, Site, TrailRow
from submissions.enums import (
    CLOSED_STATES,
    EDITABLE_STATES,
    OPEN_STATES,
    SecrecyConclusion,
    SecrecyGround,
    State,
    Verb,
)
from submissions.models.article import Article
from submissions.models.attachment import Attachment, SubmissionAttachment
from submissions.models.content import Content


class SubmissionQuerySet(models.QuerySet):
    def for_site(self, site):
        return self.filter(site=site)

    def open(self):
        return self.filter(state__in=OPEN_STATES)


class Submission(Content):
    """稿件: one attempt to publish. It ends PUBLISHED or DISCARDED.

    `state` is written by `actions._move` alone; `version` grows with every save and refuses a stale one.
    A correction is a submission that points at its article; an article has at most one open submission.
    """

    site = models.ForeignKey(Site, models.PROTECT, verbose_name="站点", related_name="submissions")
    column = models.ForeignKey(Column, models.PROTECT, verbose_name="栏目", related_name="submissions")
    also_in = models.ManyToManyField(Column, verbose_name="同时挂载到", related_name="+", blank=True)
    article = models.ForeignKey(
        Article, models.PROTECT, verbose_name="文章", related_name="submissions", null=True, blank=True
    )
    is_correction = models.BooleanField("更正稿", default=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="拟稿单位", related_name="submissions", null=True, blank=True
    )
    drafter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="拟稿人", related_name="submissions"
    )
    state = models.CharField("状态", max_length=20, choices=State, default=State.DRAFT)
    state_since = models.DateTimeField("进入本状态时间")
    levels = models.JSONField("审核级次", default=list)
    version = models.PositiveIntegerField("稿次", default=1)
    form_key = models.CharField("表单编号", max_length=40, null=True, blank=True)
    publish_at = models.DateTimeField("定时发布时间", null=True, blank=True)
    created_at = models.DateTimeField("建稿时间")
    saved_at = models.DateTimeField("保存时间")
    attachments = models.ManyToManyField(Attachment, through=SubmissionAttachment, related_name="submissions")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "稿件"
        ordering = ["-saved_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article"], condition=~models.Q(state__in=sorted(CLOSED_STATES)),
                name="one_open_submission_per_article",
                violation_error_message="这篇文章已有一份更正稿在办理。",
            ),
            models.UniqueConstraint(fields=["site", "drafter", "form_key"], name="one_submission_per_form",
                                    violation_error_message="这份稿件已经保存过。"),
            models.CheckConstraint(
                condition=models.Q(state=State.SCHEDULED, publish_at__isnull=False)
                | (~models.Q(state=State.SCHEDULED) & models.Q(publish_at=None)),
                name="scheduled_has_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.PUBLISHED) | models.Q(article__isnull=False),
                name="published_has_an_article",
            ),
        ]
        indexes = [
            models.Index(fields=["column", "state", "-saved_at"], name="submission_column_state"),
            models.Index(fields=["site", "state", "-saved_at"], name="submission_site_state"),
            models.Index(fields=["publish_at"], name="submission_due", condition=models.Q(state=State.SCHEDULED)),
        ]

    def __str__(self):
        return self.title

    @cached_property
    def acts(self) -> set[tuple[str, int]]:
        """Who did what: (verb, person) of all its steps."""
        return set(self.steps.values_list("verb", "by_id"))

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE_STATES


class Revision(Content):
    """稿次: the whole content of a submission as somebody saved it. Kept for ever; the newest equals the submission."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField("稿次")
    attachment_ids = models.JSONField("附件", default=list)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="保存人", related_name="+")
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = verbose_name_plural = "稿次"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="revision_number")]

    def __str__(self):
        return f"第 {self.number} 稿"


class Step(TrailRow):
    """流转记录: one row per verb on a submission or a withdrawal; append-only."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="steps", null=True)
    withdrawal = models.ForeignKey("Withdrawal", models.PROTECT, related_name="steps", null=True)
    article = models.ForeignKey(Article, models.PROTECT, related_name="steps", null=True)
    verb = models.CharField("动作", max_length=20, choices=Verb)
    from_state = models.CharField("原状态", max_length=20, blank=True)
    to_state = models.CharField("新状态", max_length=20)
    revision = models.PositiveIntegerField("稿次", null=True)
    content_digest = models.CharField("内容指纹", max_length=80, blank=True)
    reason = models.TextField("意见", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "流转记录"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="step_chain_number"),
            models.CheckConstraint(
                condition=models.Q(submission__isnull=False, withdrawal=None)
                | models.Q(submission=None, withdrawal__isnull=False),
                name="step_of_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.by_name} {self.get_verb_display()}"


class SecrecyReview(models.Model):
    """保密审查: first reviewed, then published, item by item; of one revision of a submission."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="secrecy_reviews")
    revision = models.PositiveIntegerField("稿次")
    conclusion = models.CharField("结论", max_length=12, choices=SecrecyConclusion)
    ground = models.CharField("审查依据", max_length=12, choices=SecrecyGround)
    reviewer = models.CharField("审查人", max_length=30, help_text="在保密审查表上签字的人")
    number = models.CharField("审查编号", max_length=40, help_text="保密审查表的编号")
    note = models.CharField("意见", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="记录人", related_name="+")
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = verbose_name_plural = "保密审查"
        ordering = ["-id"]

    def __str__(self):
        return f"{self.get_conclusion_display()}({self.number})"


class Autosave(models.Model):
    """What a person has typed and not yet saved. One row per person and manuscript (or per new form); never public."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="autosaves", null=True)
    form_key = models.CharField(max_length=40, help_text="the manuscript's number, or the random key of a new form")
    values = models.JSONField(default=dict)
    base_version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "自动保存"
        constraints = [models.UniqueConstraint(fields=["user", "form_key"], name="autosave_once")]
