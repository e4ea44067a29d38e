"""Reads of the column tree."""

from django.db.models import QuerySet

from columns.models import Column, ColumnRedirect
from columns.scope import holders, permitted, scope_of
from sites import roles
from sites.models import Site, User

__all__ = [
    "at_path", "holders", "home_column", "permitted", "redirect_for", "scope_of", "targets_for", "whole_tree",
    "with_those_above",
]


def whole_tree(site: Site) -> QuerySet[Column]:
    """All columns of a site in tree order."""
    return Column.objects.for_site(site).order_by("lft")


def home_column(site: Site) -> Column:
    return Column.objects.get(site=site, parent=None)


def at_path(site: Site, path: str) -> Column | None:
    return Column.objects.for_site(site).filter(path=path).first()


def with_those_above(columns: QuerySet[Column]) -> QuerySet[Column]:
    """The columns and everything above them, up to the home pages."""
    return columns.get_ancestors(include_self=True)


def redirect_for(site: Site, path: str) -> Column | None:
    """The column that an old path leads to."""
    found = ColumnRedirect.objects.filter(site=site, path=path).select_related("column").first()
    return found.column if found else None


def targets_for(user: User) -> QuerySet[Column]:
    """Columns this person may write for: no links, not the home page itself."""
    return permitted(user, roles.DRAFT).filter(link_url="", parent__isnull=False).select_related("site")
