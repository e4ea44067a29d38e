"""What several scenes are put together from: sky, hills, buildings, trees, people."""

import math

from portal.demo.pictures.canvas import HEIGHT, NIGHT, WIDTH, Canvas, Point, mix, veil


def sky(c: Canvas, sun: Point | None = None, clouds: int = 4) -> None:
    """Gradient, a haloed sun (or moon) and flat clouds."""
    middle = mix(mix(c.p.sky, c.p.horizon, 0.55), "#ffffff", 0.22 if c.p is not NIGHT else 0)
    c.level(0, 250, c.p.sky, middle)
    c.level(249, 480, middle, c.p.horizon)
    if sun:
        for radius, opacity in ((150, 0.10), (100, 0.16), (66, 0.22), (44, 1)):
            c.disc(*sun, radius, veil(c.p.sun, opacity))
    for _ in range(clouds):
        x, y, w = c.sway(-80, 1100), c.sway(50, 210), c.sway(90, 200)
        for dx, dy, share in ((0, 0, 1), (0.18, -0.09, 0.55), (-0.12, 0.08, 0.6)):
            c.box(
                x + dx * w,
                y + dy * w,
                w * share,
                w * 0.115,
                veil("#ffffff", 0.42 if c.p is not NIGHT else 0.07),
                w * 0.057,
            )


def hills(c: Canvas, y: float, swing: float, top: str, bottom: str) -> None:
    """A rolling ridge that pales towards its foot."""
    waves = [(c.sway(0, 6.3), length, weight) for length, weight in ((1.1, 0.6), (2.7, 0.28), (5.9, 0.12))]
    ridge = []
    for step in range(121):
        x = step * WIDTH / 120
        lift = sum(weight * math.sin(phase + length * x / 190) for phase, length, weight in waves)
        ridge.append((x, y - swing * lift))
    c.wash([*ridge, (WIDTH, min(HEIGHT, y + swing + 130)), (0, min(HEIGHT, y + swing + 130))], top, bottom)


def panes(
    c: Canvas, frame: tuple[float, float, float, float], grid: tuple[int, int], fill: str, lit: float = 0
) -> None:
    """Windows in a grid of (columns, rows); a share of them is lit."""
    x, y, w, h = frame
    columns, rows = grid
    for column in range(columns):
        for row in range(rows):
            colour = c.p.accent if c.rng.random() < lit else fill
            c.box(
                x + (column + 0.22) * w / columns,
                y + (row + 0.2) * h / rows,
                0.56 * w / columns,
                0.58 * h / rows,
                colour,
            )


