"""Every write to a column tree. One tree per site; `parent` and `order` are the truth, the rest is derived from them.

A writer takes the site's lock before it reads anything. Then it changes `parent` or `order` and calls `derive`, which
computes path, level and MPTT numbers of the whole site again and writes the rows that differ: O(columns of one site),
a few hundred at most, in two statements. django-mptt's own insert and move are never used: their intermediate states
break the unique constraint on (tree, lft), and they lock nothing.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from columns.models import Column, ColumnRedirect

LOCK_SPACE = 7201
"""First key of the advisory lock, so that other uses of PostgreSQL's advisory locks stay apart."""
PARKED = 1_000_000
"""Added to numbers on their way, so that no two rows meet."""
DERIVED = ("path", "level", "lft", "rght")


class TreeError(Exception):
    """The move would break the tree; the message says why, in the words of the screen."""


@dataclass(frozen=True)
class Fault:
    """A stored value that differs from what `parent` and `order` say."""

    column: Column
    field: str
    stored: object
    derived: object


def lock(site_id: int) -> None:
    """Wait until no other transaction writes this site's tree. Demands an open transaction.

    SQLite: transactions are IMMEDIATE, so this one is the only writer already.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A tree is written inside a transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, site_id])


@transaction.atomic
def insert(column: Column) -> Column:
    """Add a new column as the last child of its parent (or as the site's root)."""
    lock(column.site_id)
    insert_many([column])
    column.refresh_from_db()
    return column


def insert_many(columns: list[Column]) -> None:
    """Add new columns of one site, parents before children, each as the last child. The caller holds the lock."""
    site_id = columns[0].site_id
    last = dict.fromkeys([None], 0)
    for parent_id, order in Column.objects.filter(site_id=site_id).order_by("order").values_list("parent_id", "order"):
        last[parent_id] = order
    for number, column in enumerate(columns):
        if column.parent_id is None and column.parent is not None:  # inserted a moment ago, by this very loop
            column.parent_id = column.parent.pk
        if column.parent_id is not None:
            path = Column.objects.values_list("path", flat=True).get(pk=column.parent_id, site_id=site_id)
            column.path = join(path, column.slug)
        column.order = last[column.parent_id] = last.get(column.parent_id, 0) + 1
        column.tree_id, column.level = site_id, 0
        column.lft, column.rght = PARKED + 2 * number, PARKED + 2 * number + 1
        Column.objects.bulk_create([column])
    ColumnRedirect.objects.filter(site_id=site_id, path__in=[column.path for column in columns]).delete()
    derive(site_id)


@transaction.atomic
def move(column: Column, parent: Column, *, before: Column | None = None) -> None:
    """Hang the column under `parent`, in front of `before`, or as its last child."""
    lock(column.site_id)
    column = Column.objects.get(pk=column.pk)
    parent = Column.objects.get(pk=parent.pk)
    if parent.site_id != column.site_id:
        raise TreeError("栏目不能移到别的站点。")
    if column.is_home:
        raise TreeError("首页不能移动。")
    if parent.lft >= column.lft and parent.rght <= column.rght:
        raise TreeError("栏目不能移到自己或自己的下级里。")
    if parent.is_link:
        raise TreeError(f"“{parent.name}”只是一个链接,下面不能放栏目。")
    twins = Column.objects.filter(parent=parent).exclude(pk=column.pk)
    if twins.filter(slug=column.slug).exists() or twins.filter(name=column.name).exists():
        raise TreeError(f"“{parent.name}”下已有同名或同网址名的栏目。")
    order = list(twins.order_by("order").values_list("pk", flat=True))
    order.insert(order.index(before.pk) if before and before.pk in order else len(order), column.pk)
    Column.objects.filter(pk=column.pk).update(parent=parent)
    for number, pk in enumerate(order, 1):
        Column.objects.filter(pk=pk).exclude(order=number).update(order=number)
    derive(column.site_id)


@transaction.atomic
def rename(column: Column, slug: str) -> None:
    """Change the column's slug; the paths of everything below change with it, and old paths redirect."""
    lock(column.site_id)
    Column.objects.filter(pk=column.pk).update(slug=slug)
    derive(column.site_id)


@transaction.atomic
def remove(column: Column, *, heir: Column | None = None) -> None:
    """Delete a column without children. Its old paths redirect to `heir` when one is given."""
    lock(column.site_id)
    column = Column.objects.get(pk=column.pk)
    if heir is not None:
        ColumnRedirect.objects.filter(column=column).update(column=heir)
        ColumnRedirect.objects.update_or_create(
            site_id=column.site_id, path=column.path, defaults={"column": heir}
        )
    Column.objects.filter(pk=column.pk).delete()
    derive(column.site_id)


def derive(site_id: int) -> int:
    """Write what `parent` and `order` say of path, level and numbers. Returns the number of rows that differed.

    A changed path leaves a redirect behind. The caller holds the lock.
    """
    wrong: dict[int, Column] = {}
    moved: dict[str, Column] = {}
    for fault in faults(site_id):
        column = wrong.setdefault(fault.column.pk, fault.column)
        setattr(column, fault.field, fault.derived)
        if fault.field == "path":
            moved[fault.stored] = column
    if not wrong:
        return 0
    Column.objects.filter(pk__in=wrong).update(lft=F("lft") + 2 * PARKED, rght=F("rght") + 2 * PARKED)
    Column.objects.filter(pk__in=[column.pk for column in moved.values()]).update(
        path=Concat(Value("~"), Cast("pk", CharField()))
    )
    Column.objects.bulk_update(wrong.values(), DERIVED)
    leave_redirects(site_id, moved)
    return len(wrong)


def leave_redirects(site_id: int, moved: dict[str, Column]) -> None:
    """Old path → column. A path that is in use again needs no redirect."""
    if not moved:
        return
    taken = [column.path for column in moved.values()]
    ColumnRedirect.objects.filter(site_id=site_id, path__in=[*taken, *moved]).delete()
    ColumnRedirect.objects.bulk_create(
        ColumnRedirect(site_id=site_id, path=path, column=column)
        for path, column in moved.items() if path not in taken
    )


def faults(site_id: int) -> Iterator[Fault]:
    """Every stored value of the site's tree that differs from the derived one."""
    children = defaultdict(list)
    columns = list(Column.objects.filter(site_id=site_id).order_by("order", "pk"))
    for column in columns:
        children[column.parent_id].append(column)
    reached = set()
    for column, derived in walk(children, None, "", 0, 1):
        reached.add(column.pk)
        for field, value in zip(DERIVED, derived, strict=True):
            if getattr(column, field) != value:
                yield Fault(column, field, getattr(column, field), value)
    for column in columns:
        if column.pk not in reached:
            yield Fault(column, "parent_id", column.parent_id, None)


def walk(children: dict, parent_id: int | None, path: str, level: int, left: int) -> Iterator[tuple[Column, tuple]]:
    """Depth first: each column with its derived (path, level, lft, rght)."""
    for column in children[parent_id]:
        own = join(path, column.slug)
        below = list(walk(children, column.pk, own, level + 1, left + 1))
        right = left + 1 + 2 * len(below)
        yield column, (own, level, left, right)
        yield from below
        left = right + 1


def join(path: str, slug: str) -> str:
    return f"{path}/{slug}".lstrip("/")
