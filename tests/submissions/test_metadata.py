"""What a picture says beside its pixels is gone; the pixels are the same; what lay on its side stands upright."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, JpegImagePlugin

from sites.digest import digest
from submissions.enums import AttachmentKind
from submissions.uploads import UploadRefused, check, metadata, without_metadata
from submissions.uploads.metadata import stripped
from tests.submissions import photographs as photo
from tests.submissions.photographs import SECRET, animation, corners

DAMAGED = "文件已损坏,打不开;请先在电脑上确认能正常打开,再重新上传。"
UPRIGHT = {
    "jpg": photo.jpeg(), "progressive.jpg": photo.jpeg(progressive=True), "grey.jpg": photo.jpeg(mode="L"),
    "cmyk.jpg": photo.jpeg(mode="CMYK"), "restarts.jpg": photo.jpeg(restart_marker_blocks=2),
    "several.jpg": photo.several(),
    "png": photo.png(), "palette.png": photo.png(mode="P"), "alpha.png": photo.png(mode="RGBA"),
    "webp": photo.webp(), "lossless.webp": photo.webp(lossless=True), "gif": photo.gif(),
}


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def differs(one: Image.Image, other: Image.Image) -> bool:
    return one.mode != other.mode or bool(ImageChops.difference(one.convert("RGBA"), other.convert("RGBA")).getbbox())


def says(picture: Image.Image) -> set[str]:
    """What Pillow finds beside the pixels, but for what draws them."""
    drawing = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "adobe", "adobe_transform", "progressive",
               "progression", "icc_profile", "loop", "background", "timestamp", "duration", "version", "extension",
               "transparency", "dpi", "gamma", "srgb", "default_image", "bbox", "disposal", "blend"}
    return set(picture.info) - drawing | {f"exif {tag}" for tag in picture.getexif()}


@pytest.mark.parametrize("name", UPRIGHT)
def test_only_the_pixels_stay_and_they_stay_as_they_are(name):
    content = UPRIGHT[name]
    kept = stripped(content, name.rpartition(".")[2])
    assert SECRET in content and says(opened(content)) != set()
    assert SECRET not in kept and says(opened(kept)) == set()
    assert not differs(opened(kept), opened(content))
    assert opened(kept).info.get("icc_profile") == opened(content).info.get("icc_profile")


@pytest.mark.parametrize("name", UPRIGHT)
def test_what_is_bare_already_stays_to_the_byte(name):
    extension = name.rpartition(".")[2]
    kept = stripped(UPRIGHT[name], extension)
    assert stripped(kept, extension) == kept


@pytest.mark.parametrize(("orientation", "shown"), [
    (1, ["red", "green", "blue"]), (2, ["green", "red", "grey"]), (3, ["grey", "blue", "green"]),
    (4, ["blue", "grey", "red"]), (5, ["red", "blue", "green"]), (6, ["blue", "red", "grey"]),
    (7, ["grey", "green", "blue"]), (8, ["green", "grey", "red"]),
])
@pytest.mark.parametrize(("extension", "made"), [("jpg", photo.jpeg), ("png", photo.png), ("webp", photo.webp)])
def test_what_lies_on_its_side_is_set_upright(extension, made, orientation, shown):
    kept = stripped(made(orientation), extension)
    picture = opened(kept)
    assert corners(picture) == shown
    assert picture.size == ((300, 400) if orientation > 4 else (400, 300))
    assert SECRET not in kept and says(picture) == set()


def test_of_several_pictures_in_a_jpeg_the_first_is_turned_and_stays_alone():
    content = photo.several(6)
    assert opened(content).n_frames == 2
    kept = stripped(content, "jpg")
    assert (opened(kept).format, corners(opened(kept))) == ("JPEG", ["blue", "red", "grey"])
    assert SECRET in content and SECRET not in kept


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_turned_jpeg_is_compressed_as_it_was(mode):
    before = opened(photo.jpeg(6, mode=mode, subsampling=0 if mode != "L" else -1))
    after = opened(stripped(photo.jpeg(6, mode=mode, subsampling=0 if mode != "L" else -1), "jpg"))
    assert (after.mode, after.quantization) == (mode, before.quantization)
    assert JpegImagePlugin.get_sampling(after) == JpegImagePlugin.get_sampling(before)


def test_colour_profile_of_a_turned_picture_stays():
    assert opened(stripped(photo.jpeg(6, icc_profile=photo.SRGB), "jpg")).info["icc_profile"] == photo.SRGB


@pytest.mark.parametrize(("kind", "extension", "options"), [
    ("GIF", "gif", {"comment": SECRET}), ("WEBP", "webp", {"exif": photo.exif(), "xmp": photo.XMP}),
    ("PNG", "png", {"exif": photo.exif()}),
])
def test_an_animation_stays_one(kind, extension, options):
    content = animation(kind, **options)
    kept = stripped(content, extension)
    assert SECRET in content and SECRET not in kept
    before, after = opened(content), opened(kept)
    assert (after.n_frames, after.info["duration"], after.info["loop"]) == (3, 100, 0)
    for number in range(3):
        before.seek(number)
        after.seek(number)
        assert not differs(after.convert("RGB"), before.convert("RGB"))


def test_sixteen_bits_a_colour_stay_sixteen():
    deep = Image.new("I;16", (20, 10))
    deep.putpixel((3, 3), 40_001)
    assert opened(stripped(photo.written(deep, "PNG"), "png")).getpixel((3, 3)) == 40_001


def test_readable_but_not_by_the_book_is_written_anew():
    """Browsers and Pillow read a GIF without its last byte, and a JPEG with rubbish between its parts."""
    for extension, content in (("gif", animation("GIF", comment=SECRET)[:-1]),
                               ("jpg", photo.jpeg()[:2] + b"\xff\0" + photo.jpeg()[2:])):
        kept = stripped(content, extension)
        assert SECRET not in kept and says(opened(kept)) == set()
    assert opened(stripped(animation("GIF")[:-1], "gif")).n_frames == 3


def test_a_turned_picture_that_breaks_off_is_refused():
    with pytest.raises(UploadRefused) as refused:
        stripped(photo.jpeg(6)[:-4000], "jpg")
    assert str(refused.value) == DAMAGED


def test_what_is_known_of_the_file_is_that_of_the_kept_one():
    content = photo.jpeg(6)
    file, checked = without_metadata(io.BytesIO(content), check("江.jpg", io.BytesIO(content), limit=len(content)))
    kept = file.read()
    assert kept == stripped(content, "jpg")
    assert (checked.size, checked.digest, checked.width, checked.height) == (len(kept), digest(kept), 300, 400)


def test_other_files_are_kept_as_they_are():
    content = b"%PDF-1.7\n" + SECRET
    checked = check("a.pdf", io.BytesIO(content), limit=1000)
    file, kept = without_metadata(io.BytesIO(content), checked)
    assert (file.read(), kept, kept.kind) == (content, checked, AttachmentKind.FILE)


NASTY = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])


@NASTY
@given(st.sampled_from(sorted(UPRIGHT)), st.data())
def test_a_damaged_picture_is_bared_or_refused_but_never_crashes(name, data):
    content, extension = bytearray(UPRIGHT[name]), name.rpartition(".")[2]
    for _ in range(data.draw(st.integers(0, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[:data.draw(st.integers(1, len(content)))] if data.draw(st.booleans()) else content
    try:
        check(f"a.{extension}", io.BytesIO(bytes(content)), limit=len(content))
        kept = stripped(bytes(content), extension)
    except UploadRefused as refused:
        assert str(refused).endswith("。")
    else:
        assert says(opened(kept)) == set()


def test_every_picture_format_is_bared():
    assert set(metadata.STRIPPERS) == {"JPEG", "PNG", "GIF", "WEBP"}
