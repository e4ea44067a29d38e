"""Prints, as JSON, what the other benchmarks ask for: the site with the largest column, and three of its pages."""

import json
import sys

import measuring

measuring.set_up()

from django.db.models import Count  # noqa: E402

from sites.models import Host  # noqa: E402
from submissions.models import Article, Placement  # noqa: E402


def subject() -> dict:
    number = Placement.objects.values("column").annotate(size=Count("pk")).order_by("-size").first()["column"]
    articles = Article.objects.live().filter(column=number).order_by("-published_at").select_related("column", "site")
    article = articles[len(articles) // 2]
    return {
        "site": article.site.slug, "host": Host.objects.get(site=article.site, is_canonical=True).name, "home": "/",
        "list": article.column.address, "article": article.address, "articles": Article.objects.count(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(subject()))
