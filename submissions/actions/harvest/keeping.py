"""Harvest rules: made, changed, and asked to run at once."""

from datetime import datetime

from django.db import IntegrityError, transaction

from sites.actions import change, record
from sites.enums import ChangeVerb
from sites.models import User
from sites.rules import Refused, demand
from submissions.models import HarvestRule
from submissions.rules.harvest import may_ask_run, may_keep_rule, may_own

TWICE = "这个栏目已经有一条抓取这个网址的规则。"


@transaction.atomic
def create_rule(*, by: User, at: datetime, **values) -> HarvestRule:
    """Refused without the power over the column, or with an owner who cannot write for it. The clock runs it soon."""
    column = values["column"]
    demand(may_keep_rule(by, column))
    demand(may_own(values["owner"], column))
    try:
        with transaction.atomic():
            rule = HarvestRule.objects.create(site_id=column.site_id, next_at=at, **values)
    except IntegrityError as error:
        raise Refused(TWICE) from error
    record(verb=ChangeVerb.CREATE, obj=rule, site=rule.site, by=by, at=at)
    return rule


@transaction.atomic
def change_rule(*, rule: HarvestRule, values: dict, by: User, at: datetime) -> None:
    """A changed rule is tried again at once, and its failures are forgotten. It stays in its site."""
    column, owner = values.get("column", rule.column), values.get("owner", rule.owner)
    for place in (rule.column, column):
        demand(may_keep_rule(by, place))
    demand(may_own(owner, column))
    if change(obj=rule, values=values, site=rule.site, by=by, at=at):
        HarvestRule.objects.filter(pk=rule.pk).update(next_at=at, failures=0, etag="", last_modified="")


def ask_run(*, rule: HarvestRule, by: User, at: datetime) -> None:
    """立即抓取: the clock's next minute takes it up."""
    demand(may_ask_run(rule, by))
    HarvestRule.objects.filter(pk=rule.pk).update(next_at=at, etag="", last_modified="")
