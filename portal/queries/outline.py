"""A site's column tree, read in one query and then asked in memory."""

from dataclasses import dataclass
from functools import cached_property

from columns.models import Column
from columns.queries import whole_tree
from sites.models import Site


@dataclass(frozen=True)
class Outline:
    """All columns of a site in the tree's order (depth first)."""

    columns: tuple[Column, ...]

    @cached_property
    def by_id(self) -> dict[int, Column]:
        return {column.pk: column for column in self.columns}

    @cached_property
    def by_path(self) -> dict[str, Column]:
        return {column.path: column for column in self.columns}

    @cached_property
    def shown(self) -> frozenset[int]:
        """Columns that stand in menus: visible, and everything above them too."""
        shown = set()
        for column in self.columns:
            if column.is_home or (column.is_visible and column.parent_id in shown):
                shown.add(column.pk)
        return frozenset(shown)

    @property
    def root(self) -> Column | None:
        return self.columns[0] if self.columns else None

    @cached_property
    def _children(self) -> dict[int, list[Column]]:
        children: dict[int, list[Column]] = {}
        for column in self.columns:
            if not column.is_home:
                children.setdefault(column.parent_id, []).append(column)
        return children

    def children(self, column: Column) -> list[Column]:
        """The columns directly below it that stand in menus."""
        return [child for child in self._children.get(column.pk, []) if child.pk in self.shown]

    def hidden_first_level(self) -> list[Column]:
        return [c for c in self._children.get(self.root.pk, []) if not c.is_visible] if self.root else []

    def trail(self, column: Column) -> list[Column]:
        """From the first level down to the column itself; the home page left out."""
        trail = []
        while column is not None and not column.is_home:
            trail.append(column)
            column = self.by_id.get(column.parent_id)
        return trail[::-1]

    def listed(self, column: Column) -> list[Column]:
        """The column and everything below it whose articles stand in its list: hidden columns show theirs
        only in their own list, and a link column holds none."""
        below = [c for c in self.columns if column.lft <= c.lft and c.rght <= column.rght]
        shown = {column.pk}
        for inner in below:
            if inner.is_visible and inner.parent_id in shown:
                shown.add(inner.pk)
        return [c for c in below if c.pk in shown and not c.is_link]

    def of_type(self, column_type: str) -> list[Column]:
        """Columns of this type that stand in menus, only the topmost of each branch, in the tree's order."""
        found = [c for c in self.columns if c.column_type == column_type and c.pk in self.shown and not c.is_link]
        return [c for c in found if not any(above.lft < c.lft and c.rght < above.rght for above in found)]

    def in_block(self, home_block: str) -> list[Column]:
        """Columns that the home page shows in this block."""
        return [c for c in self.columns if c.home_block == home_block and c.pk in self.shown and not c.is_link]


def outline_of(site: Site) -> Outline:
    return Outline(tuple(whole_tree(site)))
