"""The scenes, one function each."""

from collections.abc import Callable

from portal.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, curve, mix, veil
from portal.demo.pictures.pieces import (
    backdrop,
    conifer,
    hills,
    house,
    panes,
    person,
    plain,
    ripples,
    sky,
    skyline,
    tree,
    wheels,
)


def river(c: Canvas) -> None:
    sky(c, (c.sway(300, 900), 170))
    for step in range(3):
        hills(
            c,
            300 + 38 * step,
            88 - 20 * step,
            mix(c.p.far, c.p.near, step / 2),
            mix(c.p.far, c.p.horizon, 0.7 - 0.15 * step),
        )
    c.level(405, HEIGHT, mix(c.p.water, c.p.horizon, 0.55), c.p.water)
    ripples(c, 415, 650, 90)
    far, near = mix(c.p.ground, c.p.far, 0.3), c.p.ground
    c.wash([*curve([(WIDTH, 396), (900, 400), (720, 410), (860, 428), (WIDTH, 452)])], far, mix(far, c.p.ink, 0.15))
    for n in range(7):
        tree(c, 880 + n * 46 + c.sway(-20, 20), 404 + n * 3, c.sway(55, 80))
    c.wash(
        [*curve([(0, 520), (170, 508), (350, 545), (430, 610), (560, 675)]), (0, 675)], near, mix(near, c.p.ink, 0.2)
    )
    for n in range(6):
        tree(c, 20 + n % 3 * 120 + c.sway(-25, 25), 545 + n * 15, c.sway(150, 215))
    x = 520 + 160 * c.rng.random()
    c.box(x + 45, 462, 70, 26, c.p.wall, 12)
    c.polygon([(x, 482), (x + 170, 482), (x + 142, 506), (x + 26, 506)], c.p.roof)
    c.box(x + 20, 510, 130, 4, veil(c.p.ink, 0.2), 2)


