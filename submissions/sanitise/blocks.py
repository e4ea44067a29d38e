"""Blocks: paragraphs, lists, tables. Puts what was found in one element into lawful shape and writes it as HTML."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

SECTIONS = ("thead", "tbody", "tfoot")
TABLE_PARTS = {*SECTIONS, "tr", "td", "th"}
NESTING = {"ul", "ol", "table", "blockquote"}
MAX_NESTING = 12

NUMBERED = re.compile(r"([0-9０-９]{1,4})[.．、)）]?|([a-z]|[A-Z]|[ivxlc]{2,8}|[IVXLC]{2,8})[.．、)）]")
BULLET = re.compile(r"[lnoquvwüØ¨àèÖ]|[^\w\s(（\[【<《]{1,2}")
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass
class Block:
    """A piece of the clean text. Leaves have `inner` HTML, containers have `children`.

    An `item` is a paragraph of a Word list with its level and marker, until neighbours become a list.
    """

    tag: str
    attributes: str = ""
    inner: str = ""
    children: list["Block"] = field(default_factory=list)
    has_words: bool = True
    level: int = 0
    marker: str = ""

    @property
    def is_plain(self) -> bool:
        return self.tag == "p" and not self.attributes

    @property
    def is_leaf(self) -> bool:
        return bool(self.inner) or self.tag == "hr"


def close_heading_gaps(blocks: list[Block]) -> list[Block]:
    """The highest heading used becomes h2, the next one h3: below the page's own h1 no level is left out."""
    found = list(headings(blocks))
    levels = {tag: f"h{number}" for number, tag in enumerate(sorted({block.tag for block in found}), 2)}
    for block in found:
        block.tag = levels[block.tag]
    return blocks


