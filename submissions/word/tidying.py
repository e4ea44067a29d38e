"""Takes out of a story (the body, the notes) what readers are not meant to see, and what only wraps other things.

Tracked deletions, comments, hidden words, contents and page numbers go; insertions and the results of other fields
stay. Afterwards paragraphs hold runs and links, tables hold rows of cells. Nothing here calls itself: the depth of a
hostile file costs nothing.
"""

import re
from collections import Counter

from lxml import etree

from submissions.word.names import MC, A, M, R, V, W, remove, unwrap, value
from submissions.word.styles import Styles

WRAPPERS = [W + name for name in "ins moveTo smartTag customXml sdt sdtContent dir bdo".split()]
SIDE_NOTES = [W + name for name in "sdtPr sdtEndPr customXmlPr smartTagPr".split()]
SHOWN = [f"{W}txbxContent", f"{A}blip", f"{W}t"]
DROPPED_FIELDS = {"TOC", "PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "INDEX", "XE", "TC"}
LINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]+))')
CONTENTS_STYLE = re.compile("(toc|目录) ?([1-9]|heading|标题)")
CONTENTS_TITLE = re.compile("目[\\s\u3000]*录")


def tidy(story: etree._Element, links: dict[str, tuple[str, bool]], styles: Styles, counts: Counter) -> None:
    """Puts the story in order. `links` leads relations to addresses; `counts` gathers what is told to the writer."""
    choose_alternatives(story)
    drop_deleted(story, counts)
    drop_comments(story, counts)
    for element in list(story.iter(f"{W}sdt")):
        if element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            remove(element)
    for element in list(story.iter(*SIDE_NOTES)):
        remove(element)
    for element in list(story.iter(*WRAPPERS)):
        unwrap(element)
    drop_readings(story)
    resolve_links(story, links)
    drop_hidden(story, styles, counts)
    resolve_fields(story, counts)
    drop_contents(story, styles, counts)
    for element in list(story.iter(f"{W}altChunk", f"{W}subDoc")):
        counts["objects"] += 1
        remove(element)


def choose_alternatives(story: etree._Element) -> None:
    """Of the ways in which a thing is stored twice, the first that holds words or a picture."""
    for element in reversed(list(story.iter(f"{MC}AlternateContent"))):
        branches = [each for each in element if each.tag in (f"{MC}Choice", f"{MC}Fallback")]
        for branch in branches:
            if next(branch.iter(*SHOWN, f"{V}imagedata"), None) is not None:
                element[:] = list(branch)
                unwrap(element)
                break
        else:
            remove(element)


def drop_deleted(story: etree._Element, counts: Counter) -> None:
    if next(story.iter(*(W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellDel"))), None) is not None:
        counts["revisions"] = 1
    marks = []
    for element in list(story.iter(f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}cellDel")):
        holder = element.getparent()
        if holder is None:
            continue
        if holder.tag == f"{W}rPr":
            marks += [holder.getparent().getparent()] if holder.getparent().tag == f"{W}pPr" else []
        elif holder.tag == f"{W}trPr":
            remove(holder.getparent())
        elif element.tag == f"{W}cellDel":
            holder.getparent()[:] = [holder]
        else:
            remove(element)
    for paragraph in marks:
        join_to_next(paragraph)


def join_to_next(paragraph: etree._Element) -> None:
    """Its end was deleted: what is left of it belongs to the paragraph after it."""
    after = paragraph.getnext()
    if after is None or after.tag != f"{W}p":
        return
    at = 1 if after.find(f"{W}pPr") is not None else 0
    after[at:at] = [each for each in paragraph if each.tag != f"{W}pPr"]
    remove(paragraph)


def drop_comments(story: etree._Element, counts: Counter) -> None:
    for element in list(story.iter(f"{W}commentReference")):
        counts["comments"] += 1
        remove(element)


def drop_readings(story: etree._Element) -> None:
    """Characters with their pronunciation above them: the characters stay."""
    for element in list(story.iter(f"{W}ruby")):
        run, base = element.getparent(), element.find(f"{W}rubyBase")
        run[:] = [] if base is None else list(base)
        unwrap(run)


def resolve_links(story: etree._Element, links: dict[str, tuple[str, bool]]) -> None:
    """Links carry their address; those to places in the document are words."""
    for element in list(story.iter(f"{W}hyperlink")):
        address, is_outside = links.get(element.get(f"{R}id") or "", ("", False))
        wrap_in_link(element, address if is_outside else "")


def wrap_in_link(element: etree._Element, address: str) -> None:
    """The element as a link, or its children alone: without an address, and inside another link."""
    if not address or next(element.iterancestors(f"{W}hyperlink"), None) is not None:
        unwrap(element)
        return
    element.tag = f"{W}hyperlink"
    element.attrib.clear()
    element.set("href", address)


def drop_hidden(story: etree._Element, styles: Styles, counts: Counter) -> None:
    for run in list(story.iter(f"{W}r")):
        if styles.look(run, next(run.iterancestors(f"{W}p"), None)).is_hidden:
            counts["hidden"] += bool(words_of(run).strip())
            remove(run)


def words_of(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t", f"{M}t"))


def resolve_fields(story: etree._Element, counts: Counter) -> None:
    """Fields become their results: links where they lead somewhere, nothing where they make contents or pages."""
    for element in list(story.iter(f"{W}fldSimple")):
        instruction = value(element, "instr")
        if is_dropped(instruction, counts):
            remove(element)
        else:
            wrap_in_link(element, address_of(instruction))
    opened: list[str] = []
    for run in list(story.iter(f"{W}r")):
        for element in list(run):
            if element.tag == f"{W}fldChar":
                follow(opened, value(element, "fldCharType"))
                remove(element)
            elif element.tag == f"{W}instrText":
                if opened:
                    opened[-1] += element.text or ""
                remove(element)
            elif any(is_dropped(instruction, counts) for instruction in opened):
                remove(element)
        address = next(filter(None, map(address_of, reversed(opened))), "")
        if address and next(run.iterancestors(f"{W}hyperlink"), None) is None:
            link = etree.Element(f"{W}hyperlink", href=address)
            run.getparent().replace(run, link)
            link.append(run)


def follow(opened: list[str], kind: str) -> None:
    if kind == "begin":
        opened.append("")
    elif kind == "end" and opened:
        opened.pop()


def is_dropped(instruction: str, counts: Counter) -> bool:
    name = instruction.split()[0].upper() if instruction.strip() else ""
    if name == "TOC":
        counts["contents"] = 1
    return name in DROPPED_FIELDS


def address_of(instruction: str) -> str:
    found = LINK.match(instruction)
    return (found[1] or found[2] or "") if found else ""


def drop_contents(story: etree._Element, styles: Styles, counts: Counter) -> None:
    """What is left of contents: lines in their style, and the word above them."""
    for paragraph in list(story.iter(f"{W}p")):
        if CONTENTS_STYLE.fullmatch(styles.name(paragraph)):
            counts["contents"] = 1
            remove(paragraph)
    if counts["contents"]:
        for paragraph in list(story.iter(f"{W}p")):
            if CONTENTS_TITLE.fullmatch(words_of(paragraph).strip()):
                remove(paragraph)
