"""Backups are whole, believed only with their digests, and come back: the drill restores them for real."""

import json
import os
import stat
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from audit import archive, dumps
from audit.actions import make_backup, restore
from audit.archive import BackupError
from audit.enums import BackupKind
from audit.models import BackupRun
from audit.queries import altered_files, counts, heads
from submissions import actions
from submissions.models import Attachment
from tests import cast as casting
from tests.desk.reading import csv, png

NOW = timezone.now()
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def run(name: str, **options) -> list[str]:
    out = StringIO()
    call_command(name, stdout=out, no_color=True, **options)
    return out.getvalue().splitlines()


@pytest.fixture
def vault(tmp_path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def county(cast):
    """A live article and two uploads."""
    casting.article(cast)
    for file in (png("现场.png"), csv("名单.csv")):
        actions.upload(site=cast.county, file=file, name=file.name, by=cast.drafter, at=NOW)
    return cast


def media_of(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "media").rglob("*") if path.is_file())


def test_a_backup_holds_database_uploads_and_the_ends_of_the_trail(county, vault):
    before, ends = counts(), heads()
    made = make_backup(to=vault, at=NOW)
    folder = vault / archive.name_at(NOW)
    manifest = archive.read_manifest(folder)
    assert (made.kind, made.name, made.is_sound, made.report) == (BackupKind.BACKUP, folder.name, True, [])
    assert sorted(path.name for path in vault.iterdir()) == [folder.name]
    assert (manifest.counts, manifest.heads) == (before, ends)
    assert sorted(manifest.media) == sorted(Attachment.objects.values_list("file", flat=True))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(archive.flaws(folder)) == []


def test_the_next_backup_shares_what_has_not_changed(county, vault):
    make_backup(to=vault, at=NOW)
    actions.upload(site=county.county, file=csv("新增.csv"), name="新增.csv", by=county.drafter, at=NOW)
    make_backup(to=vault, at=NOW + timedelta(days=1))
    first, second = (media_of(folder) for folder in archive.backups(vault))
    assert sorted(path.stat().st_nlink for path in second) == [1, 2, 2]
    assert {path.stat().st_ino for path in first} < {path.stat().st_ino for path in second}


def test_old_backups_go_and_the_newest_stay_whole(county, vault):
    for day in range(3):
        make_backup(to=vault, at=NOW + timedelta(days=day - 10))
    lines = run("backup", to=vault, keep=2)
    left = archive.backups(vault)
    assert len(left) == 2
    assert [line for line in lines if line.startswith("已删除")] == [
        f"已删除旧备份 {archive.name_at(NOW + timedelta(days=day - 10))}。" for day in (0, 1)]
    assert [flaw for folder in left for flaw in archive.flaws(folder)] == []


def test_what_a_crash_left_is_no_backup_and_is_cleared_after_a_day(county, vault):
    fresh, old = (vault / f".{archive.name_at(NOW - timedelta(days=days))}.unfinished" for days in (0, 3))
    for folder in (fresh, old):
        folder.mkdir(parents=True)
    os.utime(old, ((NOW - timedelta(days=3)).timestamp(),) * 2)
    make_backup(to=vault, at=NOW + timedelta(seconds=1))
    assert (fresh.exists(), old.exists(), len(archive.backups(vault))) == (True, False, 1)


def test_an_upload_missing_on_disk_is_told_and_the_rest_is_kept(county, vault, settings):
    name = Attachment.objects.order_by("pk").values_list("file", flat=True)[0]
    Path(settings.MEDIA_ROOT, name).unlink()
    with pytest.raises(CommandError, match=f"磁盘上缺附件“{name}”。"):
        run("backup", to=vault)
    made = BackupRun.objects.get()
    assert (made.is_sound, made.report) == (False, [f"磁盘上缺附件“{name}”。"])
    assert list(archive.flaws(archive.newest(vault))) == []


