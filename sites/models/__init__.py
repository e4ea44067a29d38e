from sites.models.fields import WebAddressField
from sites.models.message import Message
from sites.models.organisation import Organisation
from sites.models.post import Post, SiteGroupPermission
from sites.models.site import Host, Site
from sites.models.trail import ChangeLog, TrailError, TrailHead, TrailRow
from sites.models.user import CLOCK_USERNAME, User

__all__ = [
    "CLOCK_USERNAME", "ChangeLog", "Host", "Message", "Organisation", "Post", "Site", "SiteGroupPermission",
    "TrailError", "TrailHead", "TrailRow", "User", "WebAddressField",
]
