"""Text → words. One function for both engines and for what is typed, so that the same words meet.

Words are those of the dictionary, and the shorter ones inside them; characters that make no word stand alone and in
pairs with their neighbours. No guessing of unknown words: the same characters give the same words wherever they stand.
English words come with their stem, so that school finds schools.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

import rjieba
from whoosh.lang.snowball.english import EnglishStemmer

from publishing.search.folding import HAN, fold, official_numbers

PIECE = re.compile(rf"[{HAN}]+|[a-z0-9]+(?:[._-][a-z0-9]+)*|[^\W_a-z0-9{HAN}]+")
OTHER = re.compile(rf"[a-z0-9]+(?:[._-][a-z0-9]+)*|[^\W_a-z0-9{HAN}]+")
PART = re.compile(r"[a-z0-9]+")
HAN_RUN = re.compile(rf"[{HAN}]+")
LONGEST = 40
"""Characters of a word; a longer run of letters is cut."""
STEMMED = re.compile(r"[a-z]{4,20}")
PARTICLES = frozenset("的了和与及或在是为有不我你他她它这那吗呢啊吧把被从到对就也都")
"""Characters that say little on their own."""

TITLE, EXTRA, BODY, FILE = "A", "B", "C", "D"
"""Weights of a place, as PostgreSQL names them."""
PLACES = 6
"""Places kept of one word: more say nothing more about the text."""
LAST_PLACE = 16000
PACKED = re.compile(r"'((?:[^']|'')*)'(?::([0-9A-D,]+))?")
QUOTED_WORD = re.compile(r"'((?:[^']|'')*)'")
WEIGHTS = re.compile(r"[0-9,]")
LIMITS = {TITLE: 300, EXTRA: 2_000, BODY: 40_000, FILE: 40_000}
"""Characters of each part that are searched."""


def words_of(text: str) -> Iterator[str]:
    """Every word of a text, longer ones with the shorter ones inside them; numbers and letters after the rest."""
    folded = fold(text)
    yield from official_numbers(folded)
    yield from han_words(folded)
    for piece in OTHER.findall(folded):
        yield piece[:LONGEST]
        for part in PART.findall(piece):
            if part != piece:
                yield part[:LONGEST]
            if stem(part) != part:
                yield stem(part)


def stem(word: str) -> str:
    """What the forms of an English word have in common: `invest` of `investing`; other words as they are."""
    return stemmed(word) if STEMMED.fullmatch(word) else word


@lru_cache(maxsize=16384)
def stemmed(word: str) -> str:
    return stemmer().stem(word)


@cache
def stemmer() -> EnglishStemmer:
    return EnglishStemmer()


def han_words(folded: str) -> Iterator[str]:
    """The Chinese words. Characters that make no word also come in pairs."""
    alone = ""
    for word in rjieba.cut_for_search(folded, False):
        is_han = bool(HAN_RUN.match(word))
        if is_han and len(word) == 1:
            yield word
            if alone:
                yield alone + word
            alone = word
            continue
        alone = ""
        if is_han:
            yield word


def needed_words(run: str) -> list[str]:
    """The words that a text must have to hold this run: of longer words their parts, of strays their pairs.

    A stray character between words is not asked for; alone it is.
    """
    needed: list[str] = []
    alone: list[str] = []
    cut = rjieba.cut(run, False)
    for word in (*cut, ""):
        if len(word) == 1:
            alone.append(word)
            continue
        needed += [first + second for first, second in pairwise(alone)]
        if len(alone) == 1 and len(cut) == 1:
            needed += alone
        alone.clear()
        if word:
            needed += parts_of(word)
    return list(dict.fromkeys(needed))


def strays(run: str) -> set[str]:
    """The characters of a run that `needed_words` does not ask for, particles aside."""
    cut = rjieba.cut(run, False)
    around = zip(("", *cut), cut, (*cut[1:], ""), strict=False)
    alone = {word for before, word, after in around if len(word) == 1 and len(before) != 1 and len(after) != 1}
    return alone - PARTICLES if len(cut) > 1 else set()


def parts_of(word: str) -> list[str]:
    """Shorter words that make up the whole word, or the word itself where they leave something over."""
    inner = set(rjieba.cut_for_search(word, False)) - {word}
    return (cover(word, inner) if len(word) > 3 else None) or [word]


def cover(word: str, inner: set[str]) -> list[str] | None:
    if not word:
        return []
    for size in (4, 3, 2):
        if word[:size] in inner:
            rest = cover(word[size:], inner)
            if rest is not None:
                return [word[:size], *rest]
    return None


def pack(parts: dict[str, str], marks: Iterable[str] = ()) -> str:
    """Weight → text, as a `WordsField` keeps it: each word with its first places; marks have none."""
    places: dict[str, list[str]] = {}
    place = 0
    for weight, text in parts.items():
        for word in words_of(text[:LIMITS[weight]]):
            place += 1
            held = places.get(word)
            if held is None:
                places[word] = [f"{min(place, LAST_PLACE)}{weight}"]
            elif len(held) < PLACES:
                held.append(f"{min(place, LAST_PLACE)}{weight}")
    return " ".join([*map(quoted, marks), *(f"{quoted(word)}:{','.join(held)}" for word, held in places.items())])


def unpack(packed: str) -> Iterator[tuple[str, str]]:
    """Each word of a `WordsField` with the weights of its places, one letter a place; marks have none."""
    for found in PACKED.finditer(packed):
        yield found[1].replace("''", "'").replace("\\\\", "\\"), WEIGHTS.sub("", found[2] or "")


def distinct_words(packed: str) -> list[str]:
    """The words of a `WordsField` alone."""
    return [found.replace("''", "'") for found in QUOTED_WORD.findall(packed)]


def quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
