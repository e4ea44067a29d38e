import json
from collections.abc import Iterable
from pathlib import Path

from django.db import connection, models

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


class PageTagManager(models.Manager):
    PAIRS = {
        "postgresql": "SELECT pair ->> 0, (pair ->> 1)::bigint FROM json_array_elements(%s::json) AS pair WHERE true",
        "sqlite": "SELECT value ->> 0, value ->> 1 FROM json_each(%s) WHERE true",
    }
    """Each database's way of reading an array as rows; `WHERE true` tells SQLite's parser where the SELECT ends."""

    def enter(self, pairs: Iterable[tuple[str, int]]) -> None:
        """Tags and the numbers of the pages that carry them; what stands there already stays. One statement: making an
        object of each row would cost twice what the database needs to write it."""
        table, rows = self.model._meta.db_table, self.PAIRS[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} (tag, page_id) {rows} ON CONFLICT DO NOTHING",
                           [json.dumps(list(pairs))])


class PageTag(models.Model):
    """A page shows what this tag names.

    The largest table of the cluster, written with every page: so it has no number of its own, and the database does not
    look each page up again that `actions.pages` has just entered and holds.
    """

    pk = models.CompositePrimaryKey("tag", "page_id")
    tag = models.CharField(max_length=40)
    page = models.ForeignKey(Page, models.CASCADE, related_name="tags", db_constraint=False)

    objects = PageTagManager()

    class Meta:
        verbose_name = verbose_name_plural = "页面标签"

    def __str__(self):
        return self.tag
