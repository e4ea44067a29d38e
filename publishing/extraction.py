"""The text of an office file or PDF.

Run as a program of its own, `python -m publishing.extraction FILE…`, so that a file that is hostile, endless or huge
ends that process and nothing else. Prints one JSON line a file: text and fault.
"""

import contextlib
import json
import sys
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import docx
import openpyxl
import pypdfium2
from docx.table import Table

try:
    import resource
except ImportError:  # not on every system
    resource = None

LONGEST = 40_000
"""Characters kept of a file."""
PAGES, ROWS = 200, 5_000
MEMORY = 2 * 1024**3
SECONDS = 60
UNPACKED = 500 * 1024**2


def pdf_lines(path: Path) -> Iterator[str]:
    with contextlib.closing(pypdfium2.PdfDocument(path)) as document:
        for number in range(min(len(document), PAGES)):
            with contextlib.closing(document[number]) as page, contextlib.closing(page.get_textpage()) as text:
                yield text.get_text_bounded()


def docx_lines(path: Path) -> Iterator[str]:
    refuse_bomb(path)
    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            yield from (" ".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            yield block.text


def xlsx_lines(path: Path) -> Iterator[str]:
    refuse_bomb(path)
    with contextlib.closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as book:
        for sheet in book.worksheets:
            yield sheet.title
            for row in islice(sheet.iter_rows(values_only=True), ROWS):
                yield " ".join(str(value) for value in row if value is not None)


def refuse_bomb(path: Path) -> None:
    with zipfile.ZipFile(path) as parts:
        if sum(part.file_size for part in parts.infolist()) > UNPACKED:
            raise ValueError("解压后过大")


READERS = {".pdf": pdf_lines, ".docx": docx_lines, ".xlsx": xlsx_lines}


def can_read(name: str) -> bool:
    return Path(name).suffix.lower() in READERS


def text_of(path: Path) -> str:
    """The file's text, cut off where it has said enough."""
    kept, size = [], 0
    for line in READERS[path.suffix.lower()](path):
        words = " ".join(line.replace("\0", " ").split())
        if words:
            kept.append(words)
            size += len(words)
        if size > LONGEST:
            break
    return "\n".join(kept)[:LONGEST]


def limit_resources() -> None:
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main(names: list[str]) -> None:
    limit_resources()
    for name in names:
        text = fault = ""
        try:
            text = text_of(Path(name))
        except Exception as error:  # whatever a broken file does to a reader
            fault = f"{type(error).__name__}: {error}"[:200]
        text = text.encode("utf-8", "replace").decode()
        sys.stdout.write(json.dumps({"text": text, "fault": fault}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
