"""The .docx as a package of parts ([ECMA-376] part 2). What cannot or must not be read is refused here.

Only the document, its notes, styles and numbering are parsed, and pictures read on demand; running titles, comments and
programs are never opened, and nothing outside the file is.
"""

import io
import posixpath
import zipfile
import zlib
from urllib.parse import unquote

from lxml import etree

from submissions.uploads.compound import MAGIC, is_locked_document
from submissions.uploads.refusal import DAMAGED, LOCKED, MACROS, UploadRefused
from submissions.uploads.zips import check_zip

MAX_XML = 24 << 20
MAX_UNPACKED = 300 << 20
OLD_FORMAT = "这是旧版 .doc 文件或 WPS 的 .wps 文件;请在 Word 或 WPS 里另存为 .docx 再上传。"
TOO_LARGE = f"文档解开后超过 {MAX_UNPACKED >> 20} MB;请在 Word 里压缩图片,或把文档拆成几份再上传。"
TOO_LONG = f"文档的文字部分解开后超过 {MAX_XML >> 20} MB;请把文档拆成几份再上传。"
DOCTYPE = "文件里含有外部实体声明,不是 Word 或 WPS 正常生成的;请新建文档,把内容复制过去,另存后再上传。"
UNREADABLE = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, OSError, KeyError, ValueError,
              NotImplementedError)

STRICT = ((b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
          (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
           b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
          (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"))
"""Names of the strict variant of the format, and those of the usual one."""


class Package:
    """The parts of one document. Raises `UploadRefused`, saying in Chinese what to do."""

    def __init__(self, content: bytes):
        file = io.BytesIO(content)
        if content.startswith(MAGIC):
            raise UploadRefused(LOCKED if is_locked_document(file) else OLD_FORMAT)
        check_zip(file, "docx")
        self.xml_size = 0
        try:
            self.archive = zipfile.ZipFile(file)
            self._check()
            self.main = self._related("", "officeDocument") or "word/document.xml"
            self.document = self._parsed(self.main)
        except UNREADABLE as error:
            raise UploadRefused(DAMAGED) from error

    def part(self, kind: str) -> etree._Element | None:
        """The document's styles, numbering, footnotes or endnotes."""
        name = self._related(self.main, kind)
        try:
            return None if name is None else self._parsed(name)
        except UNREADABLE as error:
            raise UploadRefused(DAMAGED) from error

    def targets(self, kind: str | None = None) -> dict[str, tuple[str, bool]]:
        """Relation → its target (a part, or an address) and whether that lies outside the file.

        `kind` is the part that holds the relations; without it, the document's own.
        """
        holder = self.main if kind is None else self._related(self.main, kind)
        try:
            return {} if holder is None else {
                key: (target, is_outside) for key, _, target, is_outside in self._relations(holder)}
        except UNREADABLE as error:
            raise UploadRefused(DAMAGED) from error

    def picture(self, name: str) -> bytes | None:
        """The bytes of a picture; None when the file does not hold it."""
        try:
            return self.archive.read(name)
        except KeyError:
            return None
        except UNREADABLE as error:
            raise UploadRefused(DAMAGED) from error

    def _check(self) -> None:
        if sum(member.file_size for member in self.archive.infolist()) > MAX_UNPACKED:
            raise UploadRefused(TOO_LARGE)
        kinds = {each.get("ContentType", "") for each in self._parsed("[Content_Types].xml")}
        if any("macroenabled" in kind.lower() for kind in kinds):
            raise UploadRefused(MACROS)

    def _parsed(self, name: str) -> etree._Element:
        self.xml_size += self.archive.getinfo(name).file_size
        if self.xml_size > MAX_XML:
            raise UploadRefused(TOO_LONG)
        content = self.archive.read(name)
        for strict, usual in STRICT:
            content = content.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        root = etree.fromstring(content, parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise UploadRefused(DOCTYPE)
        return root

    def _related(self, holder: str, kind: str) -> str | None:
        """The first part of this kind that the holder names and the file has."""
        names = set(self.archive.namelist())
        return next((target for _, found, target, is_outside in self._relations(holder)
                     if found == kind and not is_outside and target in names), None)

    def _relations(self, holder: str) -> list[tuple[str, str, str, bool]]:
        folder, base = posixpath.split(holder)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self.archive.namelist():
            return []
        found = []
        for each in self._parsed(name):
            target, is_outside = each.get("Target", ""), each.get("TargetMode") == "External"
            if not is_outside:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            found.append((each.get("Id", ""), each.get("Type", "").rpartition("/")[2], target, is_outside))
        return found
