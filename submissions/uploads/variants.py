"""Smaller copies of a picture for the public's screens, in WebP. The picture itself stays as it is."""

import io

from PIL import Image, ImageCms, ImageOps

from submissions.uploads.pictures import is_turned

WIDTHS = (480, 960, 1600)
QUALITY = 80
HIGHEST = 16_383
"""Pixels, the limit of WebP: long pictures (一图读懂) reach it."""


def widths_of(width: int, height: int) -> tuple[int, ...]:
    """Widths in which a picture of this size is offered: never wider than itself, at last as wide as itself; none for a
    picture that is small already."""
    if width <= WIDTHS[0]:
        return ()
    largest = min(width, WIDTHS[-1])
    widths = (*(each for each in WIDTHS if each < largest), largest)
    return tuple(each for each in widths if each * height <= HIGHEST * width)


def variant(file, width: int) -> bytes:
    """The picture `width` pixels wide, upright, in sRGB and without metadata. Raises what Pillow raises on a picture
    that it cannot read."""
    with Image.open(file) as source:
        profile = source.info.get("icc_profile")
        upright = ImageOps.exif_transpose(source) if is_turned(source) else source
        picture = upright if source.format == "JPEG" else resizable(upright)
        picture.thumbnail((width, HIGHEST), Image.Resampling.LANCZOS, reducing_gap=3.0)
        made = io.BytesIO()
        in_srgb(picture, profile).save(made, "WEBP", quality=QUALITY, exif=b"", xmp=b"", icc_profile=b"")
    return made.getvalue()


def resizable(picture: Image.Image) -> Image.Image:
    """Colours that may be mixed, in eight bits: no palette, no sixteen bits of grey."""
    if picture.mode.startswith("I"):
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in ("RGB", "L") else picture.convert("RGB")


def in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours that every screen shows; a profile that does not fit the picture is passed over."""
    wanted = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile:
        try:
            return ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"),
                outputMode=wanted)
        except (ImageCms.PyCMSError, OSError):
            pass
    return picture if picture.mode == wanted else picture.convert(wanted)
