from columns.admin.columns import ColumnAdmin
from columns.admin.posts import PostAdmin
from columns.admin.sites import SiteAdmin

__all__ = ["ColumnAdmin", "PostAdmin", "SiteAdmin"]
