"""What a picture says beside its pixels (place, camera, author, comments, previews) is taken out before it is kept.

The pixels stay as they came: of each format only the parts that draw it are copied. A picture that its camera marked as
lying on its side is set upright first, for that mark goes too; only such a picture is encoded again.
"""

import io
import re

from PIL import Image, ImageOps, JpegImagePlugin

from submissions.uploads.pictures import FORMATS, is_animated, is_turned
from submissions.uploads.refusal import DAMAGED, UploadRefused

JPEG_PARTS = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD}
"""Markers of frames, tables, scans and restarts. Of the segments for applications (E0–EF) three are needed."""

JPEG_SCAN_ENDS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
PNG_PARTS = set(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP acTL fcTL fdAT".split())
GIF_LOOPS = {b"NETSCAPE2.0", b"ANIMEXTS1.0"}
WEBP_PARTS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
WEBP_METADATA_FLAGS = 0x08 | 0x04  # Exif, XMP


def stripped(content: bytes, extension: str) -> bytes:
    """The picture without metadata. Raises `UploadRefused` when it cannot be read to its end.

    An animation stays one and is never turned.
    """
    name, _ = FORMATS[extension]
    try:
        with Image.open(io.BytesIO(content), formats=[name]) as picture:
            if is_turned(picture) and not is_animated(picture, name):
                content = encoded(picture, ImageOps.exif_transpose(picture), name)
            try:
                return STRIPPERS[name](content)
            except (ValueError, IndexError):  # readable, but not as its format says
                return STRIPPERS[name](encoded(picture, picture, name))
    except Exception as error:  # Pillow's plugins raise nearly anything on damaged files
        raise UploadRefused(DAMAGED) from error


def encoded(source: Image.Image, picture: Image.Image, name: str) -> bytes:
    """The picture in the source's format, compressed as the source was."""
    options = {"icc_profile": source.info.get("icc_profile")}
    if name == "JPEG":
        options |= {"qtables": source.quantization, "subsampling": JpegImagePlugin.get_sampling(source)}
    elif name == "WEBP":
        options["quality"] = 92
    made = io.BytesIO()
    picture.save(made, name, save_all=is_animated(source, name), **options)
    return made.getvalue()


def stripped_jpeg(content: bytes) -> bytes:
    """Ends with the picture's own end: what a phone hangs behind it (a film, a second picture) goes."""
    parts, at = [b"\xff\xd8"], 2
    while True:
        if content[at] != 0xFF:
            raise ValueError("no marker")
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == 0xD9:
            return b"".join(parts) + b"\xff\xd9"
        if marker < 0xC0 or 0xD0 <= marker <= 0xD8:
            raise ValueError("no segment")
        end = at + 2 + int.from_bytes(content[at + 2:at + 4])
        parts.append(jpeg_segment(marker, whole(content, at, end)))
        if marker == 0xDA:
            scan = JPEG_SCAN_ENDS.search(content, end)
            if scan is None:
                raise ValueError("no end")
            parts.append(content[end:scan.start()])
            end = scan.start()
        at = end


def jpeg_segment(marker: int, segment: bytes) -> bytes:
    """The segment as it is kept; nothing when it is not needed. JFIF loses its preview, Adobe's note what follows."""
    data = segment[4:]
    if marker in JPEG_PARTS or (marker == 0xE2 and data.startswith(b"ICC_PROFILE\0")):
        return segment
    if marker == 0xE0 and data.startswith(b"JFIF\0"):
        return b"\xff\xe0\x00\x10" + data[:12] + b"\0\0"
    if marker == 0xEE and data.startswith(b"Adobe"):
        return b"\xff\xee\x00\x0e" + data[:12]
    return b""


def stripped_png(content: bytes) -> bytes:
    parts, at, kind = [content[:8]], 8, b""
    while kind != b"IEND":
        kind = content[at + 4:at + 8]
        end = at + 12 + int.from_bytes(content[at:at + 4])
        chunk = whole(content, at, end)
        if kind in PNG_PARTS:
            parts.append(chunk)
        at = end
    return b"".join(parts)


def stripped_gif(content: bytes) -> bytes:
    """Of the extensions stay how a frame is shown, and how often an animation is repeated."""
    at = 13 + gif_palette(content[10])
    parts = [content[:at]]
    while content[at] != 0x3B:
        if content[at] == 0x21:
            end = gif_blocks(content, at + 2)
            is_needed = content[at + 1] == 0xF9 or content[at + 3:at + 14] in GIF_LOOPS
        elif content[at] == 0x2C:
            end, is_needed = gif_blocks(content, at + 11 + gif_palette(content[at + 9])), True
        else:
            raise ValueError("no block")
        if is_needed:
            parts.append(content[at:end])
        at = end
    return b"".join(parts) + b";"


def gif_palette(flags: int) -> int:
    """Bytes of the table of colours that follows."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def gif_blocks(content: bytes, at: int) -> int:
    """Where the row of blocks ends that begins here."""
    while content[at]:
        at += content[at] + 1
    return at + 1


def stripped_webp(content: bytes) -> bytes:
    parts, at = [], 12
    last = whole(content, 0, 8 + int.from_bytes(content[4:8], "little"))
    while at < len(last):
        length = int.from_bytes(content[at + 4:at + 8], "little")
        end = at + 8 + length + length % 2
        chunk, kind = whole(content, at, end), content[at:at + 4]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~WEBP_METADATA_FLAGS]) + chunk[9:]
        if kind in WEBP_PARTS:
            parts.append(chunk)
        at = end
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def whole(content: bytes, start: int, end: int) -> bytes:
    if end > len(content) or end < start + 4:
        raise ValueError("cut off")
    return content[start:end]


STRIPPERS = {"JPEG": stripped_jpeg, "PNG": stripped_png, "GIF": stripped_gif, "WEBP": stripped_webp}
