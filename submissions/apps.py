from django.apps import AppConfig

from publishing.search import registry


class SubmissionsConfig(AppConfig):
    name = "submissions"
    verbose_name = "稿件与文章"

    def ready(self):
        registry.register("article", "submissions.findable.Articles")
