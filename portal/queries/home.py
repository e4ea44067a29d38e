"""The home page: portal, county and department compose the same blocks differently (templates/portal/home_*.html)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from columns.enums import ColumnType, HomeBlock
from columns.models import Column
from portal.queries.frame import Frame, Surroundings
from portal.queries.links import Link
from portal.queries.picks import Pick, articles_of, by_column, light_articles, newest_by_column, unique_articles
from portal.queries.rows import Block, Row
from portal.queries.visit import Visit
from publishing import tags
from sites.enums import SiteKind
from submissions.models import Article
from submissions.sanitise import text_of

SIZES = {HomeBlock.MAIN: 8, HomeBlock.SIDE: 8, HomeBlock.SERVICES: 6, HomeBlock.POLICY: 5, HomeBlock.ROW: 5}
"""Articles a block shows."""

LEAD_REACH = 30
"""Among how many of the newest main articles the one with a picture is looked for."""

ABOUT_LENGTH = 110
"""Characters of 机构职能 that a department's home page quotes."""

TILE_GUIDES = 3
"""Newest articles named below a service."""


@dataclass(frozen=True)
class Tile:
    """A service: a column (with its newest guides) or, where services have no columns, an article."""

    link: Link
    note: str
    guides: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Services:
    title: str
    url: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class About:
    """机构职能: what the department is there for, and its neighbours in the tree."""

    title: str
    url: str
    row: Row
    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class HomePage:
    frame: Frame
    kind: str
    lead: Row | None
    main: tuple[Block, ...]
    side: tuple[Block, ...]
    services: tuple[Services, ...]
    policy: tuple[Block, ...]
    interpretations: Block | None
    rows: tuple[Block, ...]
    about: About | None


def home_page(visit: Visit) -> HomePage:
    """At most seven queries after the host's (eight for a department), whatever the number of columns and articles."""
    around = Surroundings.of(visit)
    frame = around.frame(column=around.outline.root, canonical="/")
    return Composition(around, frame).page()


