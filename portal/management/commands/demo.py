import shutil
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.utils import timezone
from tqdm import tqdm

from portal.configuration import read
from portal.demo import building, serving
from portal.demo.building import Standing
from portal.demo.people import CLUSTER
from portal.demo.reading import DemoError, read_cluster
from sites.models import Host, Post, User

PASSWORD_NOTE = "密码只在首次运行时显示过一次;如果当时设了 DEMO_PASSWORD,就是它。忘记了可以加 --reset 重新生成。"


class Command(BaseCommand):
    help = "装入虚构的云州市网站群并在本机运行:不需要任何其他服务。演示账号只由本命令产生。"
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("--no-serve", action="store_true", help="只装数据,不启动网站")
        parser.add_argument("--port", type=int, default=8000, help="端口,默认 8000")
        parser.add_argument("--reset", action="store_true", help="删掉现有的演示数据,重新生成(只限 SQLite)")
        parser.add_argument("--database-is-disposable", action="store_true",
                            help="允许装进 SQLite 以外的空库;只用于测试,里面会有演示账号")

    def handle(self, *, no_serve, port, reset, database_is_disposable, **options):
        try:
            demand_safety(database_is_disposable)
            if not no_serve:
                serving.demand_port(port)
            if reset:
                self.reset()
            self.prepare(port)
            if not no_serve:
                self.stdout.write(f"另开终端运行 verify_pages 等维护命令时,在前面加上 PUBLIC_PORT={port}。")
                self.stdout.write("按 Ctrl-C 结束。")
                self.stdout.flush()
                serving.serve(port)
        except DemoError as error:
            raise CommandError(str(error)) from error

    def prepare(self, port: int) -> None:
        """Build what is not there yet, and print where to go and how to sign in."""
        found = building.standing()
        if found == Standing.SOMETHING_ELSE:
            raise DemoError("数据库里已有别的内容,不是演示数据。演示只装进空库,没有做任何改动;"
                            "请换一个 DATA_DIR 或 DATABASE_URL。")
        call_command("migrate", verbosity=0, interactive=False)
        if found == Standing.DEMO:
            self.stdout.write("演示数据已在,什么都没有改动。")
            self.print_cluster(port)
            self.stdout.write(PASSWORD_NOTE)
            return
        password = building.chosen_password()
        self.build(password)
        self.print_cluster(port)
        where = "环境变量 DEMO_PASSWORD 的值" if read("DEMO_PASSWORD") else password
        self.stdout.write(f"全部演示账号的密码:{where}")

    def build(self, password: str) -> None:
        try:
            with tqdm(desc="装入演示数据", unit="步", disable=None, leave=False) as bar:
                building.build(texts=read_cluster(), password=password, now=timezone.now(),
                               progress=lambda done, total: show(bar, done, total))
        except KeyboardInterrupt as interrupt:
            raise DemoError("已中断,没有留下半份演示数据。") from interrupt
        except OperationalError as error:
            raise DemoError(f"数据库用不了(也许另一个 demo 正在装入数据),请稍后再试:{error}") from error

    def print_cluster(self, port: int) -> None:
        hosts = Host.objects.filter(is_canonical=True).select_related("site").order_by("site__order", "site")
        addresses = {host.site: f"http://{host.name}:{port}/" for host in hosts}
        self.table(("网站", "地址"), [(site.name, address) for site, address in addresses.items()])
        self.stdout.write(f"\n工作台:{next(iter(addresses.values()))}admin/\n")
        posts = Post.objects.in_force().select_related("user", "site").order_by("user__home_site__order", "user", "pk")
        people = [(user.username, user.name, duties(user, held))
                  for user, held in groupby(posts, key=lambda post: post.user)]
        self.table(("用户名", "姓名", "任职"), sorted(people, key=lambda row: row[0] not in CLUSTER))

    def table(self, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        widths = [max(width(row[n]) for row in [head, *rows]) for n in range(len(head))]
        for row in [head, *rows]:
            self.stdout.write("  ".join(
                cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=True)).rstrip())

    def reset(self) -> None:
        """Delete the database's file and the uploads, but only those of a demo."""
        if connection.vendor != "sqlite":
            raise DemoError("--reset 只用于 SQLite;别的数据库请自行删除重建。")
        path = Path(connection.settings_dict["NAME"])
        if not path.exists():
            return
        found = building.standing()
        if found == Standing.SOMETHING_ELSE:
            raise DemoError("数据库里是别的内容,不是演示数据,不能删除。")
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        if found == Standing.DEMO:
            shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
            shutil.rmtree(settings.PAGES_DIR, ignore_errors=True)


def demand_safety(is_disposable: bool) -> None:
    """Demo sign-ins belong to a machine of one's own: plain HTTP, and a SQLite file unless somebody insists."""
    if read("HTTPS"):
        raise DemoError("HTTPS 已打开:这是生产环境的配置,不装演示数据。")
    if connection.vendor != "sqlite" and not is_disposable:
        raise DemoError("数据库不是 SQLite。演示会建立一批同一密码的账号;"
                        "确定这个库可以丢弃,才加 --database-is-disposable。")


def show(bar: tqdm, done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)


def duties(user: User, posts: Iterable[Post]) -> str:
    """A post in another site than the account's own is named with that site."""
    return "、".join(
        (post.site.short_name if post.site_id != user.home_site_id else "") + post.get_role_display() for post in posts)


def width(text: str) -> int:
    """Columns on the screen: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
