"""Carries the rows of an import file into the cluster. What is there already is recognised: a run can be repeated."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from columns.actions import found_site
from columns.actions.imports import ColumnRow, import_columns
from columns.models import Column
from columns.scope import forget
from portal.management.rows import ArticleLine, ColumnLine, Line, RowError, SiteLine
from sites.enums import SiteStatus
from sites.models import Host, Site, User
from submissions.actions.imports import ArticleRow, BodyRefused, import_articles

LABELS = {SiteLine: "站点", ColumnLine: "栏目", ArticleLine: "文章"}


@dataclass
class Tally:
    """How many rows of each kind were new, were there already, and were refused."""

    new: Counter = field(default_factory=Counter)
    known: Counter = field(default_factory=Counter)
    refused: int = 0

    @property
    def articles(self) -> int:
        return self.new[ArticleLine] + self.known[ArticleLine]

    def __str__(self):
        parts = [f"{label}:新增 {self.new[kind]:,},已有 {self.known[kind]:,}" for kind, label in LABELS.items()]
        return ";".join([*parts, f"拒绝 {self.refused:,} 行"])


class Importer:
    """Takes row after row. Columns are collected and planted site by site before the first article, articles in
    batches; in memory stand the file's sites and columns, and one batch."""

    def __init__(
        self, *, by: User, at: datetime, batch: int, refuse: Callable[[int, str], None], is_open: bool = False
    ):
        self.by, self.at, self.batch, self.refuse_row = by, at, batch, refuse
        self.status = SiteStatus.RUNNING if is_open else SiteStatus.PREPARING
        self.tally = Tally()
        self.sites: dict[str, Site] = {}
        self.paths: dict[str, tuple[str, str]] = {}
        self.columns: dict[str, Column] = {}
        self.waiting_columns: dict[str, list[tuple[int, ColumnLine]]] = {}
        self.waiting_articles: list[tuple[int, ArticleRow]] = []

    def take(self, number: int, line: Line | RowError) -> None:
        try:
            match line:
                case RowError():
                    raise line
                case SiteLine():
                    self.take_site(line)
                case ColumnLine():
                    self.take_column(number, line)
                case ArticleLine():
                    self.take_article(number, line)
        except RowError as error:
            self.refuse(number, error)

    def refuse(self, number: int, error: RowError) -> None:
        self.tally.refused += 1
        self.refuse_row(number, str(error))

    def finish(self) -> Tally:
        self.plant_columns()
        self.insert_articles()
        return self.tally

    def take_site(self, line: SiteLine) -> None:
        host = Host.objects.select_related("site").filter(name=line.host).first()
        if host:
            self.sites[line.number] = host.site
            self.tally.known[SiteLine] += 1
            return
        if Site.objects.filter(name=line.name).exists():
            raise RowError("name", f"已有名为“{line.name}”的站点,但它的域名不是 {line.host}。")
        if line.kind == "portal" and Site.objects.filter(kind=line.kind).exists():
            raise RowError("type", "一个网站群只有一个门户。")
        short_name = line.name.removesuffix("人民政府")[:20]
        self.sites[line.number] = found_site(
            by=self.by, at=self.at, hosts=[line.host], slug=free_slug(line.host), name=line.name,
            short_name=short_name, seal=short_name[:2], kind=line.kind, status=self.status, order=Site.objects.count(),
        )
        forget(self.by)
        self.tally.new[SiteLine] += 1

    def take_column(self, number: int, line: ColumnLine) -> None:
        if line.site not in self.sites:
            raise RowError("site", f"前面没有编号为 {line.site} 的站点。")
        if line.parent is None:
            above = ""
        elif self.paths.get(line.parent, ("",))[0] == line.site:
            above = f"{self.paths[line.parent][1]}/"
        else:
            raise RowError("parent", f"本站前面没有编号为 {line.parent} 的栏目。")
        if len(above + line.slug) > 255:
            raise RowError("slug", "栏目的路径太长。")
        self.paths[line.number] = line.site, above + line.slug
        self.waiting_columns.setdefault(line.site, []).append((number, line))

    def plant_columns(self) -> None:
        """The columns collected so far, one site after the other."""
        for number, lines in self.waiting_columns.items():
            site = self.sites[number]
            rows = {line.number: ColumnRow(self.paths[line.number][1], line.name) for _, line in lines}
            before = set(Column.objects.for_site(site).values_list("path", flat=True))
            found = import_columns(site=site, rows=rows.values(), by=self.by, at=self.at)
            for at_line, line in lines:
                self.settle_column(at_line, line, found, before)
        self.waiting_columns.clear()

    def settle_column(self, number: int, line: ColumnLine, found: dict[str, Column], before: set[str]) -> None:
        path = self.paths[line.number][1]
        if path not in found:
            self.refuse(number, RowError("name", f"上级栏目不能放它,或已有叫“{line.name}”的下级栏目。"))
            return
        self.columns[line.number] = found[path]
        (self.tally.known if path in before else self.tally.new)[ColumnLine] += 1

    def take_article(self, number: int, line: ArticleLine) -> None:
        self.plant_columns()
        column = self.columns.get(line.column)
        if column is None:
            raise RowError("column", f"前面没有编号为 {line.column} 的栏目。")
        if self.paths[line.column][0] != line.site:
            raise RowError("column", f"栏目 {line.column} 不属于站点 {line.site}。")
        if column.is_link:
            raise RowError("column", f"“{column.name}”只是一个链接,不放文章。")
        content = line.content | {"source": line.content["source"] or column.site.name}
        self.waiting_articles.append((number, ArticleRow(line.number, column, line.published_at, content)))
        if len(self.waiting_articles) >= self.batch:
            self.insert_articles()

    def insert_articles(self) -> None:
        """The articles collected so far. One whose text is refused is taken out, and the batch begins again."""
        while self.waiting_articles:
            rows = [row for _, row in self.waiting_articles]
            try:
                new = import_articles(rows=rows, by=self.by, at=self.at)
            except BodyRefused as refusal:
                place = next(n for n, row in enumerate(rows) if row is refusal.row)
                number, _ = self.waiting_articles.pop(place)
                self.refuse(number, RowError("html", str(refusal)))
            else:
                self.tally.new[ArticleLine] += new
                self.tally.known[ArticleLine] += len(rows) - new
                self.waiting_articles.clear()


def free_slug(host: str) -> str:
    """The first label of the host name that is not `www`, with a number behind it where that is taken."""
    label = next((label for label in host.split(".") if label != "www"), "site")[:25]
    taken = set(Site.objects.filter(slug__startswith=label).values_list("slug", flat=True))
    return next(slug for slug in (label, *(f"{label}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
