"""Work handed off after a change: what may come a moment later, and what may be dropped when the broker is away."""

import logging

from celery import Task, shared_task
from kombu.exceptions import OperationalError

from publishing.rendering import fetch

log = logging.getLogger(__name__)

AT_ONCE = 40
"""Pages rendered by one task; beyond them pages are rendered when somebody asks."""


def hand_off(task: Task, *arguments) -> None:
    """Queue the task. Without a broker it is left out: only what somebody would do later anyway is handed off so."""
    try:
        task.delay(*arguments)
    except OperationalError as error:
        log.warning("%s not handed off: %s", task.name, error)


@shared_task(ignore_result=True)
def render_pages(addresses: list[tuple[str, str]]) -> None:
    """Ask for the pages, so that they are kept before the public asks."""
    for host, path in addresses[:AT_ONCE]:
        try:
            fetch(host, path)
        except Exception:
            log.exception("page not rendered: %s%s", host, path)
