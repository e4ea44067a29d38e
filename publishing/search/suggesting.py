"""Suggestions while somebody types: what others searched for, and titles."""

import re
from dataclasses import dataclass
from datetime import datetime

import rjieba
from django.utils import timezone

from publishing.models import SearchEntry, SearchWord
from publishing.search import logbook
from publishing.search.engines import Scope, engine
from publishing.search.folding import fold, key_of
from publishing.search.mending import abbreviated
from publishing.search.segmenting import HAN_RUN, LONGEST, PIECE, needed_words, stem
from publishing.search.vocabulary import own_words, sound_of

LONGEST_TYPED = 30
MOST = 8
MOST_WORDS = 4
CANDIDATES = 60
PINYIN = re.compile(r"[a-z ]+")


@dataclass(frozen=True)
class Suggestion:
    """Words to search for, or (with a path) something to go to at once."""

    text: str
    site: int | None = None
    path: str = ""


def suggest(typed: str, scope: Scope, *, first: str = "", at: datetime) -> list[Suggestion]:
    """At most `MOST`: words first, then titles; those of the category `first` before others."""
    typed = " ".join(fold(typed).split())[:LONGEST_TYPED]
    if not typed or not scope.sites:
        return []
    words, stem = hot(scope, beginning=typed, limit=MOST_WORDS, at=at), typed
    if PINYIN.fullmatch(typed):
        meant = sounding_like(typed.replace(" ", ""), scope)
        words, stem = [*words, *meant], meant[0] if meant else typed
    found = [Suggestion(word) for word in dict.fromkeys(words)][:MOST_WORDS]
    return [*found, *titles(stem, scope, first)][:MOST]


def hot(scope: Scope, *, beginning: str = "", limit: int = MOST, at: datetime) -> list[str]:
    """What many have searched for lately and stands in a title now: a withdrawn one takes its words along."""
    texts = logbook.hot(sites=scope.sites, today=timezone.localdate(at), beginning=beginning, limit=limit)
    return [text for text in texts if engine().titles(whole_words(text), "", scope, 1)]


def sounding_like(letters: str, scope: Scope) -> list[str]:
    """Words whose pinyin begins with these letters, or whose initials they are, and that stand in titles there: those
    in most entries first."""
    if len(letters) < 2:
        return []
    sound, own = sound_of(letters), own_words()
    named = [word.word for word in own if word.sound.startswith(sound)]
    near = list(SearchWord.objects.filter(sound__startswith=sound).order_by("sound")
                .values_list("word", flat=True)[:CANDIDATES])
    often = {word: times for word, times in engine().frequencies(near).items() if times}
    likely = [*abbreviated(letters, own)[:MOST_WORDS], *named[:MOST_WORDS],
              *sorted(often, key=lambda word: (-often[word], len(word), word))[:2 * MOST_WORDS]]
    return [word for word in dict.fromkeys(likely) if engine().titles(whole_words(word), "", scope, 1)][:MOST_WORDS]


def titles(typed: str, scope: Scope, first: str) -> list[Suggestion]:
    words, beginning = split(typed)
    numbers = engine().titles(words, beginning, scope, CANDIDATES)
    key = key_of(typed)
    entries = SearchEntry.objects.filter(pk__in=numbers, site__in=scope.chosen_sites).only(
        "title", "title_key", "category", "site", "path", "published_at")
    ordered = sorted(entries, key=lambda entry: entry.published_at, reverse=True)
    ordered.sort(key=lambda entry: (entry.category == first, key in entry.title_key), reverse=True)
    by_title = {entry.title: entry for entry in reversed(ordered)}
    return [Suggestion(entry.title, entry.site_id, entry.path) for entry in reversed(by_title.values())]


def split(typed: str) -> tuple[list[str], str]:
    """What is typed as whole words, and the beginning of the one that is being typed."""
    found = PIECE.findall(fold(typed))
    if not found:
        return [], ""
    last = found.pop()
    words = [word for piece in found for word in needed(piece)]
    if not HAN_RUN.match(last):
        return words, last[:LONGEST]
    *whole, ending = rjieba.cut(last, False)
    return [*words, *needed_words("".join(whole))], ending


def whole_words(text: str) -> list[str]:
    return [word for piece in PIECE.findall(fold(text)) for word in needed(piece)]


def needed(piece: str) -> list[str]:
    return needed_words(piece) if HAN_RUN.match(piece) else [stem(piece[:LONGEST])]
