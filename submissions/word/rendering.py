"""The tidied document as HTML: written anew for mammoth in the few forms it reads well, its result put in order.

What mammoth gets is a package of our own making: no pictures, no addresses but those of links, no field, no comment.
"""

import io
import re
import zipfile
from html import escape

import mammoth
from lxml import etree

from submissions.word.forms import CHAPTER, joined
from submissions.word.layout import BLACK, run_text, runs_of
from submissions.word.names import BLANKS, R, W, unwrap, value
from submissions.word.objects import PICTURE
from submissions.word.styles import Look, Styles

PARAGRAPHS = {"H2": "h2", "H3": "h3", "H4": "h4", "Center": "p.center", "Right": "p.right", "Caption": "p.caption"} | {
    f"Item{level}": f"p[style='mso-list:l0 level{level} lfo1']" for level in range(1, 10)}
RUNS = {"Marker": "span[style='mso-list:ignore']", "Picture": "span.picture"}
STYLE_MAP = "\n".join([f"p.{name} => {path}:fresh" for name, path in PARAGRAPHS.items()]
                      + [f"r.{name} => {path}:fresh" for name, path in RUNS.items()])
"""Names of ours to HTML; lists in the form in which the sanitiser reads those of Word."""

KEPT = {W + name for name in ("t", "tab", "br", "cr", "noBreakHyphen", "sym", "footnoteReference", "endnoteReference")}
REFERENCES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
HEXADECIMAL = re.compile("[0-9A-Fa-f]{4}")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def rewrite_paragraph(paragraph: etree._Element, style: str, marker: str, styles: Styles, notes: set) -> None:
    """The paragraph under its new style: of its runs only words, emphasis, links, pictures and references stay."""
    runs = runs_of(paragraph)
    looks = [styles.look(run, paragraph) for run in runs]
    fonts = {look.font for run, look in zip(runs, looks, strict=True) if run_text(run).strip(BLANKS)}
    is_mixed = not all(map(BLACK.search, fonts))
    for run, look in zip(runs, looks, strict=True):
        run[:] = [new_run(each, look, is_mixed) for each in run if is_kept(each, notes)]
        unwrap(run)
    paragraph[:] = [each for each in paragraph if each.tag in (f"{W}r", f"{W}hyperlink")]
    if marker:
        paragraph.insert(0, styled_run(text_element(marker), "Marker"))
    if style:
        properties = etree.Element(f"{W}pPr")
        etree.SubElement(properties, f"{W}pStyle", {f"{W}val": style})
        paragraph.insert(0, properties)


def is_kept(element: etree._Element, notes: set) -> bool:
    if element.tag in REFERENCES:
        return (REFERENCES[element.tag], value(element, "id")) in notes
    if element.tag == f"{W}br":
        return value(element, "type") in ("", "textWrapping")
    if element.tag == f"{W}sym":
        return bool(HEXADECIMAL.fullmatch(value(element, "char")))
    return element.tag in KEPT or element.tag == PICTURE


def new_run(element: etree._Element, look: Look, is_mixed: bool) -> etree._Element:
    """One piece of a run by itself. 黑体 amid other fonts is the emphasis of official documents."""
    if element.tag == PICTURE:
        return styled_run(text_element(f"{element.get('key')} {element.get('alt')}"), "Picture")
    run = etree.Element(f"{W}r")
    properties = etree.SubElement(run, f"{W}rPr")
    if element.tag not in REFERENCES:
        if look.is_bold or (is_mixed and BLACK.search(look.font)):
            etree.SubElement(properties, f"{W}b")
        if look.is_italic:
            etree.SubElement(properties, f"{W}i")
        if look.raised:
            etree.SubElement(properties, f"{W}vertAlign", {f"{W}val": look.raised})
    run.append(element)
    return run


def styled_run(element: etree._Element, style: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}rStyle", {f"{W}val": style})
    run.append(element)
    return run


def text_element(text: str) -> etree._Element:
    found = etree.Element(f"{W}t")
    found.text = text
    return found


