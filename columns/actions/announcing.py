"""What the public sees of a column tree, as tags of the change feed (publishing/tags.py)."""

from datetime import datetime

from columns.enums import ColumnType
from columns.models import Column
from publishing import tags
from publishing.actions import announce

IN_FOOTER = {ColumnType.OVERVIEW, ColumnType.DISCLOSURE_REPORT}
"""Types that the foot of every page may link to."""

SHOWN = {"name", "description", "keywords", "freshness"}
"""Fields that pages show where the column is named."""

SHAPING = {"slug", "path", "link_url", "is_visible", "home_block", "column_type"}
"""Fields that decide where a column and its articles are shown."""


def naming(column: Column) -> set[str]:
    """Whatever names the column: its own pages, its articles', its parent's; and every page, a first-level one."""
    named = {tags.column(column.pk), tags.column(column.parent_id or column.pk)}
    if column.level <= 1 or column.column_type in IN_FOOTER:
        named.add(tags.page(column.site_id))
    return named


def standing(column: Column) -> set[str]:
    """Whatever depends on where the column stands with all below it: their addresses, and the lists above them."""
    above = Column.objects.filter(tree_id=column.tree_id, lft__lt=column.lft, rght__gt=column.rght)
    below = list(Column.objects.below(column).only("site", "column_type", "level", "parent"))
    around = [column.pk, *above.values_list("pk", flat=True), *(inner.pk for inner in below)]
    found = {tag(number) for number in around for tag in (tags.column, tags.whole_list)}
    found.add(tags.latest(column.site_id))
    for inner in [column, *below]:
        found |= naming(inner)
    return found


def announce_difference(column: Column, differences: dict, *, at: datetime) -> None:
    """After a change of the column's fields."""
    if SHAPING & set(differences):
        announce(*standing(column), at=at)
    elif SHOWN & set(differences):
        announce(*naming(column), at=at)


def announce_site(number: int, *, at: datetime, in_menu: bool = False, whole: bool = False) -> None:
    """A site's own pages, with `whole` its files too; and, where the menu of the cluster names what changed, every page
    of every site."""
    announce(tags.site(number) if whole else tags.page(number), *([tags.CLUSTER] if in_menu else []), at=at)
