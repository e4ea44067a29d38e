from columns.actions.columns import (
    change_column,
    create_column,
    delete_column,
    found_site,
    move_column,
    rename_column,
)
from columns.actions.posts import appoint, dismiss, rebuild_grants, set_post_columns
from columns.tree import lock as lock_tree

__all__ = [
    "appoint", "change_column", "create_column", "delete_column", "dismiss", "found_site", "lock_tree", "move_column",
    "rebuild_grants", "rename_column", "set_post_columns",
]
