"""Plain text and CSV: must be readable text, and no page or script under another name."""

import codecs
import re

from submissions.uploads.refusal import UploadRefused

CHUNK = 64 * 1024
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
ACTIVE = re.compile(
    rb"^#!|<\s*(?:!doctype\s+html|html|head|body|svg|script|iframe|object|embed|\?php|\?xml|%@)", re.IGNORECASE
)

OTHERS = (b"%PDF-", b"{\\rtf", b"%!PS")
BINARY = "文件不是普通文本;请用记事本打开,另存为 UTF-8 编码后再上传。"


def check_text(file, extension: str) -> None:
    """Text in UTF-8 or GB 18030, read in pieces."""
    file.seek(0)
    head = file.read(4096)
    if ACTIVE.search(head.removeprefix(codecs.BOM_UTF8).lstrip()):
        raise UploadRefused("文件内容是网页或脚本,不是普通文本;网页内容请粘贴到正文里。")
    if head.startswith(OTHERS):
        raise UploadRefused(BINARY)
    file.seek(0)
    decoders = [codecs.getincrementaldecoder(encoding)() for encoding in ("utf-8", "gb18030")]
    while chunk := file.read(CHUNK):
        if CONTROL.search(chunk):
            raise UploadRefused(BINARY)
        decoders = [decoder for decoder in decoders if _can_read(decoder, chunk)]
    if not any(_can_read(decoder, b"", is_last=True) for decoder in decoders):
        raise UploadRefused("文本的编码无法识别;请用记事本打开,另存为 UTF-8 编码后再上传。")


def _can_read(decoder: codecs.IncrementalDecoder, chunk: bytes, *, is_last: bool = False) -> bool:
    try:
        decoder.decode(chunk, is_last)
    except UnicodeDecodeError:
        return False
    return True