class Composition:
    """Chooses the articles of each block from one read of the newest placements."""

    def __init__(self, around: Surroundings, frame: Frame):
        self.around, self.frame = around, frame
        self.outline, self.cluster = around.outline, around.cluster
        self.reader = around.reader
        self.blocks = {block: self.outline.in_block(block) for block in SIZES}
        self.explaining = self.outline.of_type(ColumnType.INTERPRETATION)[:1]
        is_department = around.visit.site.kind == SiteKind.DEPARTMENT
        self.functions = self.outline.of_type(ColumnType.FUNCTIONS)[:1] if is_department else []
        self.picks = by_column(newest_by_column(self._wanted()))
        self.lead_number = None

    def _wanted(self) -> dict[int, int]:
        """Column → how many of its newest the page could need."""
        wanted: dict[int, int] = {}

        def want(columns: Iterable[Column], limit: int):
            for column in columns:
                for inner in self.outline.listed(column):
                    tags.shows(tags.newest(inner.pk), tags.whole_list(inner.pk), tags.column(inner.pk))
                    wanted[inner.pk] = max(wanted.get(inner.pk, 0), limit)

        for block, size in SIZES.items():
            want(self.blocks[block], LEAD_REACH if block == HomeBlock.MAIN else size)
        want(self.explaining, SIZES[HomeBlock.POLICY])
        want(self.functions, 1)
        return wanted

    def newest(self, column: Column, limit: int) -> list[int]:
        """The newest articles of the column and below it, from what was picked."""
        picks: list[Pick] = [pick for inner in self.outline.listed(column) for pick in self.picks[inner.pk]]
        return unique_articles(sorted(picks, key=lambda pick: (pick[2], pick[1]), reverse=True), limit)

    def page(self) -> HomePage:
        numbers = {block: [self.newest(column, size + (block == HomeBlock.MAIN)) for column in self.blocks[block]]
                   for block, size in SIZES.items()}
        self.articles = articles_of(self._all_numbers(numbers), with_pictures=True)
        self.interpreted = self._interpretations(n for group in numbers[HomeBlock.POLICY] for n in group)
        lead = self._lead()
        return HomePage(
            frame=self.frame, kind=self.around.visit.site.kind, lead=lead,
            main=self._blocks(HomeBlock.MAIN, numbers), side=self._blocks(HomeBlock.SIDE, numbers),
            services=tuple(filter(None, map(self._services, self.blocks[HomeBlock.SERVICES]))),
            policy=self._blocks(HomeBlock.POLICY, numbers),
            interpretations=self._interpretation_block(), rows=self._blocks(HomeBlock.ROW, numbers),
            about=self._about(),
        )

    def _all_numbers(self, numbers: dict[str, list[list[int]]]) -> set[int]:
        """Every article the page could show. The lead is looked for among more than are shown."""
        found = {number for groups in numbers.values() for group in groups for number in group}
        for column in self.blocks[HomeBlock.MAIN]:
            found.update(self.newest(column, LEAD_REACH))
        for column in self.explaining:
            found.update(self.newest(column, SIZES[HomeBlock.POLICY]))
        for column in self.functions:
            found.update(self.newest(column, 1))
        for column in self.blocks[HomeBlock.SERVICES]:
            for child in self.outline.children(column):
                found.update(self.newest(child, TILE_GUIDES))
        return found

    def _lead(self) -> Row | None:
        """The newest main article with a picture, or where none has one the newest."""
        numbers = sorted(
            {n for column in self.blocks[HomeBlock.MAIN] for n in self.newest(column, LEAD_REACH)} & set(self.articles),
            key=lambda n: (self.articles[n].published_at, n), reverse=True,
        )
        with_picture = [n for n in numbers if self.articles[n].picture_id]
        if not numbers:
            return None
        self.lead_number = (with_picture or numbers)[0]
        return self.reader.row(self.articles[self.lead_number], picture=True)

    def _blocks(self, block: str, numbers: dict[str, list[list[int]]]) -> tuple[Block, ...]:
        """The block's columns with their newest articles; a column without any is not shown (no empty columns)."""
        made = []
        for column, group in zip(self.blocks[block], numbers[block], strict=True):
            shown = [self.articles[n] for n in group if n in self.articles and n != self.lead_number][:SIZES[block]]
            rows = tuple(self.reader.row(article, explained=self.interpreted.get(article.pk, ())) for article in shown)
            if rows:
                made.append(Block(column.name, column.address, rows, column.description))
        return tuple(made)

    def _interpretations(self, documents: Iterable[int]) -> dict[int, tuple[Link, ...]]:
        """Document → links to its interpretations, named by the column they stand in (文字解读, 问答解读)."""
        numbers = [n for n in documents if n in self.articles]
        found: dict[int, list[Link]] = {}
        if numbers:
            for article in light_articles().filter(interprets__in=numbers).order_by("published_at", "pk"):
                found.setdefault(article.interprets_id, []).append(self._explanation(article))
        return {number: tuple(link for link in links if link.url) for number, links in found.items()}

    def _explanation(self, article: Article) -> Link:
        tags.shows(tags.article(article.pk))
        column = self.outline.by_id.get(article.column_id)
        name = column.name if column else gettext("解读")
        return Link(name, self.cluster.article(article) or "", title=article.title)

    def _interpretation_block(self) -> Block | None:
        for column in self.explaining:
            rows = self.reader.rows_of(self.newest(column, SIZES[HomeBlock.POLICY]), self.articles)
            if rows:
                return Block(column.name, column.address, rows)
        return None

    def _services(self, column: Column) -> Services | None:
        """Tiles of the services column: one a column below it, or where there is none one an article."""
        tiles = tuple(self._tile(child) for child in self.outline.children(column))
        if not tiles:
            rows = self.reader.rows_of(self.newest(column, SIZES[HomeBlock.SERVICES]), self.articles)
            tiles = tuple(Tile(Link(row.title, row.url), row.summary) for row in rows)
        return Services(column.name, column.address, tiles) if tiles else None

    def _tile(self, column: Column) -> Tile:
        rows = self.reader.rows_of(self.newest(column, TILE_GUIDES), self.articles)
        guides = tuple(Link(row.title, row.url) for row in rows)
        return Tile(self.cluster.column(column), column.description, guides)

    def _about(self) -> About | None:
        for column in self.functions:
            numbers = self.newest(column, 1)
            rows = self.reader.rows_of(numbers, self.articles)
            parent = self.outline.by_id.get(column.parent_id)
            beside = [c for c in self.outline.children(parent) if c.pk != column.pk] if not parent.is_home else []
            if rows:
                text = rows[0].summary or beginning(numbers[0])
                return About(column.name, column.address, rows[0], text, tuple(map(self.cluster.column, beside)))
        return None


def beginning(number: int) -> str:
    """The first words of an article's text."""
    text = " ".join(text_of(Article.objects.values_list("body", flat=True).get(pk=number)).split())
    return text if len(text) <= ABOUT_LENGTH else f"{text[:ABOUT_LENGTH]}…"
