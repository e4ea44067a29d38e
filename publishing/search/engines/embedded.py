"""Whoosh: an index on disk, for the embedded default.

Whoosh takes one writer at a time. So a change notes its entries as stale in its own transaction; after the commit
whoever gets the lock writes everything that is stale, in one go, and looks again after letting the lock go: nothing is
left to somebody who already left. What a crash leaves behind the clock writes.

`search/current` names the folder that serves. A new index is built beside it and put in place by replacing that file.
"""

import re
import shutil
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.files import locks
from whoosh import index as whoosh
from whoosh.fields import ID, KEYWORD, NUMERIC, Schema
from whoosh.query import And, AndMaybe, Not, Or, Prefix, Term

from publishing.models import SearchEntry, StaleEntry
from publishing.search.engines import MOST, Candidates, Scope
from publishing.search.engines.marks import FILE_MARK, site_mark, year_mark
from publishing.search.parsing import Group
from publishing.search.segmenting import EXTRA, TITLE, unpack

BATCH = 500
COUNTED = 200
STORED = ("id", "published_at", "category", "words", "title_words")
GENERATION = re.compile(r"index-[0-9a-f]{12}")

SCHEMA = Schema(
    entry=ID(stored=True, unique=True), words=KEYWORD(), title=KEYWORD(field_boost=5.0),
    extra=KEYWORD(field_boost=2.0), category=ID(), published=NUMERIC(int, bits=64, sortable=True),
)


class WhooshEngine:
    def candidates(self, groups: Collection[Group], scope: Scope, *, ranked: bool) -> Candidates:
        needed = And([*(either("words", group) for group in groups), *narrowing(scope)])
        praised = Or([Term(field, word) for field in ("title", "extra") for group in groups for word in group.words])
        order = {} if ranked else {"sortedby": "published", "reverse": True}
        with current().searcher() as searcher:
            hits = searcher.search(AndMaybe(needed, praised) if ranked else needed, limit=MOST + 1, **order)
            scores = {int(hit["entry"]): hit.score if ranked else 0.0 for hit in hits}
        is_all = len(scores) <= MOST
        best = max(scores.values(), default=0.0) or 1.0
        return Candidates({entry: score / best for entry, score in list(scores.items())[:MOST]}, is_all)

    def titles(self, words: Collection[str], beginning: str, scope: Scope, limit: int) -> list[int]:
        parts = [*(Term("title", word) for word in words), *([Prefix("title", beginning)] if beginning else [])]
        if not parts:
            return []
        with current().searcher() as searcher:
            hits = searcher.search(And([*parts, *narrowing(scope)]), limit=limit, sortedby="published", reverse=True)
            return [int(hit["entry"]) for hit in hits]

    def frequencies(self, words: Collection[str]) -> dict[str, int]:
        with current().searcher() as searcher:
            return {word: sum(1 for _ in islice(searcher.docs_for_query(Term("words", word)), COUNTED))
                    for word in words}

    def note(self, entries: Collection[int]) -> None:
        StaleEntry.objects.bulk_create(StaleEntry(entry=entry) for entry in entries)

    def settle(self) -> None:
        while StaleEntry.objects.filter(is_applied=False).exists():
            with locked("lock", wait=False) as held:
                if not held:
                    return
                apply_stale(opened_or_built())

    def rebuild(self, fill: Callable[[Callable], None]) -> None:
        with locked("rebuild", wait=True):
            remove_leftovers()
            name, fresh = create()
            with writing(fresh) as writer:
                fill(lambda entries: add(writer, entries))
            with locked("lock", wait=True):
                everything = list(StaleEntry.objects.values_list("pk", "entry"))
                rewrite(fresh, {entry for _, entry in everything})
                put_in_place(name)
                StaleEntry.objects.filter(pk__in=[pk for pk, _ in everything]).delete()


def either(field: str, group: Group):
    return Or([And([Term(field, word) for word in alternative]) for alternative in group.alternatives])


def narrowing(scope: Scope) -> list:
    """Several sites are left to the entries' table: asking for each of them costs more than the words."""
    chosen = scope.chosen_sites
    parts = [Term("words", site_mark(number)) for number in chosen] if len(chosen) == 1 else []
    if scope.year is not None:
        parts.append(Term("words", year_mark(scope.year)))
    if scope.has_file is not None:
        parts.append(Term("words", FILE_MARK) if scope.has_file else Not(Term("words", FILE_MARK)))
    if scope.category:
        parts.append(Term("category", scope.category))
    return parts


