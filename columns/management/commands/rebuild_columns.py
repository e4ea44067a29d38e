from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from columns.actions.repair import rebuild
from columns.tree import faults
from sites.actions import clock
from sites.models import Site


class Command(BaseCommand):
    help = "按上级和次序重算栏目树的路径与编号,并记入变更记录。"

    def add_arguments(self, parser):
        parser.add_argument("--site", metavar="SLUG", help="只重建这个站点;不写则全部站点")

    def handle(self, *, site, **options):
        sites = Site.objects.filter(slug=site) if site else Site.objects.all()
        if site and not sites:
            raise CommandError(f"没有代号为“{site}”的站点。")
        broken = [one.short_name for one in sites if not self.rebuild(one)]
        if broken:
            raise CommandError(f"重建后仍有错:{'、'.join(broken)}。请运行 verify_columns 查看,先改正上级栏目。")

    def rebuild(self, site: Site) -> bool:
        """Is the tree sound afterwards? A column that hangs nowhere cannot be mended by computing."""
        try:
            wrong = rebuild(site=site, by=clock(), at=timezone.now())
        except IntegrityError:
            return False
        self.stdout.write(f"{site.short_name}:" + (f"改正 {wrong} 个栏目。" if wrong else "本来就正确。"))
        return next(faults(site.pk), None) is None
