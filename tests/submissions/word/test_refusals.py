"""Files that are no readable .docx: one sentence each, saying what to do."""

import struct
import zipfile
from io import BytesIO

import pytest

from submissions.uploads.compound import MAGIC
from submissions.uploads.refusal import DAMAGED, LOCKED, MACROS
from submissions.word import UploadRefused, package, read_docx
from tests.submissions.word.drawing import WML, Paper, repacked

NOT_DOCX = "文件内容不是 docx 格式;请用办公软件打开,另存为 docx 后再上传。"
MANY = "压缩包里的文件超过 5000 个;请分成几个再上传。"
BOMB = "压缩包解开后异常庞大,可能是“压缩炸弹”;请重新压缩或拆分后再上传。"
ENTITY = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def paper() -> bytes:
    made = Paper()
    made.line("云州市公告")
    return made.content


def compound(*names: str) -> bytes:
    """A compound file with these streams in its one sector of directory."""
    header = MAGIC + bytes(22) + struct.pack("<H", 9) + bytes(16) + struct.pack("<L", 1) + bytes(16)
    header += struct.pack("<L", 0xFFFFFFFE) + bytes(4) + struct.pack("<109L", 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128L", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HB", len(name) * 2 + 2, 2) + bytes(61)
                       for name in names)
    return header + table + entries.ljust(512, b"\0")


def changed(name: str, change) -> bytes:
    return repacked(paper(), {name: change})


def entity(content: bytes) -> bytes:
    return ENTITY + content.split(b"?>", 1)[1].replace("云州市公告".encode(), b"&x;")


def zipped(count: int, name: str = "{}") -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(count):
            archive.writestr(name.format(number), b"x")
    return made.getvalue()


def large(content: bytes, size: int) -> bytes:
    return repacked(content, {"word/media/a.bin": bytes(size)})


def half(content: bytes) -> bytes:
    """The file with a byte of its document changed."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        at = archive.getinfo("word/document.xml").header_offset + 60
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1:]


REFUSED = {
    "nothing": (lambda: b"", NOT_DOCX),
    "a page under another name": (lambda: b"<html><body>x</body></html>", NOT_DOCX),
    "an old doc, or wps": (lambda: compound("Root Entry", "WordDocument"), package.OLD_FORMAT),
    "encrypted": (lambda: compound("Root Entry", "EncryptedPackage", "EncryptionInfo"), LOCKED),
    "a zip without a document": (lambda: zipped(3), NOT_DOCX),
    "cut off": (lambda: paper()[:3000], DAMAGED),
    "bytes changed": (lambda: half(paper()), DAMAGED),
    "a program of macros": (lambda: changed("word/vbaProject.bin", b"x"), MACROS),
    "docm": (lambda: changed("[Content_Types].xml", lambda content: content.replace(
        f"{WML}.document.main+xml".encode(), b"application/vnd.ms-word.document.macroEnabled.main+xml")), MACROS),
    "too many parts": (lambda: zipped(5_001), MANY),
    "a bomb": (lambda: large(paper(), 65 << 20), BOMB),
    "a document that is no XML": (lambda: changed("word/document.xml", b"<w:document>"), DAMAGED),
    "no document": (lambda: changed("word/document.xml", None), DAMAGED),
    "no body": (lambda: changed("word/document.xml", b"<a/>"), DAMAGED),
    "an external entity": (lambda: changed("word/document.xml", entity), package.DOCTYPE),
    "an entity in the styles": (lambda: changed("word/styles.xml", entity), package.DOCTYPE),
    "words in words": (lambda: changed("word/document.xml", lambda content: content.replace(
        b"<w:t>", b"<w:r><w:t>").replace(b"</w:t>", b"</w:t></w:r>")), DAMAGED),
    "XML without end": (lambda: changed("word/document.xml", b"<a>" * 3_000 + b"</a>" * 3_000), DAMAGED),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refusal_says_what_to_do(kind):
    made, sentence = REFUSED[kind]
    with pytest.raises(UploadRefused) as refused:
        read_docx(made())
    assert str(refused.value) == sentence


def test_a_document_within_the_limits_is_read(monkeypatch):
    content = large(paper(), 1 << 20)
    monkeypatch.setattr(package, "MAX_UNPACKED", 2 << 20)
    assert read_docx(content).html == "<p>云州市公告</p>"


@pytest.mark.parametrize(("limit", "sentence"), [("MAX_UNPACKED", package.TOO_LARGE), ("MAX_XML", package.TOO_LONG)])
def test_a_document_beyond_them_is_not(monkeypatch, limit, sentence):
    monkeypatch.setattr(package, limit, 10_000)
    with pytest.raises(UploadRefused) as refused:
        read_docx(paper())
    assert str(refused.value) == sentence
