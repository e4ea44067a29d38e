"""Writing the change log in the transaction of the change."""

from datetime import datetime

from django.db.models import Model

from sites.enums import ChangeVerb
from sites.models import ChangeLog, Site, User
from sites.trail import append, chain_of


def record(
    *, verb: ChangeVerb, obj: Model, site: Site | None, by: User, at: datetime, changes: dict | None = None
) -> ChangeLog:
    """One row of the change log: `changes` maps a field's name to `[old, new]`."""
    return append(ChangeLog(
        chain=chain_of(ChangeLog, site.pk if site else None), site=site, verb=verb,
        kind=str(obj._meta.verbose_name), object_id=obj.pk, object_name=str(obj)[:200],
        changes=changes or {}, by=by, at=at,
    ))


def change(*, obj: Model, values: dict, site: Site | None, by: User, at: datetime) -> dict:
    """Set the values on a freshly locked row, save what differs and record it. Returns the differences.

    Only the given fields are written, so two persons who change different fields do not undo each other.
    """
    row = type(obj)._default_manager.select_for_update(of=("self",)).get(pk=obj.pk)
    differences = {}
    for name, new in values.items():
        old = getattr(row, name)
        if old != new:
            differences[name] = [plain(old), plain(new)]
            setattr(row, name, new)
        setattr(obj, name, new)
    if differences:
        row.save(update_fields=list(differences))
        record(verb=ChangeVerb.CHANGE, obj=row, site=site, by=by, at=at, changes=differences)
    return differences


def plain(value):
    """A value as the log keeps it: rows by their name, everything else as JSON can."""
    return str(value) if isinstance(value, Model) else value
