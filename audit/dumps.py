"""The whole database out of and into one file. PostgreSQL: pg_dump's custom format; SQLite: a copy by its own means.

Sign-ins are left out: whoever reads a backup shall not be able to go on in somebody's name.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection, transaction

from audit.archive import BackupError

SESSIONS = "django_session"
BEFORE = "zhanqun_before"
"""The schema in which the old database waits until the new one is complete."""
FILES = {"postgresql": "database.dump", "sqlite": "database.sqlite3"}


def file_name() -> str:
    return FILES[connection.vendor]


@contextmanager
def one_state() -> Iterator[str]:
    """Inside, every read and the dump see the same state of the database. Gives the name of that state.

    On SQLite nobody writes meanwhile; on PostgreSQL everybody goes on.
    """
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            yield ""
            return
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def dump(file: Path, *, state: str) -> None:
    """Write the database, as of the state, into a new file."""
    if connection.vendor == "postgresql":
        run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--exclude-table-data={SESSIONS}",
            f"--snapshot={state}", f"--file={file}")
        return
    source = f"file:{connection.settings_dict['NAME']}?mode=ro"
    with closing(sqlite3.connect(source, uri=True)) as live, closing(sqlite3.connect(file)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute(f"DELETE FROM {SESSIONS}")
        copy.commit()
        copy.execute("VACUUM")
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupError("SQLite 报告数据库已损坏(PRAGMA integrity_check)。")


def load(file: Path) -> None:
    """Replace the database by the file's, or leave it as it was. Nothing else may use it meanwhile."""
    if connection.vendor == "postgresql":
        with old_aside():
            run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
                f"--dbname={connection.settings_dict['NAME']}", str(file))
        return
    connection.close()
    place = Path(connection.settings_dict["NAME"])
    beside = place.with_name(f".{place.name}.restoring")
    shutil.copyfile(file, beside)
    if place.exists():
        shutil.copymode(place, beside)
    for end in ("-wal", "-shm"):
        place.with_name(place.name + end).unlink(missing_ok=True)
    os.replace(beside, place)


@contextmanager
def old_aside() -> Iterator[None]:
    """An empty schema; the old one comes back when this fails, also by the next try when this one was killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [BEFORE])
        was_killed = cursor.fetchone()
        cursor.execute("DROP SCHEMA public CASCADE" if was_killed else f"ALTER SCHEMA public RENAME TO {BEFORE}")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    try:
        yield
    except BaseException:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute(f"ALTER SCHEMA {BEFORE} RENAME TO public")
        raise
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {BEFORE} CASCADE")


def run(program: str, *arguments: str) -> None:
    """One of PostgreSQL's programs, on the configured database. The password is not in the list of processes."""
    values = connection.settings_dict
    wanted = {"PGHOST": values["HOST"], "PGPORT": values["PORT"], "PGUSER": values["USER"],
              "PGPASSWORD": values["PASSWORD"], "PGDATABASE": values["NAME"]}
    environment = os.environ | {name: str(value) for name, value in wanted.items() if value}
    try:
        done = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise BackupError(f"本机没有 {program}:请安装 postgresql-client。") from error
    if done.returncode:
        raise BackupError(f"{program} 失败:{done.stderr.strip()}")
