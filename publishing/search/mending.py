"""Mistyped words and pinyin: what was probably meant, from the words that stand in what is published.

A run of characters is covered by known words: those that stand there, those that sound the same, those that differ by
one character; the cheapest cover wins. Pinyin is covered in the same way, letter by letter. A word of another language
is compared with those one typing mistake away.
"""

import re
from collections.abc import Iterator
from itertools import combinations, groupby
from string import ascii_lowercase

import rjieba
from django.db.models import Q
from pypinyin import lazy_pinyin

from publishing.models import SearchWord
from publishing.search.engines import engine
from publishing.search.folding import fold
from publishing.search.segmenting import HAN_RUN, PARTICLES, PIECE
from publishing.search.vocabulary import LATIN, LONGEST, SHORTEST, own_words, sound_of

LETTERS = re.compile(r"[a-z]+")
MOST_LETTERS = 60
MOST_CHARACTERS = 16
MOST_PIECES = 4
"""Words of letters that are looked up one by one."""
LONGEST_SOUND = 30
SHORTEST_INITIALS = 3
"""Two letters are the initials of any word."""
SAME_SOUND, ONE_OTHER, UNKNOWN, PARTICLE = 0.4, 0.6, 4.0, 0.5
"""What a word costs that only sounds the same, that has one other character, and a character that fits no word."""
WORD = 1.0
MOST_WORDS = 400
MOST_SIMILAR = 2_000
SIMILAR = range(3, 7)
"""Lengths of words that may have one other character; shorter ones would be any word."""

Span = tuple[int, int]
Cover = tuple[str, ...]


def mend(text: str, *, is_chinese: bool = True, by_sound: bool = False) -> str:
    """The text with every mistyped run and all pinyin replaced by known words; the same text where nothing is better.

    In a site of another language letters are words of that language, never pinyin. `by_sound`: only what sounds the
    same, the likeliest mistake.
    """
    mended, own = [], own_words()
    for is_latin, pieces in groupby(PIECE.findall(fold(text)), key=lambda piece: bool(LETTERS.fullmatch(piece))):
        if not is_latin:
            mended += [mend_run(piece, own, by_sound) if HAN_RUN.match(piece) else piece for piece in pieces]
        elif is_chinese:
            mended += read(list(pieces), own, by_sound)
        else:
            mended += spelled(list(pieces))
    return " ".join(mended)


def read(pieces: list[str], own: list[SearchWord], by_sound: bool) -> list[str]:
    """Pinyin as words: first all of it as one, since many write a space after every syllable. `by_sound`: nothing else.
    """
    letters = "".join(pieces)
    whole = from_sound(letters, own) if by_sound else from_pinyin(letters, own)
    if whole or by_sound:
        return [whole] if whole else pieces
    return spelled([from_pinyin(piece, own) or piece for piece in pieces[:MOST_PIECES]] + pieces[MOST_PIECES:])


def from_pinyin(letters: str, own: list[SearchWord]) -> str:
    """Words whose pinyin, or whose initials, these letters are; empty when there are none."""
    return from_sound(letters, own) or next(iter(abbreviated(letters, own)), "")


def from_sound(letters: str, own: list[SearchWord]) -> str:
    """Words whose pinyin these letters are; empty when there are none. `own` are the bureau's, `own_words()`."""
    if not 2 <= len(letters) <= MOST_LETTERS:
        return ""
    sound = sound_of(letters)
    places = combinations(range(len(sound) + 1), 2)
    spans = {(i, j): sound[i:j] for i, j in places if 2 <= j - i <= LONGEST_SOUND}
    words = by_sound([*own, *SearchWord.objects.filter(sound__in=set(spans.values()))[:MOST_WORDS]])
    found = {span: dict.fromkeys(words[part], 0.0) for span, part in spans.items() if part in words}
    return "".join(cheapest(len(sound), found))


def by_sound(words) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word.sound, []).append(word.word)
    return found


def abbreviated(letters: str, own: list[SearchWord]) -> list[str]:
    """Words whose initials these are (`gjj`): the bureau's own of the synonyms first, then those used most."""
    if len(letters) < SHORTEST_INITIALS:
        return []
    named = [word.word for word in own if word.initials == letters]
    near = SearchWord.objects.filter(initials=letters).values_list("word", flat=True)[:MOST_WORDS]
    often = engine().frequencies([word for word in near if rjieba.has_word(word)])
    return list(dict.fromkeys([*named, *sorted(often, key=often.get, reverse=True)]))


