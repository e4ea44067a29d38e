"""A search: what matches, in which order, told apart by facets, with excerpts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from publishing.models import SearchEntry
from publishing.search.engines import MOST, Candidates, Scope, engine
from publishing.search.excerpts import Piece, excerpt, marked
from publishing.search.folding import fold
from publishing.search.parsing import Query

PAGE_SIZE = 10
BEST, NEWEST = "best", "newest"
ATTRIBUTES = ("pk", "site_id", "category", "published_at", "has_file", "title_key", "document_key")
PUBLISHED = ATTRIBUTES.index("published_at")


@dataclass(frozen=True)
class Attributes:
    """What an entry is ordered and counted by."""

    entry: int
    site: int
    category: str
    published_at: datetime
    has_file: bool
    title_key: str
    document_key: str
    year: int


@dataclass(frozen=True)
class Hit:
    """An entry as the list shows it. `from_file`: the excerpt stands in an attachment."""

    site: int
    path: str
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    from_file: bool
    published_at: datetime
    category: str
    group: int | None
    has_file: bool


@dataclass(frozen=True)
class Facets:
    """Value → how many, each counted with the other facets' choices. Of the newest and best when not all are known."""

    sites: Counter
    categories: Counter
    years: Counter
    files: Counter


@dataclass(frozen=True)
class Results:
    """`is_all`: `total` counts everything; otherwise there are more than `total`. `hits` are those of one page.
    `in_title`, `holds_all`: one of them has every word in its title, or all that was typed in one piece."""

    hits: tuple[Hit, ...]
    total: int
    is_all: bool
    facets: Facets
    in_title: bool
    holds_all: bool

    @property
    def pages(self) -> int:
        return -(-self.total // PAGE_SIZE)


NOTHING = Results((), 0, True, Facets(Counter(), Counter(), Counter(), Counter()), in_title=False, holds_all=False)


def find(query: Query, scope: Scope, *, order: str = BEST, page: int = 1) -> Results:
    """Search in what the scope names. Nothing to search for finds nothing."""
    if not query.groups or not scope.sites:
        return NOTHING
    known, everything = matching(query, Scope(scope.sites), order)
    chosen = narrowed(everything, scope)
    if not scope.is_open and not known.is_all:
        known, chosen = matching(query, scope, order)
    ordered = sorted(chosen, key=lambda one: (one.published_at, one.entry), reverse=True)
    if order == BEST:
        at = timezone.now()
        ordered.sort(key=lambda one: score(one, query, known.scores[one.entry], at), reverse=True)
    ordered = ordered[:MOST]
    shown = [one.entry for one in ordered[(page - 1) * PAGE_SIZE:page * PAGE_SIZE]]
    entries = SearchEntry.objects.defer("words", "title_words").in_bulk(shown)
    return Results(hits=tuple(hit_of(entries[number], query) for number in shown if number in entries),
                   total=len(ordered), is_all=known.is_all, facets=facets_of(everything, scope),
                   in_title=any(is_in_title(one, query) for one in ordered[:PAGE_SIZE]),
                   holds_all=any(has_all(entry, query) for entry in entries.values()))


def matching(query: Query, scope: Scope, order: str) -> tuple[Candidates, list[Attributes]]:
    """The engine's candidates that still have an entry. A whole title or number is one, however old it is."""
    known = engine().candidates(query.groups, scope, ranked=order == BEST)
    if order == BEST and not known.is_all:
        known = replace(known, scores=dict.fromkeys(exact(query, scope), 0.0) | known.scores)
    entries = SearchEntry.objects.filter(pk__in=list(known.scores), site__in=scope.chosen_sites)
    zone = timezone.get_current_timezone()
    rows = entries.values_list(*ATTRIBUTES).iterator(chunk_size=2 * MOST)
    found = [Attributes(*values, year=values[PUBLISHED].astimezone(zone).year) for values in rows]
    return known, with_phrases(narrowed(found, scope), query.phrases)


def exact(query: Query, scope: Scope) -> list[int]:
    is_it = Q(title_key=query.key) | Q(document_key=query.document) if query.document else Q(title_key=query.key)
    entries = SearchEntry.objects.filter(is_it, site__in=scope.chosen_sites).order_by("-published_at")
    return list(entries.values_list("pk", flat=True)[:PAGE_SIZE])


def narrowed(found: Iterable[Attributes], scope: Scope, *, but: str = "") -> list[Attributes]:
    """Those that the facets let through, one facet left aside."""
    return [one for one in found
            if (but == "site" or scope.site in (None, one.site))
            and (but == "category" or scope.category in ("", one.category))
            and (but == "year" or scope.year in (None, one.year))
            and (but == "has_file" or scope.has_file in (None, one.has_file))]


def with_phrases(found: list[Attributes], phrases: Sequence[str]) -> list[Attributes]:
    """Those in which every phrase stands as it was typed."""
    if not phrases:
        return found
    texts = SearchEntry.objects.filter(pk__in=[one.entry for one in found]).values_list(
        "pk", "title", "text", "file_text")
    holding = {pk for pk, *parts in texts.iterator(chunk_size=200) if holds("\n".join(parts), phrases)}
    return [one for one in found if one.entry in holding]


def holds(text: str, phrases: Sequence[str]) -> bool:
    folded = fold(text)
    return all(phrase in folded for phrase in phrases)


def score(one: Attributes, query: Query, words: float, at: datetime) -> float:
    """How well it answers. An official number or a whole title decides; then the title's share of the words, how well
    the text matches, and last that newer is better."""
    value = min(words, 1.0) * 2
    if query.document and query.document == one.document_key:
        value += 100
    if query.key == one.title_key:
        value += 50
    elif query.key in one.title_key:
        value += 6 + 3 * len(query.key) / len(one.title_key)
    value += 6 * share_in_title(one, query)
    age = max((at - one.published_at).days, 0) / 365
    return value + 1 / (1 + age)


def share_in_title(one: Attributes, query: Query) -> float:
    held = sum(any(all(word in one.title_key for word in words) for words in group.alternatives)
               for group in query.groups)
    return held / len(query.groups)


def is_in_title(one: Attributes, query: Query) -> bool:
    return query.key in one.title_key or share_in_title(one, query) == 1


def facets_of(everything: list[Attributes], scope: Scope) -> Facets:
    def count(facet: str) -> Counter:
        return Counter(getattr(one, facet) for one in narrowed(everything, scope, but=facet))

    return Facets(sites=count("site"), categories=count("category"), years=count("year"), files=count("has_file"))


def has_all(entry: SearchEntry, query: Query) -> bool:
    """Does it hold all that was typed, in one piece?"""
    return query.key in entry.title_key or query.text in entry.text or query.text in entry.file_text


def hit_of(entry: SearchEntry, query: Query) -> Hit:
    found, from_file = excerpt(entry.text, query.terms), False
    if not found and entry.file_text:
        found = excerpt(entry.file_text, query.terms)
        from_file = bool(found)
    return Hit(site=entry.site_id, path=entry.path, title=marked(entry.title, query.terms),
               excerpt=found or beginning(entry.text), from_file=from_file, published_at=entry.published_at,
               category=entry.category, group=entry.group, has_file=entry.has_file)


def beginning(text: str) -> tuple[Piece, ...]:
    start = " ".join(text[:110].split())
    return (Piece(f"{start}…" if len(text) > 110 else start),) if start else ()
