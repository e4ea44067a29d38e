"""Guesses at the metadata of a manuscript, each with the words it was taken from, for the writer to confirm."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from submissions.word.forms import BYLINE, GENRE, HEAD, NUMBER, ORGAN, PRINTED, joined, parsed_date
from submissions.word.layout import Paragraph
from submissions.word.parts import find_parts


@dataclass(frozen=True)
class Guess:
    """A value for a field, and the manuscript's own words for it."""

    value: str | date
    text: str


@dataclass(frozen=True)
class Guesses:
    """What the manuscript says about itself; None where it says nothing plainly."""

    title: Guess | None = None
    document_number: Guess | None = None
    issuer: Guess | None = None
    written_on: Guess | None = None
    addressee: Guess | None = None
    printer: Guess | None = None
    genre: Guess | None = None
    source: Guess | None = None
    author: Guess | None = None


def guess(paragraphs: Sequence[Paragraph]) -> Guesses:
    """Title, 发文字号, 发文机关, 成文日期, 主送机关 and 印发机关 of the manuscript with these paragraphs."""
    parts = find_parts(list(paragraphs))

    def lines(numbers: Sequence[int]) -> list[str]:
        return [joined(paragraphs[at].text) for at in numbers]

    title, addressee = lines(parts.title), lines(parts.addressee)
    return Guesses(
        title=Guess(_one_line(title), "\n".join(title)) if title else None,
        document_number=_number(lines(parts.number)),
        issuer=_issuer(lines(parts.signature), lines(parts.head)),
        written_on=_written_on(lines(parts.date)),
        addressee=Guess(addressee[0].rstrip(":\uff1a"), addressee[0]) if addressee else None,
        printer=_printer(lines(parts.imprint)),
        genre=_genre("".join(map(_plain, title))),
        **_byline(lines(parts.byline)),
    )


def _one_line(lines: list[str]) -> str:
    """The lines of a title; between the names of two organs stays a blank."""
    title = lines[0]
    for before, line in pairwise(lines):
        is_spaced = (ORGAN.fullmatch(before) and ORGAN.fullmatch(line)) or (before[-1].isascii() and line[0].isascii())
        title += f" {line}" if is_spaced else line
    return title


def _genre(title: str) -> Guess | None:
    """What the title says it is: the last word of 关于……的通知 or ……管理办法(试行)."""
    found = GENRE.search(title)
    return Guess(found[1], found[0]) if found else None


def _byline(lines: list[str]) -> dict[str, Guess]:
    """来源 and 作者, in the line below the title that names them."""
    for line in lines:
        found = BYLINE.fullmatch(Paragraph(line).plain)
        named = zip(("source", "author"), found.groups(), strict=True)
        return {name: Guess(value, line) for name, value in named if value}
    return {}


def _plain(line: str) -> str:
    return "".join(line.split())


def _number(lines: list[str]) -> Guess | None:
    """云政发〔2026〕1号, whatever brackets it was written with."""
    for line in lines:
        found = re.search(NUMBER, Paragraph(line).plain)
        if found:
            return Guess(f"{found[1]}〔{found[3]}〕{int(found[4])}号", line)
    return None


def _issuer(signature: list[str], head: list[str]) -> Guess | None:
    """Those who signed; else whose name stands in red above."""
    if signature:
        return Guess("、".join(map(_plain, signature)), "\n".join(signature))
    for line in head:
        found = HEAD.fullmatch(_plain(line))
        if found:
            return Guess(found[1], line)
    return None


def _written_on(lines: list[str]) -> Guess | None:
    for line in lines:
        day = parsed_date(Paragraph(line).plain)
        if day:
            return Guess(day, line)
    return None


def _printer(lines: list[str]) -> Guess | None:
    """The organ in the line “… 2026年3月2日印发”, or in the cell before it."""
    for at, line in enumerate(lines):
        found = PRINTED.fullmatch(Paragraph(line).plain)
        if found and ORGAN.fullmatch(found[1]):
            return Guess(found[1], line)
        if found and at and not found[1] and ORGAN.fullmatch(_plain(lines[at - 1])):
            return Guess(_plain(lines[at - 1]), f"{lines[at - 1]} {line}")
    return None
