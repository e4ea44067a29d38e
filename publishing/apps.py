from django.apps import AppConfig
from django.utils.module_loading import import_string


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = "发布"

    def ready(self):
        follow = import_string("publishing.actions.follow")
        follow(import_string("publishing.search.following.follow"))
