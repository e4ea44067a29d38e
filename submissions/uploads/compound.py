"""Compound files (OLE): doc, xls, ppt and the WPS formats. Only their directory is read ([MS-CFB] 2.2, 2.5, 2.6)."""

import struct
from collections.abc import Iterator

from submissions.uploads.refusal import DAMAGED, LOCKED, MACROS, UploadRefused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_SECTORS = 4_096
LAST = 0xFFFFFFFA  # sector numbers from here on are marks
STREAMS = {"doc": {"worddocument"}, "xls": {"workbook", "book"}, "ppt": {"powerpoint document"},
           "wps": {"worddocument"}, "et": {"workbook", "book"}, "dps": {"powerpoint document"}}
MACRO_STORAGES = {"macros", "vba", "_vba_project", "_vba_project_cur"}
LOCK_STREAMS = {"encryptedpackage", "encryptioninfo"}


def check_compound(file, extension: str) -> None:
    names = _names(file)
    if names & LOCK_STREAMS:
        raise UploadRefused(LOCKED)
    if not names & STREAMS[extension]:
        raise UploadRefused(f"文件内容不是 {extension} 格式(可能是网页或别的格式改了名字);请用办公软件打开,另存为 "
                            f"{extension} 后再上传。")
    if names & MACRO_STORAGES:
        raise UploadRefused(MACROS)


def is_locked_document(file) -> bool:
    """A docx, xlsx or pptx with a password is a compound file around the encrypted one."""
    return bool(_names(file) & LOCK_STREAMS)


def _names(file) -> set[str]:
    """Names of the streams and storages in lower case; none when it is no compound file."""
    file.seek(0)
    header = file.read(512)
    if not header.startswith(MAGIC):
        return set()
    try:
        return {name for sector in _Sectors(file, header).directory() for name in _entries(sector)}
    except (struct.error, ValueError, IndexError, OverflowError, OSError) as error:
        raise UploadRefused(DAMAGED) from error


def _entries(sector: bytes) -> Iterator[str]:
    for start in range(0, len(sector), 128):
        length, kind = struct.unpack_from("<HB", sector, start + 64)
        if kind:
            yield sector[start: start + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace").lower()


class _Sectors:
    """The chains of sectors that the file allocation table describes."""

    def __init__(self, file, header: bytes):
        self.file = file
        (shift,) = struct.unpack_from("<H", header, 30)
        if shift not in (9, 12):
            raise ValueError(shift)
        self.size = 1 << shift
        self.first_directory, = struct.unpack_from("<L", header, 48)
        self.tables = list(struct.unpack_from("<109L", header, 76))
        self.next_tables, = struct.unpack_from("<L", header, 68)

    def directory(self) -> Iterator[bytes]:
        number = self.first_directory
        for _ in range(MAX_SECTORS):
            if number >= LAST:
                return
            yield self._read(number)
            number = self._after(number)
        raise ValueError("a chain of sectors without end")

    def _after(self, number: int) -> int:
        each = self.size // 4
        while len(self.tables) <= number // each:
            if self.next_tables >= LAST or len(self.tables) > MAX_SECTORS:
                raise IndexError(number)
            more = struct.unpack(f"<{each}L", self._read(self.next_tables))
            self.tables += more[:-1]
            self.next_tables = more[-1]
        return struct.unpack_from("<L", self._read(self.tables[number // each]), number % each * 4)[0]

    def _read(self, number: int) -> bytes:
        self.file.seek((number + 1) * self.size)
        sector = self.file.read(self.size)
        if len(sector) < self.size:
            raise ValueError("a sector beyond the end")
        return sector
