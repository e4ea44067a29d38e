"""Notices: issued, changed and ended by people; the clock tells the pages when one begins or ends."""

from datetime import datetime

from django.db import transaction

from publishing import rules, tags
from publishing.actions.feed import announce
from publishing.models import Notice
from sites.actions import change, record
from sites.enums import ChangeVerb
from sites.models import Site, User
from sites.queries import portal_host
from sites.rules import Refused, demand

STALE = "这条提示刚刚被别人改过,您的修改没有保存。请重新打开,看过现在的内容再改。"


@transaction.atomic
def issue_notice(*, site: Site | None, by: User, at: datetime, **fields) -> Notice:
    """A notice of one site, or without a site of the whole cluster."""
    demand(rules.may_notify(by, site))
    notice = Notice(site=site, created_by=by, created_at=at, **fields)
    demand(rules.may_last(notice.starts_at, notice.ends_at, at))
    notice.announced = notice.phase(at)
    notice.save()
    record(verb=ChangeVerb.CREATE, obj=notice, site=kept_by(notice), by=by, at=at)
    announce(tags.today(notice.site_id), at=at)
    return notice


@transaction.atomic
def change_notice(*, notice: Notice, values: dict, version: int, by: User, at: datetime) -> Notice:
    """Refused when somebody else saved since this person saw it: `version` is the one that was shown."""
    notice = locked(notice)
    demand(rules.may_change_notice(by, notice, at))
    if notice.version != version:
        raise Refused(STALE)
    starts_at, ends_at = (values.get(name, getattr(notice, name)) for name in ("starts_at", "ends_at"))
    demand(rules.may_last(starts_at, ends_at, at))
    return rewrite(notice, values, by=by, at=at)


@transaction.atomic
def end_notice(*, notice: Notice, by: User, at: datetime) -> Notice:
    """It ends now. One that had not begun yet never will."""
    notice = locked(notice)
    demand(rules.may_change_notice(by, notice, at))
    return rewrite(notice, {"ends_at": max(at, notice.starts_at)}, by=by, at=at)


def rewrite(notice: Notice, values: dict, *, by: User, at: datetime) -> Notice:
    if change(obj=notice, values=values, site=kept_by(notice), by=by, at=at):
        notice.version += 1
        notice.announced = notice.phase(at)
        notice.save(update_fields=["version", "announced"])
        announce(tags.today(notice.site_id), at=at)
    return notice


def announce_turned_notices(*, at: datetime) -> int:
    """Have the pages told of every notice that began or ended since the last look. Returns how many did."""
    if not Notice.objects.turned(at).exists():
        return 0
    with transaction.atomic():
        turned = list(Notice.objects.turned(at).select_for_update().order_by("pk"))
        for notice in turned:
            notice.announced = notice.phase(at)
        Notice.objects.bulk_update(turned, ["announced"])
        announce(*(tags.today(notice.site_id) for notice in turned), at=at)
    return len(turned)


def locked(notice: Notice) -> Notice:
    return Notice.objects.select_for_update(of=("self",)).select_related("site").get(pk=notice.pk)


def kept_by(notice: Notice) -> Site:
    """Whose change log has it: what concerns the whole cluster stands in the portal's."""
    return notice.site or portal_host().site
