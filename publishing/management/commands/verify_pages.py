import sys
import threading
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone
from tqdm import tqdm
from watchfiles import watch
from watchfiles._rust_notify import WatchfilesRustInternalError

from publishing.actions import Fault, examine_paths, verify
from publishing.models import Page
from publishing.store import printable
from sites.models import Site


class Command(BaseCommand):
    help = "核对已存网页与指纹清单(网页防篡改):改动、删除、多出的逐一报告,证据另存,网页重新生成。有问题时退出码为 1。"

    def add_arguments(self, parser):
        parser.add_argument("--site", help="只核对一个站点(代号)")
        parser.add_argument("--watch", action="store_true", help="核对一遍后持续监视,文件一有变化就核对,Ctrl-C 结束")

    def handle(self, *, site, watch, **options):
        faults = self.once(site)
        if watch:
            self.keep_watching()
        elif faults:
            raise CommandError(f"发现 {faults} 处问题。", returncode=1)

    def once(self, slug: str | None) -> int:
        pages = Page.objects.all()
        number = None
        if slug is not None:
            number = Site.objects.filter(slug=slug).values_list("pk", flat=True).first()
            if number is None:
                raise CommandError(f"没有代号为“{slug}”的站点。")
            pages = pages.filter(site=number)
        faults = 0
        with tqdm(desc="核对网页", unit="页", total=pages.count(), disable=None, leave=False) as bar:
            for found in verify(site=number, at=timezone.now()):
                bar.update()
                if found:
                    faults += 1
                    self.tell(found)
        self.stdout.write(f"已核对 {pages.count()} 个网页,{faults} 处问题。")
        return faults

    def keep_watching(self, stop: threading.Event | None = None) -> None:
        Path(settings.PAGES_DIR).mkdir(parents=True, exist_ok=True)
        while True:
            try:
                for changes in watch(settings.PAGES_DIR, stop_event=stop, raise_interrupt=False, debounce=200):
                    close_old_connections()
                    for found in examine_paths(sorted({path for _, path in changes}), at=timezone.now()):
                        self.tell(found)
                return
            except WatchfilesRustInternalError as error:  # a name that is no text: look at everything, then go on
                self.stderr.write(f"监视中断({error}),全部核对一遍后继续。")
                close_old_connections()
                self.once(None)

    def tell(self, fault: Fault) -> None:
        evidence = f",证据在 {fault.evidence}" if fault.evidence else ""
        after = f"没有恢复:{fault.unrestored}" if fault.unrestored else "已恢复"
        self.stdout.write(printable(f"{fault.kind.label}:{fault.host}{fault.path}({after}{evidence})"))
        sys.stdout.flush()
