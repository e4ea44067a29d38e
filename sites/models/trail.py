from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from sites.enums import ChangeVerb


class TrailError(Exception):
    """Somebody tried to change or delete a trail row."""


class TrailQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise TrailError("留痕记录不能修改。")

    def delete(self):
        raise TrailError("留痕记录不能删除。")


class TrailRow(models.Model):
    """An append-only row of a hash chain: each row carries the digest of its predecessor in the same chain.

    Written by `sites.trail.append` alone. The database refuses UPDATE and DELETE by trigger as well.
    """

    chain = models.CharField("链", max_length=40)
    number = models.PositiveIntegerField("序号")
    predecessor = models.CharField("前一条指纹", max_length=80, blank=True)
    digest = models.CharField("指纹", max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="经手人", related_name="+")
    by_name = models.CharField("经手人姓名", max_length=60)
    at = models.DateTimeField("时间")

    objects = TrailQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TrailError("留痕记录不能修改。")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TrailError("留痕记录不能删除。")


class TrailHead(models.Model):
    """The last row of a chain: the lock of its writers, and the proof that no row is missing at its end."""

    chain = models.CharField(max_length=40, unique=True)
    number = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=80, blank=True)


class ChangeLog(TrailRow):
    """变更记录: what was changed in sites, units, people, posts and columns, by whom."""

    site = models.ForeignKey("Site", models.PROTECT, verbose_name="站点", related_name="+", null=True, blank=True)
    verb = models.CharField("动作", max_length=10, choices=ChangeVerb)
    kind = models.CharField("对象类别", max_length=40)
    object_id = models.PositiveBigIntegerField("对象编号")
    object_name = models.CharField("对象", max_length=200)
    changes = models.JSONField("改动", default=dict, encoder=DjangoJSONEncoder, help_text="字段 → [原值, 新值]")

    class Meta:
        verbose_name = verbose_name_plural = "变更记录"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="changelog_chain_number")]
        indexes = [models.Index(fields=["site", "-id"], name="changelog_site")]

    def __str__(self):
        return f"{self.get_verb_display()}{self.kind}“{self.object_name}”"
