"""Visiting other people's websites politely: what robots.txt forbids is left alone, and a site is asked seldom.

The pace and robots.txt are rows, so that several workers keep them together.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from submissions.fetching import Fetched, FetchRefused, Policy, fetch, origin_of
from submissions.fetching.robots import pause_of, refusal_of
from submissions.models import HarvestHost

ROBOTS_AGE = timedelta(days=1)
LONGEST_WAIT = 30
"""Seconds one waits for one's turn at a website; when more workers queue there, the rest comes with the next run."""
CROWDED = "排队访问这个网站的任务太多,下次再抓。"
OUT_OF_TIME = "本次抓取的时间用完了,下次继续。"


class OutOfTime(FetchRefused):
    """The run's own time is over."""


class Visitor:
    """One run's way through the web, with a limit of time for all of it, in seconds."""

    def __init__(self, policy: Policy, seconds: float, sleep: Callable[[float], None] = time.sleep):
        self.policy, self.sleep = policy, sleep
        self.deadline = time.monotonic() + seconds

    @property
    def is_out_of_time(self) -> bool:
        return time.monotonic() >= self.deadline

    def get(self, address: str, **options) -> Fetched:
        return fetch(address, policy=self.policy, before=self.ask, **options)

    def ask(self, address: str) -> None:
        """Before each request: is it allowed, and is it our turn?"""
        if self.is_out_of_time:
            raise OutOfTime(OUT_OF_TIME, is_passing=True)
        robots = self.robots_of(origin_of(address))
        reason = refusal_of(robots, address)
        if reason:
            raise FetchRefused(reason)
        self.wait(origin_of(address), pause_of(robots, self.policy.pause))

    def robots_of(self, origin: str) -> str:
        """Read once a day. A site without one allows everything; one that cannot be read now allows nothing now."""
        now = timezone.now()
        host, _ = HarvestHost.objects.get_or_create(origin=origin[:300], defaults={"next_at": now})
        if host.robots_at and host.robots_at > now - ROBOTS_AGE:
            return host.robots
        try:
            found = fetch(f"{origin}/robots.txt", policy=self.policy,
                          before=lambda address: self.wait(origin, self.policy.pause))
            robots = found.text()[0]
        except FetchRefused as refusal:
            if not 400 <= refusal.status < 500 or refusal.is_passing:
                raise
            robots = ""
        HarvestHost.objects.filter(pk=host.pk).update(robots=robots, robots_at=now)
        return robots

    def wait(self, origin: str, pause: float) -> None:
        delay = take_turn(origin, pause, timezone.now())
        if delay > 0:
            self.sleep(delay)


@transaction.atomic
def take_turn(origin: str, pause: float, now: datetime) -> float:
    """Seconds until this worker's turn, which nobody else gets."""
    host = HarvestHost.objects.select_for_update().get(origin=origin[:300])
    turn = max(now, host.next_at)
    delay = (turn - now).total_seconds()
    if delay > LONGEST_WAIT:
        raise FetchRefused(CROWDED, is_passing=True)
    host.next_at = turn + timedelta(seconds=pause)
    host.save(update_fields=["next_at"])
    return delay
