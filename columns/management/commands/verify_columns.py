from django.core.management.base import BaseCommand, CommandError

from columns.tree import DERIVED, Fault, faults
from sites.models import Site

LABELS = dict(zip(DERIVED, ("路径", "层级", "左值", "右值"), strict=True))


def sentence(fault: Fault) -> str:
    if fault.field not in LABELS:
        return f"“{fault.column}”(编号 {fault.column.pk})从首页走不到:上级栏目不在本站,或互为上级"
    return f"“{fault.column}”(编号 {fault.column.pk})的{LABELS[fault.field]}是“{fault.stored}”,应为“{fault.derived}”"


class Command(BaseCommand):
    help = "核对每个站点的栏目树:路径和树编号是否与上级、次序一致。有错时逐条列出,退出码为 1。"

    def handle(self, **options):
        sites, found = 0, 0
        for site in Site.objects.all():
            sites += 1
            for fault in faults(site.pk):
                found += 1
                self.stdout.write(f"{site.short_name}:{sentence(fault)}")
        if found:
            raise CommandError(f"共 {found} 处不一致。可用 rebuild_columns 重建。")
        self.stdout.write(f"{sites} 个站点的栏目树都正确。")
