"""Links on public pages: inside the cluster, to other government sites, and out of them."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from columns.models import Column
from portal.queries.visit import Visit
from sites.enums import SiteKind
from sites.models import Site
from sites.queries import cluster_menu
from submissions.models import Article

GROUP_NAMES = {SiteKind.COUNTY: "县(市、区)", SiteKind.DEPARTMENT: "市直部门"}
"""Captions of the cluster's menu."""


@dataclass(frozen=True)
class Link:
    """`is_outside`: leads, by way of our own notice, off the government's sites. `language`: of the text, where it is
    not the page's. `children` for menus and maps."""

    text: str
    url: str
    is_current: bool = False
    is_outside: bool = False
    title: str = ""
    language: str = ""
    children: tuple["Link", ...] = ()


@dataclass(frozen=True)
class LinkGroup:
    name: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Cluster:
    """The running sites, as seen from one visit."""

    visit: Visit
    sites: tuple[tuple[Site, str], ...]

    @cached_property
    def hosts(self) -> dict[int, str]:
        return {site.pk: host for site, host in self.sites}

    @cached_property
    def portal(self) -> Link | None:
        """The cluster's portal, from every site but itself."""
        for site, host in self.sites:
            if site.is_portal and site.pk != self.visit.site.pk:
                return self._site(site, site.name, host)
        return None

    @cached_property
    def others(self) -> tuple[Link, ...]:
        """Sites for readers of other languages."""
        return tuple(self._site(site, site.short_name, host) for site, host in self.sites
                     if not site.is_chinese and site.pk != self.visit.site.pk)

    def _site(self, site: Site, text: str, host: str) -> Link:
        is_foreign = site.language != self.visit.site.language
        return Link(text, f"{self.visit.origin(host)}/", language=site.html_language if is_foreign else "",
                    is_current=site.pk == self.visit.site.pk)

    @cached_property
    def groups(self) -> tuple[LinkGroup, ...]:
        """The Chinese sites by their kinds, on Chinese sites; others lead to the portal alone."""
        if not self.visit.site.is_chinese:
            return ()
        groups = []
        for kind, name in GROUP_NAMES.items():
            links = tuple(
                self._site(site, site.short_name, host) for site, host in self.sites
                if site.kind == kind and site.is_chinese
            )
            if links:
                groups.append(LinkGroup(name, links))
        return tuple(groups)

    @cached_property
    def origins(self) -> frozenset[str]:
        """Of the sites that can be read in Traditional Chinese."""
        return frozenset(self.visit.origin(host) for site, host in self.sites if site.is_chinese)

    def is_outside(self, url: str) -> bool:
        """Off the government's sites: neither gov.cn nor a host of the cluster (rules: a hint before leaving)."""
        host = urlsplit(url).hostname or ""
        return not (host == "gov.cn" or host.endswith(".gov.cn") or host in self.hosts.values())

    def resolve(self, url: str) -> str:
        """An address in the cluster gets the scheme and port of the visit; others stay as they are."""
        parts = urlsplit(url)
        if parts.hostname not in self.hosts.values():
            return url
        return parts._replace(scheme=self.visit.scheme, netloc=f"{parts.hostname}{self.visit.port}").geturl()

    def column(self, column: Column, *, is_current: bool = False, children: tuple[Link, ...] = ()) -> Link:
        """Where a menu's entry leads: a link column straight to its target, by way of a notice when that is outside."""
        if not column.is_link:
            return Link(column.name, column.address, is_current=is_current, title=column.description, children=children)
        if self.is_outside(column.link_url):
            return Link(column.name, column.address, is_outside=True, title=column.description, children=children)
        return Link(column.name, self.resolve(column.link_url), title=column.description, children=children)

    def article(self, article: Article) -> str | None:
        """The article's address, with the host when it stands on another site; None when that site does not run."""
        if article.site_id == self.visit.site.pk:
            return article.address
        host = self.hosts.get(article.site_id)
        return f"{self.visit.origin(host)}{article.address}" if host else None


def cluster_of(visit: Visit) -> Cluster:
    """Two queries, however many sites there are."""
    return Cluster(visit, tuple((site, site.canonical[0].name) for site in cluster_menu() if site.canonical))
