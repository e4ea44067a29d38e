import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from audit.actions import restore
from audit.archive import BackupError, Manifest
from audit.queries import altered_files, differences
from publishing.models import Page, PageTag

SAMPLE = 50
"""Uploads compared with the database's own digest; all are compared with the backup's."""


class Command(BaseCommand):
    help = "从备份恢复数据库和附件,然后逐项核对。先停止网站、Celery 和时钟;数据库应为空,否则须加 --overwrite。"

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="folder", required=True, type=Path, help="一份备份的目录")
        parser.add_argument("--overwrite", action="store_true", help="取代现有的数据库")

    def handle(self, *, folder, overwrite, **options):
        try:
            manifest = restore(folder=folder, overwrite=overwrite)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已放回 {folder.name} 的数据库和 {len(manifest.media):,} 个附件。")
        self.compare(manifest)
        call_command("migrate", verbosity=0)
        if altered := altered_files(SAMPLE):
            raise CommandError("\n".join(f"附件“{name}”的内容与数据库中的指纹不符。" for name in altered))
        call_command("verify_trail", stdout=self.stdout)
        call_command("verify_columns", stdout=self.stdout)
        forget_kept_pages()
        call_command("rebuild_search", no_files=True, stdout=self.stdout)
        self.stdout.write("恢复完成。网页将在访问时重新生成。")

    def compare(self, manifest: Manifest) -> None:
        """What came back is what was saved."""
        if found := list(differences(manifest)):
            raise CommandError("\n".join(found))
        self.stdout.write(f"{len(manifest.counts)} 张表的行数、{len(manifest.heads)} 条链的链尾与备份时一致。")


def forget_kept_pages() -> None:
    """The store shows a later time than the database: nothing of it may stay."""
    PageTag.objects.all()._raw_delete(using="default")
    Page.objects.all()._raw_delete(using="default")
    for folder in Path(settings.PAGES_DIR).glob("*"):
        shutil.rmtree(folder)
