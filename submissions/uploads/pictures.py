"""Pictures: of the promised format, whole, and of a size a browser can show."""

import filetype
from PIL import Image

from submissions.uploads.refusal import DAMAGED, UploadRefused

MAX_PIXELS = 40_000_000
TOO_LARGE = f"图片超过 {MAX_PIXELS // 10_000} 万像素,浏览器打不开;请缩小后再上传。"
FORMATS = {"jpg": ("JPEG", "jpg"), "jpeg": ("JPEG", "jpg"), "png": ("PNG", "png"), "gif": ("GIF", "gif"),
           "webp": ("WEBP", "webp")}
"""Extension → Pillow's name, and the extension by which `filetype` names the content."""

ORIENTATION = 0x0112
TURNED, SIDEWAYS = {2, 3, 4, 5, 6, 7, 8}, {5, 6, 7, 8}


def check_picture(file, extension: str) -> tuple[int, int, bool]:
    """Width and height as shown, and whether it moves. An animation is judged by its first frame; the rest is never
    decoded."""
    pillow_name, content = FORMATS[extension]
    file.seek(0)
    found = filetype.guess(file.read(8192))
    if found is None or found.extension not in (content, f"a{content}"):  # an animated PNG is called apng
        raise UploadRefused(f"文件内容不是 {extension.upper()} 图片;请用看图软件打开,另存为 JPG 或 PNG 后再上传。")
    try:
        with _opened(file, pillow_name) as picture:
            picture.verify()
        with _opened(file, pillow_name) as picture:
            width, height = picture.size
            moves = is_animated(picture, pillow_name)
            is_sideways = not moves and picture.getexif().get(ORIENTATION) in SIDEWAYS
            picture.draft("RGB", (width // 8, height // 8))  # JPEG: an eighth is enough to find it whole
            picture.load()
    except UploadRefused:
        raise
    except Exception as error:  # Pillow's plugins raise nearly anything on damaged files
        raise UploadRefused(DAMAGED) from error
    return (height, width, moves) if is_sideways else (width, height, moves)


def is_turned(picture: Image.Image) -> bool:
    """The camera marked it as lying on its side, on its head, or mirrored."""
    return picture.getexif().get(ORIENTATION) in TURNED


def is_animated(picture: Image.Image, pillow_name: str) -> bool:
    """More than one frame. (A JPEG with several pictures in it shows its first.)"""
    return pillow_name != "JPEG" and getattr(picture, "is_animated", False)


def _opened(file, pillow_name: str) -> Image.Image:
    file.seek(0)
    try:
        picture = Image.open(file, formats=[pillow_name])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UploadRefused(TOO_LARGE) from error
    if picture.width * picture.height > MAX_PIXELS:
        raise UploadRefused(TOO_LARGE)
    return picture
