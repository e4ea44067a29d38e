"""What was typed → what must match. Bounded: whatever is sent, a search stays small."""

import re
from dataclasses import dataclass

from publishing.models import StopWord, Synonym
from publishing.search.folding import OFFICIAL, PUNCTUATION, document_key, fold, key_of, official_numbers
from publishing.search.segmenting import HAN_RUN, LONGEST, PIECE, needed_words, stem, strays

LONGEST_QUERY = 80
LONGEST_TERM = 16
MOST_GROUPS = 12
MOST_ALTERNATIVES = 8
QUOTED = re.compile(r'["“”„‟「」『』]([^"“”„‟「」『』]{2,40})["“”„‟「」『』]')
SEPARATOR = re.compile(r"[、,,;;\s]+")


@dataclass(frozen=True)
class Group:
    """Something that must match: all words of any one of the alternatives. `text` is how it was typed."""

    text: str
    alternatives: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for alternative in self.alternatives for word in alternative))


@dataclass(frozen=True)
class Query:
    """`text` as typed, without what was too long; `key` its letters and characters alone; `phrases` stand in quotes and
    must be found as they are; `document` an official number in it; `is_loose`: a character of it is not asked for."""

    text: str
    key: str
    groups: tuple[Group, ...]
    phrases: tuple[str, ...] = ()
    document: str = ""
    is_loose: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for group in self.groups for word in group.words))

    @property
    def terms(self) -> tuple[str, ...]:
        """What to mark in a text: longest first."""
        typed = [group.text for group in self.groups if group.text]
        return tuple(sorted({*typed, *self.phrases, *self.words}, key=len, reverse=True))

    def without(self, number: int) -> str:
        """The query as text, one of its groups left out."""
        return " ".join(group.text for place, group in enumerate(self.groups) if place != number)


def parse(text: str) -> Query:
    text = " ".join(text.replace("\0", " ").split())[:LONGEST_QUERY]
    folded = fold(text)
    phrases = tuple(dict.fromkeys(" ".join(found.split()) for found in QUOTED.findall(folded)))
    synonyms, stops = synonyms_by_term(), stop_words()
    groups: list[Group] = []
    rest = OFFICIAL.sub(" ", folded)
    for number in official_numbers(folded):
        groups.append(Group(number, ((number,),)))
    pieces = runs(rest, synonyms, stops)
    for piece in pieces:
        groups += groups_of(piece, synonyms)
    kept = [group for group in groups if group.text not in stops] or groups
    unique = {group.alternatives: group for group in kept}
    return Query(text=text, key=key_of(text), groups=tuple(unique.values())[:MOST_GROUPS], phrases=phrases[:3],
                 document=document_key(text), is_loose=any(HAN_RUN.match(piece) and strays(piece) for piece in pieces))


def runs(folded: str, synonyms: dict[str, tuple[str, ...]], stops: frozenset[str]) -> list[str]:
    """The pieces of a folded text; a Chinese run is split where a synonym or a stop word stands in it."""
    pieces: list[str] = []
    known = sorted((term for term in {*synonyms, *stops} if HAN_RUN.fullmatch(term) and len(term) > 1),
                   key=len, reverse=True)
    splitter = re.compile(f"({'|'.join(map(re.escape, known))})") if known else None
    for piece in PIECE.findall(folded):
        if splitter and HAN_RUN.match(piece):
            parts = [part for part in splitter.split(piece) if part]
            pieces += [part for part in parts if len(part) > 1 or len(parts) == 1]
        else:
            pieces.append(piece[:LONGEST])
    return pieces


def groups_of(run: str, synonyms: dict[str, tuple[str, ...]]) -> list[Group]:
    if run in synonyms:
        others = [tuple(words_needed(term)) for term in synonyms[run] if term != run]
        alternatives = [tuple(words_needed(run)), *others][:MOST_ALTERNATIVES]
        return [Group(run, tuple(alternative for alternative in alternatives if alternative))]
    return [Group(word, tuple((form,) for form in dict.fromkeys((word, stem(word))))) for word in words_needed(run)]


def words_needed(term: str) -> list[str]:
    """The words that a text must have to hold the term, whatever characters it is made of."""
    found: list[str] = []
    for piece in PIECE.findall(fold(term)):
        found += needed_words(piece) if HAN_RUN.match(piece) else [piece[:LONGEST]]
    return found


def terms_of(line: str) -> tuple[str, ...]:
    """The terms of a line of synonyms, folded."""
    return tuple(dict.fromkeys(PUNCTUATION.sub("", term) for term in SEPARATOR.split(fold(line)) if term))


def synonyms_by_term() -> dict[str, tuple[str, ...]]:
    """Term → all terms that mean the same, itself among them."""
    found: dict[str, tuple[str, ...]] = {}
    for line in Synonym.objects.filter(is_active=True).values_list("terms", flat=True):
        terms = terms_of(line)
        for term in terms:
            found[term] = tuple(dict.fromkeys((*found.get(term, ()), *terms)))
    return found


def stop_words() -> frozenset[str]:
    return frozenset(fold(word) for word in StopWord.objects.filter(is_active=True).values_list("word", flat=True))
