"""Checks of an uploaded file before it is kept: its name, its size, and that its content is what its extension says.

Pure: reads the given file and nothing else. A new kind of file is one row of `FORMATS`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import filetype
from django.core.files.base import ContentFile

from sites.digest import digest, digest_file
from submissions.enums import AttachmentKind
from submissions.uploads.compound import check_compound
from submissions.uploads.metadata import stripped
from submissions.uploads.names import clean_name
from submissions.uploads.pictures import check_picture
from submissions.uploads.refusal import UploadRefused
from submissions.uploads.texts import check_text
from submissions.uploads.zips import check_zip


@dataclass(frozen=True)
class Checked:
    """A file that may be kept. Sizes in bytes, width and height in pixels as shown (pictures only)."""

    name: str
    extension: str
    mime: str
    kind: AttachmentKind
    size: int
    digest: str
    width: int | None = None
    height: int | None = None
    is_animated: bool = False


@dataclass(frozen=True)
class Format:
    """What an extension promises: its type, and the check of the content."""

    mime: str
    check: Callable
    kind: AttachmentKind = AttachmentKind.FILE


def check_signature(file, extension: str) -> None:
    """PDF, RAR and 7z: told by their first bytes."""
    file.seek(0)
    found = filetype.guess(file.read(8192))
    if found is None or found.extension != extension:
        raise UploadRefused(f"文件内容不是 {extension.upper()} 格式;请用原来的软件打开,另存或导出后再上传。")


def _picture(mime: str) -> Format:
    return Format(mime, check_picture, AttachmentKind.PICTURE)


OPEN_XML = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    "pdf": Format("application/pdf", check_signature),
    "ofd": Format("application/ofd", check_zip),
    "doc": Format("application/msword", check_compound),
    "docx": Format(f"{OPEN_XML}.wordprocessingml.document", check_zip),
    "xls": Format("application/vnd.ms-excel", check_compound),
    "xlsx": Format(f"{OPEN_XML}.spreadsheetml.sheet", check_zip),
    "ppt": Format("application/vnd.ms-powerpoint", check_compound),
    "pptx": Format(f"{OPEN_XML}.presentationml.presentation", check_zip),
    "wps": Format("application/vnd.ms-works", check_compound),
    "et": Format("application/vnd.ms-excel", check_compound),
    "dps": Format("application/vnd.ms-powerpoint", check_compound),
    "txt": Format("text/plain", check_text),
    "csv": Format("text/csv", check_text),
    "zip": Format("application/zip", check_zip),
    "rar": Format("application/vnd.rar", check_signature),
    "7z": Format("application/x-7z-compressed", check_signature),
    "jpg": _picture("image/jpeg"),
    "jpeg": _picture("image/jpeg"),
    "png": _picture("image/png"),
    "gif": _picture("image/gif"),
    "webp": _picture("image/webp"),
}


def check(name: str, file, *, limit: int) -> Checked:
    """What is kept of the file with this uploaded name. Raises `UploadRefused`, saying in Chinese what to do.

    `file` is binary and can seek; it is left at its beginning. `limit` in bytes.
    """
    name, extension = clean_name(name)
    wanted = FORMATS.get(extension)
    if wanted is None:
        raise UploadRefused(f"不能上传 .{extension} 文件;可以上传的有:{'、'.join(FORMATS)}。")
    size = _size(file, limit)
    measured = wanted.check(file, extension) or ()
    found = digest_file(file)
    file.seek(0)
    return Checked(name, extension, wanted.mime, wanted.kind, size, found, *measured)


def without_metadata(file, checked: Checked):
    """The file as it is kept, and what is then known of it: a picture without place, camera and comments.

    Other files stay as they are. Raises `UploadRefused` for a picture that cannot be read to its end.
    """
    file.seek(0)
    if checked.kind != AttachmentKind.PICTURE:
        return file, checked
    content = stripped(file.read(), checked.extension)
    return ContentFile(content), replace(checked, size=len(content), digest=digest(content))


def _size(file, limit: int) -> int:
    file.seek(0, 2)
    size = file.tell()
    if size == 0:
        raise UploadRefused("文件是空的(0 字节);请确认文件已保存,再重新上传。")
    if size > limit:
        raise UploadRefused(f"文件有 {_shown(size)},超过上限 {_shown(limit)};请压缩或拆分后再上传。")
    return size


def _shown(size: int) -> str:
    for unit, name in ((1 << 20, "MB"), (1 << 10, "KB")):
        if size >= unit:
            return f"{size / unit:.2f}".rstrip("0").rstrip(".") + f" {name}"
    return f"{size} 字节"


__all__ = ["FORMATS", "Checked", "UploadRefused", "check", "without_metadata"]
