"""Keeping pages and expiring them.

Every step that touches both a row and its file holds the row's lock, so the two never come apart: a file is written
only while its row stands, and a row goes only after its file went.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from publishing import store
from publishing.models import Page, PageTag
from publishing.queries import begun_since, is_outdated, pages_showing
from sites.digest import digest, digest_file

log = logging.getLogger(__name__)

BATCH = 500


@dataclass(frozen=True)
class Rendered:
    """A page as it was rendered: its address, its bytes (or the original they are copied from), the tags of what it
    shows, and the feed's mark noted before its data was read."""

    site_id: int
    host: str
    path: str
    tags: frozenset[str]
    mark: int
    content: bytes = b""
    original: Path | None = None

    @property
    def file(self) -> Path:
        return store.place(self.host, self.path)

    def row(self, at: datetime) -> Page:
        if self.original is None:
            kept, size = digest(self.content), len(self.content)
        else:
            with self.original.open("rb") as source:
                kept = digest_file(source)
            size = self.original.stat().st_size
        return Page(site_id=self.site_id, host=self.host, path=self.path, digest=kept, size=size, kept_at=at)

    def write(self) -> None:
        if self.original is None:
            store.write(self.file, self.content)
            return
        with self.original.open("rb") as source:
            store.put(self.file, source)


def keep(*, pages: Sequence[Rendered], at: datetime) -> int:
    """Keep rendered pages. Returns how many now stand in the store.

    A page whose data changed since its mark is not kept. A store that cannot be written to keeps nothing and is
    reported; the pages were answered all the same.
    """
    pages = sorted({page.path: page for page in pages if page.file}.values(), key=lambda page: page.path)
    rows = enter(pages, at)
    try:
        return put_in_place(pages, rows)
    except OSError as error:
        log.warning("pages not kept: %s", error)
        forget([row.pk for row in rows])
        return 0


def forget(numbers: Sequence[int]) -> None:
    """Rows whose files could not be written: what is not there is not to be taken for removed by a stranger."""
    try:
        remove_all(Page.objects.filter(pk__in=numbers))
    except OSError as error:
        log.warning("rows of pages that were not kept stay: %s", error)


@transaction.atomic
def enter(pages: Sequence[Rendered], at: datetime) -> list[Page]:
    """Rows and tags of the pages, before their files: whatever changes from now on finds them.

    A page that somebody else enters meanwhile may get the tags of both: then it expires too early, never too late.
    """
    rows = [page.row(at) for page in pages]
    known = lock_known(pages)
    Page.objects.bulk_create(rows, update_conflicts=True, unique_fields=["site", "host", "path"],
                             update_fields=["digest", "size", "kept_at"])
    if known:
        PageTag.objects.filter(page__in=known)._raw_delete(using="default")
    PageTag.objects.enter((tag, row.pk) for page, row in zip(pages, rows, strict=True) for tag in sorted(page.tags))
    return rows


def lock_known(pages: Sequence[Rendered]) -> list[int]:
    """Rows that exist already, in the order in which everybody locks them. Returns their numbers."""
    addresses = Page.objects.filter(host__in={page.host for page in pages}, path__in=[page.path for page in pages])
    return list(addresses.select_for_update().order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def put_in_place(pages: Sequence[Rendered], rows: Sequence[Page]) -> int:
    """Write the files of the rows that still stand as they were entered, then look whether a change came between."""
    standing = {
        row.pk: row for row in
        Page.objects.select_for_update().filter(pk__in=[row.pk for row in rows]).order_by("pk")
    }
    written = []
    for page, row in zip(pages, rows, strict=True):
        if row.pk in standing and standing[row.pk].digest == row.digest:
            page.write()
            written.append((page, row))
    changes = begun_since(min((page.mark for page in pages), default=0))
    outdated = [(page, row) for page, row in written if is_outdated(page.tags, page.mark, changes)]
    for page, _ in outdated:
        store.remove(page.file)
    delete_rows([row for _, row in outdated])
    return len(written) - len(outdated)


def expire(tags: Iterable[str]) -> list[Page]:
    """Remove every page that shows one of the tags. Raises OSError when a file cannot be removed: its row stays."""
    return remove_all(pages_showing(tags))


def remove_all(pages) -> list[Page]:
    """Remove the pages of a queryset, batch by batch."""
    removed: list[Page] = []
    while batch := remove_batch(pages):
        removed += batch
    return removed


@transaction.atomic
def remove_batch(pages) -> list[Page]:
    numbers = list(pages.order_by("pk").values_list("pk", flat=True)[:BATCH])
    batch = list(Page.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))
    for page in batch:
        store.remove(page.file)
    delete_rows(batch)
    return batch


def delete_rows(pages: Sequence[Page]) -> None:
    """Without Django's cascade, which would read every tag first."""
    numbers = [page.pk for page in pages]
    if numbers:
        PageTag.objects.filter(page__in=numbers)._raw_delete(using="default")
        Page.objects.filter(pk__in=numbers)._raw_delete(using="default")
