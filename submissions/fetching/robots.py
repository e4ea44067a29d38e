"""robots.txt, read as RFC 9309 says; pure."""

from protego import Protego

from submissions.fetching.fetcher import AGENT

DISALLOWED = "对方网站的 robots.txt 不允许抓取这个网址。"
LONGEST_PAUSE = 10
"""Seconds. A site that asks for longer pauses than this is visited this slowly; more would hold a worker for hours."""


def refusal_of(robots: str, address: str) -> str | None:
    return None if Protego.parse(robots).can_fetch(address, AGENT) else DISALLOWED


def pause_of(robots: str, least: float) -> float:
    """Seconds between two requests."""
    asked = Protego.parse(robots).crawl_delay(AGENT)
    return min(max(least, asked or 0), max(least, LONGEST_PAUSE))
