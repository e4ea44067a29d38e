"""What the demo is made of: dates, office hours, passwords, and the texts it ships."""

from collections import Counter
from datetime import datetime

import pytest
from django.utils import timezone

from portal.demo import building, hours
from portal.demo.pictures import SCENES
from portal.demo.reading import DATA, fill, read_cluster
from portal.demo.writing import STEPS_TO
from tests.commands.test_demo import NOW


def test_the_random_password_passes_the_validators(monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    made = {building.chosen_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        monkeypatch.setenv("DEMO_PASSWORD", password)
        assert building.chosen_password() == password


@pytest.mark.parametrize(("text", "filled"), [
    ("{date}", "2026年11月18日"), ("{date-20}", "2026年10月29日"), ("{md+14}", "12月2日"), ("{year-1}", "2025"),
    ("{on}, {on+13}", "18 November 2026, 1 December 2026"), ("〔{year}〕{other}", "〔2026〕{other}"),
])
def test_placeholders(text, filled):
    assert fill(text, NOW.date()) == filled


@pytest.mark.parametrize(("moment", "minutes", "earlier"), [
    ("2026-11-18 15:00", 0, "2026-11-18 15:00"), ("2026-11-18 15:00", 90, "2026-11-18 11:30"),
    ("2026-11-18 13:00", 0, "2026-11-18 12:00"), ("2026-11-16 08:00", 30, "2026-11-13 17:00"),
    ("2026-11-22 06:00", 0, "2026-11-20 17:30"),
])
def test_minutes_of_work_earlier(moment, minutes, earlier):
    found = hours.before(timezone.make_aware(datetime.fromisoformat(moment)), minutes)
    assert f"{timezone.localtime(found):%Y-%m-%d %H:%M}" == earlier


@pytest.mark.parametrize(("moment", "minutes", "later"), [
    ("2026-11-18 11:30", 60, "2026-11-18 14:30"), ("2026-11-20 17:00", 60, "2026-11-23 09:00"),
])
def test_minutes_of_work_later(moment, minutes, later):
    found = hours.after(timezone.make_aware(datetime.fromisoformat(moment)), minutes)
    assert f"{timezone.localtime(found):%Y-%m-%d %H:%M}" == later


@pytest.mark.parametrize("texts", read_cluster(DATA), ids=lambda texts: texts.slug)
def test_texts_name_only_what_there_is(texts):
    columns = {column["path"] for column in texts.columns}
    links = {column["path"] for column in texts.columns if column.get("link")}
    units = {unit["key"] for unit in texts.organisations}
    pieces = [*texts.articles, *texts.manuscripts]
    keys = [piece.key for piece in texts.articles if piece.key]
    wanted = {
        "columns": {path for piece in pieces for path in (piece.column, *piece.also)} - (columns - links),
        "parents": {path.rpartition("/")[0] for path in columns} - columns - {""},
        "units": {column.get("unit", "") for column in texts.columns} - units - {""},
        "documents": {piece.interprets for piece in pieces} - {*keys, ""},
        "pictures": {piece.picture for piece in pieces} - {*SCENES, ""},
        "states": {piece.state for piece in texts.manuscripts} - set(STEPS_TO),
        "twice": {key for key, number in Counter(keys).items() if number > 1},
        "without words": {piece.title for piece in pieces if piece.picture and not piece.picture_alt},
    }
    assert {name: found for name, found in wanted.items() if found} == {}
