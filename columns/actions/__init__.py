from columns.actions.columns import (
    change_column,
    create_column,
    delete_column,
    move_column,
    rename_column,
)
from columns.actions.posts import appoint, dismiss, rebuild_grants, set_post_columns
from columns.actions.sites import change_organisation, change_site, found_site, set_hosts
from columns.tree import lock as lock_tree

__all__ = [
    "appoint", "change_column", "change_organisation", "change_site", "create_column", "delete_column", "dismiss",
    "found_site", "lock_tree", "move_column", "rebuild_grants", "rename_column", "set_hosts", "set_post_columns",
]
