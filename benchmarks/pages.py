"""Prints, as JSON, what the public's pages cost in the environment's database: SQL queries, and the median (and
shortest) time in milliseconds."""

import json
import statistics
import sys
import time

import measuring

measuring.set_up()

from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from sites.models import Host  # noqa: E402
from submissions.models import Article, Placement  # noqa: E402

WARM_UP, REQUESTS = 3, 30


def addresses() -> dict[str, tuple[str, str]]:
    """Page → host and path: of the site with the largest column."""
    number = Placement.objects.values("column").annotate(size=Count("pk")).order_by("-size").first()["column"]
    article = Article.objects.filter(column=number).order_by("-published_at").select_related("column").first()
    host = Host.objects.get(site=article.site_id, is_canonical=True).name
    return {"home": (host, "/"), "list": (host, article.column.address), "article": (host, article.address)}


def cost(host: str, path: str) -> dict:
    client = Client(headers={"host": host})
    for _ in range(WARM_UP):
        response = client.get(path)
        if response.status_code != 200:
            sys.exit(f"{path}: {response.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    queries = len(captured)  # now: the next request empties the log
    times = []
    for _ in range(REQUESTS):
        start = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - start) * 1000)
    return {"queries": queries, "ms": f"{statistics.median(times):.1f} ({min(times):.1f})"}


if __name__ == "__main__":
    sys.stdout.write(json.dumps({page: cost(*address) for page, address in addresses().items()}))
