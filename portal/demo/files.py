"""Pictures and office files of the demo, made when it is built: none is kept in the repository."""

import io
import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from django.core.files.base import ContentFile
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from portal.demo import pictures
from portal.demo.reading import DemoError, SiteTexts

SIZE = (960, 540)
TITLE_FONT, TEXT_FONT = "方正小标宋简体", "仿宋"


@contextmanager
def drawn(texts: list[SiteTexts]) -> Iterator[dict[str, Future]]:
    """Title → its picture to be, for every text with one. They are drawn in a thread while the cluster is founded:
    Pillow lets others work meanwhile."""
    pool = ThreadPoolExecutor(1)
    try:
        yield {piece.title: pool.submit(picture, piece.picture, piece.title)
               for one in texts for piece in (*one.articles, *one.manuscripts) if piece.picture}
    finally:
        pool.shutdown(cancel_futures=True)


def picture(scene: str, title: str) -> ContentFile:
    """The same title always gets the same picture."""
    if scene not in pictures.SCENES:
        raise DemoError(f"演示数据“{title}”:没有叫 {scene} 的画。")
    seed = zlib.crc32(title.encode())
    return ContentFile(pictures.draw(scene, seed, SIZE), name=f"{scene}-{seed % 10_000:04d}.jpg")


def attachment(item: dict) -> ContentFile:
    """A .docx of its lines, the first one as title, or an .xlsx of its rows, the first one as head."""
    name = item["name"]
    if name.endswith(".docx"):
        return ContentFile(docx(item["lines"]), name=name)
    if name.endswith(".xlsx"):
        return ContentFile(xlsx(item["rows"]), name=name)
    raise DemoError(f"演示附件“{name}”应为 .docx 或 .xlsx。")


def docx(lines: list[str]) -> bytes:
    document = Document()
    title, *rest = lines
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_font(heading.add_run(title), TITLE_FONT, 22)
    for line in rest:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Pt(32)
        set_font(paragraph.add_run(line), TEXT_FONT, 16)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def set_font(run, name: str, size: int) -> None:
    """Chinese characters take the font of `w:eastAsia`, which python-docx leaves out."""
    run.font.name, run.font.size = name, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def xlsx(rows: list[list]) -> bytes:
    book = Workbook()
    sheet = book.active
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # openpyxl would take “=1+1” for a formula
            if row == 1:
                cell.font, cell.alignment = Font(bold=True), Alignment(horizontal="center")
    for column in sheet.columns:
        width = max(sum(2 if ord(letter) > 255 else 1 for letter in str(cell.value or "")) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = min(width + 4, 60)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
