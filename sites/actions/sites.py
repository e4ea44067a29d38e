from datetime import datetime

from django.db import transaction

from sites import rules
from sites.actions.change_log import change, record
from sites.enums import ChangeVerb, SiteStatus
from sites.models import Host, Organisation, Site, User


@transaction.atomic
def create_site(*, by: User, at: datetime, hosts: list[str], **fields) -> Site:
    """A site with its host names, the first one canonical. Its column tree is planted by `columns.actions`."""
    rules.demand(rules.may_found_site(by))
    site = Site.objects.create(**fields)
    Host.objects.bulk_create(
        Host(site=site, name=name, is_canonical=number == 0) for number, name in enumerate(hosts)
    )
    record(verb=ChangeVerb.CREATE, obj=site, site=site, by=by, at=at, changes={"hosts": [[], hosts]})
    return site


@transaction.atomic
def change_site(*, site: Site, values: dict, by: User, at: datetime) -> dict:
    """Identity, contact and skin by the site's administrator; the status by the platform's alone."""
    rules.demand(rules.may_administer(by, site))
    if "status" in values and values["status"] != site.status:
        rules.demand(rules.may_change_status(by, site, values["status"]))
        if values["status"] == SiteStatus.CLOSED:
            values = values | {"closed_on": at.date()}
    return change(obj=site, values=values, site=site, by=by, at=at)


@transaction.atomic
def set_hosts(*, site: Site, names: list[str], by: User, at: datetime) -> None:
    """Replace the site's host names; the first one becomes canonical."""
    rules.demand(rules.may_found_site(by))
    before = list(Host.objects.select_for_update().filter(site=site).values_list("name", flat=True))
    if before == names:
        return
    Host.objects.filter(site=site).exclude(name__in=names).delete()
    Host.objects.filter(site=site).update(is_canonical=False)
    for number, name in enumerate(names):
        Host.objects.update_or_create(site=site, name=name, defaults={"is_canonical": number == 0})
    record(verb=ChangeVerb.CHANGE, obj=site, site=site, by=by, at=at, changes={"hosts": [before, names]})


@transaction.atomic
def create_organisation(*, site: Site, by: User, at: datetime, **fields) -> Organisation:
    rules.demand(rules.may_administer(by, site))
    organisation = Organisation.objects.create(site=site, **fields)
    record(verb=ChangeVerb.CREATE, obj=organisation, site=site, by=by, at=at)
    return organisation


@transaction.atomic
def change_organisation(*, organisation: Organisation, values: dict, by: User, at: datetime) -> dict:
    rules.demand(rules.may_administer(by, organisation.site))
    return change(obj=organisation, values=values, site=organisation.site, by=by, at=at)
