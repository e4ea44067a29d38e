"""The starting list of watched words, loaded before the first manuscripts were written."""

from datetime import datetime, timedelta

from portal.demo.writing import Event
from sites.models import User
from submissions import actions


def events(founded_at: datetime) -> list[Event]:
    at = founded_at + timedelta(hours=3)
    return [(at, lambda: keep(at))]


def keep(at: datetime) -> None:
    actions.load_starting_words(by=User.objects.get(username="bureau"), at=at)
