from datetime import datetime

from django.db import models
from django.db.models import Q

from publishing.enums import NoticeKind, NoticePhase
from sites.models import Site, User
from sites.models.fields import WebAddressField


class NoticeQuerySet(models.QuerySet):
    def for_site(self, site: Site):
        """The site's own notices and those of the whole cluster."""
        return self.filter(Q(site=site) | Q(site=None))

    def in_force(self, at: datetime):
        return self.filter(starts_at__lte=at, ends_at__gt=at)

    def turned(self, at: datetime):
        """Begun or ended since that was last announced."""
        begun = Q(announced=NoticePhase.COMING, starts_at__lte=at)
        ended = Q(announced=NoticePhase.IN_FORCE, ends_at__lte=at)
        return self.filter(begun | ended)


class Notice(models.Model):
    """What every page of a site, or of the whole cluster, shows for a time: a banner, or mourning in grey.

    `announced` is the phase that readers' pages were last told of. Of a grey day the text stands on the page of notices
    alone and says why.
    """

    site = models.ForeignKey(Site, models.CASCADE, verbose_name="站点", related_name="+", null=True, blank=True)
    kind = models.CharField("类别", max_length=12, choices=NoticeKind)
    text = models.CharField("提示文字", max_length=100)
    english = models.CharField("英文文字", max_length=200, blank=True)
    details = models.TextField("详细内容", max_length=3000, blank=True)
    link = WebAddressField("相关网址", blank=True)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    announced = models.CharField("已通知的阶段", max_length=12, choices=NoticePhase, default=NoticePhase.COMING,
                                 editable=False)
    version = models.PositiveIntegerField("第几次保存", default=1, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, verbose_name="经手人", related_name="+", editable=False)
    created_at = models.DateTimeField("创建时间", editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "网站提示"
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=models.F("starts_at")), name="notice_ends_after_start",
                violation_error_message="结束时间不能早于开始时间。",
            ),
        ]

    def __str__(self):
        return self.text

    def phase(self, at: datetime) -> NoticePhase:
        """One that was called off before it began (it ends with its beginning) is over."""
        if self.ends_at <= max(at, self.starts_at):
            return NoticePhase.OVER
        return NoticePhase.COMING if at < self.starts_at else NoticePhase.IN_FORCE
