"""Tables before they are written: frames and empty tables go, header rows are marked, deep nesting is flattened."""

from collections.abc import Callable

from lxml import etree

from submissions.word.names import W, is_on, number, unwrap, value
from submissions.word.objects import PICTURE
from submissions.word.tidying import words_of

MAX_DEPTH = 4
MAX_SPAN = 60


def settle_tables(story: etree._Element, is_heavy: Callable[[etree._Element], bool]) -> None:
    """`is_heavy` tells of a paragraph whether all of it stands out, as the words of a header row do."""
    for table in list(story.iter(f"{W}tbl")):
        drop_strays(table)
    for table in reversed(list(story.iter(f"{W}tbl"))):
        if not words_of(table).strip() and next(table.iter(PICTURE), None) is None:
            table.getparent().remove(table)
        elif len(table) == 1 and len(table[0].findall(f"{W}tc")) == 1 or depth_of(table) > MAX_DEPTH:
            flatten(table)
    for table in story.iter(f"{W}tbl"):
        mark_header(table, is_heavy)
        for cell in table.iterfind(f"{W}tr/{W}tc"):
            settle_cell(cell)


def drop_strays(table: etree._Element) -> None:
    """Of a table rows stay, of a row its cells and properties."""
    table[:] = [row for row in table if row.tag == f"{W}tr"]
    for row in table:
        row[:] = [part for part in row if part.tag in (f"{W}trPr", f"{W}tc")]


def depth_of(table: etree._Element) -> int:
    return 1 + sum(1 for _ in table.iterancestors(f"{W}tbl"))


def flatten(table: etree._Element) -> None:
    """The blocks of the cells in place of the table."""
    table[:] = [block for cell in table.iterfind(f"{W}tr/{W}tc") for block in cell
                if block.tag in (f"{W}p", f"{W}tbl")]
    unwrap(table)


def mark_header(table: etree._Element, is_heavy: Callable[[etree._Element], bool]) -> None:
    """The rows that say so, or a first row of words that all stand out, with the rows that its cells reach into."""
    rows = list(table)
    count = next((at for at, row in enumerate(rows) if not is_on(row.find(f"{W}trPr/{W}tblHeader"))), len(rows))
    if not count and len(rows) > 1 and all(is_header_cell(cell, is_heavy) for cell in rows[0].findall(f"{W}tc")):
        count = 1
    while 0 < count < len(rows) and any(is_continued(cell) for cell in rows[count].findall(f"{W}tc")):
        count += 1
    for at, row in enumerate(rows):
        row[:] = row.findall(f"{W}tc")
        if at < count < len(rows):
            etree.SubElement(row, f"{W}trPr").append(etree.Element(f"{W}tblHeader"))


def is_header_cell(cell: etree._Element, is_heavy: Callable[[etree._Element], bool]) -> bool:
    words = [paragraph for paragraph in cell.iterfind(f"{W}p") if words_of(paragraph).strip()]
    return bool(words) and all(map(is_heavy, words)) and cell.find(f"{W}tbl") is None


def is_continued(cell: etree._Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and value(merge) in ("", "continue")


def settle_cell(cell: etree._Element) -> None:
    """Of a cell's properties stay how far it reaches."""
    span = min(max(number(value(cell.find(f"{W}tcPr/{W}gridSpan"))) or 1, 1), MAX_SPAN)
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    properties = etree.Element(f"{W}tcPr")
    if span > 1:
        etree.SubElement(properties, f"{W}gridSpan", {f"{W}val": str(span)})
    if merge is not None:
        properties.append(merge)
    cell[:] = [properties, *(block for block in cell if block.tag in (f"{W}p", f"{W}tbl"))]
