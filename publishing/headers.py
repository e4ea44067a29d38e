"""What is answered beside a kept file: the same as Django answers beside a page it renders, and as nginx does.

`deploy/nginx/` repeats these rules; a test on the running topology compares the three.
"""

from functools import cache
from mimetypes import guess_type
from pathlib import PurePosixPath

from csp.utils import build_policy
from django.conf import settings

from publishing.store import UPLOADS

TYPES = {
    ".html": "text/html; charset=utf-8", ".atom": "application/atom+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".css": "text/css; charset=utf-8",
    ".webp": "image/webp",
}
FILES = tuple(f"/{folder}/" for folder in UPLOADS)
"""Where uploads stand: their content is somebody else's."""

INLINE = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".pdf"}
"""Uploads that a browser may show; all others are saved."""

FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
FILE_SECONDS = 600
TODAY = "/today.css"
TODAY_SECONDS = 60
SKIN = "/skin-"
FOR_EVER = 31_536_000


def content_type(path: str) -> str:
    extension = PurePosixPath(path).suffix.lower()
    if path.endswith("/"):
        extension = ".html"
    if path.startswith(FILES) and extension not in INLINE:
        return guess_type(path)[0] or "application/octet-stream"
    return TYPES.get(extension) or guess_type(path)[0] or "application/octet-stream"


def cache_control(path: str) -> str:
    """Pages are asked about every time, so that what was taken down is gone at once; the answer is mostly 304."""
    if path.startswith(FILES):
        return f"public, max-age={FILE_SECONDS}"
    if path.endswith(TODAY):
        return f"public, max-age={TODAY_SECONDS}"
    if path.startswith(SKIN):
        return f"public, max-age={FOR_EVER}, immutable"
    return "no-cache"


@cache
def policy() -> tuple[tuple[str, str], ...]:
    """Headers of every answer. Constant while the process runs."""
    pairs = [
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        ("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
        ("X-Frame-Options", settings.X_FRAME_OPTIONS),
    ]
    if settings.SECURE_HSTS_SECONDS:
        pairs.append(("Strict-Transport-Security",
                      f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"))
    return tuple(pairs)


@cache
def page_policy() -> str:
    return build_policy()


def kept_headers(path: str) -> list[tuple[str, str]]:
    """The headers of a kept file that depend on its address alone."""
    is_file = path.startswith(FILES)
    headers = [*policy(), ("Content-Type", content_type(path)), ("Cache-Control", cache_control(path)),
               ("Content-Security-Policy", FILE_POLICY if is_file else page_policy())]
    if is_file and PurePosixPath(path).suffix.lower() not in INLINE:
        headers.append(("Content-Disposition", "attachment"))
    return headers
