from django.conf import settings
from django.db import models

from columns.models import Column
from sites.models import Organisation, Site, TrailRow
from submissions.enums import OPEN_REFERRAL_STATES, DeclineReason, ReferralState, ReferralVerb
from submissions.models.article import Article
from submissions.models.content import Content
from submissions.models.submission import Submission


class ReferralChannel(models.Model):
    """接收报送的栏目: a portal column that takes referrals, and what its desk wants to get."""

    column = models.OneToOneField(Column, models.PROTECT, verbose_name="栏目", related_name="referral_channel")
    wanted = models.CharField("收稿要求", max_length=200, blank=True,
                              help_text="报送单位选栏目时会看到,例如“全市性的工作成效,附一张现场图片”")
    is_open = models.BooleanField("接收报送", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "接收报送的栏目"

    def __str__(self):
        return self.column.name


class Referral(models.Model):
    """报送: a unit's article or approved manuscript, sent up to one portal column for that column's desk to decide on.

    What was sent stands in its `ReferredText`s, the newest being number `version`. `site` is the sender's. `state` is
    written by `actions.referrals` alone.
    """

    site = models.ForeignKey(Site, models.PROTECT, verbose_name="报送站点", related_name="referrals")
    article = models.ForeignKey(
        Article, models.PROTECT, verbose_name="文章", related_name="referrals", null=True, blank=True
    )
    submission = models.ForeignKey(
        Submission, models.PROTECT, verbose_name="稿件", related_name="referrals", null=True, blank=True
    )
    target = models.ForeignKey(Column, models.PROTECT, verbose_name="报送到", related_name="referrals")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="报送单位", related_name="referrals", null=True, blank=True
    )
    title = models.CharField("标题", max_length=120)
    state = models.CharField("状态", max_length=12, choices=ReferralState, default=ReferralState.SENT)
    state_since = models.DateTimeField("进入本状态时间")
    version = models.PositiveIntegerField("第几版", default=1)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="报送人", related_name="+")
    sent_at = models.DateTimeField("报送时间")
    decline_reason = models.CharField("不采用的原因", max_length=16, choices=DeclineReason, blank=True)
    words = models.TextField("门户的意见", max_length=500, blank=True, help_text="最近一次的问题或理由")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="办结人", related_name="+", null=True, blank=True
    )
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    adopted_as = models.OneToOneField(
        Submission, models.PROTECT, verbose_name="采用为稿件", related_name="adopted_from", null=True, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "报送"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(article__isnull=False, submission=None)
                | models.Q(article=None, submission__isnull=False),
                name="referral_of_one_thing",
            ),
            *(models.UniqueConstraint(
                fields=[source, "target"], condition=models.Q(state__in=sorted(OPEN_REFERRAL_STATES)),
                name=f"one_open_referral_per_{source}_and_target",
                violation_error_message="这篇稿件已报送到这个栏目,正在办理。",
            ) for source in ("article", "submission")),
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(OPEN_REFERRAL_STATES), closed_by=None, closed_at=None)
                | (~models.Q(state__in=sorted(OPEN_REFERRAL_STATES))
                   & models.Q(closed_by__isnull=False, closed_at__isnull=False)),
                name="referral_closed_by_and_at",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ReferralState.ADOPTED, adopted_as__isnull=False)
                | (~models.Q(state=ReferralState.ADOPTED) & models.Q(adopted_as=None)),
                name="referral_adopted_as",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ReferralState.DECLINED) ^ models.Q(decline_reason=""),
                name="referral_declined_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["target", "state", "state_since"], name="referral_target_state"),
            models.Index(fields=["site", "state", "-state_since"], name="referral_site_state"),
        ]

    def __str__(self):
        return self.title

    @property
    def source(self) -> Article | Submission:
        """What is sent: the article, once there is one; a manuscript may have been published meanwhile."""
        return self.article or self.submission.article or self.submission

    @property
    def source_column(self) -> Column:
        return (self.article or self.submission).column


class ReferredText(Content):
    """报送的内容: everything as it was when it was sent; sending again adds the next number. Kept for ever."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField("第几版")
    attachment_ids = models.JSONField("附件", default=list)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="报送人", related_name="+")
    sent_at = models.DateTimeField("报送时间")

    class Meta:
        verbose_name = verbose_name_plural = "报送的内容"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["referral", "number"], name="referred_text_number")]

    def __str__(self):
        return f"第 {self.number} 版"


class ReferralStep(TrailRow):
    """报送记录: one row per verb on a referral, in the chain of the sender's site; append-only."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="steps")
    verb = models.CharField("动作", max_length=12, choices=ReferralVerb)
    from_state = models.CharField("原状态", max_length=12, blank=True)
    to_state = models.CharField("新状态", max_length=12)
    version = models.PositiveIntegerField("第几版")
    content_digest = models.CharField("内容指纹", max_length=80)
    decline_reason = models.CharField("不采用的原因", max_length=16, choices=DeclineReason, blank=True)
    reason = models.TextField("意见", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "报送记录"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="referral_step_chain_number")]

    def __str__(self):
        return f"{self.by_name} {self.get_verb_display()}"
