"""Going back: making a backup, putting one back, and noting that a drill was held."""

import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from audit import archive, dumps
from audit.archive import BackupError, Manifest
from audit.enums import BackupKind
from audit.models import BackupRun
from audit.queries import applied_migrations, counts, heads, missing_files, unknown_migrations
from sites.digest import digest_file
from sites.models import Site

UNFINISHED_FOR = timedelta(days=1)


def make_backup(*, to: Path, at: datetime) -> BackupRun:
    """A whole backup in a folder of its own below `to`, and a row that says so. Whatever fails, no half backup stands
    under a whole one's name.

    The database is taken at one moment, uploads after it: each upload a row names is there before the row.
    """
    begun = time.monotonic()
    to.mkdir(parents=True, exist_ok=True)
    clear_unfinished(to, at)
    earlier = archive.backups(to)
    folder, unfinished = to / archive.name_at(at), to / f".{archive.name_at(at)}.unfinished"
    if folder.exists():
        raise BackupError(f"“{folder}”已经存在。")
    unfinished.mkdir(mode=0o700)
    manifest, missing = save(unfinished, at, before=earlier[-1] if earlier else None)
    manifest.write(unfinished)
    unfinished.rename(folder)
    size = (folder / manifest.database).stat().st_size + sum(size for size, _ in manifest.media.values())
    return BackupRun.objects.create(
        kind=BackupKind.BACKUP, name=folder.name, at=at, seconds=time.monotonic() - begun, size=size,
        is_sound=not missing, report=[f"磁盘上缺附件“{name}”。" for name in missing])


def save(folder: Path, at: datetime, *, before: Path | None) -> tuple[Manifest, list[str]]:
    """Fill the folder; its manifest, and the uploads that the database names and the disk lacks."""
    manifest = Manifest(made_at=at.isoformat(), vendor=connection.vendor, database=dumps.file_name())
    with dumps.one_state() as state:
        manifest.migrations, manifest.counts, manifest.heads = applied_migrations(), counts(), heads()
        wanted = missing_files(())
        dumps.dump(folder / manifest.database, state=state)
    with (folder / manifest.database).open("rb") as file:
        manifest.database_digest = digest_file(file)
    manifest.media = archive.save_media(Path(settings.MEDIA_ROOT), folder, before=before)
    return manifest, [name for name in wanted if name not in manifest.media]


def clear_unfinished(to: Path, at: datetime) -> None:
    """What a crash left, but nothing that may still be written."""
    for folder in to.glob(".zhanqun-*.unfinished"):
        if folder.stat().st_mtime < (at - UNFINISHED_FOR).timestamp():
            shutil.rmtree(folder)


def restore(*, folder: Path, overwrite: bool) -> Manifest:
    """Put database and uploads back, every byte compared with its digest before it is believed.

    Refuses a database in use (unless told), another kind of database, and a backup of newer code.
    """
    manifest = archive.read_manifest(folder)
    if manifest.vendor != connection.vendor:
        raise BackupError(f"这份备份来自 {manifest.vendor},现在的数据库是 {connection.vendor}。")
    if is_in_use() and not overwrite:
        raise BackupError("数据库里已有网站群。确要用备份取代它,请加 --overwrite;现有内容将全部丢失。")
    if unknown := unknown_migrations(manifest):
        raise BackupError(f"这份备份由更新的程序做成(本程序没有 {unknown[0]});请先升级程序。")
    if not archive.is_same(folder / manifest.database, manifest.database_digest):
        raise BackupError("备份中的数据库文件已损坏或缺失。")
    archive.load_media(folder, manifest, Path(settings.MEDIA_ROOT))
    dumps.load(folder / manifest.database)
    return manifest


def is_in_use() -> bool:
    return Site._meta.db_table in connection.introspection.table_names() and Site.objects.exists()


def note_drill(*, name: str, at: datetime, seconds: float, report: list[str], is_sound: bool) -> BackupRun:
    return BackupRun.objects.create(
        kind=BackupKind.DRILL, name=name, at=at, seconds=seconds, report=report, is_sound=is_sound)
