"""ZIP archives and the formats built on them: docx, xlsx, pptx, ofd. Only the directory and first bytes are read."""

import struct
import zipfile

from submissions.uploads.compound import is_locked_document
from submissions.uploads.refusal import DAMAGED, LOCKED, MACROS, UploadRefused

MAX_TAIL = 22 + 0xFFFF  # the end record and the longest comment after it
MAX_DIRECTORY = 2 << 20
MAX_MEMBERS = 5_000
MAX_UNPACKED = 1 << 30
MAX_RATIO, RATIO_FROM = 200, 64 << 20

CONTENTS = {"docx": ("[content_types].xml", "word/"), "xlsx": ("[content_types].xml", "xl/"),
            "pptx": ("[content_types].xml", "ppt/"), "ofd": ("ofd.xml", "ofd.xml"), "zip": ("", "")}
"""Extension → a member it must have, and how another of its members' names begins."""

PROGRAMS = set(
    "apk app bat chm class cmd com cpl deb dex dll dmg drv exe gadget hta jar js jse lnk msc msi msp ocx pif pkg ps1"
    " psm1 reg rpm scr sh sys vbe vbs ws wsf wsh docm dotm potm ppam ppsm pptm xlam xlsm xltm".split()
)
DEFLATED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def check_zip(file, extension: str) -> None:
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":
        if extension != "zip" and is_locked_document(file):
            raise UploadRefused(LOCKED)
        raise UploadRefused(f"文件内容不是 {extension} 格式;请用办公软件打开,另存为 {extension} 后再上传。")
    try:
        _check_directory(file)
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _check_members(members, extension)
            if extension == "zip":
                _check_heads(archive, members)
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, struct.error, NotImplementedError) as error:
        raise UploadRefused(DAMAGED) from error


def _check_directory(file) -> None:
    """`zipfile` reads the whole directory into memory: its size is looked up first."""
    file.seek(0, 2)
    file.seek(max(file.tell() - MAX_TAIL, 0))
    tail = file.read(MAX_TAIL)
    start = tail.rfind(b"PK\x05\x06")
    if start < 0:
        raise zipfile.BadZipFile
    _, _, _, _, count, length, _, _ = struct.unpack("<4s4H2LH", tail[start: start + 22])
    if count > MAX_MEMBERS or length > MAX_DIRECTORY:
        raise UploadRefused(f"压缩包里的文件超过 {MAX_MEMBERS} 个;请分成几个再上传。")


def _check_members(members: list[zipfile.ZipInfo], extension: str) -> None:
    names = {member.filename.replace("\\", "/").lower() for member in members}
    required, prefix = CONTENTS[extension]
    if (required and required not in names) or not any(name.startswith(prefix) for name in names):
        raise UploadRefused(f"文件内容不是 {extension} 格式;请用办公软件打开,另存为 {extension} 后再上传。")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)):
        raise UploadRefused("压缩包解开后异常庞大,可能是“压缩炸弹”;请重新压缩或拆分后再上传。")
    if any(member.flag_bits & 1 for member in members):
        raise UploadRefused(LOCKED)
    if any(name.rsplit("/", 1)[-1] == "vbaproject.bin" for name in names):
        raise UploadRefused(MACROS)
    for name in sorted(names):
        if name.rstrip(". /").rpartition(".")[2] in PROGRAMS:
            _refuse_program(name)


def _check_heads(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Programs under harmless names: told by their first bytes."""
    for member in members:
        if member.is_dir() or member.compress_type not in DEFLATED or not member.file_size:
            continue
        with archive.open(member) as packed:
            head = packed.read(64)
        if head.startswith(b"\x7fELF") or (head.startswith(b"MZ") and b"\x00" in head):
            _refuse_program(member.filename)


def _refuse_program(name: str) -> None:
    raise UploadRefused(f"压缩包里有程序或带宏的文件“{name}”;请去掉后重新压缩再上传。")
