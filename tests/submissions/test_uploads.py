"""Uploads: names, sizes, and content that must be what the extension says. Libraries of the project make the files."""

import io
import os
import struct
import zipfile

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from sites.digest import digest, digest_file
from submissions.enums import AttachmentKind
from submissions.uploads import FORMATS, Checked, UploadRefused, check, pictures, zips

MB = 1 << 20
DAMAGED = "文件已损坏,打不开;请先在电脑上确认能正常打开,再重新上传。"
MACROS = "文件里带有宏(自动运行的程序);请另存为不带宏的文档后再上传。"
LOCKED = "文件设有打开密码,公众打不开,也无法查毒;请去掉密码后再上传。"
HIDDEN = "文件名里有看不见的控制字符;请改名后再上传。"
NO_EXTENSION = "文件名没有扩展名,看不出是什么文件;请改成如“报名表.docx”的名字再上传。"
TOO_LARGE = "图片超过 4000 万像素,浏览器打不开;请缩小后再上传。"
BOMB = "压缩包解开后异常庞大,可能是“压缩炸弹”;请重新压缩或拆分后再上传。"
TOO_MANY = "压缩包里的文件超过 5000 个;请分成几个再上传。"
PAGE = "文件内容是网页或脚本,不是普通文本;网页内容请粘贴到正文里。"
BINARY = "文件不是普通文本;请用记事本打开,另存为 UTF-8 编码后再上传。"
UNREADABLE = "文本的编码无法识别;请用记事本打开,另存为 UTF-8 编码后再上传。"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 100


def not_office(extension: str) -> str:
    return f"文件内容不是 {extension} 格式;请用办公软件打开,另存为 {extension} 后再上传。"


def not_compound(extension: str) -> str:
    return f"文件内容不是 {extension} 格式(可能是网页或别的格式改了名字);请用办公软件打开,另存为 {extension} 后再上传。"


def not_signed(extension: str) -> str:
    return f"文件内容不是 {extension} 格式;请用原来的软件打开,另存或导出后再上传。"


def not_picture(extension: str) -> str:
    return f"文件内容不是 {extension} 图片;请用看图软件打开,另存为 JPG 或 PNG 后再上传。"


def has_program(name: str) -> str:
    return f"压缩包里有程序或带宏的文件“{name}”;请去掉后重新压缩再上传。"


