"""Reads over everything, to judge it."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from audit.archive import Manifest, is_same
from audit.dumps import SESSIONS
from sites import trail
from sites.models import ChangeLog, TrailHead, TrailRow
from sites.trail import Break
from submissions.models import Attachment, ReferralStep, Step, ValidityStep

TRAILS: tuple[type[TrailRow], ...] = (ChangeLog, Step, ValidityStep, ReferralStep)


def trail_breaks() -> Iterator[tuple[type[TrailRow], Break]]:
    """Every place where a chain of an audit trail does not hold, with its table."""
    for model in TRAILS:
        for found in trail.verify(model):
            yield model, found


def trail_rows() -> dict[type[TrailRow], int]:
    return {model: model.objects.count() for model in TRAILS}


def counts() -> dict[str, int]:
    """Rows of every table but the sign-ins, which no backup holds. Asked by table: older data has other models."""
    with connection.cursor() as cursor:
        tables = [table for table in connection.introspection.table_names(cursor) if table != SESSIONS]
        return {table: rows_of(cursor, table) for table in tables}


def rows_of(cursor, table: str) -> int:
    cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
    return cursor.fetchone()[0]


def heads() -> dict[str, list]:
    """The end of every chain of the trail. Whoever knows it can prove that no row is missing."""
    return {head.chain: [head.number, head.digest] for head in TrailHead.objects.order_by("chain")}


def applied_migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def unknown_migrations(manifest: Manifest) -> list[str]:
    """Migrations of the backup that this code does not have: it was made by newer code."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    return sorted(set(manifest.migrations) - known)


def missing_files(held) -> list[str]:
    """Names of uploads that the database knows and `held` does not."""
    return sorted(name for name in Attachment.objects.values_list("file", flat=True) if name not in held)


def differences(manifest: Manifest) -> Iterator[str]:
    """What the database lacks, or has otherwise, compared with what the manifest promises."""
    found = counts()
    for table, number in manifest.counts.items():
        if found.get(table) != number:
            yield f"{table}:应有 {number} 行,现有 {found.get(table, 0)} 行。"
    ends = heads()
    for chain, end in manifest.heads.items():
        if ends.get(chain) != end:
            yield f"留痕 {chain}:链尾应为第 {end[0]} 条,现为第 {ends.get(chain, [0])[0]} 条,或指纹不同。"


def altered_files(sample: int) -> list[str]:
    """Among that many uploads chosen at random: those whose content is not what the database says."""
    altered = []
    for name, wanted in Attachment.objects.order_by("?").values_list("file", "digest")[:sample]:
        if not is_same(Path(settings.MEDIA_ROOT, name), wanted):
            altered.append(name)
    return altered
