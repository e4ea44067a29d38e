"""What every public page shows around its content: tags, menus, crumbs, footer."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext, gettext_noop

from columns.enums import ColumnType
from columns.models import Column
from portal import traditional
from portal.queries.colours import skin_address
from portal.queries.links import Cluster, Link, LinkGroup, cluster_of
from portal.queries.outline import Outline, outline_of
from portal.queries.rows import Reader
from portal.queries.visit import Toggle, Visit
from publishing import tags as shown
from sites.models import Site

Tags = tuple[tuple[str, str], ...]

SIZES = (("large", gettext_noop("大")), ("", gettext_noop("中")), ("small", gettext_noop("小")))
"""Sizes of type: value of the setting, and the word on its link."""


@dataclass(frozen=True)
class Frame:
    """`alternates`: language and address of the page in both kinds of Chinese characters, and `edition` the link to the
    other one; `origins` of the sites that have both. `section`: the first-level column the page stands in, and `place`
    the column itself; `place_tags` say the same on all pages of the place, `tags` belong to the page. `memory` is for
    the template tag `remember`."""

    site: Site
    language: str
    edition: Link | None
    alternates: Tags
    origins: frozenset[str]
    title: str
    place_tags: Tags
    tags: Tags
    html_class: str
    seal: tuple[str, ...]
    subtitle: str
    memory: dict
    section: int | None
    place: int | None
    nav: tuple[Link, ...]
    crumbs: tuple[Link, ...]
    portal: Link | None
    cluster: tuple[LinkGroup, ...]
    others: tuple[Link, ...]
    footer_links: tuple[Link, ...]
    toggles: tuple[Toggle, ...]
    sizes: tuple[Toggle, ...]
    skin: str
    today: str
    feed: str
    canonical: str
    description: str


@dataclass(frozen=True)
class Surroundings:
    """The three reads behind every frame, shared with the query that fills the page, and with all the pages that are
    rendered from them: `memory` holds what is the same on many of them."""

    visit: Visit
    cluster: Cluster
    outline: Outline
    memory: dict = field(default_factory=dict)

    @property
    def reader(self) -> Reader:
        return self._remembered("reader", None, Reader, self.outline, self.cluster)

    def at(self, path: str) -> "Surroundings":
        """The same, seen from another page of the site."""
        return replace(self, visit=replace(self.visit, path=path))

    @classmethod
    def of(cls, visit: Visit) -> "Surroundings":
        return cls(visit, cluster_of(visit), outline_of(visit.site))

    def frame(self, *, title: str = "", column: Column | None = None, tags: Tags = (), canonical: str = "",
              crumbs: tuple[Link, ...] | None = None, description: str = "") -> Frame:
        """`title` goes before the column's and the site's name; `column` marks the place in the menus and gives the
        column tags; `tags` are added to them. Without `canonical` the page has no address of its own
        (errors). `description` is for search engines where the tags have none."""
        visit, site, outline = self.visit, self.visit.site, self.outline
        trail = outline.trail(column) if column else []
        shown.shows(*(shown.column(item.pk) for item in trail))
        section = (trail or [column])[0]
        names = [title, trail[-1].name if trail and trail[-1].name != title else "", site.name]
        return Frame(
            site=site, language=visit.language, edition=edition(visit), origins=self.cluster.origins,
            alternates=alternates(visit, canonical), canonical=canonical_address(visit, canonical),
            title="_".join(name for name in names if name), html_class=visit.html_class,
            place_tags=self._remembered("place_tags", column and column.pk, self._place_tags, column), tags=tags,
            seal=seal_lines(site), subtitle=site.slogan or visit.domain,
            memory=self.memory, section=section.pk if section else None, place=column.pk if column else None,
            nav=self._remembered("nav", section and section.pk, self._nav, column, trail),
            crumbs=self._crumbs(trail) if crumbs is None else crumbs,
            portal=self.cluster.portal, cluster=self.cluster.groups, others=self.cluster.others,
            footer_links=self._remembered("footer", None, self._footer_links),
            toggles=self._remembered("toggles", None, toggles, visit),
            sizes=self._remembered("sizes", None, sizes, visit),
            skin=self._remembered("skin", None, skin_address, site),
            today=f"{traditional.PREFIX if visit.is_traditional else ''}/today.css",
            feed=f"{trail[-1].address}feed.atom" if trail else "/feed.atom",
            description="" if dict(tags).get("Description") else description or described(site, column),
        )

    def _remembered(self, name: str, key, make: Callable, *arguments):
        if (name, key) not in self.memory:
            self.memory[name, key] = make(*arguments)
        return self.memory[name, key]

    def _place_tags(self, column: Column | None) -> Tags:
        return site_tags(self.visit.site, self.visit.domain) + (column_tags(column) if column else ())

    def _nav(self, column: Column | None, trail: list[Column]) -> tuple[Link, ...]:
        root = self.outline.root
        first = trail[0].pk if trail else None
        home = Link(gettext("首页"), "/", is_current=column is not None and column.is_home)
        menu = self.outline.children(root) if root else []
        return home, *(self.cluster.column(item, is_current=item.pk == first) for item in menu)

    def _crumbs(self, trail: list[Column]) -> tuple[Link, ...]:
        return (Link(gettext("首页"), "/"), *(Link(column.name, column.address) for column in trail)) if trail else ()

    def _footer_links(self) -> tuple[Link, ...]:
        """What belongs at the foot of every page: the map, the pages about the site, and the yearly reports."""
        about = [c for c in self.outline.hidden_first_level() if c.column_type == ColumnType.OVERVIEW]
        reports = self.outline.of_type(ColumnType.DISCLOSURE_REPORT)
        return Link(gettext("网站地图"), "/map/"), *(self.cluster.column(column) for column in [*about, *reports])


def toggles(visit: Visit) -> tuple[Toggle, ...]:
    return (visit.toggle("elder", "1", gettext("长者模式"), gettext("退出长者模式")),
            visit.toggle("contrast", "1", gettext("高对比"), gettext("退出高对比")))


def sizes(visit: Visit) -> tuple[Toggle, ...]:
    return tuple(visit.toggle("size", value, gettext(text)) for value, text in SIZES)


def edition(visit: Visit) -> Link | None:
    """The way to the same page in the other characters."""
    if not visit.site.is_chinese:
        return None
    text, language = ("简体", "zh-Hans") if visit.is_traditional else ("繁體", traditional.LANGUAGE)
    return Link(text, visit.other_edition, language=language)


def alternates(visit: Visit, canonical: str) -> Tags:
    """What a search engine is told of a page's two renderings: each is the canonical one of its own characters."""
    if not (canonical and visit.site.is_chinese):
        return ()
    simplified, other = visit.absolute(canonical), visit.absolute(traditional.address(canonical))
    return ("zh-Hans", simplified), (traditional.LANGUAGE, other), ("x-default", simplified)


