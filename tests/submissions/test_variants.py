"""Smaller copies: their widths, never wider than the picture, in colours every screen shows, without metadata."""

import io

import pytest
from PIL import Image

from submissions.uploads.variants import HIGHEST, variant, widths_of
from tests.submissions import photographs as photo
from tests.submissions.photographs import SECRET, corners


def made(content: bytes, width: int) -> Image.Image:
    copy = variant(io.BytesIO(content), width)
    assert SECRET not in copy
    picture = Image.open(io.BytesIO(copy))
    picture.load()
    assert (picture.format, {"exif", "xmp", "icc_profile"} & set(picture.info)) == ("WEBP", set())
    return picture


@pytest.mark.parametrize(("size", "widths"), [
    ((40, 30), ()), ((480, 300), ()), ((481, 300), (480, 481)), ((800, 600), (480, 800)), ((960, 540), (480, 960)),
    ((1600, 900), (480, 960, 1600)), ((1601, 900), (480, 960, 1600)), ((8000, 5000), (480, 960, 1600)),
    ((1080, 16_383), (480, 960, 1080)), ((1080, 18_000), (480, 960)), ((1080, 30_000), (480,)), ((500, 60_000), ()),
])
def test_widths_end_with_the_pictures_own_and_fit_the_format(size, widths):
    assert widths_of(*size) == widths
    assert all(round(width * size[1] / size[0]) <= HIGHEST for width in widths)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_copy_has_the_width_and_the_shape(mode):
    picture = made(photo.jpeg(size=(1000, 700), mode=mode), 480)
    assert (picture.mode, picture.size) == ("RGB", (480, 336))
    assert corners(picture) == (["grey"] * 3 if mode == "L" else ["red", "green", "blue"])


def test_a_copy_as_wide_as_the_picture():
    assert made(photo.jpeg(size=(800, 600)), 800).size == (800, 600)


def test_a_long_picture_is_copied():
    assert made(photo.written(photo.drawing((490, 16_300)), "PNG"), 480).size == (480, 15967)


def test_a_picture_from_before_that_lies_on_its_side_is_copied_upright():
    picture = made(photo.jpeg(6, size=(1000, 700)), 480)
    assert (picture.size, corners(picture)) == ((480, 686), ["blue", "red", "grey"])


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_shows_through_still_does(mode):
    image = photo.drawing((600, 400), "RGBA")
    image.paste((0, 0, 0, 0), (300, 200, 600, 400))
    picture = made(photo.written(image.convert(mode), "PNG"), 480)
    assert picture.mode == "RGBA"
    assert (picture.getpixel((470, 310))[3], picture.getpixel((10, 10))[3]) == (0, 255)


def test_sixteen_bits_of_grey_become_eight():
    deep = Image.new("I;16", (600, 400), 32_768)
    red, green, blue = made(photo.written(deep, "PNG"), 480).getpixel((100, 100))
    assert red == green == blue and abs(red - 128) <= 1


@pytest.mark.parametrize("kind", ["GIF", "PNG"])
def test_a_palette_is_mixed_as_colours(kind):
    picture = made(photo.written(photo.drawing((600, 400), "P"), kind), 480)
    assert (picture.mode, corners(picture)) == ("RGB", ["red", "green", "blue"])


def test_other_colours_become_those_of_every_screen():
    """A profile in which red and green have changed places."""
    odd = photo.SRGB.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    for mode in ("RGB", "RGBA"):
        content = photo.written(photo.drawing((600, 400), mode), "PNG", icc_profile=odd)
        assert corners(made(content, 480)) == ["green", "red", "blue"]


def test_a_profile_that_does_not_fit_is_passed_over():
    for profile in (b"no profile", photo.SRGB):
        picture = made(photo.written(photo.drawing((600, 400), "L"), "PNG", icc_profile=profile), 480)
        assert picture.mode == "RGB"
