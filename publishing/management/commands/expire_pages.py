from django.core.management.base import BaseCommand, CommandError

from publishing.actions import remove_all
from publishing.models import Page
from sites.models import Site


class Command(BaseCommand):
    help = "让已存的网页失效,下次访问时重新生成。升级程序之后用 --all;只清一个站点用 --site。"

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--all", action="store_true", help="整个网站群")
        which.add_argument("--site", help="站点代号")

    def handle(self, *, all, site, **options):
        if not all and not Site.objects.filter(slug=site).exists():
            raise CommandError(f"没有代号为“{site}”的站点。")
        pages = Page.objects.all() if all else Page.objects.filter(site__slug=site)
        try:
            removed = remove_all(pages)
        except OSError as error:
            raise CommandError(f"页面目录不能写入,没有全部清除:{error}") from error
        self.stdout.write(f"已清除 {len(removed)} 个网页。")