def skyline(c: Canvas, y: float, heights: tuple[int, int], colour: str, glass: str, lit: float = 0) -> None:
    """Towers side by side with their feet on y."""
    x = c.sway(-50, 0)
    while x < WIDTH:
        w, h = c.sway(48, 96), c.sway(*heights)
        shade = mix(colour, c.p.ink, c.sway(0, 0.14))
        c.box(x, y - h, w, h, shade)
        crown = c.rng.randrange(4)
        if crown == 0:
            c.box(x + w * 0.25, y - h - 16, w * 0.5, 17, shade)
        elif crown == 1:
            c.polygon([(x, y - h + 1), (x + w, y - h + 1), (x + w, y - h - 26)], shade)
        elif crown == 2:
            c.line([(x + w / 2, y - h), (x + w / 2, y - h - 30)], shade, 3)
        panes(c, (x + 6, y - h + 8, w - 12, h - 14), (int(w // 15), int(h // 17)), glass, lit)
        x += w + c.rng.choice((3, 6, 10, 26))


def tree(c: Canvas, x: float, y: float, size: float, colour: str = "") -> None:
    """A broad-leaved tree standing on (x, y), lit from the left."""
    leaf = colour or mix(c.p.leaf, c.p.ground, c.sway(0, 0.25))
    c.disc(x, y, size * 0.36, veil(c.p.ink, 0.13), 0.16)
    c.box(x - size * 0.035, y - size * 0.5, size * 0.07, size * 0.5, mix("#6b4f3a", c.p.ink, 0.3))
    for dx, dy, r in ((0.16, 0.52, 0.22), (-0.16, 0.54, 0.22), (0.02, 0.72, 0.29)):
        c.disc(x + dx * size, y - dy * size, r * size, leaf)
    c.disc(x - size * 0.08, y - size * 0.78, size * 0.17, veil("#ffffff", 0.1))


def conifer(c: Canvas, x: float, y: float, size: float, snow: bool = False) -> None:
    """A fir standing on (x, y)."""
    leaf = mix(c.p.leaf, c.p.far, c.sway(0, 0.3))
    c.box(x - size * 0.03, y - size * 0.15, size * 0.06, size * 0.15, mix("#5d4636", c.p.ink, 0.3))
    for foot, top, half in ((0.1, 0.55, 0.26), (0.35, 0.78, 0.21), (0.6, 1, 0.15)):
        c.polygon([(x - half * size, y - foot * size), (x, y - top * size), (x + half * size, y - foot * size)], leaf)
        if snow:
            cap = [(0, 0), (0.5, 0.5), (0.22, 0.42), (0, 0.6), (-0.22, 0.42), (-0.5, 0.5)]
            c.polygon([(x + dx * half * size, y - (top - (top - foot) * dy) * size) for dx, dy in cap], "#ffffff")


def house(c: Canvas, x: float, y: float, w: float, roof: str) -> None:
    """A gabled house whose lower left corner is (x, y)."""
    h = w * 0.5
    c.box(x, y - h, w, h, c.p.wall)
    c.box(x + w * 0.62, y - h, w * 0.38, h, veil(c.p.ink, 0.1))
    c.polygon(
        [(x - w * 0.08, y - h), (x + w * 0.16, y - h * 1.7), (x + w * 0.84, y - h * 1.7), (x + w * 1.08, y - h)], roof
    )
    c.box(x + w * 0.42, y - h * 0.62, w * 0.15, h * 0.62, mix(c.p.roof, c.p.ink, 0.4))
    for dx in (0.12, 0.72):
        c.box(x + w * dx, y - h * 0.66, w * 0.17, h * 0.32, mix(c.p.accent, "#ffffff", 0.35))


def wheels(c: Canvas, y: float, r: float, *centres: float) -> None:
    for x in centres:
        c.disc(x, y, r, c.p.ink)
        c.disc(x, y, r * 0.42, c.p.wall)


def ripples(c: Canvas, top: float, bottom: float, count: int, colour: str = "#ffffff", opacity: float = 0.3) -> None:
    """Short glints on water, longer towards the viewer."""
    for _ in range(count):
        depth = c.rng.random()
        y, w = top + depth * (bottom - top), c.sway(20, 50) * (0.6 + 1.6 * depth)
        c.box(c.sway(-40, WIDTH), y, w, 1.5 + 2 * depth, veil(colour, opacity), 1.5)


def plain(c: Canvas, y: float, colour: str, depth: float = 0.16) -> None:
    """Level ground from y down to the lower edge."""
    c.level(y, HEIGHT, colour, mix(colour, c.p.ink, depth))


def backdrop(c: Canvas, y: float, towers: bool = True) -> None:
    """Sky, a distant ridge and, if wanted, a pale town; everything ends at y."""
    sky(c, (c.sway(180, 1020), c.sway(110, 170)))
    hills(c, y - 70, 46, mix(c.p.far, c.p.horizon, 0.3), c.p.horizon)
    if towers:
        skyline(c, y, (50, 150), mix(c.p.far, c.p.horizon, 0.35), veil("#ffffff", 0.3))


def person(c: Canvas, x: float, y: float, size: float, colour: str, back: bool = False) -> None:
    """Head and shoulders; y is where the table or the picture cuts them off."""
    hair, skin = c.rng.choice(("#2b2420", "#3a302a", "#55504c")), c.rng.choice(("#e9c3a0", "#dfb48e", "#f0cfb0"))
    c.box(x - 46 * size, y - 66 * size, 92 * size, 90 * size, colour, 34 * size)
    c.box(x - 11 * size, y - 84 * size, 22 * size, 30 * size, mix(skin, "#7a4a30", 0.18), 8 * size)
    if not back:
        c.polygon([(x - 15 * size, y - 66 * size), (x + 15 * size, y - 66 * size), (x, y - 36 * size)], "#ffffff")
    c.disc(x, y - 104 * size, 28 * size, hair)
    if not back:
        c.box(x - 22 * size, y - 116 * size, 44 * size, 44 * size, skin, 21 * size)


# The scenes
