from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from columns.models import Column
from sites.models import Site
from sites.models.fields import WebAddressField
from submissions.enums import HarvestItemState, HarvestKind, HarvestRunState
from submissions.models.submission import Submission

HOUR, DAY = 60, 24 * 60


class HarvestRule(models.Model):
    """网上抓取: where to look, how to read it, for which column, how often, and who answers for it.

    `next_at` is when the clock looks again; `failures` counts failed runs in a row and is 0 after a good one.
    """

    site = models.ForeignKey(Site, models.PROTECT, verbose_name="站点", related_name="harvest_rules")
    column = models.ForeignKey(Column, models.PROTECT, verbose_name="目标栏目", related_name="harvest_rules")
    name = models.CharField("名称", max_length=60, help_text="例如 市教育局网站·工作动态")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="责任人", related_name="harvest_rules",
        help_text="在目标栏目有拟稿权限;抓来的图片和附件记在其名下")
    kind = models.CharField("方式", max_length=8, choices=HarvestKind, default=HarvestKind.LIST)
    address = WebAddressField("网址", max_length=500,
                              help_text="列表网页或订阅源的地址,只能是公开网站的 http、https 地址")
    item_selector = models.CharField("列表选择器", max_length=200, blank=True,
                                     help_text="列表网页必填,选中每一条的 CSS 选择器,例如 .list li 或 ul.news a")
    title_selector = models.CharField("标题选择器", max_length=200, blank=True)
    body_selector = models.CharField("正文选择器", max_length=200, blank=True)
    time_selector = models.CharField("时间选择器", max_length=200, blank=True)
    source_selector = models.CharField("来源选择器", max_length=200, blank=True)
    default_source = models.CharField("默认来源", max_length=60, blank=True, help_text="网页上没有写来源时填这个")
    interval = models.PositiveIntegerField(
        "间隔(分钟)", default=HOUR, validators=[MinValueValidator(10), MaxValueValidator(7 * DAY)],
        help_text="多久看一次有没有新内容,10 到 10080 分钟")
    is_active = models.BooleanField("启用", default=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    next_at = models.DateTimeField("下次抓取")
    last_run_at = models.DateTimeField("上次抓取", null=True)
    last_reason = models.CharField("上次结果", max_length=300, blank=True)
    failures = models.PositiveIntegerField("连续失败", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "抓取规则"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(
            fields=["column", "address"], name="harvest_rule_once",
            violation_error_message="这个栏目已经有一条抓取这个网址的规则。")]

    def __str__(self):
        return self.name

    @property
    def is_failing(self) -> bool:
        return self.is_active and self.failures > 0


class HarvestRun(models.Model):
    """One look at a rule's source: what was found, and why not more."""

    rule = models.ForeignKey(HarvestRule, models.PROTECT, related_name="runs")
    state = models.CharField("结果", max_length=12, choices=HarvestRunState, default=HarvestRunState.RUNNING)
    started_at = models.DateTimeField("开始")
    ended_at = models.DateTimeField("结束", null=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="启动", related_name="+")
    found = models.PositiveIntegerField("条目", default=0)
    kept = models.PositiveIntegerField("抓到", default=0)
    duplicates = models.PositiveIntegerField("重复", default=0)
    refused = models.PositiveIntegerField("没有抓成", default=0)
    reason = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "抓取记录"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["rule"], condition=models.Q(state=HarvestRunState.RUNNING),
                                    name="one_harvest_run_at_a_time"),
            models.CheckConstraint(
                condition=models.Q(state=HarvestRunState.RUNNING, ended_at=None)
                | (~models.Q(state=HarvestRunState.RUNNING) & models.Q(ended_at__isnull=False)),
                name="ended_harvest_run_has_a_time"),
        ]

    def __str__(self):
        return f"{self.rule} {self.get_state_display()}"


class HarvestItem(models.Model):
    """抓取条目: an article of another website as it was read, waiting to be taken. Never public by itself.

    Who takes it becomes the drafter of the manuscript that starts from it. Its text is sanitised; pictures and
    attachments are files of the site.
    """

    site = models.ForeignKey(Site, models.PROTECT, verbose_name="站点", related_name="harvest_items")
    rule = models.ForeignKey(HarvestRule, models.PROTECT, verbose_name="抓取规则", related_name="items")
    address = models.CharField("原文网址", max_length=500)
    title = models.CharField("标题", max_length=200, blank=True)
    body = models.TextField("正文", blank=True)
    source = models.CharField("来源", max_length=60, blank=True)
    published_at = models.DateTimeField("原文时间", null=True)
    attachment_ids = models.JSONField("附件", default=list)
    notes = models.JSONField("提示", default=list)
    digest = models.CharField("指纹", max_length=80, blank=True)
    state = models.CharField("状态", max_length=12, choices=HarvestItemState, default=HarvestItemState.REFUSED)
    reason = models.CharField("原因", max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField("抓取次数", default=1)
    may_retry = models.BooleanField(default=True)
    seen_at = models.DateTimeField("发现时间")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="处理人", related_name="+",
                                  null=True)
    closed_at = models.DateTimeField("处理时间", null=True)
    submission = models.OneToOneField(Submission, models.PROTECT, verbose_name="稿件", related_name="harvest_item",
                                      null=True)

    class Meta:
        verbose_name = verbose_name_plural = "抓取待选"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "address"], name="harvest_item_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["taken", "declined"], closed_by__isnull=False, closed_at__isnull=False)
                | (~models.Q(state__in=["taken", "declined"]) & models.Q(closed_by=None, closed_at=None)),
                name="decided_harvest_item_says_who"),
            models.CheckConstraint(
                condition=~models.Q(state=HarvestItemState.TAKEN) | models.Q(submission__isnull=False),
                name="taken_harvest_item_has_a_manuscript"),
        ]
        indexes = [
            models.Index(fields=["site", "digest"], name="harvest_item_digest"),
            models.Index(fields=["rule", "state"], name="harvest_item_state"),
        ]

    def __str__(self):
        return self.title or self.address


class HarvestHost(models.Model):
    """A website that is visited: its robots.txt, and when it may be asked again. Shared by all workers."""

    origin = models.CharField("网站", max_length=300, unique=True)
    next_at = models.DateTimeField("最早可访问")
    robots = models.TextField("robots.txt", blank=True)
    robots_at = models.DateTimeField("读取时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "被抓取的网站"

    def __str__(self):
        return self.origin
