"""What stands among the words: pictures, text boxes, equations, charts, embedded files.

Pictures become marks of their own (`PICTURE`, with the key of the picture); the paragraphs of a text box follow the
paragraph that holds it.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import filetype
from lxml import etree

from submissions.uploads.pictures import FORMATS, check_picture
from submissions.uploads.refusal import UploadRefused
from submissions.word.names import A, M, R, V, W
from submissions.word.package import Package
from submissions.word.tidying import words_of

DRAWN = [f"{W}drawing", f"{W}pict", f"{W}object"]
PICTURE = f"{W}picture"
CHARTS = ("chart", "diagram")
PLAIN_MATHS = {M + name for name in "oMathPara oMathParaPr oMath r rPr t jc sty ctrlPr nor".split()}
EQUATION = "〔公式〕"
NO_WORDS = re.compile(
    r".*\.(png|jpe?g|gif|bmp|tiff?|webp)|(图片|图像|照片|picture|image|img)[ _\d-]*|[\w-]{0,3}\d{5,}\w*", re.IGNORECASE)
"""What programs write as the description of a picture: its file's name, its number."""


@dataclass(frozen=True)
class Picture:
    """A picture of the manuscript. `alt` as the author wrote it, empty where only a program did."""

    content: bytes
    content_type: str
    alt: str


class Pictures:
    """Collects the pictures of a document by key; the same picture, used twice, is one."""

    def __init__(self, package: Package, counts: Counter):
        self.package = package
        self.counts = counts
        self.found: dict[str, Picture] = {}
        self.keys: dict[bytes, str] = {}

    def take(self, target: str, is_outside: bool, alt: str) -> str:
        """The picture's key; nothing, and a count, when it cannot be shown."""
        content = None if is_outside else self.package.picture(target)
        if content is None:
            self.counts["linked" if is_outside else "broken"] += 1
            return ""
        extension = getattr(filetype.guess(content[:8192]), "extension", "").removeprefix("a")
        if extension not in FORMATS:
            self.counts["unshown"] += 1
            return ""
        digest = sha256(content).digest()
        if digest not in self.keys:
            try:
                check_picture(io.BytesIO(content), extension)
            except UploadRefused:
                self.counts["broken"] += 1
                return ""
            self.keys[digest] = f"/files/0/{len(self.keys) + 1}.{extension}"
            self.found[self.keys[digest]] = Picture(content, f"image/{FORMATS[extension][0].lower()}", alt)
        return self.keys[digest]


def resolve_objects(story: etree._Element, targets: dict, pictures: Pictures, counts: Counter) -> None:
    for element in list(story.iter(f"{M}oMathPara", f"{M}oMath")):
        if element.getparent() is not None and element.getparent().tag != f"{M}oMathPara":
            replace_equation(element, counts)
    for element in list(story.iter(*DRAWN)):
        replace_drawn(element, targets, pictures, counts)


def replace_equation(element: etree._Element, counts: Counter) -> None:
    """A row of letters stays as words; fractions, powers and roots would mean something else in one line."""
    is_plain = all(each.tag in PLAIN_MATHS or each.tag.startswith(W) for each in element.iter(etree.Element))
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}t").text = words_of(element) if is_plain else EQUATION
    counts["equations"] += not is_plain
    holder = element.getparent()
    if holder.tag != f"{W}p":
        paragraph = etree.Element(f"{W}p")
        paragraph.append(run)
        run = paragraph
    holder.replace(element, run)


def replace_drawn(element: etree._Element, targets: dict, pictures: Pictures, counts: Counter) -> None:
    """Pictures in its place, or after the paragraph when they float beside it; its text boxes after the paragraph."""
    paragraph = next(element.iterancestors(f"{W}p"), None)
    boxes = [box for box in element.iter(f"{W}txbxContent")
             if next(box.iterancestors(f"{W}txbxContent", element.tag), element) is element]
    embedded = {each.get("ProgID", "") for each in element.iter("{urn:schemas-microsoft-com:office:office}OLEObject")}
    if embedded:
        counts["equations" if any(name.startswith("Equation") for name in embedded) else "objects"] += 1
        marks = [equation_mark()] if any(name.startswith("Equation") for name in embedded) else []
    else:
        marks = list(picture_marks(element, boxes, targets, pictures, counts))
    counts["charts"] += any(each.get("uri", "").endswith(CHARTS) for each in element.iter(f"{A}graphicData"))
    after = [block for box in boxes for block in box]
    counts["boxes"] += any(words_of(block).strip() for block in after)
    run, is_floating = element.getparent(), next(element.iter("{*}anchor"), None) is not None
    at = run.index(element)
    run[at:at + 1] = [] if is_floating else marks
    if is_floating and marks:
        after[:0] = [lone_paragraph(marks)]
    if paragraph is not None:
        for block in reversed(after):
            paragraph.addnext(block)


def equation_mark() -> etree._Element:
    mark = etree.Element(f"{W}t")
    mark.text = EQUATION
    return mark


def lone_paragraph(marks: list[etree._Element]) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    etree.SubElement(paragraph, f"{W}r").extend(marks)
    return paragraph


def picture_marks(element: etree._Element, boxes: list[etree._Element], targets: dict, pictures: Pictures,
                  counts: Counter) -> Iterator[etree._Element]:
    """A mark for each picture of the drawing outside its text boxes: those have their turn later."""
    alt = description(element)
    for each in element.iter(f"{A}blip", f"{V}imagedata"):
        if any(box in boxes for box in each.iterancestors(f"{W}txbxContent")):
            continue
        names = (f"{R}embed", f"{R}id", f"{R}link", f"{R}href", f"{R}pict")
        relation = next((found for name in names if (found := each.get(name))), "")
        key = pictures.take(*targets.get(relation, ("", False)), alt)
        if key:
            counts["cropped"] += is_cropped(each)
            yield etree.Element(PICTURE, key=key, alt=alt)


def description(element: etree._Element) -> str:
    """What the author wrote as the picture's description."""
    properties = next(element.iter("{*}docPr"), None)
    found = "" if properties is None else " ".join(properties.get("descr", "").split())
    return "" if NO_WORDS.fullmatch(found) else found


def is_cropped(blip: etree._Element) -> bool:
    sides = blip.getparent().find(f"{A}srcRect")
    cut = [] if sides is None else [sides.get(side, "0") for side in "ltrb"]
    return any(side not in ("", "0") for side in cut) or any(blip.get(f"crop{side}") for side in
                                                             ("left", "right", "top", "bottom"))