def spelled(words: list[str]) -> list[str]:
    """For each word that is not known the known one that is a typing mistake away and used most; else the word."""
    known = set(SearchWord.objects.filter(word__in=words).values_list("word", flat=True))
    doubtful = [word for word in words if LATIN.fullmatch(word) and word not in known][:MOST_PIECES]
    if not doubtful:
        return words
    guesses = {word: set(one_mistake_away(word)) for word in doubtful}
    near = SearchWord.objects.filter(word__in=set().union(*guesses.values())).values_list("word", flat=True)
    often = engine().frequencies(list(near))
    return [max(guesses.get(word, set()) & set(often), key=often.get, default=word) for word in words]


def one_mistake_away(word: str) -> Iterator[str]:
    """A letter too many, two exchanged, another one, one missing."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in ascii_lowercase)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        yield from (before + letter + after for letter in ascii_lowercase)


def mend_run(run: str, own: list[SearchWord], by_sound: bool) -> str:
    """The run with words that nothing published has replaced by ones that sound or look like them. Words of the
    dictionary stay: whoever asks for 地震 does not mean 递增, even when nothing was published about it."""
    run, rest = run[:MOST_CHARACTERS], run[MOST_CHARACTERS:]
    syllables = [sound_of(syllable) for syllable in lazy_pinyin(run)]
    spans = [span for span in combinations(range(len(run) + 1), 2) if SHORTEST <= span[1] - span[0] <= LONGEST]
    sounds = {span: "".join(syllables[slice(*span)]) for span in spans}
    known = SearchWord.objects.filter(Q(sound__in=set(sounds.values())) | Q(word__in=[run[i:j] for i, j in spans]))
    words = {word.word: word.sound for word in (*own, *known[:MOST_WORDS])}
    found: dict[Span, dict[str, float]] = {}
    for span in spans:
        here = run[slice(*span)]
        fitting = {word: SAME_SOUND for word, sound in words.items()
                   if sound == sounds[span] and len(word) == len(here)}
        if here in words or rjieba.has_word(here):
            fitting[here] = 0.0
        if fitting:
            found[span] = fitting
    doubtful = [span for span in spans
                if span[1] - span[0] in SIMILAR and span not in found and is_doubtful(span, found)]
    found |= {} if by_sound else looking_like(run, doubtful)
    cover = cheapest(len(run), found, original=run)
    return ("".join(cover) if is_likely(cover, run) else run) + rest


def is_likely(cover: Cover, run: str) -> bool:
    """Where characters of the run stay alone, a word that shares none with what was typed is a guess too far."""
    place, has_stray, has_stranger = 0, False, False
    for word in cover:
        typed = run[place:place + len(word)]
        has_stray |= len(word) == 1
        has_stranger |= len(word) > 1 and not any(a == b for a, b in zip(word, typed, strict=True))
        place += len(word)
    return not (has_stray and has_stranger)


def is_doubtful(span: Span, found: dict[Span, dict[str, float]]) -> bool:
    """Does a character of the span stand in no known word?"""
    sure = {place for other, words in found.items() if 0.0 in words.values() for place in range(*other)}
    return any(place not in sure for place in range(*span))


def looking_like(run: str, spans: list[Span]) -> dict[Span, dict[str, float]]:
    """For each of these pieces of the run the known words that differ in one character."""
    if not spans:
        return {}
    near = Q(last__in={run[end - 1] for _, end in spans})
    for first in {run[start] for start, _ in spans}:
        near |= Q(word__startswith=first)
    known = [word for word in SearchWord.objects.filter(near).values_list("word", flat=True)[:MOST_SIMILAR]
             if len(word) in SIMILAR]
    found = {}
    for start, end in spans:
        fitting = [word for word in known if is_one_other(word, run[start:end])]
        if fitting:
            found[start, end] = dict.fromkeys(fitting, ONE_OTHER)
    return found


def is_one_other(word: str, other: str) -> bool:
    return len(word) == len(other) and sum(a != b for a, b in zip(word, other, strict=True)) == 1


def cheapest(length: int, found: dict[Span, dict[str, float]], *, original: str = "") -> Cover:
    """The cheapest cover of the whole run by words, empty where there is none; characters of the original may stand
    alone, at a price."""
    often = engine().frequencies({word for words in found.values() for word in words}) if found else {}
    best: list[tuple[float, Cover] | None] = [(0.0, ()), *[None] * length]
    for end in range(1, length + 1):
        options = []
        for start in range(end):
            if best[start] is None:
                continue
            price, cover = best[start]
            options += [(price + cost_of(word, cost, often), (*cover, word))
                        for word, cost in found.get((start, end), {}).items()]
            if original and end - start == 1:
                character = original[start]
                options.append((price + (PARTICLE if character in PARTICLES else UNKNOWN), (*cover, character)))
        best[end] = min(options, default=None)
    return best[length][1] if best[length] else ()


def cost_of(word: str, cost: float, often: dict[str, int]) -> float:
    """A word costs less the oftener it is used."""
    return WORD + cost - min(often.get(word, 0), 200) / 1000
