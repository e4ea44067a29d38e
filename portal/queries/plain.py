"""Pages without articles: the site's map, and what is shown when there is nothing to show."""

from dataclasses import dataclass

from django.utils.translation import gettext

from columns.models import Column
from portal.queries.frame import Frame, Surroundings, Tags, seal_lines, site_tags
from portal.queries.links import Link
from portal.queries.visit import Visit
from publishing import tags
from sites.models import Site


@dataclass(frozen=True)
class MapPage:
    frame: Frame
    sections: tuple[Link, ...]


@dataclass(frozen=True)
class PlainPage:
    frame: Frame


@dataclass(frozen=True)
class NoticePage:
    """A page that asks the database for nothing: the notice of a closed site, and the apology after an error."""

    site: Site
    tags: Tags
    seal: tuple[str, ...]
    subtitle: str


def map_page(visit: Visit) -> MapPage:
    """Every column that stands in menus, as a tree."""
    around = Surroundings.of(visit)

    def entry(column: Column) -> Link:
        tags.shows(tags.column(column.pk))
        return around.cluster.column(column, children=tuple(map(entry, around.outline.children(column))))

    root = around.outline.root
    sections = tuple(map(entry, around.outline.children(root))) if root else ()
    title = gettext("网站地图")
    crumbs = (Link(gettext("首页"), "/"), Link(title, "/map/"))
    return MapPage(around.frame(title=title, canonical="/map/", crumbs=crumbs), sections)


def missing_page(visit: Visit) -> PlainPage:
    return PlainPage(Surroundings.of(visit).frame(title=gettext("没有找到这个页面")))


def notice_page(site: Site, domain: str) -> NoticePage:
    return NoticePage(site, site_tags(site, domain), seal_lines(site), site.slogan or domain)
