from datetime import datetime

from django.db import transaction

from columns import rules, tree
from columns.actions.announcing import announce_difference, standing
from columns.actions.posts import hand_over_posts
from columns.models import Column
from publishing.actions import announce
from sites.actions import change, record
from sites.enums import ChangeVerb
from sites.models import User
from sites.rules import Refused, demand

FOLLOWS_THE_COLUMN = {"columns.ColumnGroupPermission", "columns.ColumnRedirect"}
"""Tables whose rows go with a deleted column; rows of any other table refuse its deletion."""


@transaction.atomic
def create_column(*, parent: Column, by: User, at: datetime, **fields) -> Column:
    """A new column, last under its parent."""
    demand(rules.may_add_child(by, parent))
    column = tree.insert(Column(site_id=parent.site_id, parent=parent, **fields))
    record(verb=ChangeVerb.CREATE, obj=column, site=column.site, by=by, at=at, changes={"path": ["", column.path]})
    column.refresh_from_db()
    announce(*standing(column), at=at)
    return column


@transaction.atomic
def change_column(*, column: Column, values: dict, by: User, at: datetime) -> dict:
    """Everything but its place in the tree. A changed slug renames: the old path redirects for ever."""
    demand(rules.may_arrange(by, column))
    tree.lock(column.site_id)
    values = dict(values)
    slug = values.pop("slug", column.slug)
    differences = change(obj=column, values=values, site=column.site, by=by, at=at)
    announce_difference(column, differences, at=at)
    if slug != column.slug and not column.is_home:
        rename_column(column=column, slug=slug, by=by, at=at)
    return differences


@transaction.atomic
def rename_column(*, column: Column, slug: str, by: User, at: datetime) -> None:
    demand(rules.may_move(by, column))
    old = column.path
    tree.rename(column, slug)
    column.refresh_from_db()
    announce(*standing(column), at=at)
    record(verb=ChangeVerb.RENAME, obj=column, site=column.site, by=by, at=at, changes={"path": [old, column.path]})


@transaction.atomic
def move_column(*, column: Column, parent: Column, before: Column | None = None, by: User, at: datetime) -> None:
    """Hang a column with all below it elsewhere in its site's tree; old paths redirect."""
    demand(rules.may_move(by, column) or rules.may_add_child(by, parent))
    tree.lock(column.site_id)
    column.refresh_from_db()
    old, left = column.path, standing(column)
    try:
        tree.move(column, parent, before=before)
    except tree.TreeError as error:
        raise Refused(str(error)) from error
    column.refresh_from_db()
    announce(*left, *standing(column), at=at)
    record(verb=ChangeVerb.MOVE, obj=column, site=column.site, by=by, at=at, changes={"path": [old, column.path]})


@transaction.atomic
def delete_column(*, column: Column, by: User, at: datetime, heir: Column | None = None) -> None:
    """Delete an empty column. Refused while columns, articles or manuscripts hang on it: those are told by name.

    `heir` inherits its old paths, its posts and its place on the home page; merging gives one, plain deletion does not.
    """
    demand(rules.may_move(by, column))
    tree.lock(column.site_id)
    if heir is not None:
        hand_over(column, heir)
    hanging = what_hangs_on(column)
    if hanging:
        raise Refused(f"“{column.name}”下还有{hanging},不能删除。请先移走,或把本栏目合并到另一栏目。")
    verb = ChangeVerb.MERGE if heir else ChangeVerb.DELETE
    record(verb=verb, obj=column, site=column.site, by=by, at=at,
           changes={"path": [column.path, heir.path if heir else ""]})
    column.refresh_from_db()
    announce(*standing(column), *(standing(heir) if heir else ()), at=at)
    tree.remove(column, heir=heir)


def hand_over(column: Column, heir: Column) -> None:
    """Whoever held a post over the column holds it over its heir; a home page block moves too."""
    hand_over_posts(column, heir)
    if column.home_block and not heir.home_block:
        Column.objects.filter(pk=heir.pk).update(home_block=column.home_block)


def what_hangs_on(column: Column) -> str:
    """“3 个下级栏目、12 篇文章”, or nothing. Asks every table with a protected key to columns."""
    found = []
    for relation in Column._meta.related_objects:
        if relation.many_to_many or relation.related_model._meta.label in FOLLOWS_THE_COLUMN:
            continue
        number = relation.related_model._default_manager.filter(**{relation.field.name: column.pk}).count()
        if number:
            found.append(f" {number} 个{relation.related_model._meta.verbose_name}")
    return "、".join(found)
