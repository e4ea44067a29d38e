from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from columns.actions import found_site
from sites.actions import clock
from sites.enums import SiteKind, SiteStatus
from sites.models import Host, Site
from sites.rules import Refused


class Command(BaseCommand):
    help = "在空库上开办门户站点:生产环境的第一步,接着用 appoint_admin 任命首位平台管理员。"

    def add_arguments(self, parser):
        parser.add_argument("--name", required=True, help="网站名称,例如 云州市人民政府")
        parser.add_argument("--host", required=True, action="append", help="域名,可重复;第一个是主域名")
        parser.add_argument("--short-name", help="简称,用于菜单;不写则由网站名称得出")
        parser.add_argument("--slug", default="portal", help="代号,小写字母和数字;默认 portal")
        parser.add_argument("--seal", help="页首方印中的字;不写则取简称前两字")

    def handle(self, *, name, host, short_name, slug, seal, **options):
        if Site.objects.filter(kind=SiteKind.PORTAL).exists():
            raise CommandError("已有门户站点,不再新开。")
        short_name = short_name or name.removesuffix("人民政府")
        values = {"slug": slug, "name": name, "short_name": short_name, "seal": seal or short_name[:2],
                  "kind": SiteKind.PORTAL, "status": SiteStatus.RUNNING}
        try:
            Site(**values).clean_fields()
            site = found_site(by=clock(), at=timezone.now(), hosts=clean_hosts(host), **values)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"已开办门户“{site.name}”。下一步:python manage.py appoint_admin 用户名 --name 姓名")


def clean_hosts(names: list[str]) -> list[str]:
    """Normalised, each once, and none of another site."""
    cleaned = []
    for name in names:
        host = Host(name=name)
        host.clean()
        if host.name not in cleaned:
            cleaned.append(host.name)
    taken = Host.objects.filter(name__in=cleaned).values_list("name", flat=True)
    if taken:
        raise ValidationError(f"域名已属于别的站点:{'、'.join(taken)}。")
    return cleaned
