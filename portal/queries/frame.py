"""What every public page shows around its content: tags, menus, crumbs, footer."""

from dataclasses import dataclass

from columns.enums import ColumnType
from columns.models import Column
from portal.queries.colours import skin_address
from portal.queries.links import Cluster, Link, LinkGroup, cluster_of
from portal.queries.outline import Outline, outline_of
from portal.queries.visit import Toggle, Visit
from sites.models import Site

Tags = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Frame:
    site: Site
    title: str
    tags: Tags
    html_class: str
    seal: tuple[str, ...]
    subtitle: str
    nav: tuple[Link, ...]
    crumbs: tuple[Link, ...]
    portal: Link | None
    cluster: tuple[LinkGroup, ...]
    footer_links: tuple[Link, ...]
    toggles: tuple[Toggle, ...]
    skin: str
    feed: str
    canonical: str


@dataclass(frozen=True)
class Surroundings:
    """The three reads behind every frame, shared with the query that fills the page."""

    visit: Visit
    cluster: Cluster
    outline: Outline

    @classmethod
    def of(cls, visit: Visit) -> "Surroundings":
        return cls(visit, cluster_of(visit), outline_of(visit.site))

    def frame(self, *, title: str = "", column: Column | None = None, tags: Tags = (), canonical: str = "",
              crumbs: tuple[Link, ...] | None = None) -> Frame:
        """`title` goes before the column's and the site's name; `column` marks the place in the menus and gives the
        column tags; `tags` are added to them. Without `canonical` the page has no address of its own (errors)."""
        visit, site, outline = self.visit, self.visit.site, self.outline
        trail = outline.trail(column) if column else []
        names = [title, trail[-1].name if trail and trail[-1].name != title else "", site.name]
        return Frame(
            site=site, title="_".join(name for name in names if name), html_class=visit.html_class,
            tags=site_tags(site, visit.domain) + (column_tags(column) if column else ()) + tags,
            seal=seal_lines(site.seal), subtitle=site.slogan or visit.domain,
            nav=self._nav(column, trail), crumbs=self._crumbs(trail) if crumbs is None else crumbs,
            portal=self.cluster.portal, cluster=self.cluster.groups, footer_links=self._footer_links(),
            toggles=(visit.toggle("elder", "1", "长者模式", "退出长者模式"),
                     visit.toggle("contrast", "1", "高对比", "退出高对比")),
            skin=skin_address(site), feed=f"{trail[-1].address}feed.atom" if trail else "/feed.atom",
            canonical=visit.absolute(canonical) if canonical else "",
        )

    def _nav(self, column: Column | None, trail: list[Column]) -> tuple[Link, ...]:
        root = self.outline.root
        first = trail[0].pk if trail else None
        home = Link("首页", "/", is_current=column is not None and column.is_home)
        menu = self.outline.children(root) if root else []
        return home, *(self.cluster.column(item, is_current=item.pk == first) for item in menu)

    def _crumbs(self, trail: list[Column]) -> tuple[Link, ...]:
        return (Link("首页", "/"), *(Link(column.name, column.address) for column in trail)) if trail else ()

    def _footer_links(self) -> tuple[Link, ...]:
        """What belongs at the foot of every page: the map, the pages about the site, and the yearly reports."""
        about = [c for c in self.outline.hidden_first_level() if c.column_type == ColumnType.OVERVIEW]
        reports = self.outline.of_type(ColumnType.DISCLOSURE_REPORT)
        return Link("网站地图", "/map/"), *(self.cluster.column(column) for column in [*about, *reports])


def site_tags(site: Site, domain: str) -> Tags:
    """国办发〔2017〕47号 附件: tags of every page. A tag without a value is left out, never written empty."""
    return filled(("SiteName", site.name), ("SiteDomain", domain), ("SiteIDCode", site.identity_code))


def column_tags(column: Column) -> Tags:
    """Tags of a column's page and of the articles below it."""
    return filled(("ColumnName", column.name), ("ColumnDescription", column.description),
                  ("ColumnKeywords", column.keywords), ("ColumnType", column.get_column_type_display()))


def filled(*tags: tuple[str, str]) -> Tags:
    """The tags that have a value; line breaks become spaces."""
    return tuple((name, " ".join(content.split())) for name, content in tags if content.strip())


def seal_lines(seal: str) -> tuple[str, ...]:
    """Two lines of two characters; a seal of two characters gets 政务 below it."""
    return (seal[:2], seal[2:]) if len(seal) > 2 else (seal, "政务")
