"""Colours, and a surface to draw on."""

import math
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from PIL import Image, ImageColor, ImageDraw, ImageOps

WIDTH, HEIGHT = 1200, 675  # the units every scene is composed in
Point = tuple[float, float]


class Palette(NamedTuple):
    """The colours of one hour of the day."""

    sky: str
    horizon: str
    sun: str
    far: str
    near: str
    ground: str
    leaf: str
    wall: str
    roof: str
    water: str
    ink: str
    accent: str


def palette(colours: str) -> Palette:
    """A palette from twelve hexadecimal colours, in the order of its fields."""
    return Palette(*(f"#{colour}" for colour in colours.split()))


MORNING = palette("9cc6dd f8ead3 fffaf0 a3c1cd 6d9d97 9dbd83 4c8264 f5eee2 b5604f 93c2cf 31506a dc9550")
NOON = palette("6fafdc e4f2f6 ffffff 97bfd3 5f9c94 a3c77f 3d7d5b fbf8f0 40749b 7db6d4 27496a e3a63f")
AUTUMN = palette("a9c3d0 fae6c6 fff8e6 bcb4ac a98e68 d3ba74 bd7f3c f8eddc 8f5043 9fbfc3 4c413f c75d35")
DUSK = palette("6879a8 f7c6a3 fff0d4 9089ad 62688f 7f8f85 45685f f1e0d0 7f4f67 8f9cc2 2e3659 ec905f")
NIGHT = palette("101c3d 3d5585 f7efd2 2a3c68 1d2c52 16223f 1b3347 31446f 24365f 1a2b55 0c1530 ffcf7a")
WINTER = palette("a7bfd3 f3f1ee ffffff c3d2de a9bfce f4f7f9 4f7775 e9dccb 8a5648 bcd3df 44566a d0713f")


def mix(first: str, second: str, share: float) -> str:
    """The colour `share` of the way from the first to the second."""
    pairs = zip(ImageColor.getrgb(first), ImageColor.getrgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def veil(colour: str, opacity: float) -> str:
    """The colour with an alpha channel."""
    return f"{colour}{round(opacity * 255):02x}"


class Canvas:
    """A drawing surface in 1200 by 675 units, kept at twice the wanted size so that reducing it smooths every edge."""

    def __init__(self, *, rng: Random, palette: Palette, scale: float):
        self.rng, self.p, self.scale = rng, palette, scale
        self.image = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), palette.horizon)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def sway(self, low: float, high: float) -> float:
        """Chance between two bounds."""
        return self.rng.uniform(low, high)

    def at(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        self.pen.polygon(self.at(points), fill=fill)

    def box(self, x: float, y: float, w: float, h: float, fill: str, radius: float = 0) -> None:
        self.pen.rounded_rectangle(self.at([(x, y), (x + w, y + h)]), radius * self.scale, fill=fill)

    def disc(self, x: float, y: float, r: float, fill: str, flat: float = 1) -> None:
        self.pen.ellipse(self.at([(x - r, y - r * flat), (x + r, y + r * flat)]), fill=fill)

    def line(self, points: Sequence[Point], fill: str, width: float) -> None:
        self.pen.line(self.at(points), fill=fill, width=max(1, round(width * self.scale)), joint="curve")

    def wash(self, points: Sequence[Point], top: str, bottom: str) -> None:
        """Fill a polygon with a vertical gradient."""
        pixels = self.at(points)
        xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
        left, up = max(0, int(min(xs))), max(0, int(min(ys)))
        size = (min(self.image.width, math.ceil(max(xs))) - left, min(self.image.height, math.ceil(max(ys))) - up)
        if min(size) < 1:
            return
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).polygon([(x - left, y - up) for x, y in pixels], fill=255)
        column = ImageOps.colorize(Image.linear_gradient("L").resize((1, 256)), top, bottom)
        self.image.paste(column.resize(size, Image.Resampling.BILINEAR), (left, up), mask)

    def level(self, top: float, foot: float, upper: str, lower: str) -> None:
        """A gradient over the full width."""
        self.wash([(0, top), (WIDTH, top), (WIDTH, foot), (0, foot)], upper, lower)


def curve(points: Sequence[Point]) -> list[Point]:
    """A smooth line through the points (Catmull-Rom), for shores and paths."""
    ends = [points[0], *points, points[-1]]
    line = []
    for p0, p1, p2, p3 in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for t in (n / 12 for n in range(12)):
            a, b, d = -t + 2 * t * t - t**3, 2 - 5 * t * t + 3 * t**3, t + 4 * t * t - 3 * t**3
            weights = list(zip((a, b, d, t**3 - t * t), (p0, p1, p2, p3), strict=True))
            line.append((sum(w * x for w, (x, _) in weights) / 2, sum(w * y for w, (_, y) in weights) / 2))
    return [*line, points[-1]]


# Parts that scenes share
