from django.db import models
from django.utils import timezone

from columns.models import Column
from sites.models import Site
from submissions.enums import ArticleStatus
from submissions.models.content import Content


class ArticleQuerySet(models.QuerySet):
    def for_site(self, site):
        return self.filter(site=site)

    def live(self):
        return self.filter(status=ArticleStatus.LIVE)


class Article(Content):
    """文章: the public identity of what was published. Public pages read articles alone.

    Its number (the primary key) and `published_at` never change: the address is made of them, and a moved publication
    date is a grave fault (国办秘函〔2019〕19号). The database refuses a change of `published_at` by trigger.
    """

    site = models.ForeignKey(Site, models.PROTECT, verbose_name="站点", related_name="articles")
    column = models.ForeignKey(Column, models.PROTECT, verbose_name="栏目", related_name="articles")
    status = models.CharField("状态", max_length=10, choices=ArticleStatus, default=ArticleStatus.LIVE)
    published_at = models.DateTimeField("首次发布时间")
    corrected_at = models.DateTimeField("更正时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    body_digest = models.CharField("正文指纹", max_length=80, blank=True)
    origin = models.CharField("原系统编号", max_length=60, null=True, blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文章"
        ordering = ["-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "origin"], name="article_origin_per_site"),
            models.CheckConstraint(
                condition=models.Q(status=ArticleStatus.LIVE, withdrawn_at=None)
                | models.Q(status=ArticleStatus.WITHDRAWN, withdrawn_at__isnull=False),
                name="article_withdrawn_at",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "-published_at", "-id"], name="article_site_newest"),
            models.Index(fields=["column", "-published_at", "-id"], name="article_column_newest"),
            models.Index(fields=["site", "id"], name="article_site_number"),
            models.Index(fields=["document_number"], name="article_document_number"),
            models.Index(fields=["site", "index_number"], name="article_index_number",
                         condition=~models.Q(index_number="")),
        ]

    def __str__(self):
        return self.title

    @property
    def address(self) -> str:
        """`/2026/11/348.html`: holds no column, so moving never breaks a link."""
        day = timezone.localtime(self.published_at)
        return f"/{day:%Y}/{day:%m}/{self.pk}.html"

    @property
    def is_live(self) -> bool:
        return self.status == ArticleStatus.LIVE


class Placement(models.Model):
    """挂载: an article stands in a column's list. `site`, `published_at` and `is_live` repeat the article's, so that a
    list is one index range; `actions` keep them equal."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="placements")
    column = models.ForeignKey(Column, models.PROTECT, verbose_name="栏目", related_name="placements")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    is_live = models.BooleanField(default=True)

    class Meta:
        verbose_name = verbose_name_plural = "挂载"
        constraints = [models.UniqueConstraint(fields=["article", "column"], name="placement_once")]
        indexes = [
            models.Index(fields=["column", "-published_at", "-article"], name="placement_column_newest",
                         condition=models.Q(is_live=True)),
            models.Index(fields=["site", "-published_at", "-article"], name="placement_site_newest",
                         condition=models.Q(is_live=True)),
        ]

    def __str__(self):
        return f"{self.article_id} @ {self.column_id}"