def folder() -> Path:
    path = Path(settings.DATA_DIR) / "search"
    path.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def locked(name: str, *, wait: bool) -> Iterator[bool]:
    """A lock between processes, which the system lets go when its holder dies."""
    with (folder() / f"{name}.lock").open("w") as file:
        held = locks.lock(file, locks.LOCK_EX if wait else locks.LOCK_EX | locks.LOCK_NB)
        try:
            yield held
        finally:
            if held:
                locks.unlock(file)


def current() -> whoosh.FileIndex:
    """The index that serves. Where there is none, it is made from the entries."""
    found = opened()
    if found is None:
        with locked("lock", wait=True):
            found = opened_or_built()
    return found


def served() -> str:
    """The folder of the index that serves."""
    try:
        name = (folder() / "current").read_text(encoding="ascii")
    except FileNotFoundError:
        return ""
    return name if GENERATION.fullmatch(name) else ""


def opened() -> whoosh.FileIndex | None:
    for _ in range(2):  # a new one may take its place while this one is opened
        try:
            return whoosh.open_dir(folder() / served()) if served() else None
        except (FileNotFoundError, whoosh.EmptyIndexError):
            continue
    return None


def opened_or_built() -> whoosh.FileIndex:
    found = opened()
    if found is None:
        name, found = create()
        entries = SearchEntry.objects.only(*STORED).order_by("pk")
        with writing(found) as writer:
            add(writer, entries.iterator(chunk_size=BATCH))
        put_in_place(name)
    return found


def create() -> tuple[str, whoosh.FileIndex]:
    name = f"index-{uuid.uuid4().hex[:12]}"
    (folder() / name).mkdir()
    return name, whoosh.create_in(folder() / name, SCHEMA)


def put_in_place(name: str) -> None:
    """From now on this one serves; who reads the one before reads on from its open files."""
    before = served()
    pointer = folder() / "current.new"
    pointer.write_text(name, encoding="ascii")
    pointer.replace(folder() / "current")
    if before:
        shutil.rmtree(folder() / before, ignore_errors=True)


def remove_leftovers() -> None:
    """What a rebuild that died has left."""
    for path in folder().iterdir():
        if GENERATION.fullmatch(path.name) and path.name != served():
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def writing(index: whoosh.FileIndex) -> Iterator:
    """One commit at the end, or nothing."""
    writer = index.writer(timeout=10, limitmb=128)
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def add(writer, entries: Iterable[SearchEntry]) -> None:
    for entry in entries:
        writer.add_document(**fields_of(entry))


def rewrite(index: whoosh.FileIndex, numbers: Collection[int]) -> None:
    entries = list(SearchEntry.objects.only(*STORED).filter(pk__in=numbers))
    with writing(index) as writer:
        for number in numbers:
            writer.delete_by_term("entry", str(number))
        add(writer, entries)


def fields_of(entry: SearchEntry) -> dict:
    words, title, extra = [], [], []
    for word, weights in unpack(entry.words):
        words += [word] * max(len(weights), 1)
        title += [word] * (TITLE in weights)
        extra += [word] * (EXTRA in weights)
    title += [word for word, _ in unpack(entry.title_words)]
    return {"entry": str(entry.pk), "words": " ".join(words), "title": " ".join(dict.fromkeys(title)),
            "extra": " ".join(extra), "category": entry.category, "published": int(entry.published_at.timestamp())}


def apply_stale(index: whoosh.FileIndex) -> None:
    """Write what is stale. While a new index is built, it is kept for that one too."""
    stale = list(StaleEntry.objects.filter(is_applied=False).order_by("pk").values_list("pk", "entry")[:BATCH])
    rewrite(index, {entry for _, entry in stale})
    done = StaleEntry.objects.filter(pk__in=[pk for pk, _ in stale])
    with locked("rebuild", wait=False) as nobody_rebuilds:
        if nobody_rebuilds:
            done.delete()
            StaleEntry.objects.filter(is_applied=True).delete()
        else:
            done.update(is_applied=True)