def zipped(*members, **contents) -> bytes:
    """A ZIP of members with a little text each, or of (name, content)."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.writestr(*((member, "内容") if isinstance(member, str) else member))
    return made.getvalue()


def pptx(*further: str) -> bytes:
    return zipped("[Content_Types].xml", "ppt/presentation.xml", *further)


def saved(document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def picture(kind: str, size=(40, 30), **options) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "#b33").save(made, kind, **options)
    return made.getvalue()


def sideways() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return picture("JPEG", exif=exif)


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    made = io.BytesIO()
    frames[0].save(made, kind, save_all=True, append_images=frames[1:], duration=100)
    return made.getvalue()


def declared_png(width: int, height: int) -> bytes:
    """A PNG that says it is larger than it is."""
    made = bytearray(picture("PNG"))
    made[16:24] = struct.pack(">2L", width, height)
    made[29:33] = struct.pack(">L", zipfile.crc32(made[12:29]))
    return bytes(made)


def compound(*names: str, filler: int = 0) -> bytes:
    """A compound file (OLE) with these entries in its directory, after `filler` sectors of other content."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\x00") + struct.pack("<HB", len(name) * 2 + 2, 2) + b"\x00" * 61
        for name in ("Root Entry", *names)
    )
    entries += b"\x00" * (-len(entries) % 512)
    directory = [filler + n for n in range(len(entries) // 512)]
    tables = -(-(filler + len(directory)) // 120)
    table = [0xFFFFFFFE] * filler + [n + 1 for n in directory[:-1]] + [0xFFFFFFFE]
    table += [0xFFFFFFFF] * (tables * 128 - len(table))
    places = [filler + len(directory) + n for n in range(tables)]
    more, next_tables = b"", 0xFFFFFFFE
    if tables > 109:
        next_tables = places[-1] + 1
        more = struct.pack("<128L", *places[109:], *[0xFFFFFFFF] * (236 - tables), 0xFFFFFFFE)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\x00" * 10 + struct.pack("<7L", tables, filler, 0, 4096, 0xFFFFFFFE, 0, next_tables)
    header += struct.pack("<L109L", bool(more), *places[:109], *[0xFFFFFFFF] * (109 - tables))
    return header + b"\x00" * 512 * filler + entries + struct.pack(f"<{len(table)}L", *table) + more


def checked(name: str, content: bytes, limit: int = 50 * MB) -> Checked:
    return check(name, io.BytesIO(content), limit=limit)


def refusal(name: str, content: bytes, limit: int = 50 * MB) -> str:
    with pytest.raises(UploadRefused) as refused:
        checked(name, content, limit)
    return str(refused.value)


GOOD = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
    "ofd": zipped("OFD.xml", "Doc_0/Document.xml"),
    "doc": compound("WordDocument", "1Table"),
    "docx": saved(docx.Document()),
    "xls": compound("Workbook"),
    "xlsx": saved(openpyxl.Workbook()),
    "ppt": compound("PowerPoint Document", "Current User"),
    "pptx": pptx(),
    "wps": compound("WordDocument"),
    "et": compound("Workbook"),
    "dps": compound("PowerPoint Document"),
    "txt": "通知正文。\r\n".encode("gb18030"),
    "csv": "\ufeff姓名,单位\r\n张三,市图书馆\r\n".encode(),
    "zip": zipped("报名表.docx", "说明/说明.txt"),
    "rar": b"Rar!\x1a\x07\x01\x00" + b"\x00" * 40,
    "7z": b"7z\xbc\xaf\x27\x1c\x00\x04" + b"\x00" * 40,
    "jpg": picture("JPEG"),
    "jpeg": picture("JPEG"),
    "png": picture("PNG"),
    "gif": picture("GIF"),
    "webp": picture("WEBP"),
}


def test_every_allowed_extension_has_an_example():
    assert list(GOOD) == list(FORMATS)


@pytest.mark.parametrize("extension", FORMATS)
def test_good_file_is_taken_as_it_is(extension):
    content, wanted = GOOD[extension], FORMATS[extension]
    file = io.BytesIO(content)
    size = (40, 30) if wanted.kind == AttachmentKind.PICTURE else (None, None)
    assert check(f"报名表.{extension}", file, limit=len(content)) == Checked(
        f"报名表.{extension}", extension, wanted.mime, wanted.kind, len(content), digest(content), *size)
    assert file.tell() == 0


@pytest.mark.parametrize("extension", ["docx", "doc", "jpg", "txt"])
def test_files_as_django_hands_them_over_are_taken(extension):
    name, content = f"报名表.{extension}", GOOD[extension]
    with TemporaryUploadedFile(name, "", len(content), None) as large:
        large.write(content)
        small = SimpleUploadedFile(name, content)
        assert check(name, small, limit=MB) == check(name, large, limit=MB) == checked(name, content)
        assert (small.read(), large.read()) == (content, content)


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("other", ["docx", "doc", "pdf", "png", "txt", "zip"])
def test_content_of_another_extension_is_refused(extension, other):
    family = {"jpeg": {"jpg"}, "wps": {"doc"}, "csv": {"txt"}, "zip": {"docx"}}.get(extension, set())
    if other != extension and other not in family:
        refusal(f"a.{extension}", GOOD[other])


@pytest.mark.parametrize(("raw", "name"), [
    ("报名表.PDF", "报名表.PDF"),
    ("C:\\fakepath\\报名表.pdf", "报名表.pdf"),
    ("../../etc/报名表.pdf", "报名表.pdf"),
    (" 报名  表 .pdf. ", "报名 表 .pdf"),
    ("..隐藏.pdf", "隐藏.pdf"),
    ("100%?#1<2>:\"|*.pdf", "100___1_2_____.pdf"),
    ("e\u0301.pdf", "é.pdf"),
    ("名\u3000单.pdf", "名 单.pdf"),
    ("程序.exe.pdf", "程序.exe.pdf"),
    ("长" * 96 + ".pdf", "长" * 96 + ".pdf"),
])
def test_harmless_name_is_put_right(raw, name):
    found = checked(raw, GOOD["pdf"])
    assert (found.name, found.extension) == (name, "pdf")


@pytest.mark.parametrize(("raw", "reason"), [
    ("报名表\u202efdp.exe", HIDDEN), ("a\x00.pdf", HIDDEN), ("a\n.pdf", HIDDEN), ("a\u200b.pdf", HIDDEN),
    ("a\ud800.pdf", HIDDEN), ("a\u2028.pdf", HIDDEN),
    ("", NO_EXTENSION), ("报名表", NO_EXTENSION), (".pdf", NO_EXTENSION), ("..", NO_EXTENSION), ("a/", NO_EXTENSION),
    ("长" * 97 + ".pdf", "文件名有 101 个字,最多 100 个;请改短后再上传。"),
])
def test_deceptive_name_is_refused(raw, reason):
    assert refusal(raw, GOOD["pdf"]) == reason


@pytest.mark.parametrize("extension", ["exe", "svg", "html", "js", "docm", "php", "tar", "pdf．exe", "p d f"])
def test_extension_outside_the_list_is_refused_with_the_list(extension):
    assert refusal(f"报名表.pdf.{extension}", GOOD["pdf"]) == (
        f"不能上传 .{extension} 文件;可以上传的有:pdf、ofd、doc、docx、xls、xlsx、ppt、pptx、wps、et、dps、txt、csv、"
        "zip、rar、7z、jpg、jpeg、png、gif、webp。")


@pytest.mark.parametrize(("size", "limit", "reason"), [
    (0, 100, "文件是空的(0 字节);请确认文件已保存,再重新上传。"),
    (101, 100, "文件有 101 字节,超过上限 100 字节;请压缩或拆分后再上传。"),
    (1536, 1024, "文件有 1.5 KB,超过上限 1 KB;请压缩或拆分后再上传。"),
    (2 * MB + MB // 4, 2 * MB, "文件有 2.25 MB,超过上限 2 MB;请压缩或拆分后再上传。"),
])
def test_empty_or_large_file_is_refused_with_sizes(size, limit, reason):
    assert refusal("a.txt", b"a" * size, limit) == reason


@pytest.mark.parametrize(("name", "content", "reason"), [
    ("a.pdf", b"<html><script>1</script>", not_signed("PDF")),
    ("a.pdf", PROGRAM, not_signed("PDF")),
    ("a.rar", GOOD["zip"], not_signed("RAR")),
    ("a.docx", GOOD["xlsx"], not_office("docx")),
    ("a.docx", zipped("word/document.xml"), not_office("docx")),
    ("a.docx", GOOD["doc"], not_office("docx")),
    ("a.docx", compound("EncryptionInfo", "EncryptedPackage"), LOCKED),
    ("a.pptx", pptx("ppt/vbaProject.bin"), MACROS),
    ("a.pptx", pptx("ppt/embeddings/run.EXE. "), has_program("ppt/embeddings/run.exe. ")),
    ("a.ofd", GOOD["zip"], not_office("ofd")),
    ("a.zip", PROGRAM + GOOD["zip"], not_office("zip")),
    ("a.zip", GOOD["zip"][:-30], DAMAGED),
    ("a.zip", b"PK\x03\x04" + b"\x00" * 200, DAMAGED),
    ("a.zip", zipped("说明.txt", "安装/setup.exe"), has_program("安装/setup.exe")),
    ("a.zip", zipped("宏.docm"), has_program("宏.docm")),
    ("a.zip", zipped(("照片.jpg", PROGRAM)), has_program("照片.jpg")),
    ("a.zip", zipped(("照片.jpg", b"\x7fELF\x02")), has_program("照片.jpg")),
    ("a.zip", zipped(("零.txt", b"\x00" * 80 * MB)), BOMB),
    ("a.zip", zipped(*(f"{n}.txt" for n in range(5001))), TOO_MANY),
    ("a.xls", b"<html><table><tr><td>1</td></tr></table>", not_compound("xls")),
    ("a.xls", GOOD["doc"], not_compound("xls")),
    ("a.doc", b"{\\rtf1 a}", not_compound("doc")),
    ("a.doc", compound("WordDocument", "Macros", "VBA"), MACROS),
    ("a.xls", compound("EncryptedPackage", "Workbook"), LOCKED),
    ("a.doc", compound("WordDocument")[:900], DAMAGED),
    ("a.txt", b" <!DOCTYPE html><p>", PAGE), ("a.txt", b"\xef\xbb\xbf<SVG onload=x>", PAGE),
    ("a.txt", b"#!/bin/sh\nrm", PAGE), ("a.txt", b"a <script>x</script>", PAGE), ("a.csv", b"<?php x", PAGE),
    ("a.txt", "正文a".encode("utf-16"), BINARY), ("a.txt", PROGRAM, BINARY),
    ("a.txt", b"a" * 70_000 + b"\x00", BINARY),
    ("a.txt", b"\x81", UNREADABLE), ("a.csv", b"\xff\xfe\xfd", UNREADABLE),
    ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", not_picture("JPG")),
    ("a.png", GOOD["jpg"], not_picture("PNG")),
    ("a.gif", b"GIF89a<script>", DAMAGED),
    ("a.jpg", picture("JPEG", (400, 300))[:-200], DAMAGED),
    ("a.png", picture("PNG", (400, 300))[:-40], DAMAGED),
    ("a.png", declared_png(6400, 6251), TOO_LARGE),
    ("a.png", declared_png(60_000, 60_000), TOO_LARGE),
])
def test_content_that_is_not_what_it_says_is_refused(name, content, reason):
    assert refusal(name, content) == reason


def test_locked_zip_is_refused():
    content = bytearray(zipped("名单.txt"))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert refusal("a.zip", bytes(content)) == LOCKED


def test_directory_of_a_large_compound_file_is_found():
    """Beyond 7 MB the table of sectors continues outside the header."""
    content = compound("WordDocument", *(f"stream {n}" for n in range(20)), "_VBA_PROJECT", filler=14_000)
    assert refusal("a.doc", content) == MACROS
    without_macros = content.replace("_VBA_".encode("utf-16-le"), "_ABC_".encode("utf-16-le"))
    assert checked("a.doc", without_macros).size == len(content)


def test_endless_chain_of_sectors_is_refused():
    content = bytearray(compound("WordDocument"))
    content[-512:-508] = struct.pack("<L", 0)
    assert refusal("a.doc", bytes(content)) == DAMAGED


@pytest.mark.parametrize(("name", "content", "size"), [
    ("a.jpg", sideways(), (30, 40)),
    ("a.gif", animated("GIF"), (40, 30)), ("a.webp", animated("WEBP"), (40, 30)), ("a.png", animated("PNG"), (40, 30)),
])
def test_picture_is_measured_as_shown(name, content, size):
    found = checked(name, content)
    assert (found.width, found.height, found.kind) == (*size, AttachmentKind.PICTURE)


def test_text_is_read_across_the_borders_of_pieces():
    for encoding in ("utf-8", "gb18030"):
        for shift in range(3):
            content = b"a" * shift + ("政务公开" * 20_000).encode(encoding)
            assert checked("a.txt", content).size == len(content)


class Counting(io.BytesIO):
    """Remembers the largest piece that was read."""

    largest = 0

    def read(self, size=-1):
        piece = super().read(size)
        self.largest = max(self.largest, len(piece))
        return piece


@pytest.mark.parametrize(("name", "content"), [
    ("a.txt", "字".encode() * MB), ("a.pdf", GOOD["pdf"] + b"0" * 3 * MB),
    ("a.zip", zipped(("数据.bin", os.urandom(3 * MB)))), ("a.doc", compound("WordDocument", filler=6000)),
])
def test_large_file_is_read_in_pieces(name, content):
    file = Counting(content)
    check(name, file, limit=50 * MB)
    assert 0 < file.largest <= 66_000


def test_digest_of_a_file_is_that_of_its_bytes():
    content = os.urandom(200_000)
    file = io.BytesIO(content)
    file.read(10)
    assert (digest_file(file), digest_file(file, "sha256")) == (digest(content), digest(content, "sha256"))


NASTY = hypothesis_settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@NASTY
@given(st.sampled_from(list(FORMATS)), st.data())
def test_damaged_file_is_taken_or_refused_but_never_crashes(extension, data):
    content = bytearray(GOOD[extension])
    for _ in range(data.draw(st.integers(0, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[:data.draw(st.integers(1, len(content)))] if data.draw(st.booleans()) else content
    try:
        assert checked(f"a.{extension}", bytes(content)).size == len(content)
    except UploadRefused as refused:
        assert str(refused).endswith("。")


@NASTY
@given(st.text(max_size=120))
def test_any_name_is_cleaned_or_refused(name):
    try:
        found = checked(name + ".pdf", GOOD["pdf"]).name
    except UploadRefused as refused:
        assert str(refused).endswith("。")
    else:
        assert not set('/\\?#%<>:"|*\0\n\u202e') & set(found) and len(found) <= 100 and checked(found, GOOD["pdf"])


def test_limits_are_those_the_messages_name():
    assert (pictures.MAX_PIXELS, zips.MAX_MEMBERS) == (40_000_000, 5_000)
