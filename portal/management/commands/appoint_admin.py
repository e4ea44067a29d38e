import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from columns.actions import appoint
from sites.actions import clock, create_user
from sites.enums import Role, SiteKind
from sites.models import Site, User
from sites.rules import no_platform_admin


class Command(BaseCommand):
    help = "任命首位平台管理员(由系统时钟经手)。以后的管理员由他在工作台任命。"

    def add_arguments(self, parser):
        parser.add_argument("username", metavar="USERNAME", help="用户名")
        parser.add_argument("--name", required=True, help="姓名")
        parser.add_argument("--password-stdin", action="store_true", help="从标准输入读一行作为密码,不提问")

    def handle(self, *, username, name, password_stdin, **options):
        portal = Site.objects.filter(kind=SiteKind.PORTAL).first()
        if portal is None:
            raise CommandError("还没有门户站点,请先运行:python manage.py found_portal --name 网站名称 --host 域名")
        if not no_platform_admin():
            raise CommandError("已有平台管理员;新的管理员请由他在工作台任命。")
        user = User(username=username, name=name, home_site=portal)
        check(user)
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else ask()
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError("密码不合要求:" + " ".join(error.messages)) from error
        self.appoint(username=username, name=name, portal=portal, password=password)
        self.stdout.write(f"已任命 {name}({username})为平台管理员,可在 /admin/ 登录。")

    @transaction.atomic
    def appoint(self, *, username: str, name: str, portal: Site, password: str) -> None:
        by, at = clock(), timezone.now()
        user = create_user(home_site=portal, username=username, name=name, password=password, by=by, at=at,
                           must_change_password=False)
        appoint(user=user, site=portal, role=Role.PLATFORM_ADMIN, columns=[], by=by, at=at)


def check(user: User) -> None:
    """The fields as a form would check them, in its words."""
    try:
        user.clean_fields(exclude=["password"])
        user.validate_unique(exclude=["password"])
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error


def ask() -> str:
    """Twice, unseen. Refused where nobody sits at a terminal."""
    if not sys.stdin.isatty():
        raise CommandError("这里不能提问,请加 --password-stdin 并从标准输入给出密码。")
    password = getpass.getpass("密码:")
    if getpass.getpass("再输一次:") != password:
        raise CommandError("两次输入的密码不一样,没有任命。")
    return password