@pytest.mark.parametrize("part", ["database", "media", "manifest", "seal"])
def test_damage_is_found_and_nothing_damaged_is_restored(county, vault, part):
    make_backup(to=vault, at=NOW)
    folder = archive.newest(vault)
    file = {"database": next(folder.glob("database.*")), "media": media_of(folder)[0],
            "manifest": folder / "manifest.json", "seal": folder / "manifest.digest"}[part]
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    rows = counts()
    with pytest.raises(CommandError):
        run("backup", to=vault, verify=True)
    with pytest.raises(BackupError):
        restore(folder=folder, overwrite=True)
    assert counts() == rows


@pytest.mark.postgres
@pytest.mark.parametrize("was_killed", [False, True])
def test_a_load_that_fails_leaves_the_database_as_it_was(county, tmp_path, was_killed):
    before, broken = counts(), tmp_path / "database.dump"
    broken.write_bytes(b"PGDMP and no more")
    if was_killed:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER SCHEMA public RENAME TO {dumps.BEFORE}; CREATE SCHEMA public")
    with pytest.raises(BackupError, match="pg_restore"):
        dumps.load(broken)
    assert counts() == before


def test_a_database_in_use_is_not_overwritten_unasked(county, vault):
    make_backup(to=vault, at=NOW)
    rows = counts()
    with pytest.raises(CommandError, match="--overwrite"):
        run("restore", folder=archive.newest(vault))
    assert counts() == rows


@pytest.mark.parametrize(("values", "message"), [
    ({"vendor": "oracle"}, "这份备份来自 oracle"),
    ({"migrations": ["sites.9999_later"]}, "请先升级程序"),
    ({"format": 2}, "另一个版本的备份格式"),
])
def test_a_backup_of_another_world_is_refused(county, vault, values, message):
    make_backup(to=vault, at=NOW)
    folder = archive.newest(vault)
    changed = archive.Manifest(**json.loads((folder / "manifest.json").read_text()) | values)
    changed.write(folder)
    rows = counts()
    with pytest.raises(BackupError, match=message):
        restore(folder=folder, overwrite=True)
    assert counts() == rows


def test_the_drill_restores_elsewhere_compares_everything_and_is_recorded(county, vault):
    make_backup(to=vault, at=NOW)
    rows = counts()
    lines = run("restore_drill", root=vault)
    drill = BackupRun.objects.get(kind=BackupKind.DRILL)
    assert (drill.name, drill.is_sound) == (archive.newest(vault).name, True)
    assert lines[0] == f"已放回 {drill.name} 的数据库和 2 个附件。"
    assert drill.report[-1] == "恢复完成。网页将在访问时重新生成。"
    assert "2 个站点的栏目树都正确。" in drill.report
    table = BackupRun._meta.db_table
    assert counts() == rows | {table: rows[table] + 1}
    assert leftovers() == []


def test_a_drill_that_fails_is_recorded_as_failed(county, vault):
    """A row taken away behind the triggers: the end of its chain no longer fits what the backup promised."""
    make_backup(to=vault, at=NOW)
    folder = archive.newest(vault)
    manifest = archive.read_manifest(folder)
    chain = next(iter(manifest.heads))
    manifest.heads[chain][0] += 1
    manifest.write(folder)
    with pytest.raises(CommandError, match="演练失败"):
        run("restore_drill", root=vault)
    drill = BackupRun.objects.get(kind=BackupKind.DRILL)
    assert not drill.is_sound
    assert [line for line in drill.report if line.startswith(f"CommandError: 留痕 {chain}")] != []
    assert leftovers() == []


def test_an_upload_that_is_not_what_the_database_says_is_told(county, settings):
    name = Attachment.objects.order_by("pk").values_list("file", flat=True)[0]
    assert altered_files(10) == []
    Path(settings.MEDIA_ROOT, name).write_bytes(b"other")
    assert altered_files(10) == [name]


def leftovers() -> list[str]:
    """Scratch databases that are still there."""
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s",
                       [f"{connection.settings_dict['NAME']}_drill%"])
        return [name for name, in cursor.fetchall()]
