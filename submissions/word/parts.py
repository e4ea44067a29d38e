"""The parts of an official document (GB/T 9704-2012) among its paragraphs: head, title, addressee, signature, imprint.

A part that is not plainly there is not found: better nothing than something wrong.
"""

from dataclasses import dataclass, replace

from submissions.word.forms import (
    ADDRESSED,
    ADDRESSEE,
    BRACKETED_DATE,
    BYLINE,
    CHAPTER,
    DATE_LINE,
    GENRES,
    HEAD,
    HEAD_LINE,
    IMPRINT_LINE,
    NO_ADDRESSEE,
    NUMBER_LINE,
    NUMBERED,
    ORGAN,
    PRINTED,
    SECRECY,
)
from submissions.word.layout import Paragraph

MAX_HEAD, MAX_TITLE_LINES, MAX_TITLE, MAX_SIGNERS = 10, 5, 120, 6
TITLE_STYLES = {"title", "标题", "文章标题", "公文标题", "大标题"}
TITLE_SIZE = 18  # 小二; the standard's own title is 二号, 22
PUSHED = 6


@dataclass(frozen=True)
class Parts:
    """Numbers of the paragraphs of each part; empty where there is none. `secrecy` never leaves the body."""

    head: tuple[int, ...] = ()
    secrecy: tuple[int, ...] = ()
    number: tuple[int, ...] = ()
    title: tuple[int, ...] = ()
    addressee: tuple[int, ...] = ()
    signature: tuple[int, ...] = ()
    date: tuple[int, ...] = ()
    imprint: tuple[int, ...] = ()
    byline: tuple[int, ...] = ()

    @property
    def outside(self) -> set[int]:
        """What the page shows elsewhere, or not at all."""
        return {*self.head, *self.number, *self.title, *self.imprint, *self.byline}


def pushed_right(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """A date alone in its line that was moved right by blanks or an indent, and the organs above it, stand right."""
    found = list(paragraphs)
    for at in reversed(range(len(found))):
        one = found[at]
        is_signer = at + 1 < len(found) and found[at + 1].alignment == "right" and ORGAN.fullmatch(one.plain)
        if not one.alignment and one.indent >= PUSHED and (DATE_LINE.fullmatch(one.plain) or is_signer):
            found[at] = replace(one, alignment="right")
    return found


def find_parts(paragraphs: list[Paragraph]) -> Parts:
    texts = [paragraph.plain for paragraph in paragraphs]
    above = _above(texts)
    title = _title(paragraphs, texts, above)
    after = title[-1] + 1 if title else above
    below = next((at for at in (after, after + 1) if at < len(texts) and title and NUMBER_LINE.fullmatch(texts[at])),
                 None)
    head = [at for at in range(above) if HEAD.fullmatch(texts[at]) or HEAD_LINE.fullmatch(texts[at])]
    numbers = [at for at in range(above) if NUMBER_LINE.fullmatch(texts[at])] or ([] if below is None else [below])
    imprint = _imprint(texts)
    signature, day = _signed(paragraphs, texts, after)
    return Parts(
        tuple(head), tuple(at for at in range(above) if SECRECY.fullmatch(texts[at])), tuple(numbers[:1]), title,
        _addressee(texts, after) if title else (), signature, day or _dated(texts, title), imprint,
        _byline(texts, after) if title else (),
    )


def _above(texts: list[str]) -> int:
    """Where the head ends: number of copies, secrecy, urgency, the red name, the document's number, who signed."""
    for at, text in enumerate(texts[:MAX_HEAD]):
        if not any(form.fullmatch(text) for form in (HEAD, HEAD_LINE, NUMBER_LINE, SECRECY)):
            return at
    return min(len(texts), MAX_HEAD)


def _title(paragraphs: list[Paragraph], texts: list[str], start: int) -> tuple[int, ...]:
    """The first paragraph after the head, if it looks like a title, and the lines of the same look below it."""
    if start >= len(paragraphs) or not _is_title(paragraphs[start]):
        return ()
    end = start + 1
    while end < min(start + MAX_TITLE_LINES, len(paragraphs)) and _goes_on(paragraphs[start], paragraphs[end],
                                                                           "".join(texts[start:end])):
        end += 1
    return tuple(range(start, end)) if len("".join(texts[start:end])) <= MAX_TITLE else ()


def _is_title(paragraph: Paragraph) -> bool:
    if paragraph.is_cell or _is_other(paragraph.plain) or len(paragraph.plain) > MAX_TITLE:
        return False
    return (paragraph.alignment == "center" or paragraph.style in TITLE_STYLES or paragraph.outline == 1
            or (paragraph.size >= TITLE_SIZE and len(paragraph.plain) <= MAX_TITLE // 2))


def _is_other(text: str) -> bool:
    return bool(NUMBERED.fullmatch(text) or CHAPTER.fullmatch(text) or NUMBER_LINE.fullmatch(text)
                or DATE_LINE.fullmatch(text) or BRACKETED_DATE.fullmatch(text) or text[0] in "(\uff08—"
                or text[-1] in "。:\uff1a;\uff1b")


def _goes_on(first: Paragraph, line: Paragraph, so_far: str) -> bool:
    text = line.plain
    is_whole = so_far.endswith(GENRES) and not text.startswith("的")
    return line.look == first.look and not line.is_cell and not is_whole and not _is_other(text)


def _addressee(texts: list[str], start: int) -> tuple[int, ...]:
    """The first paragraph below the title that is neither number nor date, when it calls on somebody."""
    for at in range(start, min(start + 3, len(texts))):
        text = texts[at]
        if NUMBER_LINE.fullmatch(text) or BRACKETED_DATE.fullmatch(text) or DATE_LINE.fullmatch(text):
            continue
        is_found = ADDRESSEE.fullmatch(text) and ADDRESSED.search(text) and not NO_ADDRESSEE.search(text)
        return (at,) if is_found else ()
    return ()


def _signed(paragraphs: list[Paragraph], texts: list[str], start: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The first date that stands alone at the right, and the organs above it."""
    for at in range(start, len(texts)):
        if not DATE_LINE.fullmatch(texts[at]) or paragraphs[at].is_cell or paragraphs[at].alignment != "right":
            continue
        first = at
        while first > max(start, at - MAX_SIGNERS) and ORGAN.fullmatch(texts[first - 1]) and (
                paragraphs[first - 1].alignment == "right"):
            first -= 1
        return tuple(range(first, at)), (at,)
    return (), ()


def _dated(texts: list[str], title: tuple[int, ...]) -> tuple[int, ...]:
    """The date in brackets below the title."""
    below = range(title[-1] + 1, min(title[-1] + 4, len(texts))) if title else ()
    return next(((at,) for at in below if BRACKETED_DATE.fullmatch(texts[at])), ())


def _byline(texts: list[str], start: int) -> tuple[int, ...]:
    """来源 and 作者 of a piece of news, in one of the lines below its title."""
    return next(((at,) for at in range(start, min(start + 3, len(texts))) if BYLINE.fullmatch(texts[at])), ())


def _imprint(texts: list[str]) -> tuple[int, ...]:
    """The last lines: copies to, printed by. Only where one says by whom and when it was printed."""
    first, is_printed = len(texts), False
    while first:
        text = texts[first - 1]
        is_printer = first < len(texts) and PRINTED.fullmatch(texts[first]) and ORGAN.fullmatch(text)
        if not (PRINTED.fullmatch(text) or IMPRINT_LINE.fullmatch(text) or is_printer):
            break
        first -= 1
        is_printed = is_printed or bool(PRINTED.fullmatch(text))
    return tuple(range(first, len(texts))) if is_printed else ()
