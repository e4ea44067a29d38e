from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from audit import archive
from audit.actions import make_backup
from audit.archive import BackupError


class Command(BaseCommand):
    help = "备份数据库、附件和留痕的链尾,每次一个完整目录;没有变的附件与上一份共用磁盘空间。--verify 只核对已有备份。"

    def add_arguments(self, parser):
        parser.add_argument("--to", required=True, type=Path, help="存放备份的目录,最好在另一块磁盘上")
        parser.add_argument("--keep", type=int, default=14, help="保留最近几份,默认 14")
        parser.add_argument("--verify", action="store_true", help="不做新备份,逐字节核对最近一份;有损坏时退出码为 1")

    def handle(self, *, to, keep, verify, **options):
        if keep < 1:
            raise CommandError("至少保留一份备份:--keep 不能小于 1。")
        try:
            if verify:
                self.verify(archive.newest(to))
            else:
                self.make(to, keep)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error

    def make(self, to: Path, keep: int) -> None:
        run = make_backup(to=to, at=timezone.now())
        self.stdout.write(f"已备份到 {to / run.name},共 {run.size / 1024 / 1024:,.1f} MB,用时 {run.seconds:.1f} 秒。")
        for name in archive.prune(to, keep=keep):
            self.stdout.write(f"已删除旧备份 {name}。")
        if not run.is_sound:
            raise CommandError("\n".join(run.report))

    def verify(self, folder: Path) -> None:
        found = list(archive.flaws(folder))
        if found:
            raise CommandError(f"{folder.name}:\n" + "\n".join(found))
        self.stdout.write(f"{folder.name} 完好:{len(archive.read_manifest(folder).media):,} 个附件和数据库与指纹一致。")
