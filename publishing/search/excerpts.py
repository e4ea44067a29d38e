"""The piece of a text that shows why it was found, as plain pieces: nothing here is markup."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from publishing.search.folding import fold_with_places

LENGTH = 110
BEFORE = 24
SEARCHED = 20_000


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool = False


def marked(text: str, terms: Sequence[str]) -> tuple[Piece, ...]:
    """The whole text, the terms in it told apart."""
    return pieces(text, spans_in(text, terms))


def excerpt(text: str, terms: Sequence[str]) -> tuple[Piece, ...]:
    """The stretch of the text where most different terms stand close together; empty when none does."""
    text = text[:SEARCHED]
    spans = spans_in(text, terms)
    if not spans:
        return ()
    start = max(best_start(text, spans) - BEFORE, 0)
    end = min(start + LENGTH, len(text))
    inside = [(max(left, start) - start, min(right, end) - start)
              for left, right in spans if left < end and right > start]
    found = pieces(text[start:end].replace("\n", " "), inside)
    return (*([Piece("…")] if start else []), *found, *([Piece("…")] if end < len(text) else []))


def spans_in(text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Where the terms stand, from the beginning; longer terms win, neighbours are one."""
    wanted = sorted({term for term in terms if term}, key=len, reverse=True)
    if not wanted:
        return []
    folded, places = fold_with_places(text)
    spans: list[tuple[int, int]] = []
    for one in re.finditer("|".join(map(bounded, wanted)), folded):
        left, right = places[one.start()], places[one.end() - 1] + 1
        if spans and left <= spans[-1][1]:
            left = spans.pop()[0]
        spans.append((left, right))
    return spans


def bounded(term: str) -> str:
    """Letters and digits match whole words alone, a longer word also with its endings; Chinese has no such bounds."""
    escaped = re.escape(term)
    ending = "[a-z]{0,4}" if re.fullmatch(r"[a-z]{4,}", term) else ""
    return rf"(?<![a-z0-9]){escaped}{ending}(?![a-z0-9])" if re.fullmatch(r"[a-z0-9._-]+", term) else escaped


def best_start(text: str, spans: list[tuple[int, int]]) -> int:
    """Where a stretch begins that holds the most different terms, the first of equals."""
    best, most = spans[0][0], 0
    for number, (left, _) in enumerate(spans):
        held = {text[begin:end] for begin, end in spans[number:number + 20] if end <= left + LENGTH - BEFORE}
        if sum(map(len, held)) > most:
            best, most = left, sum(map(len, held))
    return best


def pieces(text: str, spans: list[tuple[int, int]]) -> tuple[Piece, ...]:
    found, last = [], 0
    for left, right in spans:
        if left > last:
            found.append(Piece(text[last:left]))
        found.append(Piece(text[left:right], is_hit=True))
        last = right
    if last < len(text):
        found.append(Piece(text[last:]))
    return tuple(found)
