from django.core.management.base import BaseCommand
from tqdm import tqdm

from publishing.models import SearchEntry
from publishing.search import rebuilding


class Command(BaseCommand):
    help = "重建搜索:按已发布的内容重写全部搜索条目和索引,再读出还没读过的附件。期间照常搜索,中断后可以重来。"

    def add_arguments(self, parser):
        parser.add_argument("--no-files", action="store_true", help="不读附件,留给时钟")

    def handle(self, *, no_files, **options):
        with self.bar(rebuilding.total(), "写索引") as bar:
            found = rebuilding.rebuild(bar.update)
        self.stdout.write(f"可以搜到 {found:,} 条。")
        if no_files:
            return
        with self.bar(SearchEntry.objects.filter(has_unread_file=True).count(), "读附件") as bar:
            read = rebuilding.read_all_files(bar.update)
        self.stdout.write(f"读出附件的有 {read:,} 条。")

    def bar(self, total: int, name: str) -> tqdm:
        return tqdm(total=total, desc=name, unit="条", file=self.stderr, disable=not self.stderr.isatty())
