"""Figures counted while the processes run. With PROMETHEUS_MULTIPROC_DIR all processes of a node count together."""

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

from portal.configuration import read

SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)

own = CollectorRegistry()
requests = Counter("zhanqun_requests", "Requests answered by Django.", ["view", "status"], registry=own)
request_seconds = Histogram(
    "zhanqun_request_seconds", "Time Django took for an answer.", ["view"], buckets=SECONDS, registry=own)
tasks = Counter("zhanqun_tasks", "Tasks run by workers.", ["task", "outcome"], registry=own)


def note_request(view: str, status: int, seconds: float) -> None:
    requests.labels(view, status).inc()
    request_seconds.labels(view).observe(seconds)


def note_task(name: str, outcome: str) -> None:
    tasks.labels(name, outcome).inc()


def counted() -> CollectorRegistry:
    """The registry to read from: this process's, or that of all processes of the node."""
    if not read("PROMETHEUS_MULTIPROC_DIR"):
        return own
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return together
