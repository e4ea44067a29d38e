"""Documents that a later one repeals: the repeal is asked for when the later one is out, and decided; the last one
still waits."""

from datetime import datetime, timedelta

from django.utils import timezone

from portal.demo import hours
from portal.demo.writing import Event, Story
from submissions import actions
from submissions.enums import Validity
from submissions.models import ValidityChange

GROUND = "新印发的《{}》规定，本文件同时废止。"


def events(stories: list[Story], now: datetime) -> list[Event]:
    by_title = {story.title: story for story in stories}
    pairs = [(by_title[story.piece.document["repeals"]], story) for story in stories
             if "repeals" in story.piece.document]
    found: list[Event] = []
    for number, (old, new) in enumerate(pairs, 1):
        found += repeal(old, new, waits_since=hours.before(now, 95) if number == len(pairs) > 1 else None)
    return found


def repeal(old: Story, new: Story, *, waits_since: datetime | None) -> list[Event]:
    """Asked for by the officer; decided by the supervisor, unless it waits."""
    people, held = old.place.people, {}
    asked = waits_since or hours.after(new.published_at + timedelta(days=1), 40)
    decided = hours.after(asked, 65)

    def ask():
        held["change"] = actions.request_validity_change(
            article=old.article, validity=Validity.REPEALED, document=new.article, by=people["officer"], at=asked,
            effective_on=timezone.localdate(new.published_at), ground=GROUND.format(new.article.title))

    def decide():
        change: ValidityChange = held["change"]
        actions.change_validity(change=change, by=people["supervisor"], at=decided)

    return [(asked, ask)] + ([] if waits_since else [(decided, decide)])
