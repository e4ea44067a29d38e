"""Reads the pasted tree: what Word, WPS, LibreOffice, WeChat and web pages mean by their markup."""

import re
from collections import Counter
from functools import lru_cache
from html import escape
from typing import NamedTuple

from lxml import etree

from submissions.sanitise import blocks as shape
from submissions.sanitise.blocks import Block
from submissions.sanitise.buttons import GATE, SCHEMES
from submissions.sanitise.runs import BLANKS, JUNK, OBJECT, Run, has_words, labelled, paragraphs, to_html

DROPPED = dict.fromkeys(
    "style title head xml template noscript svg math canvas select option textarea button input map".split(), ""
) | {
    "script": "scripts", "form": "forms", "del": "revisions",
    **dict.fromkeys("iframe object embed applet video audio frame frameset".split(), "frames"),
}
"""Elements whose content goes with them, and the note that tells the writer."""

MARK_OF = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "sup": "sup", "sub": "sub"}
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
CONTAINERS = {"ul": "ul", "ol": "ol", "menu": "ul", "dir": "ul"} | {
    tag: tag for tag in "li table caption thead tbody tfoot tr td th blockquote figure figcaption".split()}
PREFORMATTED = {"pre", "listing", "xmp", "plaintext"}
BLOCKS = {*HEADINGS, *CONTAINERS, *PREFORMATTED} | set(
    "p div section article aside header footer main nav center address dl dt dd fieldset legend details summary hgroup"
    " body html hr".split())
ALIGNMENTS = {"center": "center", "-webkit-center": "center", "middle": "center", "text-center": "center",
              "right": "right", "-webkit-right": "right", "end": "right", "text-right": "right",
              "left": "", "start": "", "justify": ""}

OWN_FILE = re.compile(r"(?:(?:https?:)?//[^/?#\\]+/|/|(?:\.\./)+)(files/[0-9]{1,18}/[^/?#\\]+)(?:\?[^#]*)?(#.*)?")
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


class Context(NamedTuple):
    """What the elements around say about the words within: their format and their paragraph."""

    marks: frozenset[str] = frozenset()
    link: tuple[str, str] | None = None
    align: str = ""
    kind: str = "p"
    is_pre: bool = False
    list_level: int = 0


class Reader:
    """Walks the pasted tree once and collects blocks; `counts` holds what the writer should be told."""

    def __init__(self):
        self.counts = Counter()
        self.containers: list[list[Block]] = [[]]
        self.context = Context()
        self.runs: list[Run | None] = []  # None is a line break
        self.marker = ""
        self.frames: list[tuple[Context, str]] = []

    def read(self, root) -> list[Block]:
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._end(element)
                self._words(element.tail)
            elif self._start(element, _style(element.get("style") or "")):
                self._words(element.text)
            else:
                walker.skip_subtree()
        self._flush()
        return shape.flow(self.containers[0])

    def _start(self, element, style: dict[str, str]) -> bool:
        """Take in an element; False leaves its content out."""
        tag = element.tag
        if self._is_unwanted(element, style) or self._is_marker(element, style):
            self.frames.append((self.context, ""))
            return False
        if tag in BLOCKS:
            self._flush()
        self.frames.append((self.context, tag))
        self.context = self._inside(element, style)
        if tag in CONTAINERS:
            self.containers.append([])
        elif tag == "hr":
            self.containers[-1].append(Block("hr"))
        elif tag == "br":
            self.runs.append(None)
        elif tag == "img":
            self._picture(element)
        return True

    def _end(self, element) -> None:
        context, tag = self.frames.pop()
        if tag in BLOCKS:
            self._flush()
        if tag in CONTAINERS:
            given = {name: JUNK.sub("", value) for name, value in element.attrib.items()}
            attributes = ""
            if tag == "ol":
                attributes = shape.list_attributes(given.get("type", ""), given.get("start", ""))
            elif tag in ("td", "th"):
                attributes = shape.cell_attributes(tag, given)
            found = self.containers.pop()
            self.containers[-1] += shape.assemble(CONTAINERS[tag], attributes, found)
        self.context = context

    def _is_unwanted(self, element, style: dict[str, str]) -> bool:
        """Code, frames, forms; tracked deletions, hidden text, Word's notes and running titles, rows without height."""
        tag = element.tag
        if tag in DROPPED:
            self.counts[DROPPED[tag]] += 1
            return True
        if tag == "ins":
            self.counts["revisions"] += 1
        return (
            style.get("display") == "none" or style.get("mso-hide") == "all" or "hidden" in element.attrib
            or style.get("mso-element") in ("comment-list", "comment", "header", "footer")
            or "MsoCommentReference" in (element.get("class") or "")
            or (tag == "tr" and element.get("height") == "0")
        )

    def _is_marker(self, element, style: dict[str, str]) -> bool:
        """Is this the number or bullet of a Word list? Then it is remembered and its element left out."""
        is_filtered = (  # Word's "filtered" HTML marks it only by the narrow blanks at its end
            self.context.list_level and not self.runs and not self.marker and len(element) > 0
            and _style(element[-1].get("style") or "").get("font", "").startswith("7.0pt")
            and not "".join(element[-1].itertext()).strip()
        )
        if is_filtered or style.get("mso-list") == "ignore":
            is_drawn = element.find(".//img") is not None
            self.marker += "•" if is_drawn else JUNK.sub("", "".join(element.itertext()))
            return True
        return False

    def _inside(self, element, style: dict[str, str]) -> Context:
        """The context of what the element holds."""
        tag, context = element.tag, self.context
        if tag in CONTAINERS:
            keeps = tag in ("thead", "tbody", "tfoot", "tr", "td", "th")
            context = context._replace(kind="p", list_level=0, align=context.align if keeps else "")
        if tag in BLOCKS:
            context = context._replace(
                align=_alignment(element, style, context.align), kind=HEADINGS.get(tag, context.kind),
                is_pre=context.is_pre or tag in PREFORMATTED,
                list_level=_list_level(element, style) if tag == "p" else 0,
            )
        if tag == "a":
            context = context._replace(link=self._link(element))
        marks = _marks(context.marks, tag, style)
        return context if marks == context.marks else context._replace(marks=marks)

    def _words(self, text: str | None) -> None:
        text = JUNK.sub("", text or "")
        for number, line in enumerate(text.split("\n") if self.context.is_pre else [text]):
            if number:
                self.runs.append(None)
            if line:
                self.runs.append(Run(line, self.context.marks, self.context.link))

    def _picture(self, element) -> None:
        own = OWN_FILE.fullmatch(_attribute(element, "src"))
        if own is None:
            self.counts["pictures"] += 1
            return
        sizes = "".join(f' {side}="{element.get(side)}"' for side in ("width", "height")
                        if re.fullmatch("[1-9][0-9]{0,4}", element.get(side) or ""))
        markup = f'<img src="/{escape(own[1])}" alt="{escape(_attribute(element, "alt"))}"{sizes}>'
        self.runs.append(Run(OBJECT, link=self.context.link, markup=markup))

    def _link(self, element) -> tuple[str, str] | None:
        """Where the link leads and its title; None for anchors within the page and for what may not be linked."""
        href = JUNK.sub("", re.sub("[\t\r\n]", "", element.get("href") or "")).strip(BLANKS)
        scheme = SCHEME.match(href)
        if href.startswith("\\\\") or (scheme and (len(scheme[1]) == 1 or scheme[1].lower() == "file")):
            self.counts["files"] += 1
            return None
        if not href or href.startswith("#") or (scheme and scheme[1].lower() not in SCHEMES):
            return None
        if href.startswith("../") and (own := OWN_FILE.fullmatch(href)):
            href = f"/{own[1]}{own[2] or ''}"
        return (href, _attribute(element, "title")) if _may_link(href) else None

    def _flush(self) -> None:
        """The words so far are a paragraph, or several."""
        runs, marker, context = self.runs, self.marker, self.context
        self.runs, self.marker = [], ""
        label = marker.strip()
        is_item = bool(context.kind == "p" and context.list_level and shape.is_list_marker(label))
        if label and not is_item:
            runs = labelled(runs, label + _gap_after(marker))
        found = [_paragraph(group, context) for group in paragraphs(runs)]
        if is_item and found:
            found = [Block("item", children=found, level=context.list_level, marker=label)]
        self.containers[-1] += found


