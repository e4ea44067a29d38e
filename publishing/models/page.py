from pathlib import Path

from django.db import models

from publishing import store
from sites.models import Site


class Page(models.Model):
    """A file of the store: the index by which it expires, and the manifest by which tampering is found.

    A row may lack its file (it is written again when asked for); a file without a row is nobody's and is removed.
    """

    site = models.ForeignKey(Site, models.CASCADE, verbose_name="站点", related_name="+")
    host = models.CharField("主机", max_length=260, help_text="带端口,如不是默认端口")
    path = models.CharField("地址", max_length=700)
    digest = models.CharField("指纹", max_length=80)
    size = models.PositiveBigIntegerField("大小(字节)")
    kept_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = verbose_name_plural = "页面存档"
        constraints = [models.UniqueConstraint(fields=["site", "host", "path"], name="page_address")]

    def __str__(self):
        return f"{self.host}{self.path}"

    @property
    def file(self) -> Path:
        return store.place(self.host, self.path)

    @property
    def is_hot(self) -> bool:
        """Home pages and the newest page of a list: rendered ahead, so that nobody waits for them. Their few readers in
        Traditional characters wait once."""
        return self.path.endswith("/") and not self.path.startswith("/zh-hant/")


class PageTag(models.Model):
    """A page shows what this tag names."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="tags")
    tag = models.CharField(max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "页面标签"
        constraints = [models.UniqueConstraint(fields=["tag", "page"], name="page_tag_once")]

    def __str__(self):
        return self.tag
