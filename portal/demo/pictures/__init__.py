"""Illustrations for the demo articles: flat landscapes and interiors, drawn by Pillow alone and free of any text."""

import io
from random import Random

from PIL import Image, ImageOps

from portal.demo.pictures.canvas import AUTUMN, DUSK, HEIGHT, MORNING, NIGHT, NOON, WIDTH, WINTER, Canvas
from portal.demo.pictures.scenes import PAINTERS, SCENES

__all__ = ["SCENES", "draw"]


def draw(scene: str, seed: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> bytes:
    """A JPEG of the scene. The same scene, seed and size give the same picture; the seed varies hour and layout."""
    rng = Random(f"{scene}/{seed}")
    palette = {"night": NIGHT, "snow": WINTER}.get(scene) or (MORNING, NOON, AUTUMN, DUSK)[seed % 4]
    canvas = Canvas(rng=rng, palette=palette, scale=2 * max(size[0] / WIDTH, size[1] / HEIGHT))
    PAINTERS[scene](canvas)
    if scene not in ("chart", "meeting") and rng.random() < 0.5:
        canvas.image = ImageOps.mirror(canvas.image)
    picture = ImageOps.fit(canvas.image, size, Image.Resampling.BOX)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=82, optimize=True)
    return file.getvalue()
