from django.core.management.base import BaseCommand, CommandError

from audit.queries import trail_breaks, trail_rows
from sites.models import Site


class Command(BaseCommand):
    help = ("核对留痕的指纹链(变更记录、流转记录、有效性流转记录):有没有被改动、删除的记录。"
            "有断处时逐条列出,退出码为 1。")

    def handle(self, **options):
        names = {str(number): name for number, name in Site.objects.values_list("pk", "short_name")}
        found = 0
        for model, one in trail_breaks():
            found += 1
            owner = one.chain.partition(":")[2]
            self.stdout.write(
                f"{model._meta.verbose_name} · {names.get(owner, '全网站群')} · 第 {one.number} 条:{one.reason}")
        if found:
            raise CommandError(f"共 {found} 处对不上。")
        for model, rows in trail_rows().items():
            self.stdout.write(f"{model._meta.verbose_name}:{rows:,} 条,链完整。")
