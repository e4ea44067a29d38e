"""Readable differences of two texts: by paragraph, and inside a changed paragraph by Chinese word.

The compared text also shows where links lead, which pictures there are, and a table's cells, so that no change of what
the public would see goes unseen except formatting alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

import rjieba

from submissions.sanitise import lines

MAX_PAIRS = 40_000
"""Pairs of paragraphs compared with one another; beyond it they are paired by their order."""

MAX_TOKENS = 1_000_000
"""Words of one paragraph times words of the other; beyond it sentences are compared, then the whole."""

LIKENESS = 0.4
"""Share of common words from which two paragraphs count as one that was changed."""

ADDRESS = re.compile(r"(\[(?:链接|图片):[^\]]*\])")
HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters, which the word list cannot read."""

SENTENCE = re.compile(r"(?<=[。！？；!?;\n])")


class Piece(NamedTuple):
    """Words that stayed (`same`), came in (`ins`) or went (`del`)."""

    op: str
    text: str


@dataclass(frozen=True)
class Block:
    """A paragraph or a table's row: `same`, `added`, `removed` or `changed`."""

    kind: str
    pieces: tuple[Piece, ...]


def compare(old_html: str, new_html: str) -> list[Block]:
    """The new text's paragraphs in order, with the removed ones where they stood.

    Joining the `same` and `del` pieces gives the old text, the `same` and `ins` pieces the new one.
    """
    old, new = lines(old_html, with_addresses=True), lines(new_html, with_addresses=True)
    blocks: list[Block] = []
    for op, old_start, old_end, new_start, new_end in _opcodes(old, new):
        if op == "equal":
            blocks += [Block("same", (Piece("same", line),)) for line in old[old_start:old_end]]
        else:
            blocks += _paired(old[old_start:old_end], new[new_start:new_end])
    return blocks


def compare_text(old: str, new: str) -> tuple[Piece, ...]:
    """The differences of two single fields or paragraphs, by word."""
    if old == new:
        return (Piece("same", old),) if old else ()
    for split in (_words, _sentences):
        before, after = split(old), split(new)
        if len(before) * len(after) <= MAX_TOKENS:
            return _pieces(before, after)
    return _pieces([old], [new])


def count_changes(blocks: Iterable[Block]) -> int:
    """Places where the texts differ: each added or removed paragraph, each changed spot in a changed one."""
    return sum(sum(1 for is_same, _ in groupby(block.pieces, key=lambda piece: piece.op == "same") if not is_same)
               for block in blocks)


def _opcodes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """`SequenceMatcher`'s, on what lies between the common beginning and end.

    In long texts its autojunk anchors nothing on frequent words (的, ,): less work, and easier to read.
    """
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    old_end, new_end = len(old) - end, len(new) - end
    matcher = SequenceMatcher(None, old[start:old_end], new[start:new_end])
    inner = [(op, a + start, b + start, c + start, d + start) for op, a, b, c, d in matcher.get_opcodes()]
    return [("equal", 0, start, 0, start), *inner, ("equal", old_end, len(old), new_end, len(new))]


def _common(old: list[str], new: list[str]) -> int:
    return next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
                min(len(old), len(new)))


def _paired(old: list[str], new: list[str]) -> list[Block]:
    """Paragraphs that were replaced: like ones as changed, the others as removed and added."""
    blocks, new_start = [], 0
    pairs = dict(_pairs(old, new))
    for number, line in enumerate(old):
        if number not in pairs:
            blocks.append(Block("removed", (Piece("del", line),)))
            continue
        blocks += [Block("added", (Piece("ins", added),)) for added in new[new_start:pairs[number]]]
        blocks.append(Block("changed", compare_text(line, new[pairs[number]])))
        new_start = pairs[number] + 1
    return blocks + [Block("added", (Piece("ins", added),)) for added in new[new_start:]]


def _pairs(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Which old paragraph became which new one, in order, so that the pairs are as alike as possible altogether."""
    bits: dict[str, int] = {}
    old_words, new_words = ([_bit_set(line, bits) for line in texts] for texts in (old, new))
    if len(old) * len(new) > MAX_PAIRS:
        return [(n, n) for n in range(min(len(old), len(new))) if _likeness(old_words[n], new_words[n]) >= LIKENESS]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness = {}
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            alike = _likeness(old_words[i], new_words[j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if alike >= LIKENESS and alike + best[i + 1][j + 1] > best[i][j]:
                best[i][j] = alike + best[i + 1][j + 1]
                likeness[i, j] = alike
    return list(_best_pairs(best, likeness))


def _best_pairs(best: list[list[float]], likeness: dict[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(best) - 1 and j < len(best[0]) - 1:
        if (i, j) in likeness:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1


def _bit_set(line: str, bits: dict[str, int]) -> int:
    """The different words of a line as a number with one bit a word: sets of which many can be compared quickly."""
    words = 0
    for word in set(_words(line)):
        words |= 1 << bits.setdefault(word, len(bits))
    return words


def _likeness(old: int, new: int) -> float:
    """Share of common words, 0 to 1 (Dice)."""
    return 2 * (old & new).bit_count() / (old.bit_count() + new.bit_count())


def _words(text: str) -> list[str]:
    """Words by dictionary; an address is one word."""
    words: list[str] = []
    for part in ADDRESS.split(text):
        if ADDRESS.fullmatch(part):
            words.append(part)
        elif part:
            words += list(part) if HALVES.search(part) else rjieba.cut(part)
    return words


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in SENTENCE.split(text) if sentence]


def _pieces(old: list[str], new: list[str]) -> tuple[Piece, ...]:
    """Joined pieces, in each changed place what went before what came."""
    spots: list[tuple[str, str, str]] = []  # same, or went and came
    for op, old_start, old_end, new_start, new_end in _opcodes(old, new):
        went, came = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        if op == "equal" and went:
            spots.append((went, "", ""))
        elif went or came:
            spots.append(("", went, came))
    return tuple(Piece(op, text) for spot in _without_crumbs(spots)
                 for op, text in zip(("same", "del", "ins"), spot, strict=True) if text)


def _without_crumbs(spots: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """A single character that stayed between two replacements is replaced with them: it would only disturb the eye."""
    found: list[tuple[str, str, str]] = []
    for spot in spots:
        found.append(spot)
        while len(found) > 2 and len(found[-2][0]) == 1 and all(found[-1][1:]) and all(found[-3][1:]):
            (_, went, came), (stayed, _, _), (_, also_went, also_came) = found[-3:]
            found[-3:] = [("", went + stayed + also_went, came + stayed + also_came)]
    return found