def _paragraph(runs: list[Run], context: Context) -> Block:
    """A paragraph or heading. Headings are bold by themselves, and without words they are none."""
    words = has_words(runs)
    if context.kind != "p" and words:
        runs = [run._replace(marks=run.marks - {"strong"}) for run in runs]
        return Block(context.kind, inner=to_html(runs))
    attributes = f' class="{context.align}"' if context.align else ""
    return Block("p", attributes, to_html(runs), has_words=words)


@lru_cache(4096)
def _style(text: str) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in text.lower().split(";") if ":" in part)
    return {name.strip(): value.replace("!important", "").strip() for name, value in pairs}


@lru_cache(1024)
def _may_link(href: str) -> bool:
    """Does the sanitiser itself let this address pass?"""
    return "href=" in GATE.clean(f'<a href="{escape(href)}">')


def _attribute(element, name: str) -> str:
    return " ".join(JUNK.sub("", element.get(name) or "").split())


def _alignment(element, style: dict[str, str], inherited: str) -> str:
    if element.tag in ("table", "hr"):
        return ""
    names = (style.get("text-align", ""), (element.get("align") or "").lower(), *(element.get("class") or "").split())
    inherited = "center" if element.tag == "center" else inherited
    return next((ALIGNMENTS[name] for name in names if name in ALIGNMENTS), inherited)


def _list_level(element, style: dict[str, str]) -> int:
    found = re.search(r"level([1-9])", style.get("mso-list", ""))
    if found:
        return int(found[1])
    return 1 if (element.get("class") or "").startswith("MsoListParagraph") else 0


def _marks(marks: frozenset[str], tag: str, style: dict[str, str]) -> frozenset[str]:
    mark = MARK_OF.get(tag) or {"super": "sup", "sub": "sub"}.get(style.get("vertical-align", ""))
    if mark:
        marks = (marks - {"sup", "sub"} if mark in ("sup", "sub") else marks) | {mark}
    weight, slant = style.get("font-weight", ""), style.get("font-style", "")
    if weight:
        is_bold = weight.startswith("bold") or weight in ("600", "700", "800", "900")
        marks = marks | {"strong"} if is_bold else marks - {"strong"}
    if slant:
        marks = marks | {"em"} if slant.startswith(("italic", "oblique")) else marks - {"em"}
    return marks


def _gap_after(marker: str) -> str:
    """What stands between a number and its text: nothing after 、, a blank after 1.1, a wide one after 第一条."""
    label = marker.strip()
    if marker.endswith(label) or label[-1] in "、．。::)）":
        return ""
    return " " if label[-1].isascii() else "\u3000"
