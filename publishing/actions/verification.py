"""Comparing the store with its manifest (网页防篡改): evidence is put aside, what is missing or wrong is made again.

A file is only ever judged under the lock of its row, so keeping and expiring pages beside a verification is no fault.
"""

import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from publishing import store
from publishing.actions.pages import BATCH, delete_rows
from publishing.enums import Tampering
from publishing.models import Page
from publishing.rendering import fetch
from publishing.store import asked_host, public_host
from sites.digest import digest_file
from sites.hosts import normalise_host

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fault:
    """What was found at an address, where the evidence lies (none for a removed file), and why the page is not back."""

    kind: Tampering
    host: str
    path: str
    found_at: datetime
    evidence: Path | None
    unrestored: str = ""


def verify(*, site: int | None = None, at: datetime) -> Iterator[Fault | None]:
    """Go through the manifest, then through the files: one item for each page, a `Fault` where it was not as kept."""
    pages = Page.objects.order_by("pk")
    if site is not None:
        pages = pages.filter(site=site)
    last = 0
    while batch := list(pages.filter(pk__gt=last)[:BATCH]):
        for page in batch:
            yield None if is_sound(page) else examine(page.host, page.path, at=at)
        last = batch[-1].pk
    hosts = set(pages.values_list("host", flat=True)) if site is not None else None
    yield from strangers(hosts, at)


def strangers(hosts: set[str] | None, at: datetime) -> Iterator[Fault]:
    """Files of the store that no row knows."""
    found = (file for file in store.files() if hosts is None or store.address_of(file)[0] in hosts)
    while batch := list(islice(found, BATCH)):
        paths = {page_of(path) for _, path in map(store.address_of, batch) if store.is_text(path)}
        known = set(Page.objects.filter(path__in=paths).values_list("host", "path"))
        for file in batch:
            host, path = store.address_of(file)
            fault = examine_stranger(file, at) if file.is_symlink() or (host, page_of(path)) not in known else None
            if fault:
                yield fault


def page_of(path: str) -> str:
    """The address whose file or twin this is."""
    page = path.removesuffix(store.TWIN)
    return page.removesuffix(store.INDEX) if page.endswith(f"/{store.INDEX}") and page != path else page


def is_sound(page: Page) -> bool:
    """Do file and twin say what was kept? A link says whatever its target says."""
    if page.file.is_symlink() or store.twin(page.file).is_symlink():
        return False
    try:
        with page.file.open("rb") as content:
            algorithm = page.digest.partition(":")[0]
            if digest_file(content, algorithm) != page.digest:
                return False
            if not store.has_twin(page.file):
                return True
            content.seek(0)
            return store.is_whole(page.file, content.read())
    except OSError:
        return False


def examine(host: str, path: str, *, at: datetime) -> Fault | None:
    """Look at one address again, under the lock of its row; None when all is as it should be."""
    with transaction.atomic():
        page = Page.objects.select_for_update().filter(host=host, path=path).first()
        if page is None or is_sound(page):
            return None
        kind = Tampering.CHANGED if page.file.exists() else Tampering.REMOVED
        evidence = put_aside(page.file, at)
        delete_rows([page])
    return reported(Fault(kind, host, path, at, evidence, unrestored=restore(page)))


def examine_stranger(file: Path, at: datetime) -> Fault | None:
    """A file without a row, and any link: the store writes none, and one may lead wherever nginx can read."""
    host, path = store.address_of(file)
    with transaction.atomic():
        if not os.path.lexists(file) or not (file.is_symlink() or is_stranger(host, path)):
            return None
        evidence = put_aside(file, at)
    return reported(Fault(Tampering.ADDED, store.printable(host), store.printable(path), at, evidence))


def is_stranger(host: str, path: str) -> bool:
    """Under the lock of the row, where there is one."""
    if not (store.is_text(host) and store.is_text(path)):
        return True
    return not Page.objects.select_for_update().filter(host=host, path=page_of(path)).exists()


def put_aside(file: Path, at: datetime) -> Path | None:
    """Move a file and its twin out of the store, where nobody is served from. None when there is none."""
    folder = Path(settings.DATA_DIR, "evidence", f"{timezone.localtime(at):%Y%m%d-%H%M%S}")
    evidence = None
    for found in [file, store.twin(file)] if store.has_twin(file) else [file]:
        if os.path.lexists(found):
            target = folder / found.relative_to(settings.PAGES_DIR)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(found, target)
            evidence = evidence or target
    return evidence


def restore(page: Page) -> str:
    """Have the page rendered and kept again; a page that is no longer public stays away. Returns why that failed."""
    try:
        status = fetch(page.host, page.path).status_code
    except Exception:
        log.exception("page not restored: %s", page)
        return "生成网页时出错,详见日志"
    if status >= 500:
        return f"生成网页时出错({status}),详见日志"
    if status != 200 or Page.objects.filter(host=page.host, path=page.path).exists():
        return ""
    if asked_host(page.host) != public_host(normalise_host(page.host)):
        return "这个地址的端口不是公众访问的端口,请把环境变量 PUBLIC_PORT 设成和网站一样再核对一遍"
    return "网页能打开但没有存下,请检查 KEEP_PAGES 是否打开、网页目录能否写入"


def reported(fault: Fault) -> Fault:
    log.error("tampering: %s %s%s, evidence %s, %s", fault.kind, fault.host, fault.path,
              store.printable(fault.evidence), fault.unrestored or "restored")
    return fault


def examine_paths(paths: Iterable[str], *, at: datetime) -> Iterator[Fault]:
    """Judge files that something has just happened to, named by their place in the store."""
    for file in map(Path, paths):
        host, path = store.address_of(file)
        if host == store.WORKROOM or (file.is_dir() and not file.is_symlink()):
            continue
        known = store.is_text(host) and store.is_text(path) and not file.is_symlink()
        fault = (known and examine(host, page_of(path), at=at)) or examine_stranger(file, at)
        if fault:
            yield fault
