"""The text of attachments: read after the publication, once for each file, and never in its way."""

import json
import logging
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from publishing.extraction import can_read
from publishing.models import FileText, SearchEntry
from publishing.search import registry
from publishing.search.indexing import BATCH, index
from publishing.search.registry import File

log = logging.getLogger(__name__)

PATIENCE = 30
"""Seconds for one run of the reader."""
AT_ONCE = 20
LARGEST = 50 * 1024**2
TOO_SLOW, TOO_LARGE, NOT_READ, MISSING = "读取超时", "文件过大", "不读这种文件", "文件不在"


@shared_task(ignore_result=True)
def read_files(kind: str, numbers: list[int]) -> None:
    """Read the files of these things that nobody has read, then index the things again."""
    for start in range(0, len(numbers), BATCH):
        part = numbers[start:start + BATCH]
        files = {file.digest: file for document in registry.provider(kind).documents(part) for file in document.files}
        known = set(FileText.objects.filter(digest__in=files).values_list("digest", flat=True))
        read([file for digest, file in files.items() if digest not in known])
        index(kind, part)


def read_waiting(limit: int = BATCH) -> int:
    """What a crash, or a broker that was away, has left unread. Returns how many things were indexed again."""
    waiting = SearchEntry.objects.filter(has_unread_file=True).order_by("pk").values_list("kind", "number")[:limit]
    by_kind: dict[str, list[int]] = {}
    for kind, number in waiting:
        by_kind.setdefault(kind, []).append(number)
    for kind, numbers in by_kind.items():
        read_files(kind, numbers)
    return len(waiting)


def read(files: Sequence[File]) -> None:
    """Keep the text of each file, or why it has none: nobody tries again."""
    readable = []
    for file in files:
        fault = refusal(file)
        if fault:
            keep(file, "", fault)
        else:
            readable.append(file)
    while readable:
        part = readable[:AT_ONCE]
        answers = run([Path(default_storage.path(file.stored)) for file in part])
        for file, answer in zip(part, answers, strict=False):
            keep(file, answer["text"], answer["fault"])
        done = len(answers)
        if done < len(part):
            keep(part[done], "", TOO_SLOW)
            done += 1
        readable = readable[done:]


def refusal(file: File) -> str:
    if not can_read(file.stored):
        return NOT_READ
    if not default_storage.exists(file.stored):
        return MISSING
    return TOO_LARGE if default_storage.size(file.stored) > LARGEST else ""


def run(paths: Collection[Path]) -> list[dict]:
    """What the reader said of the first files, up to one that it did not survive."""
    command = [sys.executable, "-m", "publishing.extraction", *map(str, paths)]
    try:
        printed = subprocess.run(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                 timeout=PATIENCE, check=False).stdout
    except subprocess.TimeoutExpired as expired:
        printed = expired.stdout or b""
    whole, _, _ = printed.rpartition(b"\n")
    return [json.loads(line) for line in whole.splitlines()]


def keep(file: File, text: str, fault: str) -> None:
    if fault not in ("", NOT_READ):
        log.warning("attachment not read: %s: %s", file.stored, fault)
    FileText.objects.bulk_create(
        [FileText(digest=file.digest, text=text, fault=fault, read_at=timezone.now())], ignore_conflicts=True)
