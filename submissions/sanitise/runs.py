"""Runs: words of one format. Settles the white space of paragraphs and writes them as HTML in one canonical order."""

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import NamedTuple

SEAM, OBJECT = "\ufdd0", "\ufffc"  # between two runs, and in place of a picture; JUNK keeps both out of texts
JUNK = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffc"
    "\ufffe\uffff\ud800-\udfff]"
)
"""What no text needs: control characters, invisible blanks, overrides of the writing direction, lone surrogates."""

BLANKS = " \t\n\r\f\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
SPACES = re.compile(f"[ \t\n\r\f{SEAM}]*[ \t\n\r\f][ \t\n\r\f{SEAM}]*")
CHINESE = re.compile(
    "[\u2018-\u201d\u2014\u2026\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff]"
)
MARKS = ("strong", "em", "sup", "sub")


class Run(NamedTuple):
    """Words of one format. `markup` is what a picture or a line break is written as."""

    text: str
    marks: frozenset[str] = frozenset()
    link: tuple[str, str] | None = None
    markup: str = ""

    @property
    def format(self) -> tuple:
        return self.marks, self.link

    @property
    def tags(self) -> list[tuple[str, str]]:
        """Opening and closing tags, in the one order used everywhere."""
        tags = [(f"<{mark}>", f"</{mark}>") for mark in MARKS if mark in self.marks]
        if self.link is None:
            return tags
        href, title = (escape(value) for value in self.link)
        return [(f'<a href="{href}" title="{title}">' if title else f'<a href="{href}">', "</a>"), *tags]


def paragraphs(runs: Iterable[Run | None]) -> list[list[Run]]:
    """Runs with line breaks (None) as paragraphs: an empty line, or an indented one, begins a new paragraph."""
    found: list[list[list[Run]]] = [[]]
    for is_line, group in groupby(runs, key=lambda run: run is not None):
        if not is_line:
            breaks = sum(1 for _ in group)
            if breaks > 1:
                found.append([])
            continue
        line, is_indented = _settle(list(group))
        if not line or is_indented:
            found.append([])
        if line:
            found[-1].append(line)
    return [_joined(lines) for lines in found if lines]


def _settle(runs: list[Run]) -> tuple[list[Run], bool]:
    """A line with single blanks inside and none around, as a browser shows it; and whether blanks indented it."""
    text = SPACES.sub(_one_space, SEAM.join(run.text for run in runs))
    body = text.lstrip(BLANKS + SEAM)
    before = text[: len(text) - len(body)]
    trimmed = body.rstrip(BLANKS + SEAM)
    after = body[len(trimmed):]
    texts = (SEAM * before.count(SEAM) + trimmed + SEAM * after.count(SEAM)).split(SEAM)
    is_indented = before.count("\xa0") + before.count("\u3000") > 1
    return _merged(run._replace(text=text) for run, text in zip(runs, texts, strict=True) if text), is_indented


def _one_space(found: re.Match) -> str:
    """White space as one blank before the seams that follow it; none where only a line of source ended amid Chinese."""
    spaces, text = found[0], found.string
    leading = len(spaces) - len(spaces.lstrip(SEAM))
    around = text[max(found.start() - 1, 0): found.start()], text[found.end(): found.end() + 1]
    is_fold = "\n" in spaces and all(CHINESE.match(character) for character in around)
    return SEAM * leading + ("" if is_fold else " ") + SEAM * (spaces.count(SEAM) - leading)


def _merged(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one format as one run; blanks between two formats have none of their own."""
    plain = [Run(run.text) if not run.text.strip(BLANKS) else run for run in _joined_neighbours(runs)]
    return _joined_neighbours(plain)


def _joined_neighbours(runs: Iterable[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        if joined and not run.markup and not joined[-1].markup and run.format == joined[-1].format:
            joined[-1] = joined[-1]._replace(text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined


def _joined(lines: list[list[Run]]) -> list[Run]:
    """Lines as one paragraph; a break between two runs of one format has that format too."""
    paragraph = list(lines[0])
    for line in lines[1:]:
        before, after = paragraph[-1], line[0]
        shared = before if before.format == after.format else Run("")
        paragraph += [Run("", shared.marks, shared.link, "<br>"), *line]
    return paragraph


def has_words(runs: Iterable[Run]) -> bool:
    return any(not run.markup and run.text.strip(BLANKS) for run in runs)


def pictures(runs: Iterable[Run]) -> int:
    return sum(1 for run in runs if run.text == OBJECT)


def labelled(runs: list[Run | None], label: str) -> list[Run | None]:
    """The runs with a label before their first word, in its format."""
    start = next((n for n, run in enumerate(runs) if run is None or run.text.strip(BLANKS)), len(runs))
    rest = runs[start:]
    if not rest or rest[0] is None or rest[0].markup:
        return [Run(label), *rest]
    first = rest[0]._replace(text=rest[0].text.lstrip(BLANKS))
    return [Run(label, first.marks), first, *rest[1:]]


def to_html(runs: Iterable[Run]) -> str:
    written, opened = [], []
    for run in runs:
        tags = run.tags
        shared = 0
        while shared < min(len(tags), len(opened)) and tags[shared] == opened[shared]:
            shared += 1
        written += [closing for _, closing in reversed(opened[shared:])]
        written += [opening for opening, _ in tags[shared:]]
        written.append(run.markup or escape(run.text, quote=False))
        opened = tags
    written += [closing for _, closing in reversed(opened)]
    return "".join(written)
