"""The starting list is long, clean and loads without touching what the bureau has decided."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from sites.models import ChangeLog
from submissions import actions
from submissions.enums import WordCategory, WordSeverity
from submissions.models import WatchedWord
from submissions.proofreading import starting_words

NOW = timezone.now()
WORDS = starting_words()


def test_there_are_at_least_five_hundred_words_each_once():
    assert len(WORDS) >= 500
    assert [word for word, times in Counter(word.wrong for word in WORDS).items() if times > 1] == []


def test_every_word_has_suggestion_ground_severity_and_category():
    assert [word for word in WORDS if not (
        word.suggestion and word.ground and word.suggestion != word.wrong and len(word.wrong) >= 2
        and word.severity in WordSeverity.values and word.category in WordCategory.values)] == []
    assert {word.category for word in WORDS} == set(WordCategory.values)


def test_every_exception_is_a_longer_phrase_that_holds_the_word():
    assert [word for word in WORDS for phrase in word.exceptions.split()
            if word.wrong not in phrase or phrase == word.wrong] == []


def test_no_suggestion_is_itself_a_wrong_word():
    wrong = {word.wrong for word in WORDS}
    assert [word for word in WORDS if word.suggestion in wrong] == []


def test_every_word_fits_its_fields():
    assert [word for word in WORDS if len(word.wrong) > 40 or len(word.suggestion) > 60 or len(word.ground) > 120] == []


@pytest.mark.django_db
def test_loading_twice_adds_nothing_and_leaves_the_bureau_s_changes(cast):
    call_command("load_words", stdout=StringIO())
    word = WatchedWord.objects.get(wrong="布署")
    actions.change_watched_word(word=word, values={"is_active": False}, by=cast.bureau, at=NOW)
    said = StringIO()
    call_command("load_words", stdout=said)
    assert said.getvalue() == "新增校对词 0 条。\n"
    assert WatchedWord.objects.count() == len(WORDS)
    assert WatchedWord.objects.get(wrong="布署").is_active is False
    assert [row.changes for row in ChangeLog.objects.filter(verb="import")] == [{"校对词": [0, len(WORDS)]}]
