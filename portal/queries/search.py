"""The search page: what was found, how to narrow it, and where to go when nothing was."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext

from columns.enums import ColumnType
from columns.models import Column
from portal.queries.frame import Frame, Surroundings
from portal.queries.links import Cluster, Link
from portal.queries.rows import Moment
from portal.queries.visit import Visit
from publishing.search import logbook
from publishing.search.engines import Scope
from publishing.search.excerpts import Piece
from publishing.search.finding import BEST, NEWEST, NOTHING, Hit, Results, find
from publishing.search.folding import fold, key_of
from publishing.search.mending import mend
from publishing.search.parsing import LONGEST_QUERY, Query, parse
from publishing.search.suggesting import PINYIN, hot, suggest

ADDRESS = "/search/"
SITE, CLUSTER = "site", "cluster"
NEARBY = 2
MOST_VALUES = 12
MOST_DROPPED = 4
FIRST_SUGGESTED = ColumnType.SERVICE
FILES = {"1": True, "0": False}


@dataclass(frozen=True)
class Asked:
    """The search as the address says it; what makes no sense is as if it were not there."""

    text: str = ""
    scope: str = SITE
    order: str = BEST
    kind: str = ""
    year: int | None = None
    file: str = ""
    site: int | None = None
    page: int = 1
    as_typed: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str], *, default_scope: str) -> "Asked":
        return cls(
            text=" ".join(query.get("q", "")[:4 * LONGEST_QUERY].replace("\0", "").split())[:LONGEST_QUERY],
            scope=query.get("scope") if query.get("scope") in (SITE, CLUSTER) else default_scope,
            order=NEWEST if query.get("order") == NEWEST else BEST,
            kind=query.get("kind") if query.get("kind") in ColumnType.values else "",
            year=number(query.get("year"), 4), file=query.get("file") if query.get("file") in FILES else "",
            site=number(query.get("site"), 9), page=number(query.get("page"), 3) or 1,
            as_typed=query.get("as_typed") == "1",
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.year or self.file or self.site)

    @property
    def is_plain(self) -> bool:
        """The first page of a search, not a turn of its pages: the one that is written into the log."""
        return self.page == 1 and not self.is_narrowed and self.order == BEST and not self.as_typed

    def within(self, sites: tuple[int, ...]) -> Scope:
        return Scope(sites, site=self.site, category=self.kind, year=self.year, has_file=FILES.get(self.file))

    def widened(self) -> "Asked":
        return replace(self, kind="", year=None, file="", site=None, page=1)


@dataclass(frozen=True)
class Found:
    """A hit, ready to print."""

    title: tuple[Piece, ...]
    url: str
    excerpt: tuple[Piece, ...]
    from_file: bool
    published: Moment
    site: str
    column: str
    has_file: bool


@dataclass(frozen=True)
class Choice:
    """A facet's value: the link that chooses it, or gives it up where it is chosen."""

    text: str
    url: str
    count: int | None
    is_current: bool


@dataclass(frozen=True)
class Facet:
    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Turn:
    """A page of the results."""

    number: int
    url: str
    is_current: bool


@dataclass(frozen=True)
class SearchPage:
    """`mended`: what is shown was searched for with these words, since nothing was found for what was typed, or
    (`as_typed` leads to it) only what leaves a part of it out. `ways` lead on when nothing was found at all, `hot`
    where nothing was asked."""

    frame: Frame
    asked: Asked
    hidden: tuple[tuple[str, str], ...]
    found: tuple[Found, ...]
    total: int
    is_all: bool
    mended: str
    as_typed: str
    scopes: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    facets: tuple[Facet, ...]
    newer: str
    older: str
    turns: tuple[Turn, ...]
    ways: tuple[Link, ...]
    hot: tuple[Link, ...]