def headings(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.tag in ("h2", "h3", "h4"):
            yield block
        yield from headings(block.children)


def assemble(tag: str, attributes: str, blocks: list[Block]) -> list[Block]:
    """The blocks found in an element of this tag as that element; what may not stand in it comes before it."""
    if tag in ("td", "th"):
        return [Block(tag, attributes, children=flow(blocks))]
    if tag in ("ul", "ol"):
        return _list(tag, attributes, blocks)
    if tag in ("caption", "figcaption"):
        return _caption(tag, blocks)
    if tag == "tr":
        return _wrapped("tr", blocks, {"td", "th"})
    if tag in SECTIONS:
        return _wrapped(tag, blocks, {"tr"})
    if tag == "table":
        return _table(blocks)
    if tag == "figure":
        return _figure(blocks)
    children = flow(blocks)  # li, blockquote
    return [Block(tag, children=children)] if children else []


def flow(blocks: Iterable[Block]) -> list[Block]:
    """Blocks that may follow one another: parts of tables without a table lose it, items without a list get one."""
    found: list[Block] = []
    for block in _adopted(blocks):
        if block.tag == "li":
            if not (found and found[-1].tag == "ul" and found[-1].marker == "orphans"):
                found.append(Block("ul", marker="orphans"))
            found[-1].children.append(block)
        else:
            found.append(block)
    return _word_lists(found)


def _adopted(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.tag in TABLE_PARTS:
            yield from _adopted(block.children)
        elif block.tag in ("caption", "figcaption"):
            yield Block("p", inner=block.inner)
        else:
            yield block


def _wrapped(tag: str, blocks: list[Block], allowed: set[str]) -> list[Block]:
    strays = [block for block in blocks if block.tag not in allowed]
    return [*strays, Block(tag, children=[block for block in blocks if block.tag in allowed])]


def _list(tag: str, attributes: str, blocks: list[Block]) -> list[Block]:
    items: list[Block] = []
    for block in _adopted(blocks):
        if block.tag == "li":
            items.append(block)
        elif block.tag in ("ul", "ol") and items:
            items[-1].children.append(block)
        else:
            items.append(Block("li", children=block.children if block.tag == "item" else [block]))
    return [Block(tag, attributes, children=items)] if items else []


def _caption(tag: str, blocks: list[Block]) -> list[Block]:
    words = [block.inner for block in blocks if block.inner and block.tag != "figure"]
    others = [block for block in blocks if not block.inner or block.tag == "figure"]
    return [*others, Block(tag, inner=" ".join(words))] if words else others


def _table(blocks: list[Block]) -> list[Block]:
    rows: dict[str, list[Block]] = {section: [] for section in SECTIONS}
    captions, strays = [], []
    for block in blocks:
        if block.tag in SECTIONS:
            rows[block.tag] += block.children
        elif block.tag in ("tr", "td", "th"):
            rows["tbody"].append(block if block.tag == "tr" else Block("tr", children=[block]))
        elif block.tag == "caption" and not captions:
            captions.append(block)
        else:
            strays.append(block)
    if not any(row.children for section in rows.values() for row in section):
        return [*strays, *captions]
    sections = [Block(section, children=found) for section, found in rows.items() if found]
    return [*strays, Block("table", children=[*captions, *sections])]


def _figure(blocks: list[Block]) -> list[Block]:
    """Pictures with one caption; anything else in a figure stands by itself."""
    captions = [block for block in blocks if block.tag == "figcaption"]
    rest = [block for block in blocks if block.tag != "figcaption"]
    if not rest or len(captions) > 1 or any(block.tag != "p" or block.has_words for block in rest):
        return [*rest, *captions]
    caption = "".join(f"<figcaption>{block.inner}</figcaption>" for block in captions)
    return [Block("figure", inner=" ".join(block.inner for block in rest) + caption)]


def is_list_marker(marker: str) -> bool:
    """Can a list of HTML show this marker? 一、 (一) 第一条 ① 1.1 cannot be shown: they are cited and stay words."""
    return bool(NUMBERED.fullmatch(marker) or BULLET.fullmatch(marker))


def _word_lists(blocks: list[Block]) -> list[Block]:
    """Runs of Word's list paragraphs as nested lists. A number that does not follow begins a list of its own."""
    found: list[Block] = []
    stack: list[Block] = []
    for block in blocks:
        if block.tag != "item":
            stack = []
            found.append(block)
            continue
        while stack and stack[-1].level > block.level:
            stack.pop()
        if stack and stack[-1].level == block.level and not _goes_on(stack[-1], block.marker):
            stack.pop()
        if not stack or stack[-1].level < block.level:
            begun = _begun(block)
            (stack[-1].children[-1].children if stack else found).append(begun)
            stack.append(begun)
        stack[-1].children.append(Block("li", children=block.children))
    return found


def _begun(item: Block) -> Block:
    """An empty list that would show the item's marker."""
    numbered = NUMBERED.fullmatch(item.marker)
    if numbered is None:
        return Block("ul", level=item.level)
    letters = numbered[2] or ""
    kind = "1"
    if letters:
        kind = "i" if letters.lower() == "i" or len(letters) > 1 else "a"
        kind = kind.upper() if letters.isupper() else kind
    start = _number(item.marker, kind)
    return Block("ol", list_attributes(kind, str(start)), level=item.level, marker=f"{kind}{start}")


def _goes_on(current: Block, marker: str) -> bool:
    if current.tag == "ul":
        return NUMBERED.fullmatch(marker) is None
    return _number(marker, current.marker[0]) == int(current.marker[1:]) + len(current.children)


def _number(marker: str, kind: str) -> int | None:
    """The value of 3. c) iii. in a list of type 1, a or i; None when it is of another type."""
    numbered = NUMBERED.fullmatch(marker)
    digits, letters = numbered.groups() if numbered else (None, None)
    if kind == "1" or not letters:
        return int(digits) if digits and kind == "1" else None
    if letters.isupper() != kind.isupper():
        return None
    letters = letters.lower()
    if kind.lower() == "a":
        return ord(letters) - ord("a") + 1 if len(letters) == 1 else None
    values = [ROMAN.get(letter, 0) for letter in letters] + [0]
    return sum(-value if value < after else value for value, after in zip(values, values[1:], strict=False))


def list_attributes(kind: str, start: str) -> str:
    kind = kind if kind in ("a", "A", "i", "I") else ""
    start = start if re.fullmatch("[1-9][0-9]{0,3}", start) and start != "1" else ""
    return (f' type="{kind}"' if kind else "") + (f' start="{start}"' if start else "")


def cell_attributes(tag: str, given: dict[str, str]) -> str:
    spans = {name: given.get(name, "").strip() for name in ("colspan", "rowspan")}
    found = {name: span for name, span in spans.items() if re.fullmatch("[1-9][0-9]{0,2}", span) and span != "1"}
    if tag == "th" and given.get("scope") in ("row", "col", "rowgroup", "colgroup"):
        found["scope"] = given["scope"]
    return "".join(f' {name}="{value}"' for name, value in found.items())


def to_html(blocks: list[Block], depth: int = 0) -> str:
    """The blocks as HTML. Beyond `MAX_NESTING` lists, tables and quotations in one another, paragraphs remain."""
    return "".join(_written(block, depth) for block in _shallow(blocks, depth))


def _continued(blocks: list[Block]) -> list[Block]:
    """Neighbouring lists as one where the second goes on: Word online gives each item a list of its own."""
    found: list[Block] = []
    for block in blocks:
        if found and _goes_on_in(found[-1], block):
            last = found[-1]
            found[-1] = Block(last.tag, last.attributes, children=last.children + block.children)
        else:
            found.append(block)
    return found


def _goes_on_in(last: Block, block: Block) -> bool:
    if block.tag == last.tag == "ol":
        start, kind = _first(last)
        return _first(block) == (start + len(last.children), kind)
    return block.tag == last.tag == "ul"


def _first(ordered: Block) -> tuple[int, str]:
    """The number and type of a list's first item."""
    start = re.search('start="([0-9]+)"', ordered.attributes)
    kind = re.search('type="(.)"', ordered.attributes)
    return int(start[1]) if start else 1, kind[1] if kind else "1"


def _shallow(blocks: list[Block], depth: int) -> Iterator[Block]:
    for block in _continued(blocks):
        if block.tag in NESTING and depth >= MAX_NESTING:
            yield from _leaves(block)
        else:
            yield block


def _leaves(block: Block) -> Iterator[Block]:
    waiting = [block]
    while waiting:
        block = waiting.pop()
        if block.is_leaf:
            yield Block("p", inner=block.inner) if block.tag == "caption" else block
        waiting += reversed(block.children)


def _written(block: Block, depth: int) -> str:
    if block.tag == "hr":
        return "<hr>"
    depth += block.tag in NESTING
    children = list(_shallow(block.children, depth))
    inner = block.inner
    plain = [child.is_plain for child in children]
    if block.tag in ("li", "td", "th") and plain[:1] == [True] and plain.count(True) == 1:
        inner, children = children[0].inner, children[1:]
    inner += "".join(_written(child, depth) for child in children)
    return f"<{block.tag}{block.attributes}>{inner}</{block.tag}>"
