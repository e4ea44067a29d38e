"""The search log knows words, days, sites and numbers; of persons it knows nothing."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from publishing.models import SearchLog
from publishing.search import logbook
from publishing.search.logbook import Tally

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
pytestmark = pytest.mark.django_db


def note(cast, text: str, *, times: int = 1, found: int = 3, in_title: bool = True, at=NOW, site=None) -> None:
    for _ in range(times):
        logbook.note(site=(site or cast.county).pk, text=text, found=found, in_title=in_title, at=at)


def test_a_search_is_counted_by_site_and_day_in_one_writing(cast):
    note(cast, "公积金")
    note(cast, " 公積金 ", found=4)
    note(cast, "公积金", at=NOW - timedelta(days=1))
    note(cast, "公积金", site=cast.portal)
    assert list(SearchLog.objects.order_by("site", "day").values_list("site", "day", "text", "times", "found")) == [
        (cast.portal.pk, TODAY, "公积金", 1, 3), (cast.county.pk, TODAY - timedelta(days=1), "公积金", 1, 3),
        (cast.county.pk, TODAY, "公积金", 2, 4)]


def test_the_log_has_no_column_for_a_person():
    assert {field.name for field in SearchLog._meta.fields} == {
        "id", "site", "day", "text", "times", "found", "in_title"}


@pytest.mark.parametrize("text", [
    "110101199003078888", "13800001111", "138 0000 1111", "138-0000-1111", "张三 13800001111", "１３８００００１１１１",
    "6222020200112233445", "me@example.org", "", "   ", "字" * 41,
])
def test_what_may_be_somebodys_is_not_recorded(cast, text):
    note(cast, text)
    assert SearchLog.objects.count() == 0


@pytest.mark.parametrize("text", ["云政发〔2026〕14号", "12345热线", "X014线", "2026年预算"])
def test_numbers_of_documents_are_recorded(cast, text):
    note(cast, text)
    assert SearchLog.objects.count() == 1


def test_whoever_sends_thousands_of_texts_fills_nothing(cast, monkeypatch):
    monkeypatch.setattr(logbook, "MOST_A_DAY", 3)
    for number in range(6):
        note(cast, f"词{number}")
    note(cast, "词0")
    assert list(SearchLog.objects.order_by("text").values_list("text", "times")) == [("词0", 2), ("词1", 1), ("词2", 1)]


def test_a_log_that_cannot_be_written_breaks_no_search(cast, monkeypatch, caplog):
    def locked(*arguments):
        raise OperationalError("database is locked")

    monkeypatch.setattr(logbook, "count", locked)
    note(cast, "公积金")
    assert "search not recorded" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_log_waits_a_moment_at_most_and_leaves_the_connection_as_it_was(cast):
    note(cast, "公积金")
    note(cast, "公积金")
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout" if connection.vendor == "postgresql" else "PRAGMA busy_timeout")
        assert cursor.fetchone()[0] in ("0", 20_000)
    assert SearchLog.objects.get().times == 2


def test_others_see_what_was_asked_often_and_stands_in_a_title(cast):
    note(cast, "公积金", times=5)
    note(cast, "公租房", times=3)
    note(cast, "提取", times=2)
    note(cast, "某人的名字", times=9, in_title=False)
    note(cast, "没有的", times=9, found=0)
    note(cast, "从前的", times=9, at=NOW - timedelta(days=31))
    note(cast, "门户的", times=9, site=cast.portal)
    here = {"sites": [cast.county.pk], "today": TODAY}
    assert logbook.hot(**here) == ["公积金", "公租房"]
    assert logbook.hot(**here, limit=1) == ["公积金"]
    assert logbook.hot(**here, beginning="公租") == ["公租房"]
    assert logbook.hot(sites=[cast.county.pk, cast.portal.pk], today=TODAY) == ["门户的", "公积金", "公租房"]


def test_the_bureau_sees_what_was_wanted_and_what_was_missed(cast):
    note(cast, "公积金", times=2, found=7)
    note(cast, "公积金", times=2, found=9, site=cast.portal)
    note(cast, "汽车年检", times=3, found=0)
    note(cast, "旧词", found=0, at=NOW - timedelta(days=8))
    both = {"sites": [cast.county.pk, cast.portal.pk], "since": TODAY - timedelta(days=6)}
    assert logbook.most_wanted(**both, nothing_found=False) == [Tally("公积金", 4, 9)]
    assert logbook.most_wanted(**both, nothing_found=True) == [Tally("汽车年检", 3, 0)]


def test_old_searches_are_forgotten(cast):
    note(cast, "旧词", at=NOW - timedelta(days=401))
    note(cast, "新词", at=NOW - timedelta(days=399))
    assert logbook.forget(at=NOW) == 1
    assert SearchLog.objects.get().text == "新词"
