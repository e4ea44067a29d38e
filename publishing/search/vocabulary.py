"""The words that stand in what is published, with their sound: what mistyped words and pinyin are compared with."""

import re
from collections.abc import Iterable

import rjieba
from django.db import transaction
from pypinyin import lazy_pinyin

from publishing.models import SearchEntry, SearchWord
from publishing.search.parsing import synonyms_by_term
from publishing.search.segmenting import HAN_RUN, distinct_words, stem

SHORTEST, LONGEST = 2, 8
LOOSE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("ü", "u"), ("v", "u"))
"""What many people do not tell apart when they type."""
PAGE = 500
LATIN = re.compile(r"[a-z]{4,16}")


def sound_of(pinyin: str) -> str:
    """A sound as it is compared: `zhengfu` and `zenfu` are one."""
    for strict, loose in LOOSE:
        pinyin = pinyin.replace(strict, loose)
    return pinyin


def row(word: str) -> SearchWord:
    if LATIN.fullmatch(word):
        return SearchWord(word=word, last=word[-1])
    syllables = lazy_pinyin(word)
    return SearchWord(word=word, sound=sound_of("".join(syllables))[:100], last=word[-1],
                      initials="".join(syllable[0] for syllable in syllables))


def own_words() -> list[SearchWord]:
    """The Chinese terms of the bureau's synonyms: known whether or not the dictionary has them."""
    terms = [term for term in synonyms_by_term() if HAN_RUN.fullmatch(term)]
    return [row(term) for term in terms if SHORTEST <= len(term) <= LONGEST]


def words_in(entries: Iterable[SearchEntry]) -> set[str]:
    """Words that are worth comparing with. Chinese: those of the dictionary, and in titles pairs of strays too, which
    elsewhere are mostly no words. Others: all but the stems that stand beside a word of theirs."""
    in_texts, in_titles, latin = set(), set(), set()
    for entry in entries:
        words = distinct_words(entry.words)
        in_texts.update(words)
        in_titles.update(distinct_words(entry.title_words))
        here = {word for word in words if LATIN.fullmatch(word)}
        latin |= here - {stem(word) for word in here if stem(word) != word}
    found = in_titles | {word for word in in_texts if rjieba.has_word(word)}
    return latin | {word for word in found if SHORTEST <= len(word) <= LONGEST and HAN_RUN.fullmatch(word)}


def learn(entries: Iterable[SearchEntry], known: set[str] | None = None) -> None:
    """Enter the words not entered yet, in one order for everybody, so that two writers do not wait for each other.

    `known` remembers what was entered before, over many calls.
    """
    words = words_in(entries) - (known or set())
    for start in range(0, len(words), PAGE):
        part = sorted(words)[start:start + PAGE]
        here = set(SearchWord.objects.filter(word__in=part).values_list("word", flat=True))
        with transaction.atomic():
            SearchWord.objects.bulk_create([row(word) for word in part if word not in here], ignore_conflicts=True)
    if known is not None:
        known |= words