def to_html(body: etree._Element, notes: dict[str, etree._Element]) -> str:
    """The rewritten body with its footnotes and endnotes as HTML, the notes below a line at the end."""
    links: dict[str, str] = {}
    for story in (body, *notes.values()):
        for link in story.iter(f"{W}hyperlink"):
            address = link.attrib.pop("href")
            link.set(f"{R}id", links.setdefault(address, f"link{len(links)}"))
    found = mammoth.convert_to_html(
        _packed(body, notes, links), style_map=STYLE_MAP, include_default_style_map=False,
        include_embedded_style_map=False, external_file_access=False)
    root = etree.fromstring(f"<div>{found.value}", etree.HTMLParser(huge_tree=True))
    _settle_tables(root)
    _settle_chapters(root)
    _show_pictures(root)
    _show_captions(root)
    _show_notes(root)
    return etree.tostring(root, method="html", encoding="unicode")


def _packed(body: etree._Element, notes: dict[str, etree._Element], links: dict[str, str]) -> io.BytesIO:
    relations = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/hyperlink" Target="{escape(address)}" TargetMode="External"/>'
        for address, key in links.items())
    relations = f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, story in {"document": body, **notes}.items():
            archive.writestr(f"word/{name}.xml", etree.tostring(story, encoding="utf-8", xml_declaration=True))
            archive.writestr(f"word/_rels/{name}.xml.rels", relations)
    return file


def _settle_tables(root: etree._Element) -> None:
    """A table whose words left the body (the imprint) goes; the words of header cells need no emphasis."""
    for table in list(root.iter("table")):
        if not _has_words(table):
            table.getparent().remove(table)
    for cell in root.iter("th"):
        etree.strip_tags(cell, "strong")


def _settle_chapters(root: etree._Element) -> None:
    """第一章　总　则 was spaced out for paper."""
    for heading in root.iter("h2", "h3", "h4"):
        found = CHAPTER.fullmatch(heading.text or "")
        if found and not len(heading):
            heading.text = f"{heading.text[:found.start(2)]}\u3000{joined(found[2])}"


def _show_pictures(root: etree._Element) -> None:
    for mark in list(root.iter("span")):
        if mark.get("class") == "picture":
            key, _, alt = (mark.text or "").partition(" ")
            mark.tag, mark.text = "img", None
            mark.attrib.clear()
            mark.attrib.update({"src": key, "alt": alt})


def _show_captions(root: etree._Element) -> None:
    """The line below a picture, or above a table, becomes its caption; elsewhere it is a centred line."""
    for line in list(root.iter("p")):
        if line.get("class") != "caption":
            continue
        before, after = line.getprevious(), line.getnext()
        if before is not None and before.tag == "p" and before.find(".//img") is not None and not _has_words(before):
            figure = etree.Element("figure")
            before.addprevious(figure)
            line.tag = "figcaption"
            figure.extend([before, line])
        elif after is not None and after.tag == "table":
            line.tag = "caption"
            after.insert(0, line)
        line.set("class", "center")


def _has_words(element: etree._Element) -> bool:
    return bool("".join(element.itertext()).strip(BLANKS))


def _show_notes(root: etree._Element) -> None:
    """mammoth's list of notes as the sanitiser writes those of a pasted text: a line, and numbered paragraphs."""
    items = [item for item in root.iter("li") if (item.get("id") or "").startswith(("footnote-", "endnote-"))]
    if not items:
        return
    notes = items[0].getparent()
    notes.addprevious(etree.Element("hr"))
    for count, item in enumerate(items, 1):
        for link in list(item.iter("a")):
            if (link.get("href") or "").startswith(("#footnote-ref-", "#endnote-ref-")):
                link.getparent().remove(link)
        first = next(item.iter("p"), item)
        first.text = f"[{count}] {(first.text or '').lstrip(BLANKS)}"
        for paragraph in list(item):
            notes.addprevious(paragraph)
    notes.getparent().remove(notes)
