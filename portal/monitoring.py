"""What monitors are told: whether the node is well (JSON), and figures to draw curves of (Prometheus)."""

from collections.abc import Iterator
from dataclasses import asdict

from django.db import DatabaseError
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector, CollectorRegistry
from redis.exceptions import RedisError

from portal import metrics
from portal.queries.health import disk_free, figures, health

HELP = {
    "feed_waiting": "Changes announced and not carried out.",
    "feed_lag_seconds": "Age of the oldest of them.",
    "scheduled_late": "Manuscripts due for three minutes and not live.",
    "queue_length": "Tasks waiting for a worker.",
    "beat_age_seconds": "Since the clock's last beat was carried out.",
    "backup_age_seconds": "Since the last sound backup.",
    "drill_age_seconds": "Since the last sound restore drill.",
}
"""Each figure of `portal.queries.health.Figures` in a sentence."""


def alive(request) -> JsonResponse:
    """This process answers; nothing else is asked. For balancers: kept pages are served whatever else is down."""
    return JsonResponse({"status": "ok"})


def ready(request) -> JsonResponse:
    """Every part works, or 503 with the word of each fault. For those who are to be woken."""
    found = health(at=timezone.now())
    return JsonResponse({"status": "ok" if found.is_good else "failing", "parts": found.parts},
                        status=200 if found.is_good else 503)


def exposition(request) -> HttpResponse:
    state = CollectorRegistry()
    state.register(StateCollector())
    return HttpResponse(generate_latest(metrics.counted()) + generate_latest(state), content_type=CONTENT_TYPE_LATEST)


class StateCollector(Collector):
    """Figures read when they are asked for. What cannot be read is left out, and `zhanqun_state_readable` says so."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        free = GaugeMetricFamily("zhanqun_disk_free_bytes", "Free space.", labels=["folder"])
        for folder, size in disk_free().items():
            free.add_metric([folder], size)
        yield free
        try:
            found = asdict(figures(at=timezone.now()))
        except (DatabaseError, RedisError):
            found = {}
        yield GaugeMetricFamily("zhanqun_state_readable", "Database and queue could be asked.", value=bool(found))
        for name, value in found.items():
            if value is not None:
                yield GaugeMetricFamily(f"zhanqun_{name}", HELP[name], value=value)


ANSWERS = {"/healthz": ready, "/healthz/live": alive, "/metrics": exposition}
