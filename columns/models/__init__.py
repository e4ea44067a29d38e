from columns.models.column import Column, ColumnRedirect
from columns.models.post_column import ColumnGroupPermission, PostColumn

__all__ = ["Column", "ColumnGroupPermission", "ColumnRedirect", "PostColumn"]
