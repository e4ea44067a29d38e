"""The bytes of an answer made plain: decompressed within a limit, and decoded; pure."""

import codecs
import re
import zlib
from collections.abc import Iterable

from submissions.fetching.connecting import TOO_LARGE, shown
from submissions.fetching.refusal import FetchRefused

GZIP = 31  # zlib's window for a gzip header
CHINESE = {"gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "euc-cn", "cp936", "936", "chinese"}
"""All read as GB18030, which holds the others: pages say gb2312 and write characters it does not have."""
META = re.compile(rb"""<(?:meta[^>]{0,300}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""",
                  re.IGNORECASE)
HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE)
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
SNIFFED = 4096


def plain(pieces: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The content, never more than `limit` bytes of it in memory, however small it came packed."""
    encoding = encoding.strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchRefused(f"对方用没有约定的方式({encoding[:20]})压缩内容,不能读取。")
    unpack = zlib.decompressobj(GZIP) if "gzip" in encoding else None
    content = bytearray()
    for piece in pieces:
        try:
            content += unpack.decompress(piece, limit + 1 - len(content)) if unpack else piece
        except zlib.error as error:
            raise FetchRefused("对方压缩的内容已损坏,不能读取。") from error
        if len(content) > limit or (unpack and unpack.unconsumed_tail):
            raise FetchRefused(TOO_LARGE.format(shown(limit)))
    if unpack and not unpack.eof:
        raise FetchRefused("对方的内容没有传完。", is_passing=True)
    return bytes(content)


def decoded(content: bytes, content_type: str) -> tuple[str, str]:
    """The text without NULs, which no database keeps, and the encoding it was read in."""
    text, name = read_as(content, content_type)
    return text.replace("\x00", ""), name


def read_as(content: bytes, content_type: str) -> tuple[str, str]:
    """By byte order mark, header, the page's own word, else by trial."""
    for mark, name in BOMS:
        if content.startswith(mark):
            return content[len(mark):].decode(name, errors="replace"), name
    said = HEADER.search(content_type)
    found = META.search(content[:SNIFFED])
    for name in (said and said[1], found and found[1].decode("ascii", "replace")):
        known = known_encoding(name) if name else None
        if known:
            return content.decode(known, errors="replace"), known
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace"), "gb18030"


def known_encoding(name: str) -> str | None:
    if name.lower() in CHINESE:
        return "gb18030"
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    return found.name if found._is_text_encoding else None