class Search:
    """One search from one visit."""

    def __init__(self, visit: Visit, parameters: Mapping[str, str], at: datetime):
        self.at = at
        self.default_scope = CLUSTER if visit.site.is_portal else SITE
        self.asked = Asked.of(parameters, default_scope=self.default_scope)
        self.visit = replace(visit, asked=self.parameters(self.asked))
        self.around = Surroundings.of(self.visit)
        self.sites = searched_sites(self.around.cluster)

    def in_scope(self, scope: str) -> tuple[int, ...]:
        return tuple(self.sites) if scope == CLUSTER else (self.visit.site.pk,)

    def run(self, asked: Asked) -> tuple[Query, Results]:
        query = parse(asked.text)
        return query, find(query, asked.within(self.in_scope(asked.scope)), order=asked.order, page=asked.page)

    def page(self) -> SearchPage:
        asked = self.asked
        query, results = self.run(asked) if asked.text else (None, NOTHING)
        mended, as_typed, in_title = "", "", results.in_title
        if query and self.is_doubtful(query, results):
            typed, (mended, results) = results, self.mended(results)
            as_typed = self.address(replace(asked, as_typed=True)) if mended and typed.total else ""
        if query and query.groups and asked.is_plain:
            logbook.note(site=self.visit.site.pk, text=asked.text, found=results.total, in_title=in_title, at=self.at)
        shown = replace(asked, text=mended) if mended else asked
        title = gettext("搜索")
        return SearchPage(
            frame=self.around.frame(title=f"{asked.text} {title}".strip(), crumbs=self.crumbs(title)),
            asked=asked, hidden=self.hidden(), found=self.rows(results.hits), total=results.total,
            is_all=results.is_all, mended=mended, as_typed=as_typed, scopes=self.scopes(), orders=self.orders(shown),
            facets=self.facets(shown, results), newer=self.turn(shown, -1, results), older=self.turn(shown, 1, results),
            turns=self.turns(shown, results), ways=self.ways(query) if query and not results.total else (),
            hot=() if results.total else self.hot(),
        )

    def is_doubtful(self, query: Query, results: Results) -> bool:
        """Nothing was found; or only what leaves out a character of what was typed; or pinyin, as a word of no title:
        part of an address perhaps."""
        if self.asked.as_typed:
            return False
        return not results.total or self.asked.is_plain and (
            query.is_loose and not results.holds_all or self.is_pinyin and not results.in_title)

    @property
    def is_pinyin(self) -> bool:
        return self.visit.site.is_chinese and bool(PINYIN.fullmatch(fold(self.asked.text)))

    def mended(self, results: Results) -> tuple[str, Results]:
        """The words that were probably meant, where they find something; instead of letters that do, more."""
        text = mend(self.asked.text, is_chinese=self.visit.site.is_chinese, by_sound=results.total > 0)
        if key_of(text) == key_of(self.asked.text):
            return "", results
        _, better = self.run(replace(self.asked, text=text))
        return (text, better) if better.total > (results.total if self.is_pinyin else 0) else ("", results)

    def parameters(self, asked: Asked) -> tuple[tuple[str, str], ...]:
        """The search as its address says it."""
        values = {"q": asked.text, "scope": asked.scope if asked.scope != self.default_scope else "",
                  "order": asked.order if asked.order != BEST else "", "kind": asked.kind, "year": asked.year,
                  "file": asked.file, "site": asked.site, "page": asked.page if asked.page > 1 else "",
                  "as_typed": 1 if asked.as_typed else ""}
        return tuple((name, str(value)) for name, value in values.items() if value)

    def address(self, asked: Asked) -> str:
        return f"{ADDRESS}?{urlencode([*self.parameters(asked), *self.visit.settings])}"

    def crumbs(self, title: str) -> tuple[Link, ...]:
        return Link(gettext("首页"), "/"), Link(title, ADDRESS)

    def hidden(self) -> tuple[tuple[str, str], ...]:
        """What a new search keeps of this one: where to look, and the reader's settings."""
        is_default = self.asked.scope == self.default_scope
        return (*(() if is_default else (("scope", self.asked.scope),)), *self.visit.settings)

    def scopes(self) -> tuple[Choice, ...]:
        if len(self.sites) < 2:
            return ()
        names = {SITE: gettext("本站"), CLUSTER: gettext("全部网站")}
        return tuple(
            Choice(name, self.address(replace(self.asked.widened(), scope=scope)), None, self.asked.scope == scope)
            for scope, name in names.items())

    def orders(self, asked: Asked) -> tuple[Choice, ...]:
        names = {BEST: gettext("最相关"), NEWEST: gettext("最新")}
        return tuple(Choice(name, self.address(replace(asked, order=order, page=1)), None, asked.order == order)
                     for order, name in names.items())

    def facets(self, asked: Asked, results: Results) -> tuple[Facet, ...]:
        counted, found = results.facets, []
        if asked.scope == CLUSTER:
            found.append(self.facet(gettext("网站"), "site", counted.sites, asked, self.sites))
        labels = {value: gettext(label) for value, label in ColumnType.choices}
        found.append(self.facet(gettext("栏目类型"), "kind", counted.categories, asked, labels))
        years = {year: str(year) for year in sorted(counted.years, reverse=True)}
        found.append(self.facet(gettext("年份"), "year", counted.years, asked, years, by_count=False))
        files = Counter({"1": counted.files[True], "0": counted.files[False]})
        names = {"1": gettext("有附件"), "0": gettext("没有附件")}
        found.append(self.facet(gettext("附件"), "file", files, asked, names, by_count=False))
        return tuple(facet for facet in found if len(facet.choices) > 1 or any(c.is_current for c in facet.choices))

    def facet(self, name: str, field: str, counted: Counter, asked: Asked, labels: Mapping,
              by_count: bool = True) -> Facet:
        chosen = getattr(asked, field)
        values = [value for value in labels if counted[value] or value == chosen]
        if by_count:
            values.sort(key=lambda value: (value != chosen, -counted[value]))
        return Facet(name, tuple(
            Choice(labels[value], self.address(replace(asked, page=1, **{field: None if value == chosen else value})),
                   counted[value], value == chosen)
            for value in values[:MOST_VALUES]))

    def turn(self, asked: Asked, step: int, results: Results) -> str:
        to = asked.page + step
        return self.address(replace(asked, page=to)) if 1 <= to <= results.pages else ""

    def turns(self, asked: Asked, results: Results) -> tuple[Turn, ...]:
        if results.pages < 2:
            return ()
        page = min(asked.page, results.pages)
        near = range(max(1, page - NEARBY), min(results.pages, page + NEARBY) + 1)
        return tuple(Turn(to, self.address(replace(asked, page=to)), to == asked.page) for to in sorted({1, *near}))

    def rows(self, hits: Iterable[Hit]) -> tuple[Found, ...]:
        hits = list(hits)
        columns = Column.objects.only("name").in_bulk({hit.group for hit in hits if hit.group})
        return tuple(self.row(hit, columns) for hit in hits)

    def row(self, hit: Hit, columns: Mapping[int, Column]) -> Found:
        is_here = hit.site == self.visit.site.pk
        origin = "" if is_here else self.visit.origin(self.around.cluster.hosts[hit.site])
        return Found(
            title=hit.title, url=f"{origin}{hit.path}", excerpt=hit.excerpt, from_file=hit.from_file,
            published=Moment.of(hit.published_at), has_file=hit.has_file,
            site=self.sites.get(hit.site, "") if self.asked.scope == CLUSTER else "",
            column=columns[hit.group].name if hit.group in columns else "",
        )

    def ways(self, query: Query) -> tuple[Link, ...]:
        """What finds something after all: without the narrowing, in the whole cluster, without one of the words."""
        asked, found = self.asked, []
        if asked.is_narrowed and self.total(asked.widened()):
            found.append(Link(gettext("不限条件再搜"), self.address(asked.widened())))
        elsewhere = replace(asked.widened(), scope=CLUSTER)
        if asked.scope == SITE and len(self.sites) > 1 and self.total(elsewhere):
            found.append(Link(gettext("到全部网站搜索"), self.address(elsewhere)))
        if len(query.groups) > 1:
            shorter = [query.without(place) for place in range(len(query.groups))][:MOST_DROPPED]
            found += [Link(text, self.address(replace(elsewhere, text=text))) for text in dict.fromkeys(shorter)
                      if self.total(replace(elsewhere, text=text))]
        return tuple(found)

    def total(self, asked: Asked) -> int:
        return self.run(asked)[1].total

    def hot(self) -> tuple[Link, ...]:
        words = hot(Scope(self.in_scope(self.asked.scope)), at=self.at)
        return tuple(Link(word, self.address(replace(self.asked.widened(), text=word))) for word in words)


def searched_sites(cluster: Cluster) -> dict[int, str]:
    """Number → short name of the sites that are searched together: those in the language of the visit."""
    language = cluster.visit.site.language
    return {site.pk: site.short_name for site, _ in cluster.sites if site.language == language}


def number(text: str | None, digits: int) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= digits else None


def search_page(visit: Visit, parameters: Mapping[str, str], *, at: datetime) -> SearchPage:
    return Search(visit, parameters, at).page()


def suggestions(visit: Visit, typed: str, *, at: datetime) -> list[dict[str, str]]:
    """What the box shows while somebody types: words to search for, and titles with their address."""
    search = Search(visit, {}, at)
    scope = Scope(search.in_scope(search.asked.scope))
    hosts = search.around.cluster.hosts
    return [
        {"text": one.text} | ({"url": f"{visit.origin(hosts[one.site])}{one.path}"} if one.path else {})
        for one in suggest(typed, scope, first=FIRST_SUGGESTED, at=at)
    ]
