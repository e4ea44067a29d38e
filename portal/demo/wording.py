"""The search's words: synonyms and stop words, as the bureau entered them before the first articles came."""

from datetime import datetime, timedelta

from portal.demo.reading import DATA, parse
from portal.demo.writing import Event
from publishing import actions
from sites.models import User

FILE = "search.toml"


def events(founded_at: datetime) -> list[Event]:
    at = founded_at + timedelta(hours=2)
    return [(at, lambda: keep(at))]


def keep(at: datetime) -> None:
    words, by = parse(DATA / FILE), User.objects.get(username="bureau")
    for terms in words["synonyms"]:
        actions.create_synonym(terms=terms, by=by, at=at)
    for word in words["stop_words"]:
        actions.create_stop_word(word=word, by=by, at=at)
