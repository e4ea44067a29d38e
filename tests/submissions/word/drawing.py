"""Word files made by code: paragraphs by python-docx, and raw XML for what it cannot make."""

import io
import zipfile

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from PIL import Image

ALIGNMENTS = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class Paper:
    """A document under the pen: 仿宋 16 points, as official documents are set."""

    def __init__(self):
        self.document = docx.Document()
        set_font(self.document.styles["Normal"], "仿宋_GB2312", 16)

    def line(self, text="", *, align="", size=None, font="", bold=None, red=False, style=None):
        paragraph = self.document.add_paragraph(style=style)
        paragraph.alignment = ALIGNMENTS.get(align)
        return self.words(paragraph, text, size=size, font=font, bold=bold, red=red)

    def words(self, paragraph, text, *, size=None, font="", bold=None, red=False):
        run = paragraph.add_run(text)
        run.bold = bold
        set_font(run, font, size)
        if red:
            run.font.color.rgb = RGBColor(0xFF, 0, 0)
        return paragraph

    def title(self, *lines):
        for text in lines:
            self.line(text, align="center", size=22, font="方正小标宋简体")

    def signed(self, organ, day):
        self.line(organ, align="right")
        self.line(day, align="right")

    def raw(self, markup):
        """Blocks given as XML, at the end of the body."""
        body = self.document.element.body
        for element in parse_xml(f"<w:body {DECLARED}>{markup}</w:body>"):
            body.insert(len(body) - 1, element)

    def p(self, markup):
        self.raw(f"<w:p>{markup}</w:p>")

    def table(self, rows, *, header=False):
        table = self.document.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(rows):
            for cell, text in zip(table.rows[at].cells, row, strict=True):
                run = cell.paragraphs[0].add_run(text)
                run.bold = True if header and not at else None
        return table

    def relate(self, address, kind="hyperlink"):
        return self.document.part.relate_to(address, getattr(RELATIONSHIP_TYPE, kind.upper()), is_external=True)

    def add_part(self, name, kind, content_type, content):
        part = Part(PackURI(f"/word/{name}"), content_type, content, self.document.part.package)
        return self.document.part.relate_to(part, f"{NAMESPACES['r']}/{kind}")

    def add_story(self, kind, markup):
        self.add_part(f"{kind}.xml", kind, f"{WML}.{kind}+xml", f"<w:{kind} {DECLARED}>{markup}</w:{kind}>".encode())

    def number(self, *levels, key="77"):
        """A kind of automatic numbers: for each level its format and its text."""
        found = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for at, (kind, text) in enumerate(levels))
        root = self.document.part.numbering_part.element
        root.insert(0, parse_xml(f'<w:abstractNum {DECLARED} w:abstractNumId="{key}">{found}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {DECLARED} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'))

    def numbered(self, text, level=0, key="77", **look):
        paragraph = self.line(text, **look)
        paragraph._p.get_or_add_pPr().append(parse_xml(
            f'<w:numPr {DECLARED}><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'))

    @property
    def content(self):
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()


def set_font(holder, name, size):
    if size:
        holder.font.size = Pt(size)
    if name:
        holder.font.name = name
        holder.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction, result):
    def char(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{char('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{char('separate')}{result}{char('end')}"


def drawing(inside, descr="", place="inline"):
    return (f'<w:r><w:drawing><wp:{place}><wp:docPr id="1" name="图片 1" descr="{descr}"/>'
            f"<a:graphic>{inside}</a:graphic></wp:{place}></w:drawing></w:r>")


def blip(attribute, relation, extra=""):
    return (f'<a:graphicData uri="{NAMESPACES["pic"]}"><pic:pic><pic:blipFill><a:blip r:{attribute}="{relation}"/>'
            f"{extra}</pic:blipFill></pic:pic></a:graphicData>")


def picture(kind="PNG", colour=(20, 90, 160)):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, kind)
    return file.getvalue()


def repacked(content, changes):
    """The file with these members changed or added; None takes one out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *changes]):
            data = changes[name] if name in changes else old.read(name)
            if data is not None:
                new.writestr(name, data(old.read(name)) if callable(data) else data)
    return made.getvalue()
