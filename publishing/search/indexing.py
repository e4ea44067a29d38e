"""Keeps the entries in step with what is published, and tells the engine."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from publishing.models import FileText, SearchEntry
from publishing.search import registry
from publishing.search.engines import engine
from publishing.search.engines.marks import FILE_MARK, month_mark, site_mark, year_mark
from publishing.search.folding import document_key, key_of
from publishing.search.registry import Document
from publishing.search.segmenting import BODY, EXTRA, FILE, LIMITS, TITLE, pack
from publishing.search.vocabulary import learn

BATCH = 200
UPDATED = [field.name for field in SearchEntry._meta.fields if field.name not in ("id", "kind", "number")]


@dataclass(frozen=True)
class Indexed:
    """What one call changed: entries written and entries removed, by their numbers."""

    written: tuple[SearchEntry, ...]
    removed: tuple[int, ...]


def index(kind: str, numbers: Collection[int]) -> Indexed:
    """Bring the entries of these things up to date: what the public no longer sees is gone when this returns."""
    with transaction.atomic():
        done = enter(kind, numbers)
        engine().note([*(entry.pk for entry in done.written), *done.removed])
    learn(done.written)
    engine().settle()
    return done


def enter(kind: str, numbers: Collection[int]) -> Indexed:
    """Write and remove entries, in the caller's transaction. Whoever comes second reads what the first has written."""
    lock(kind, numbers)
    documents = registry.provider(kind).documents(numbers)
    digests = {file.digest for document in documents for file in document.files}
    texts = dict(FileText.objects.filter(digest__in=digests).values_list("digest", "text"))
    entries = [entry_of(kind, document, texts) for document in documents]
    SearchEntry.objects.bulk_create(entries, update_conflicts=True, unique_fields=["kind", "number"],
                                    update_fields=UPDATED)
    gone = SearchEntry.objects.filter(kind=kind, number__in=set(numbers) - {entry.number for entry in entries})
    removed = tuple(gone.values_list("pk", flat=True))
    if removed:
        gone.delete()
    return Indexed(tuple(entries), removed)


def lock(kind: str, numbers: Collection[int]) -> None:
    """Until the transaction ends nobody else enters the same things. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql" and numbers:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), n) FROM"
                           " (SELECT DISTINCT unnest(%s) AS n ORDER BY n) AS numbers",
                           [f"search:{kind}", [number % 2**31 for number in numbers]])


def entry_of(kind: str, document: Document, texts: dict[str, str]) -> SearchEntry:
    read = [texts[file.digest] for file in document.files if texts.get(file.digest)]
    names = " ".join(file.name.rpartition(".")[0] for file in document.files)
    marks = marks_of(document)
    extra = f"{document.document_number} {document.extra} {names}"
    file_text = "\n".join(read)[:LIMITS[FILE]]
    return SearchEntry(
        site_id=document.site, kind=kind, number=document.number, path=document.path, title=document.title,
        title_key=key_of(document.title), document_key=document_key(document.document_number),
        text=document.text[:LIMITS[BODY]], file_text=file_text, category=document.category, group=document.group,
        published_at=document.published_at, has_file=bool(document.files),
        has_unread_file=any(file.digest not in texts for file in document.files),
        words=pack({TITLE: document.title, EXTRA: extra, BODY: document.text, FILE: file_text}, marks),
        title_words=pack({TITLE: f"{document.title} {document.document_number}"}, marks),
    )


def marks_of(document: Document) -> list[str]:
    """Marks among the words, so that an index answers for site, month, year and files too."""
    day = timezone.localtime(document.published_at)
    marks = [site_mark(document.site), year_mark(day.year), month_mark(day.year, day.month)]
    return [*marks, FILE_MARK] if document.files else marks
