"""Columns as another system had them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from columns import rules, tree
from columns.actions.announcing import announce_site
from columns.enums import ColumnType, Freshness, HomeBlock
from columns.models import Column
from sites.actions import record
from sites.enums import ChangeVerb
from sites.models import Site, User
from sites.rules import demand

TYPE_OF_WORDS = (
    (("解读",), ColumnType.INTERPRETATION),
    (("公开指南",), ColumnType.DISCLOSURE_GUIDE),
    (("公开年报",), ColumnType.DISCLOSURE_REPORT),
    (("依申请",), ColumnType.DISCLOSURE_REQUEST),
    (("办事", "服务", "下载"), ColumnType.SERVICE),
    (("领导",), ColumnType.LEADERS),
    (("机构", "职能", "直属单位"), ColumnType.FUNCTIONS),
    (("概况", "走进"), ColumnType.OVERVIEW),
    (("征集", "征求", "调查", "互动"), ColumnType.CONSULTATION),
    (("访谈",), ColumnType.INTERVIEW),
    (("投诉", "咨询", "信箱"), ColumnType.COMPLAINT),
    (("回应", "关切", "常见问题"), ColumnType.RESPONSE),
    (("统计",), ColumnType.DATA_RELEASE),
    (("开放数据", "数据开放"), ColumnType.OPEN_DATA),
    (("政策", "规范性文件", "法规", "法律"), ColumnType.POLICY),
    (("政务公开", "信息公开"), ColumnType.DISCLOSURE_CATALOGUE),
    (("新闻", "动态", "要闻", "公告", "专题"), ColumnType.NEWS),
)
"""The first row with a word that stands in the column's name says its type."""

BLOCK_OF_WORD = (
    ("要闻", HomeBlock.MAIN), ("公告", HomeBlock.SIDE), ("办事服务", HomeBlock.SERVICES), ("政策", HomeBlock.POLICY),
    ("部门动态", HomeBlock.ROW), ("县区动态", HomeBlock.ROW), ("媒体", HomeBlock.ROW),
)
"""The first new column with the word in its name goes to this block of a home page that has nothing there yet."""

DAYS_OF_TYPE = {ColumnType.NEWS: (Freshness.REALTIME, 14)}
DAYS_OF_OTHERS = (Freshness.PERIODIC, 365)


@dataclass(frozen=True)
class ColumnRow:
    """A column of the old system: its slugs from the home page down, and its name."""

    path: str
    name: str

    @property
    def above(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def place(self) -> tuple[str, str]:
        """What no sibling may share: the parent's path and the name."""
        return self.above, self.name


def type_of(name: str, parent: Column) -> str:
    """Guessed by the name; a name that says nothing is of its parent's type, and news right below the home page."""
    for words, found in TYPE_OF_WORDS:
        if any(word in name for word in words):
            return found
    return ColumnType.NEWS if parent.is_home else parent.column_type


@transaction.atomic
def import_columns(*, site: Site, rows: Iterable[ColumnRow], by: User, at: datetime) -> dict[str, Column]:
    """Add the columns the site does not have yet, parents before children: one lock, one derivation of the tree.

    Returns every column of the site by path. A row whose parent is neither there nor among the rows is left out, and
    so is one whose name a sibling holds already.
    """
    tree.lock(site.pk)
    found = {column.path: column for column in Column.objects.for_site(site).select_related("site")}
    demand(rules.may_arrange(by, found[""]))
    held = {ColumnRow(path, column.name).place for path, column in found.items() if path}
    new = []
    for row in rows:
        parent = found.get(row.above)
        if row.path in found or row.place in held or parent is None or parent.is_link:
            continue
        found[row.path] = imported_column(site, row, parent)
        held.add(row.place)
        new.append(found[row.path])
    if new:
        choose_blocks(new, taken={column.home_block for column in found.values()})
        tree.insert_many(new)
        record(verb=ChangeVerb.IMPORT, obj=found[""], site=site, by=by, at=at,
               changes={"columns": [[], [column.path for column in new]]})
        announce_site(site.pk, at=at, whole=True)
    return found


def choose_blocks(new: list[Column], taken: set[str]) -> None:
    for word, block in BLOCK_OF_WORD:
        column = next((column for column in new if word in column.name and not column.home_block), None)
        if column and block not in taken:
            column.home_block = block


def imported_column(site: Site, row: ColumnRow, parent: Column) -> Column:
    column_type = type_of(row.name, parent)
    freshness, days = DAYS_OF_TYPE.get(column_type, DAYS_OF_OTHERS)
    return Column(
        site=site, parent=parent, name=row.name, slug=row.path.rpartition("/")[2], path=row.path,
        column_type=column_type, freshness=freshness, interval_days=days,
        description=f"{site.name}“{row.name}”栏目", keywords=f"{row.name},{site.short_name}",
    )
