from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "门户"


class DeskConfig(AdminConfig):
    """The Django admin is the desk; `portal.desk` gives it its start page and its words."""

    default_site = "portal.desk.DeskSite"
