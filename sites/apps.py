from importlib import import_module

from django.apps import AppConfig
from django.core import checks


class SitesConfig(AppConfig):
    name = "sites"
    verbose_name = "站点与人员"

    def ready(self):
        checks.register(import_module("sites.checks").unique_per_site)  # needs the models
