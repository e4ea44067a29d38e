import gzip
import sys
import time
import zlib
from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.management.importing import Importer
from portal.management.measuring import peak_memory_mb
from portal.management.rows import read_lines
from sites import actions
from sites.models import User
from sites.rules import is_clock, may_found_site, no_platform_admin

GZIP = b"\x1f\x8b"
MOST_LINES = 200
"""Refused rows that are named one by one, unless -v 2 asks for all: a missing site can refuse a hundred thousand."""


class Pace:
    """Prints how fast articles are taken, each time another `every` of them are through."""

    def __init__(self, every: int, write):
        self.every, self.write = every, write
        self.start = self.last = time.monotonic()
        self.cpu, self.told = time.process_time(), 0

    def tell(self, articles: int) -> None:
        if articles < self.told + self.every:
            return
        now, cpu, number = time.monotonic(), time.process_time(), articles - self.told
        self.write(f"已导入 {articles:,} 篇;最近每秒 {number / (now - self.last):,.0f} 篇,"
                   f"每篇占用处理器 {(cpu - self.cpu) / number * 1000:.2f} 毫秒,内存峰值 {peak_memory_mb():,.0f} MB")
        self.told, self.last, self.cpu = articles, now, cpu

    def total(self, articles: int) -> str:
        seconds = max(time.monotonic() - self.start, 0.001)
        return f"用时 {seconds:,.1f} 秒,平均每秒 {articles / seconds:,.0f} 篇,内存峰值 {peak_memory_mb():,.0f} MB"


class Command(BaseCommand):
    help = "导入整个网站群:每行一个 JSON 对象,依次为站点、栏目、文章。已有的自动跳过,中断后可以重来。"

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="文件,可以是 gzip 压缩的;“-”表示标准输入")
        parser.add_argument("--batch", type=int, default=500, help="每批(一个事务)多少篇文章,默认 500")
        parser.add_argument("--by", metavar="USERNAME", help="以哪位平台管理员的名义;还没有平台管理员时由系统时钟经手")
        parser.add_argument("--open", action="store_true", help="新站点立即开通;不写则为“筹建”,核对后再开通")
        parser.add_argument("--every", type=int, default=5000, help="每多少篇报告一次速度,默认 5000")

    def handle(self, *, file, batch, by, every, verbosity, **options):
        if batch < 1 or every < 1:
            raise CommandError("--batch 和 --every 应为正整数。")
        self.lines_left = MOST_LINES if verbosity < 2 else sys.maxsize
        now = timezone.now()
        importer = Importer(by=acting_user(by), at=now, batch=batch, refuse=self.report, is_open=options["open"])
        pace = Pace(every, self.stdout.write)
        with opened(file) as lines:
            for number, line in read_lines(lines, now):
                importer.take(number, line)
                pace.tell(importer.tally.articles)
        tally = importer.finish()
        self.stdout.write(f"{tally}。{pace.total(tally.articles)}")
        if tally.refused:
            raise CommandError(f"有 {tally.refused:,} 行没有导入,原因见上面各行;改好后可以用同一个文件再导入一次。")

    def report(self, number: int, reason: str) -> None:
        if self.lines_left > 0:
            self.stderr.write(f"第 {number} 行,{reason}")
        elif self.lines_left == 0:
            self.stderr.write("被拒绝的行太多,其余的不再逐行列出;加 -v 2 可列出全部。")
        self.lines_left -= 1


def acting_user(username: str | None) -> User:
    if username is None:
        if no_platform_admin():
            return actions.clock()
        raise CommandError("已有平台管理员,请用 --by 写明以哪位的名义导入。")
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"没有用户名为“{username}”的人员。")
    if is_clock(user) or may_found_site(user):
        raise CommandError(f"“{username}”不是平台管理员,不能导入。")
    return user


@contextmanager
def opened(name: str):
    """The file's lines as bytes, unpacked where they are gzipped."""
    if name != "-" and not Path(name).is_file():
        raise CommandError(f"没有文件“{name}”。")
    with nullcontext(sys.stdin.buffer) if name == "-" else open(name, "rb") as raw:
        is_packed = raw.peek(2)[:2] == GZIP
        with gzip.GzipFile(fileobj=raw) if is_packed else nullcontext(raw) as lines:
            try:
                yield lines
            except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                raise CommandError("压缩文件不完整。已经读到的各批都已导入,换上完整的文件再导入一次即可。") from error
