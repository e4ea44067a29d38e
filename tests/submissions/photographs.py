"""Pictures as cameras and programs write them, with what nobody should learn: `SECRET` stands in each part of it."""

import io

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

SECRET = b"39.9042N-zhangsan"
GPS = {1: "N", 2: (39.0, 54.0, 15.0), 3: "E", 4: (116.0, 24.0, 27.0)}
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"


def drawing(size=(400, 300), mode="RGB") -> Image.Image:
    """Its left upper corner is red, the right upper one green, the left lower one blue, the rest grey."""
    image = Image.new("RGB", size, "#999")
    draw, (width, height) = ImageDraw.Draw(image), size
    draw.rectangle((0, 0, width // 2, height // 2), fill="#d00")
    draw.rectangle((width // 2, 0, width, height // 2), fill="#0d0")
    draw.rectangle((0, height // 2, width // 2, height), fill="#00d")
    return image.convert(mode)


def corners(image: Image.Image) -> list[str]:
    """The colours of the corners: left upper, right upper, left lower."""
    image = image.convert("RGB")
    width, height = image.size
    found = [image.getpixel(place) for place in ((5, 5), (width - 6, 5), (5, height - 6))]
    return [("red", "green", "blue")[pixel.index(max(pixel))] if max(pixel) - min(pixel) > 100 else "grey"
            for pixel in found]


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x0112], made[0x010F], made[0x013B] = orientation, SECRET.decode(), SECRET.decode()
    made.get_ifd(0x8825).update(GPS)
    return made


def written(image: Image.Image, kind: str, **options) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def jpeg(orientation: int = 1, size=(400, 300), mode="RGB", **options) -> bytes:
    """As a phone writes it: Exif with the place, XMP, IPTC, a comment, an application's own part; a film behind it."""
    plain = written(drawing(size, mode), "JPEG", exif=exif(orientation), xmp=XMP, comment=SECRET, quality=90, **options)
    iptc = b"Photoshop 3.0\x008BIM\x04\x04" + SECRET
    own = b"".join(bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2) + data
                   for marker, data in ((0xED, iptc), (0xE2, b"FPXR\0" + SECRET), (0xEA, SECRET)))
    return plain[:2] + own + plain[2:] + b"\0\0\0\x18ftypmp42" + SECRET


def several(orientation: int = 1) -> bytes:
    """As newer phones write it: a second picture with a place of its own behind the first."""
    return written(drawing(), "MPO", save_all=True, append_images=[drawing((80, 60))], exif=exif(orientation))


def png(orientation: int = 1, mode="RGB", **options) -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET.decode())
    text.add_text("Comment", SECRET.decode(), zip=False)
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    text.add(b"prVt", SECRET)
    return written(drawing(mode=mode), "PNG", pnginfo=text, exif=exif(orientation), **options) + SECRET


def webp(orientation: int = 1, **options) -> bytes:
    return written(drawing(), "WEBP", exif=exif(orientation), xmp=XMP, icc_profile=SRGB, quality=90, **options)


def gif(**options) -> bytes:
    plain = written(drawing(), "GIF", comment=SECRET, **options)
    xmp = b"\x21\xff\x0bXMP DataXMP" + bytes([len(XMP)]) + XMP + b"\0"
    text = b"\x21\x01\x0c" + b"\0" * 12 + bytes([len(SECRET)]) + SECRET + b"\0"
    return plain[:-1] + xmp + text + b";" + SECRET


def frames(number: int = 3) -> list[Image.Image]:
    return [drawing((300, 200)), *(Image.new("RGB", (300, 200), colour) for colour in ("red", "blue")[:number - 1])]


def animation(kind: str, **options) -> bytes:
    first, *rest = frames()
    return written(first, kind, save_all=True, append_images=rest, duration=100, loop=0, **options)
