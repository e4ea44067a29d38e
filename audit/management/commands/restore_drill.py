import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from audit import archive
from audit.actions import note_drill
from audit.archive import BackupError

MANAGE = settings.BASE_DIR / "manage.py"


class Command(BaseCommand):
    help = "恢复演练:把最近一份备份恢复到临时的数据库和目录,逐项核对后删除,并记录结果。不影响正在运行的网站。"

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="root", required=True, type=Path, help="存放备份的目录(backup --to)")
        parser.add_argument("--scratch", type=Path, help="放临时附件的目录;默认为系统临时目录")

    def handle(self, *, root, scratch, **options):
        at, begun = timezone.now(), time.monotonic()
        try:
            folder = archive.newest(root)
        except BackupError as error:
            raise CommandError(str(error)) from error
        with tempfile.TemporaryDirectory(prefix="zhanqun-drill-", dir=scratch) as place, scratch_database(place) as url:
            done = restore_elsewhere(folder, place, url)
        report = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        run = note_drill(name=folder.name, at=at, seconds=time.monotonic() - begun, report=report,
                         is_sound=done.returncode == 0)
        self.stdout.write("\n".join(report))
        if not run.is_sound:
            raise CommandError(f"演练失败:{folder.name} 不能恢复。")
        self.stdout.write(f"演练成功:{folder.name},用时 {run.seconds:.1f} 秒,已记录。")


def restore_elsewhere(folder: Path, place: str, url: str) -> subprocess.CompletedProcess:
    """In a process of its own, that knows neither the live database nor its files nor the queue."""
    environment = os.environ | {"DATABASE_URL": url, "DATA_DIR": place, "REDIS_URL": "",
                                "SECRET_KEY": settings.SECRET_KEY, "PROMETHEUS_MULTIPROC_DIR": ""}
    return subprocess.run([sys.executable, str(MANAGE), "restore", "--from", str(folder.resolve())], env=environment,
                          capture_output=True, text=True, check=False)


@contextmanager
def scratch_database(place: str) -> Iterator[str]:
    """The address of an empty database that is gone afterwards."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{place}/zhanqun.sqlite3"
        return
    values = connection.settings_dict
    name = f"{values['NAME']}_drill_{os.getpid()}"
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {quoted}")
    try:
        owner = quote(values["USER"], safe="")
        password = f":{quote(values['PASSWORD'], safe='')}" if values["PASSWORD"] else ""
        yield f"postgres://{owner}{password}@{quote(values['HOST'], safe='')}:{values['PORT'] or 5432}/{quote(name)}"
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")
