from datetime import datetime

from django.db import transaction

from columns import rules, tree
from columns.actions.announcing import announce_site
from columns.queries import home_column
from sites.actions import record
from sites.enums import ChangeVerb
from sites.models import Site, User
from sites.rules import demand, is_clock


@transaction.atomic
def rebuild(*, site: Site, by: User, at: datetime) -> int:
    """Write paths and numbers of the site's tree as `parent` and `order` say. Returns how many columns were wrong.

    By the clock, for the operator at the machine, or by whoever arranges the site's columns. A sound tree leaves no
    trace.
    """
    tree.lock(site.pk)
    home = home_column(site)
    if not is_clock(by):
        demand(rules.may_arrange(by, home))
    wrong = tree.derive(site.pk)
    if wrong:
        record(verb=ChangeVerb.REBUILD, obj=home, site=site, by=by, at=at, changes={"columns": [None, wrong]})
        announce_site(site.pk, at=at, whole=True)
    return wrong
