import multiprocessing
import os
import signal
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.db.models import QuerySet
from tqdm import tqdm

from portal.ahead import Piece, pieces, render
from sites.models import Site


def work(piece: Piece) -> tuple[int, int]:
    """In a process of its own: how many pages the piece holds, and how many of them are new."""
    return piece.size, render(piece)


class Command(BaseCommand):
    help = "提前生成网站的全部网页,公众访问时不必等待。已有的跳过,中断后可以重来。"

    def add_arguments(self, parser):
        parser.add_argument("--site", help="只生成一个站点(代号);不写则为全部开通的站点")
        parser.add_argument("--processes", type=int, default=os.cpu_count(), help="同时几个进程,默认等于处理器个数")

    def handle(self, *, site, processes, **options):
        if processes < 1:
            raise CommandError("--processes 至少是 1。")
        sites = Site.objects.running()
        if site is not None:
            sites = sites.filter(slug=site)
            if not sites:
                raise CommandError(f"没有代号为“{site}”的开通站点。")
        try:
            new = self.run(sites, processes)
        except KeyboardInterrupt:
            raise CommandError("已中断。已生成的网页不会丢,再次运行会接着生成其余的。", returncode=130) from None
        self.stdout.write(f"新生成 {new} 个网页。")

    def run(self, sites: QuerySet[Site], processes: int) -> int:
        plan = [piece for site in sites for piece in pieces(site)]
        new = 0
        total = sum(piece.size for piece in plan)
        with tqdm(desc="生成网页", unit="页", total=total, disable=None, leave=False) as bar:
            for size, made in done(plan, processes):
                bar.update(size)
                new += made
        return new


def leave_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; the first one ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def done(plan: list[Piece], processes: int) -> Iterator[tuple[int, int]]:
    if processes == 1:
        yield from map(work, plan)
        return
    connections.close_all()  # each process opens its own
    with multiprocessing.get_context("fork").Pool(processes, initializer=leave_interrupts) as pool:
        yield from pool.imap_unordered(work, plan)
