from columns.actions.columns import (
    change_column,
    create_column,
    delete_column,
    found_site,
    move_column,
    rename_column,
)
from columns.actions.posts import appoint, dismiss, rebuild_grants, set_post_columns

__all__ = [
    "appoint", "change_column", "create_column", "delete_column", "dismiss", "found_site", "move_column",
    "rebuild_grants", "rename_column", "set_post_columns",
]