def canonical_address(visit: Visit, path: str) -> str:
    if not path:
        return ""
    return visit.absolute(traditional.address(path) if visit.is_traditional else path)


def described(site: Site, column: Column | None) -> str:
    """What search engines say about a page that says nothing itself."""
    return column.description if column and column.description else " ".join(filter(None, (site.name, site.slogan)))


def site_tags(site: Site, domain: str) -> Tags:
    """国办发〔2017〕47号 附件: tags of every page. A tag without a value is left out, never written empty."""
    return filled(("SiteName", site.name), ("SiteDomain", domain), ("SiteIDCode", site.identity_code))


def column_tags(column: Column) -> Tags:
    """Tags of a column's page and of the articles below it."""
    return filled(("ColumnName", column.name), ("ColumnDescription", column.description),
                  ("ColumnKeywords", column.keywords), ("ColumnType", gettext(column.get_column_type_display())))


def filled(*tags: tuple[str, str]) -> Tags:
    """The tags that have a value; line breaks become spaces."""
    return tuple((name, " ".join(content.split())) for name, content in tags if content.strip())


def seal_lines(site: Site) -> tuple[str, ...]:
    """Two lines of two characters; a Chinese site's seal of two characters gets 政务 below it."""
    lines = (site.seal[:2], site.seal[2:] or ("政务" if site.is_chinese else ""))
    return tuple(filter(None, lines))
