"""The store: public pages as files under `<PAGES_DIR>/<host>/<path>`, a gzip twin beside each text.

Only files: what is kept, and until when, stands in `publishing.models.Page`. A page is written beside its place and
moved there, so nobody ever reads half of one. The plain file is the page; a twin without it is not served.
"""

import gzip
import io
import os
import re
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from zlib_ng import gzip_ng

from sites.hosts import normalise_host

INDEX = "index.html"
TWIN = ".gz"
TEXTS = {".html", ".atom", ".xml", ".txt", ".css"}
"""Extensions of pages, which have a twin."""

UPLOADS = ("files", "pictures")
"""Folders of what people uploaded: kept as it is."""

LEVEL = 6
LONGEST_SEGMENT = 240
LONGEST_PATH = 700
HOST = re.compile(r"[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
WORKROOM = ".work"
"""Folder of files that are not finished. Its name begins with a dot, so no address leads there."""


def asked_host(raw: str) -> str:
    """The store's name for a Host header: the port is named where it is not the scheme's own."""
    name, port = normalise_host(raw), raw.rpartition(":")[2] if ":" in raw else ""
    return name if port in ("", str(usual_port())) else f"{name}:{port}"


def public_host(name: str) -> str:
    """The store's name for the host as the public reaches it."""
    return name if settings.PUBLIC_PORT in (0, usual_port()) else f"{name}:{settings.PUBLIC_PORT}"


def usual_port() -> int:
    return 443 if settings.HTTPS else 80


def place(host: str, path: str) -> Path | None:
    """The file of an address, decoded and without query; None where no file can stand for it."""
    segments = path.split("/")[1:]
    if not path.startswith("/") or not HOST.fullmatch(host) or len(path) > LONGEST_PATH or UNPRINTABLE.search(path):
        return None
    if segments[-1] == "":
        segments[-1] = INDEX
    elif segments[-1] == INDEX or segments[-1].endswith(TWIN):
        return None
    if any(is_odd(segment) for segment in segments):
        return None
    return Path(settings.PAGES_DIR, host, *segments)


def is_odd(segment: str) -> bool:
    return not segment or segment.startswith(".") or "\\" in segment or len(os.fsencode(segment)) > LONGEST_SEGMENT


def twin(file: Path) -> Path:
    return file.with_name(file.name + TWIN)


def has_twin(file: Path) -> bool:
    return file.suffix in TEXTS and not set(file.relative_to(settings.PAGES_DIR).parts[1:2]) & set(UPLOADS)


def write(file: Path, content: bytes) -> None:
    """Write page and twin. Raises OSError when the store cannot be written to; then neither stands there half."""
    if has_twin(file):
        put(twin(file), io.BytesIO(gzip_ng.compress(content, LEVEL, mtime=0)))
    put(file, io.BytesIO(content))


def put(file: Path, content) -> None:
    """Copy a readable into the store, whole or not at all."""
    workroom = Path(settings.PAGES_DIR, WORKROOM)
    unfinished = workroom / uuid.uuid4().hex
    try:
        target = unfinished.open("wb")
    except FileNotFoundError:
        workroom.mkdir(parents=True, exist_ok=True)
        target = unfinished.open("wb")
    try:
        with target:
            shutil.copyfileobj(content, target, 1024 * 1024)
        try:
            os.replace(unfinished, file)
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
            os.replace(unfinished, file)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def remove(file: Path) -> None:
    """The page first: without it the twin is not served. Raises OSError when the store cannot be written to."""
    file.unlink(missing_ok=True)
    if has_twin(file):
        twin(file).unlink(missing_ok=True)


def is_whole(file: Path, content: bytes) -> bool:
    """Does the twin say the same as the page?"""
    try:
        return not has_twin(file) or gzip.decompress(twin(file).read_bytes()) == content
    except (OSError, EOFError, gzip.BadGzipFile):
        return False


def files() -> Iterator[Path]:
    """Everything that stands in the store: files, twins, and links, whatever they lead to."""
    root = Path(settings.PAGES_DIR)
    for folder, folders, names in os.walk(root):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        folders[:] = sorted(name for name in folders if not (Path(folder) == root and name == WORKROOM))
        yield from (Path(folder, name) for name in sorted([*names, *links]))


def address_of(file: Path) -> tuple[str, str]:
    """Host and path under which a file of the store is served; the path is empty for what stands beside the hosts."""
    host, _, rest = file.relative_to(settings.PAGES_DIR).as_posix().partition("/")
    return host, f"/{rest.removesuffix(INDEX) if file.name == INDEX else rest}" if rest else ""


def is_text(path: str) -> bool:
    """Names on the disk are bytes, addresses are text: what is not UTF-8 is nobody's address."""
    return printable(path) == path


def printable(text: object) -> str:
    """For screens and logs, which take no bytes that are not UTF-8."""
    return str(text).encode("utf-8", "backslashreplace").decode()
