import logging
import signal
import sys
import threading
import time
from dataclasses import dataclass

from celery import Celery
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from portal import celery_app

log = logging.getLogger(__name__)


@dataclass
class Turn:
    """One entry of the schedule: its task, how often it runs, and when it is due on the monotonic clock."""

    name: str
    task: str
    seconds: float
    due: float

    def run(self, app: Celery) -> bool:
        """Did it succeed? A failure is reported and waits for the next turn."""
        try:
            app.tasks[self.task]()
        except Exception:
            log.exception("clock: %s failed", self.name)
            return False
        return True

    def postpone(self, now: float) -> None:
        """To its next full interval: turns that were missed are not made up one by one."""
        missed = max(0, int((now - self.due) // self.seconds))
        self.due += (missed + 1) * self.seconds


def turns(app: Celery, now: float) -> list[Turn]:
    app.loader.import_default_modules()
    return [Turn(name, entry["task"], entry["schedule"], now) for name, entry in app.conf.beat_schedule.items()]


class Command(BaseCommand):
    help = "内置时钟:没有 Celery 时,按同一张时刻表每分钟做到期的事(定时发布等)。按 Ctrl-C 或收到 SIGTERM 结束。"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="把每件事做一遍就结束;有失败的,退出码为 1")
        parser.add_argument("--with-parent", action="store_true", help="标准输入关闭时结束(由 demo 命令启动时使用)")

    def handle(self, *, once, with_parent, **options):
        schedule = turns(celery_app, time.monotonic())
        if once:
            failed = [turn.name for turn in schedule if not turn.run(celery_app)]
            if failed:
                raise CommandError(f"没有做成:{'、'.join(failed)}。原因见上面的日志。")
            return
        self.keep(schedule, stop_signal(with_parent))

    def keep(self, schedule: list[Turn], stop: threading.Event) -> None:
        while not stop.is_set():
            for turn in schedule:
                if turn.due <= time.monotonic() and not stop.is_set():
                    close_old_connections()  # one that broke is not used again
                    turn.run(celery_app)
                    turn.postpone(time.monotonic())
            stop.wait(max(0, min(turn.due for turn in schedule) - time.monotonic()))


def stop_signal(with_parent: bool) -> threading.Event:
    """Set by SIGTERM, by Ctrl-C, and with the parent's end (its side of our standard input closes)."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if with_parent:
        threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    return stop
