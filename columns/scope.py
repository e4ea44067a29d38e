"""Where a person's powers reach: role (what) × column (where), inherited down the tree."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from columns.models import Column, ColumnGroupPermission
from sites.models import User


@dataclass(frozen=True)
class Span:
    """A column and all below it, by path: unlike tree numbers, a path stays true while neighbours come and go."""

    tree_id: int
    path: str

    def holds(self, other: "Span | Column") -> bool:
        if self.tree_id != other.tree_id:
            return False
        return not self.path or other.path == self.path or other.path.startswith(f"{self.path}/")


class Scope:
    """All grants of one person, reduced to the topmost columns of each power. One query, whatever their number."""

    def __init__(self, user: User):
        self.spans: dict[str, list[Span]] = defaultdict(list)
        if not user.is_active:
            return
        rows = ColumnGroupPermission.objects.filter(group__user=user).order_by(
            "permission__codename", "content_object__tree_id", "content_object__lft"
        ).values_list("permission__codename", "content_object__tree_id", "content_object__path")
        for power, *place in rows:
            span, spans = Span(*place), self.spans[power]
            if not (spans and spans[-1].holds(span)):
                spans.append(span)

    def covers(self, power: str, column: Column) -> bool:
        return any(span.holds(column) for span in self.spans.get(power, ()))

    def has(self, power: str) -> bool:
        """Anywhere at all?"""
        return power in self.spans

    @property
    def site_ids(self) -> set[int]:
        """Sites in which the person holds any power (a tree's number is its site's)."""
        return {span.tree_id for spans in self.spans.values() for span in spans}


def scope_of(user: User) -> Scope:
    """The person's scope, read once for each `User` object, that is once a request."""
    if not hasattr(user, "_scope"):
        user._scope = Scope(user)
    return user._scope


def forget(user: User) -> None:
    """Read the scope again at the next question: the person's posts have changed."""
    user.__dict__.pop("_scope", None)


def permitted(user: User, power: str) -> QuerySet[Column]:
    """Columns over which the person has the power: one EXISTS that compares tree numbers, for lists and choosers."""
    if not user.is_active:
        return Column.objects.none()
    return Column.objects.filter(Exists(ColumnGroupPermission.objects.filter(
        group__user=user, permission__codename=power,
        content_object__tree_id=OuterRef("tree_id"),
        content_object__lft__lte=OuterRef("lft"), content_object__rght__gte=OuterRef("rght"),
    )))


def holders(power: str, column: Column) -> QuerySet[User]:
    """Who may: active people whose posts carry the power over the column."""
    return User.objects.filter(
        is_active=True, groups__columngrouppermission__in=ColumnGroupPermission.objects.filter(
            permission__codename=power, content_object__tree_id=column.tree_id,
            content_object__lft__lte=column.lft, content_object__rght__gte=column.rght,
        )
    ).distinct()
