"""A backup on disk: a folder with the database, the uploads, and a manifest that holds the digest of each.

Uploads never change under their name, so a backup links those that the one before already holds: each is a whole copy,
and only what is new takes space.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sites.digest import digest, digest_file

NAME = re.compile(r"zhanqun-\d{8}T\d{6}Z")
MANIFEST = "manifest.json"
SEAL = "manifest.digest"
MEDIA = "media"
FORMAT = 1


class BackupError(Exception):
    """Why a backup cannot be made, used or believed, in Chinese."""


@dataclass
class Manifest:
    """What a backup holds, and what must hold of the database that comes back from it."""

    made_at: str
    vendor: str
    database: str
    database_digest: str = ""
    migrations: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    heads: dict[str, list] = field(default_factory=dict)
    media: dict[str, list] = field(default_factory=dict)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()
        (folder / MANIFEST).write_bytes(text)
        (folder / SEAL).write_text(digest(text))


def read_manifest(folder: Path) -> Manifest:
    try:
        text, seal = (folder / MANIFEST).read_bytes(), (folder / SEAL).read_text()
    except FileNotFoundError as error:
        raise BackupError(f"“{folder}”不是一份完整的备份:缺 {Path(error.filename).name}。") from error
    if digest(text, seal.partition(":")[0]) != seal:
        raise BackupError(f"“{folder}”的清单与它的指纹不符。")
    values = json.loads(text)
    if values["format"] != FORMAT:
        raise BackupError(f"“{folder}”是另一个版本的备份格式({values['format']})。")
    return Manifest(**values)


def name_at(at: datetime) -> str:
    return f"zhanqun-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def backups(root: Path) -> list[Path]:
    """Whole backups below the folder, the newest last."""
    return sorted(folder for folder in root.glob("zhanqun-*") if NAME.fullmatch(folder.name) and folder.is_dir())


def newest(root: Path) -> Path:
    found = backups(root)
    if not found:
        raise BackupError(f"“{root}”里没有备份。")
    return found[-1]


def save_media(source: Path, folder: Path, *, before: Path | None) -> dict[str, list]:
    """Copy the uploads into the backup, or link what the backup before holds; name → size and digest."""
    known = read_manifest(before).media if before else {}
    saved = {}
    for file in sorted(path for path in source.rglob("*") if path.is_file() and path.name[0] != "."):
        name, size = file.relative_to(source).as_posix(), file.stat().st_size
        target = folder / MEDIA / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if name in known and known[name][0] == size and linked(before / MEDIA / name, target):
            saved[name] = known[name]
        else:
            saved[name] = copy(file, target)
    return saved


def linked(original: Path, target: Path) -> bool:
    try:
        os.link(original, target)
    except OSError:
        return False
    return True


def copy(original: Path, target: Path) -> list:
    """Copy, and read back what was written: size and digest of the copy."""
    shutil.copyfile(original, target)
    with target.open("rb") as file:
        return [target.stat().st_size, digest_file(file)]


def load_media(folder: Path, manifest: Manifest, target: Path) -> None:
    """Put the uploads back, each beside its place first. Raises BackupError at the first that is not what it was."""
    for name, (_, wanted) in manifest.media.items():
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f".{place.name}.restoring")
        if not is_same(folder / MEDIA / name, wanted):
            raise BackupError(f"备份中的附件“{name}”已损坏或缺失。")
        shutil.copyfile(folder / MEDIA / name, beside)
        beside.chmod(0o640)
        os.replace(beside, place)


def is_same(file: Path, wanted: str) -> bool:
    try:
        with file.open("rb") as opened:
            return digest_file(opened, wanted.partition(":")[0]) == wanted
    except FileNotFoundError:
        return False


def flaws(folder: Path) -> Iterator[str]:
    """Every part of a backup that is not what its manifest says. Reads every byte."""
    manifest = read_manifest(folder)
    if not is_same(folder / manifest.database, manifest.database_digest):
        yield "数据库文件已损坏或缺失。"
    for name, (_, wanted) in manifest.media.items():
        if not is_same(folder / MEDIA / name, wanted):
            yield f"附件“{name}”已损坏或缺失。"


def prune(root: Path, *, keep: int) -> list[str]:
    """Remove the oldest whole backups but the newest `keep`; their names."""
    old = backups(root)[:-keep]
    for folder in old:
        shutil.rmtree(folder)
    return [folder.name for folder in old]
