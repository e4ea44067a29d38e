"""What a paragraph looks like on paper, and which part it plays for that: heading, caption, item of a list."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from submissions.word.forms import CHAPTER, NUMBERED, squeezed
from submissions.word.names import BLANKS, W, number, value
from submissions.word.numbering import Numbering
from submissions.word.styles import Look, Styles

ALIGNMENTS = {"center": "center", "right": "right", "end": "right"}
HEAVY = re.compile("黑体|楷体|simhei|kaiti", re.IGNORECASE)
BLACK = re.compile("黑体|simhei", re.IGNORECASE)
HEADING_STYLE = re.compile("(?:heading|标题) ?([1-9])")
CAPTION = re.compile("[图表][0-9〇一二三四五六七八九十]|图为|[(（]?图[::\uff1a]|[▲△]")
MAX_HEADING, MAX_NUMBERED = 80, 60
RED = re.compile("(FF|[E-F][0-9A-F]|[C-D][0-9A-F])[0-4][0-9A-F][0-4][0-9A-F]")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with words. `text` has its automatic number before it and line breaks in it.

    `size` in points and `font` are those of the first words, `indent` is in characters, `outline` from 1 (0 is none),
    `level` that of a list. `is_bold` and `is_in_font`: all of it.
    """

    text: str
    alignment: str = ""
    size: float = 10.5
    font: str = ""
    is_bold: bool = False
    is_in_font: bool = True
    is_red: bool = False
    style: str = ""
    outline: int = 0
    level: int = 0
    marker: str = ""
    indent: float = 0
    is_cell: bool = False

    @property
    def plain(self) -> str:
        """The text without blanks."""
        return squeezed(self.text)

    @property
    def look(self) -> tuple:
        """What neighbouring lines of one title share."""
        return self.alignment, self.size, self.font, self.is_bold, self.style


def alignment_of(element: etree._Element, styles: Styles) -> str:
    """Center, Right, or nothing: also of a paragraph that holds pictures alone. Cells stand as their table says."""
    is_cell = next(element.iterancestors(f"{W}tc"), None) is not None
    return "" if is_cell else ALIGNMENTS.get(value(styles.paragraph_format(element).get("jc")), "").capitalize()


def runs_of(paragraph: etree._Element) -> list[etree._Element]:
    return list(paragraph.iter(f"{W}r"))


def run_text(run: etree._Element) -> str:
    marks = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
    return "".join(each.text or "" if each.tag == f"{W}t" else marks.get(each.tag, "") for each in run)


def measured(element: etree._Element, styles: Styles, numbering: Numbering) -> Paragraph | None:
    """The paragraph as it looks; None when it holds no words."""
    words = [(text, styles.look(run, element)) for run in runs_of(element) if (text := run_text(run))]
    text = "".join(part for part, _ in words)
    if not text.strip(BLANKS):
        return None
    level, marker = numbering.marker(element)
    looks = [look for part, look in words if part.strip(BLANKS)]
    first, settings = looks[0], styles.paragraph_format(element)
    name = styles.name(element)
    return Paragraph(
        marker + text.strip(BLANKS), ALIGNMENTS.get(value(settings.get("jc")), ""), first.size, first.font,
        is_bold=all(look.is_bold for look in looks), is_in_font=all(look.font == first.font for look in looks),
        is_red=bool(RED.fullmatch(first.color)), style=name, outline=outline_of(name, settings), level=level,
        marker=marker, indent=indent_of(settings, text, first),
        is_cell=next(element.iterancestors(f"{W}tc"), None) is not None,
    )


def outline_of(style: str, settings: dict) -> int:
    found = HEADING_STYLE.fullmatch(style)
    if found:
        return int(found[1])
    given = number(value(settings.get("outlineLvl")))
    return given + 1 if given is not None and 0 <= given < 9 else 0


def indent_of(settings: dict, text: str, look: Look) -> float:
    """How far from the left the words begin, in characters: by the paragraph's indent and by blanks."""
    indent = settings.get("ind")
    chars = sum(number(value(indent, name)) or 0 for name in ("leftChars", "firstLineChars")) / 100
    twips = sum(number(value(indent, name)) or 0 for name in ("left", "start", "firstLine"))
    blanks = text[: len(text) - len(text.lstrip(BLANKS))]
    return max(chars, twips / (look.size * 20)) + sum({"\t": 2, "\u3000": 1}.get(blank, 0.5) for blank in blanks)


def body_font(paragraphs: Iterable[Paragraph]) -> str:
    """The font in which most of the words are set."""
    found = Counter()
    for paragraph in paragraphs:
        found[paragraph.font] += len(paragraph.text)
    return found.most_common(1)[0][0] if found else ""


def heading_levels(paragraphs: list[Paragraph]) -> list[int]:
    """For each paragraph the number of its heading tag (2 to 4), or 0: no level used is left out."""
    font = body_font(paragraphs)
    found = [heading_level(paragraph, font) for paragraph in paragraphs]
    ranks = {level: min(rank, 4) for rank, level in enumerate(sorted({level for level in found if level}), 2)}
    return [ranks.get(level, 0) for level in found]


def heading_level(paragraph: Paragraph, font: str) -> int:
    """From 1; 0 for what is none. By style, or by number and look: 第一章 centred or heavy, 一、 and (一) heavy."""
    text = paragraph.plain
    if paragraph.is_cell:
        return 0
    if paragraph.outline:
        return paragraph.outline if len(text) <= MAX_HEADING else 0
    is_heavy = paragraph.is_bold or (
        paragraph.is_in_font and paragraph.font != font and bool(HEAVY.search(paragraph.font)))
    chapter = CHAPTER.fullmatch(text)
    if chapter and len(text) <= MAX_NUMBERED and (is_heavy or paragraph.alignment == "center"):
        return 2 if chapter[1] == "节" else 1
    if is_heavy and len(text) <= MAX_NUMBERED and NUMBERED.fullmatch(text) and text[-1] not in ";,:\uff1b\uff0c\uff1a":
        return 2 if text[0] in "(\uff08" else 1
    return 0


def is_caption(paragraph: Paragraph) -> bool:
    if paragraph.style in ("caption", "题注"):
        return True
    return paragraph.alignment == "center" and bool(CAPTION.match(paragraph.plain)) and len(paragraph.plain) <= 80


def styled(paragraphs: list[Paragraph]) -> Iterator[str]:
    """For each paragraph the name under which it is written: H2, Center, Right, Item1, Caption, or nothing."""
    for paragraph, heading in zip(paragraphs, heading_levels(paragraphs), strict=True):
        if heading:
            yield f"H{heading}"
        elif not paragraph.is_cell and is_caption(paragraph):
            yield "Caption"
        elif paragraph.level:
            yield f"Item{min(paragraph.level, 9)}"
        else:
            yield "" if paragraph.is_cell else paragraph.alignment.capitalize()
