"""Sites as the public sees them: opening one plants its tree, and what its pages show is announced."""

from datetime import datetime

from django.db import transaction

from columns import tree
from columns.actions.announcing import announce_site
from columns.actions.posts import grant_cluster_posts
from columns.enums import ColumnType, Freshness
from columns.models import Column
from columns.scope import forget
from publishing import tags
from publishing.actions import announce
from sites import actions as site_actions
from sites.enums import SiteLanguage
from sites.models import Organisation, Site, User
from sites.rules import forget_site_powers

IN_MENU = {"short_name", "kind", "status", "order"}
"""What the menu of the cluster says of a site; of the portal it says the name too."""

EVERYTHING = {"status", "language"}
"""What decides whether anything of a site is shown, and in which words."""

HOME = {
    SiteLanguage.CHINESE: ("首页", "{}网站首页", "{},政府网站"),
    SiteLanguage.ENGLISH: ("Home", "Home page of {}", "{},government website"),
}
"""Name, description and keywords of a new site's home page."""


@transaction.atomic
def found_site(*, by: User, at: datetime, hosts: list[str], **fields) -> Site:
    """开办站点: the site, its hosts, the root of its tree, and the grants of every cluster-wide post over it."""
    site = site_actions.create_site(by=by, at=at, hosts=hosts, **fields)
    name, description, keywords = HOME[site.language]
    tree.insert(Column(
        site=site, name=name, column_type=ColumnType.HOME, freshness=Freshness.REALTIME, interval_days=14,
        description=description.format(site.name), keywords=keywords.format(site.short_name),
    ))
    grant_cluster_posts(site)
    announce(tags.CLUSTER, at=at)
    forget(by)
    forget_site_powers(by)
    return site


@transaction.atomic
def change_site(*, site: Site, values: dict, by: User, at: datetime) -> dict:
    differences = site_actions.change_site(site=site, values=values, by=by, at=at)
    if differences:
        in_menu = IN_MENU | {"name"} if site.is_portal else IN_MENU
        announce_site(site.pk, at=at, in_menu=not in_menu.isdisjoint(differences),
                      whole=not EVERYTHING.isdisjoint(differences))
    return differences


@transaction.atomic
def set_hosts(*, site: Site, names: list[str], by: User, at: datetime) -> None:
    site_actions.set_hosts(site=site, names=names, by=by, at=at)
    announce_site(site.pk, at=at, in_menu=True, whole=True)


@transaction.atomic
def change_organisation(*, organisation: Organisation, values: dict, by: User, at: datetime) -> dict:
    """A unit is named at the foot of the sites that it keeps."""
    differences = site_actions.change_organisation(organisation=organisation, values=values, by=by, at=at)
    kept = organisation.sponsored_sites.all() | organisation.operated_sites.all()
    if differences and kept:
        announce(*(tags.page(site.pk) for site in kept), at=at)
    return differences