def street(c: Canvas) -> None:
    backdrop(c, 420)
    x, heights = -30.0, (170, 330)
    while x < WIDTH:
        w, h = c.sway(130, 210), c.sway(*heights)
        wall = mix(c.p.wall, c.rng.choice((c.p.accent, c.p.far, c.p.roof, c.p.ground, c.p.wall)), c.sway(0.12, 0.4))
        c.box(x, 500 - h, w, h, wall)
        c.box(x - 4, 496 - h, w + 8, 10, mix(wall, c.p.ink, 0.3))
        panes(c, (x + 8, 512 - h, w - 16, h - 84), (int(w // 38), int(h // 62) + 1), mix(c.p.water, c.p.ink, 0.28))
        c.box(x + 10, 452, w - 20, 48, mix(c.p.water, c.p.ink, 0.5))
        awning, stripes = c.rng.choice((c.p.accent, c.p.roof, c.p.near)), int(w // 20)
        for n in range(stripes):
            c.box(x + 4 + n * (w - 8) / stripes, 434, (w - 8) / stripes, 26, "#fdf9f0" if n % 2 else awning, 4)
        x += w + c.rng.choice((0, 0, 3))
    plain(c, 500, mix(c.p.wall, c.p.ink, 0.16), 0.1)
    c.level(545, HEIGHT, mix(c.p.ink, c.p.far, 0.5), mix(c.p.ink, c.p.far, 0.35))
    for n in range(9):
        c.box(n * 150 - 40, 612, 80, 6, veil("#ffffff", 0.75))
    for n in range(6):
        tree(c, 90 + n * 210 + c.sway(-20, 20), 536, 150)
    x = c.sway(250, 700)
    c.box(x, 482, 270, 104, c.p.near, 16)
    c.box(x, 546, 270, 12, c.p.accent)
    for n in range(5):
        c.box(x + 14 + n * 51, 496, 43, 40, mix(c.p.water, "#ffffff", 0.5), 5)
    wheels(c, 588, 21, x + 58, x + 212)


def school(c: Canvas) -> None:
    backdrop(c, 430)
    plain(c, 425, c.p.ground)
    for x, w, h in ((150, 360, 190), (690, 360, 190), (480, 240, 250)):
        c.box(x, 450 - h, w, h, c.p.wall)
        c.box(x + w - 16, 450 - h, 16, h, veil(c.p.ink, 0.1))
        c.box(x - 8, 438 - h, w + 16, 16, c.p.roof, 3)
    for x in (166, 706):
        panes(c, (x, 272, 322, 166), (9, 3), mix(c.p.water, c.p.ink, 0.25), 0.06)
        for y in (318, 374):
            c.box(x - 16, y, 344, 4, mix(c.p.wall, c.p.roof, 0.45))
    panes(c, (500, 296, 200, 70), (5, 1), mix(c.p.water, c.p.ink, 0.25))
    c.disc(600, 254, 30, c.p.roof)
    c.disc(600, 254, 24, "#ffffff")
    c.line([(600, 238), (600, 254), (612, 260)], c.p.ink, 3)
    c.box(545, 376, 110, 12, c.p.roof, 3)
    c.box(562, 388, 76, 62, mix(c.p.ink, c.p.water, 0.4))
    c.box(598, 388, 4, 62, c.p.wall)
    c.polygon([(562, 450), (638, 450), (690, 500), (510, 500)], mix(c.p.wall, c.p.ink, 0.1))
    for r, colour in ((620, mix("#c8704c", c.p.roof, 0.2)), (440, mix(c.p.leaf, c.p.ground, 0.45))):
        c.disc(600, 620, r, colour, 0.19 if r > 500 else 0.14)
    for r, flat in ((560, 0.175), (500, 0.16)):
        box = c.at([(600 - r, 620 - r * flat), (600 + r, 620 + r * flat)])
        c.pen.ellipse(box, outline=veil("#ffffff", 0.75), width=round(3 * c.scale))
    for x in (60, 120, 1090, 1150):
        tree(c, x, 470 + c.sway(-8, 16), c.sway(150, 200))


def hospital(c: Canvas) -> None:
    backdrop(c, 440)
    plain(c, 430, c.p.ground)
    glass = mix(c.p.water, c.p.ink, 0.22)
    for x, y, w, columns, rows in ((230, 250, 330, 9, 5), (560, 130, 300, 8, 8), (860, 310, 200, 5, 3)):
        c.box(x, y, w, 500 - y, mix("#ffffff", c.p.wall, 0.5))
        c.box(x + w - 18, y, 18, 500 - y, veil(c.p.ink, 0.09))
        c.box(x - 5, y - 9, w + 10, 12, mix(c.p.near, c.p.ink, 0.15), 3)
        panes(c, (x + 14, y + 14, w - 40, 424 - y - 4), (columns, rows), glass, 0.05)
    c.box(655, 50, 110, 84, mix(c.p.near, c.p.ink, 0.1), 12)
    c.box(700, 64, 20, 56, "#ffffff", 3)
    c.box(682, 82, 56, 20, "#ffffff", 3)
    c.box(590, 448, 240, 52, mix(c.p.ink, c.p.water, 0.5))
    c.box(560, 436, 300, 16, mix(c.p.near, c.p.ink, 0.15), 6)
    plain(c, 500, mix(c.p.wall, c.p.ink, 0.22), 0.2)
    c.polygon([(0, 560), (WIDTH, 560), (WIDTH, 566), (0, 566)], veil("#ffffff", 0.7))
    for x in (70, 160, 1010, 1100, 1170):
        tree(c, x, 506 + c.sway(0, 20), c.sway(140, 190))
    x = c.sway(180, 420)
    c.box(x, 530, 150, 78, "#ffffff", 9)
    c.polygon([(x + 148, 546), (x + 182, 546), (x + 210, 580), (x + 210, 608), (x + 148, 608)], "#ffffff")
    c.polygon([(x + 156, 553), (x + 178, 553), (x + 198, 580), (x + 156, 580)], glass)
    c.box(x, 582, 210, 9, c.p.accent)
    c.box(x + 122, 520, 26, 11, c.p.water, 4)
    c.box(x + 60, 541, 11, 34, c.p.near)
    c.box(x + 48, 552, 34, 11, c.p.near)
    wheels(c, 608, 19, x + 42, x + 168)


def field(c: Canvas) -> None:
    sky(c, (c.sway(250, 950), 150))
    hills(c, 300, 80, c.p.far, mix(c.p.far, c.p.horizon, 0.7))
    hills(c, 345, 46, c.p.near, mix(c.p.near, c.p.horizon, 0.5))
    ripe, eye = mix(c.p.ground, "#e8c765", c.sway(0.1, 0.75)), c.sway(420, 780)
    plain(c, 392, ripe, 0.1)
    for n in range(-26, 27, 2):
        foot, wide = eye + n * 92, 92
        c.wash(
            [(eye + n * 17, 392), (eye + (n + 1) * 17, 392), (foot + wide, HEIGHT), (foot, HEIGHT)],
            mix(ripe, c.p.leaf, 0.2),
            mix(ripe, c.p.leaf, 0.72),
        )
    for _ in range(14):
        tree(c, c.sway(0, WIDTH), c.sway(391, 397), c.sway(40, 70))
    x = c.rng.choice((110, 830))
    for dx, dy, w in ((170, 0, 96), (70, 4, 110), (0, 10, 120)):
        house(c, x + dx, 398 + dy, w, c.p.roof)
    tree(c, x - 30, 414, 110)
    tree(c, x + 292, 406, 96)


def factory(c: Canvas) -> None:
    backdrop(c, 440, towers=False)
    hills(c, 400, 34, c.p.near, mix(c.p.near, c.p.horizon, 0.6))
    plain(c, 436, c.p.ground)
    steel = mix(c.p.wall, c.p.far, 0.35)
    for n in range(3):
        x = 890 + n * 84
        c.box(x, 250, 74, 250, mix(steel, "#ffffff", 0.3))
        c.disc(x + 37, 250, 37, mix(steel, "#ffffff", 0.45), 0.45)
        c.box(x + 52, 252, 22, 248, veil(c.p.ink, 0.1))
        c.box(x, 330, 74, 6, c.p.near)
    for n in range(6):
        x = 90 + n * 124
        c.polygon([(x, 350), (x, 286), (x + 124, 350)], mix(c.p.roof, c.p.far, 0.25))
        c.polygon([(x + 4, 346), (x + 4, 296), (x + 34, 312), (x + 34, 346)], mix(c.p.water, "#ffffff", 0.45))
    c.box(90, 348, 744, 152, c.p.wall)
    c.box(90, 348, 744, 14, c.p.roof)
    panes(c, (104, 366, 716, 74), (14, 1), mix(c.p.water, c.p.ink, 0.3), 0.1)
    for n in range(3):
        c.box(170 + n * 230, 434, 96, 66, mix(c.p.near, c.p.ink, 0.3))
        for y in range(442, 500, 12):
            c.box(170 + n * 230, y, 96, 2, veil("#ffffff", 0.22))
    plain(c, 500, mix(c.p.wall, c.p.ink, 0.26), 0.2)
    for n in range(9):
        x = 20 + n * 136
        c.polygon([(x + 26, 566), (x + 126, 566), (x + 100, 622), (x, 622)], mix(c.p.ink, "#2f6aa8", 0.55))
        c.line([(x + 76, 566), (x + 50, 622)], veil("#ffffff", 0.35), 2)
        c.line([(x + 13, 594), (x + 113, 594)], veil("#ffffff", 0.35), 2)
        c.box(x + 50, 622, 5, 16, c.p.ink)
    for x in (30, 860, 1170):
        tree(c, x, 512, c.sway(120, 150))
    c.box(560, 466, 130, 54, c.p.accent, 5)
    c.box(694, 484, 46, 36, c.p.near, 6)
    wheels(c, 522, 12, 585, 655, 718)


def bridge(c: Canvas) -> None:
    backdrop(c, 430)
    hills(c, 410, 22, c.p.near, mix(c.p.near, c.p.horizon, 0.5))
    c.level(440, HEIGHT, mix(c.p.water, c.p.horizon, 0.4), mix(c.p.water, c.p.ink, 0.15))
    pale, height = mix(c.p.wall, "#ffffff", 0.5), c.sway(110, 150)
    masts = c.rng.choice(((340, 860), (600,)))
    for x in masts:
        reach = 250 if len(masts) == 2 else 470
        for n in range(1, 12):
            for side in (-1, 1):
                c.line([(x, height + (11 - n) * 9), (x + side * reach * n / 11.5, 428)], veil(pale, 0.9), 2)
        c.box(x - 24, 440, 48, 140, mix(pale, c.p.ink, 0.25))
        c.polygon([(x - 20, 460), (x - 7, height - 20), (x + 7, height - 20), (x + 20, 460)], pale)
        c.polygon([(x, height - 20), (x + 7, height - 20), (x + 20, 460), (x + 6, 460)], veil(c.p.ink, 0.12))
        c.disc(x, 580, 46, mix(pale, c.p.ink, 0.35), 0.25)
    c.box(0, 426, WIDTH, 20, pale)
    c.box(0, 440, WIDTH, 10, mix(c.p.roof, c.p.ink, 0.2))
    for x in range(30, WIDTH, 75):
        c.line([(x, 426), (x, 402), (x + 12, 400)], mix(c.p.ink, pale, 0.4), 2.5)
    for n in range(9):
        x = 30 + n * 130 + c.sway(0, 80)
        c.box(x, 415, 30, 11, c.rng.choice((c.p.accent, c.p.roof, c.p.near, "#ffffff")), 5)
    c.box(0, 456, WIDTH, 34, veil(c.p.ink, 0.1))
    ripples(c, 470, 665, 110)
    c.wash(
        [*curve([(0, 622), (220, 604), (470, 635), (640, 675)]), (0, 675)], c.p.ground, mix(c.p.ground, c.p.ink, 0.25)
    )
    for x in (40, 130, 220):
        tree(c, x, 640, c.sway(110, 160))


def meeting(c: Canvas) -> None:
    warm = mix(c.p.wall, c.p.horizon, 0.4)
    c.level(0, 440, mix(warm, "#ffffff", 0.3), warm)
    for x in (70, 870):
        c.wash([(x, 80), (x + 260, 80), (x + 260, 350), (x, 350)], c.p.sky, c.p.horizon)
        for n in range(6):
            h = c.sway(40, 150)
            c.box(x + n * 43.3, 350 - h, 43.4, h, mix(c.p.far, c.p.horizon, c.sway(0.1, 0.5)))
        c.box(x + 127, 80, 6, 270, "#ffffff")
        c.box(x - 10, 348, 280, 12, mix(warm, c.p.ink, 0.15), 3)
    c.box(400, 70, 400, 236, mix(c.p.ink, "#000000", 0.1), 8)
    c.box(410, 80, 380, 216, mix(c.p.sky, "#ffffff", 0.8))
    for n in range(6):
        h = 40 + n * 17 + c.sway(-14, 24)
        c.box(445 + n * 54, 272 - h, 32, h, c.p.accent if n == 5 else c.p.near, 3)
    c.line([(436, 273), (764, 273)], c.p.ink, 2)
    c.level(440, HEIGHT, mix(warm, c.p.ink, 0.25), mix(warm, c.p.ink, 0.4))
    clothes = (c.p.ink, c.p.near, c.p.roof, mix(c.p.ink, c.p.far, 0.4), mix(c.p.accent, c.p.ink, 0.35))
    for n in range(6):
        x = 175 + n * 170
        person(c, x, 456, 1, c.rng.choice(clothes))
    wood = mix("#a8734a", c.p.roof, 0.25)
    c.wash([(150, 446), (1050, 446), (1170, 560), (30, 560)], mix(wood, "#ffffff", 0.3), wood)
    c.box(30, 558, 1140, 26, mix(wood, c.p.ink, 0.35), 4)
    for n in range(6):
        x = 160 + n * 176
        c.polygon([(x - 24, 478), (x + 26, 478), (x + 32, 500), (x - 30, 500)], "#ffffff")
        c.box(x + 46, 470, 15, 22, mix(c.p.water, "#ffffff", 0.6), 3)
    for n in range(4):
        person(c, 240 + n * 240, 690, 1.5, mix(c.rng.choice(clothes), c.p.ink, 0.3), back=True)


def park(c: Canvas) -> None:
    backdrop(c, 380)
    hills(c, 380, 24, c.p.leaf, mix(c.p.leaf, c.p.ground, 0.6))
    plain(c, 408, c.p.ground, 0.22)
    for _ in range(12):
        tree(c, c.sway(0, WIDTH), c.sway(412, 424), c.sway(80, 130))
    pond = c.rng.choice((330, 860))
    c.disc(pond, 545, 300, mix(c.p.ground, c.p.wall, 0.5), 0.27)
    c.disc(pond, 543, 284, c.p.water, 0.26)
    for _ in range(16):
        c.box(pond + c.sway(-210, 150), 543 + c.sway(-40, 55), c.sway(20, 70), 2.5, veil("#ffffff", 0.45), 1)
    x = pond + (150 if pond < 600 else -150)
    for dx in (-62, -24, 24, 62):
        c.box(x + dx - 4, 388, 8, 104, mix(c.p.roof, c.p.ink, 0.1))
    c.box(x - 90, 488, 180, 14, mix(c.p.wall, c.p.ink, 0.12), 3)
    c.box(x - 70, 458, 140, 5, mix(c.p.roof, c.p.ink, 0.1))
    eave = [(116, 392), (58, 364), (14, 326)]
    roof = [*((x - dx, y) for dx, y in eave), *((x + dx, y) for dx, y in reversed(eave))]
    c.polygon(roof, mix(c.p.ink, c.p.near, 0.4))
    c.disc(x, 322, 9, c.p.accent)
    path = WIDTH - pond
    left = curve([(path - 20, 424), (path - 60, 470), (path + 10, 540), (path - 190, 675)])
    right = curve([(path + 70, 675), (path + 130, 545), (path, 470), (path + 4, 424)])
    c.wash([*left, *right], mix(c.p.wall, c.p.ground, 0.35), c.p.wall)
    bench = path - 190 if pond > 600 else path + 190
    for dy in (0, 13, 30):
        c.box(bench - 62, 560 + dy, 124, 8, mix("#9a6a42", c.p.roof, 0.3), 3)
    for dx in (-50, 42):
        c.box(bench + dx, 560, 8, 62, c.p.ink)
    for x in (c.sway(20, 90), c.sway(1110, 1180)):
        tree(c, x, 640, c.sway(260, 320))


def night(c: Canvas) -> None:
    sky(c, (c.sway(160, 1040), 120), clouds=3)
    for _ in range(150):
        c.disc(c.sway(0, WIDTH), c.sway(0, 300), c.sway(0.6, 1.8), veil("#ffffff", c.sway(0.3, 0.9)))
    hills(c, 400, 70, c.p.far, mix(c.p.far, c.p.horizon, 0.5))
    skyline(c, 480, (110, 260), mix(c.p.far, c.p.horizon, 0.25), veil("#ffffff", 0.06), 0.18)
    skyline(c, 486, (50, 190), c.p.near, veil("#ffffff", 0.06), 0.42)
    c.box(0, 482, WIDTH, 12, c.p.ink)
    c.level(494, HEIGHT, mix(c.p.water, c.p.horizon, 0.35), c.p.water)
    for x in range(20, WIDTH, 58):
        c.disc(x, 476, 4, c.p.accent)
        c.disc(x, 476, 12, veil(c.p.accent, 0.22))
        c.wash(
            [(x - 3, 500), (x + 3, 500), (x + 5, 560 + c.sway(0, 60)), (x - 5, 560)],
            mix(c.p.accent, c.p.water, 0.35),
            c.p.water,
        )
    ripples(c, 500, 665, 120, c.p.accent, 0.28)
    ripples(c, 500, 665, 70, "#9fb4e0", 0.22)


def snow(c: Canvas) -> None:
    sky(c, (c.sway(250, 950), 150), clouds=5)
    hills(c, 300, 95, c.p.far, "#ffffff")
    hills(c, 370, 56, c.p.near, "#ffffff")
    plain(c, 420, c.p.ground, 0.05)
    for _ in range(26):
        conifer(c, c.sway(0, WIDTH), c.sway(415, 440), c.sway(60, 110), snow=True)
    x = c.sway(320, 480)
    for dx, dy, w in ((250, -14, 130), (110, 2, 150), (-40, 26, 170)):
        house(c, x + dx, 470 + dy, w, "#ffffff")
        c.box(x + dx - 16, 468 + dy, w + 32, 14, "#ffffff", 7)
    hills(c, 540, 26, "#ffffff", mix(c.p.ground, c.p.far, 0.5))
    for x in (60, 170, 1040, 1140):
        conifer(c, x, 600 + c.sway(-20, 40), c.sway(220, 300), snow=True)
    for _ in range(230):
        c.disc(c.sway(0, WIDTH), c.sway(0, HEIGHT), c.sway(1, 4), veil("#ffffff", c.sway(0.5, 0.95)))


def chart(c: Canvas) -> None:
    c.level(0, HEIGHT, mix(c.p.sky, "#ffffff", 0.55), mix(c.p.horizon, "#ffffff", 0.3))
    hills(c, 560, 60, mix(c.p.far, "#ffffff", 0.55), mix(c.p.far, "#ffffff", 0.75))
    for x, y, w, h in ((70, 70, 700, 535), (810, 70, 320, 300), (810, 400, 320, 205)):
        c.box(x + 5, y + 9, w, h, veil(c.p.ink, 0.1), 18)
        c.box(x, y, w, h, "#ffffff", 18)
    for n in range(5):
        c.box(120, 150 + n * 90, 600, 2, mix("#ffffff", c.p.ink, 0.12))
    values = [c.sway(90, 150) + n * c.sway(18, 26) for n in range(8)]
    trend = [(160 + n * 74, 470 - value - c.sway(20, 60)) for n, value in enumerate(values)]
    for n, value in enumerate(values):
        c.wash(
            [(138 + n * 74, 510 - value), (182 + n * 74, 510 - value), (182 + n * 74, 510), (138 + n * 74, 510)],
            c.p.near,
            mix(c.p.near, "#ffffff", 0.45),
        )
    c.box(120, 510, 600, 3, mix(c.p.ink, "#ffffff", 0.3))
    c.line(trend, c.p.accent, 5)
    for x, y in trend:
        c.disc(x, y, 9, c.p.accent)
        c.disc(x, y, 4.5, "#ffffff")
    for n in range(8):
        c.box(146 + n * 74, 532, 28, 8, mix("#ffffff", c.p.ink, 0.2), 4)
    start, ring = -90.0, c.at([(865, 115), (1075, 325)])
    shares = [c.sway(0.7, 1.6) for _ in range(4)]
    for share, colour in zip(shares, (c.p.near, c.p.accent, c.p.roof, c.p.far), strict=True):
        c.pen.pieslice(ring, start, start + 360 * share / sum(shares), fill=colour)
        start += 360 * share / sum(shares)
    c.disc(970, 220, 60, "#ffffff")
    for n in range(4):
        c.box(850, 432 + n * 40, 240, 16, mix("#ffffff", c.p.ink, 0.1), 8)
        c.box(850, 432 + n * 40, c.sway(90, 230), 16, (c.p.near, c.p.accent, c.p.roof, c.p.far)[n], 8)


PAINTERS: dict[str, Callable[[Canvas], None]] = {
    painter.__name__: painter
    for painter in (river, street, school, hospital, field, factory, bridge, meeting, park, night, snow, chart)
}
SCENES: tuple[str, ...] = tuple(PAINTERS)
