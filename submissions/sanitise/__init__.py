"""Clean, semantic HTML out of whatever an officer pasted.

`reader` walks the pasted tree once and collects `blocks` (paragraphs, lists, tables) that hold `runs` (words of one
format); they are written as a new text that holds nothing else. Reading that text gives the same blocks and runs, so a
second cleaning changes nothing. The allow-list made from the editor's `buttons` has the last word.
"""

import re
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import unquote

from lxml import etree

from submissions.sanitise.blocks import close_heading_gaps, to_html
from submissions.sanitise.buttons import BUTTONS, CLASSES, GATE, TAGS, TOOLBAR, Button
from submissions.sanitise.reader import BLOCKS, Reader
from submissions.sanitise.runs import JUNK

NOTES = {
    "pictures": "正文里有 {} 张图片不是上传到本站的,已去掉;请用编辑器的“插入/编辑图片”重新上传。",
    "files": "正文里有 {} 个链接指向电脑里的文件,公众打不开,已去掉链接;请把文件作为附件上传。",
    "frames": "正文里有 {} 个嵌入的视频、音频或网页,已去掉;请改用链接。",
    "forms": "正文里有 {} 个表单,已去掉;需要填写的表格请作为附件上传。",
    "scripts": "正文里的脚本代码已去掉。",
    "revisions": "粘贴的内容带有修订痕迹:标为删除的文字已去掉,插入的文字已保留。",
    "depth": "粘贴的内容嵌套层次过多,只保留了文字;请检查排版。",
}
FILE_ADDRESS = re.compile(r"/files/([0-9]{1,18})/[^/?#]+(?:[?#].*)?")

LEGACY = re.compile(r"<(/?)(b|i|html|body)(?=[\s/>])", re.IGNORECASE)
LEGACY_NAMES = {"b": "strong", "i": "em", "html": "div", "body": "div"}
"""Tags at which the parser would end too early: it closes <b> before <p>, and stops at </body>."""


@dataclass(frozen=True)
class Cleaned:
    """The clean HTML, and what the writer should be told was left out (Chinese sentences)."""

    html: str
    notes: tuple[str, ...] = ()


def clean(raw: str) -> Cleaned:
    """Word, WPS and web markup to the editor's own tags. Idempotent: cleaning the result changes nothing."""
    reader = Reader()
    root, is_whole = _tree(raw)
    if not is_whole:
        root = _words_alone(raw)
        reader.counts["depth"] += 1
    html = GATE.clean(to_html(close_heading_gaps(reader.read(root))))
    notes = (sentence.format(reader.counts[key]) for key, sentence in NOTES.items() if reader.counts[key])
    return Cleaned(html, tuple(notes))


def text_of(html: str) -> str:
    """The words of a text without markup: one line a block, a table's row being one block."""
    return "\n".join(lines(html))


def lines(html: str, *, with_addresses: bool = False) -> list[str]:
    """The lines of `text_of`; `with_addresses` also shows where links lead, which pictures there are, and cells."""
    found: list[str] = []
    words: list[str] = []
    rows = 0
    for event, element in etree.iterwalk(_tree(html)[0], events=("start", "end")):
        tag, is_start = element.tag, event == "start"
        if tag == "tr" and not is_start:
            rows -= 1
        if rows and (tag in BLOCKS or tag == "br"):
            is_next_cell = tag in ("td", "th") and is_start and element.getprevious() is not None
            words.append(" | " if with_addresses and is_next_cell else " ")
        elif tag in BLOCKS or tag == "br":
            found.append("".join(words))
            words.clear()
        if tag == "tr" and is_start:
            rows += 1
        if with_addresses and not is_start:
            words.append(_shown_address(element))
        words.append((element.text if is_start else element.tail) or "")
    settled = (" ".join(line.split()) for line in [*found, "".join(words)])
    return [line for line in settled if line.strip("| ")]


def _shown_address(element) -> str:
    if element.tag == "img":
        shown = [unquote(element.get("src") or "").removeprefix("/files/"), element.get("alt") or ""]
        return f"[图片:{','.join(filter(None, shown))}]"
    if element.tag == "a" and element.get("href"):
        return f"[链接:{element.get('href')}]"
    return ""


def file_numbers(html: str) -> set[int]:
    """Numbers of the uploaded files and pictures that a text shows or links to."""
    if "/files/" not in html:
        return set()
    addresses = (element.get("src") or element.get("href") or "" for element in _tree(html)[0].iter("img", "a"))
    return {int(found[1]) for address in addresses if (found := FILE_ADDRESS.fullmatch(address))}


def pictures_without_alt(html: str) -> int:
    return sum(1 for picture in _tree(html)[0].iter("img") if not (picture.get("alt") or "").strip())


def _tree(html: str) -> tuple[etree._Element, bool]:
    """The parsed text, and whether all of it was read: the parser stops at 2,048 elements in one another."""
    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    text = LEGACY.sub(lambda found: f"<{found[1]}{LEGACY_NAMES[found[2].lower()]}", JUNK.sub("", html))
    root = etree.fromstring(f"<div>{text}", parser)
    error = parser.error_log.last_error
    return root, error is None or error.type_name != "ERR_RESOURCE_LIMIT"


def _words_alone(raw: str) -> etree._Element:
    words = unescape(re.sub("<[^<>]*>", "\n", raw)).splitlines()
    return _tree("".join(f"<p>{escape(line)}</p>" for line in words))[0]


__all__ = ["BUTTONS", "CLASSES", "TAGS", "TOOLBAR", "Button", "Cleaned", "clean", "file_numbers", "lines",
           "pictures_without_alt", "text_of"]
