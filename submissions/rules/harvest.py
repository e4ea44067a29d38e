"""May this person keep harvest rules, or decide on what was harvested?"""

from django.utils import timezone

from columns.models import Column
from columns.rules import has_power
from sites import roles
from sites.models import User
from submissions.enums import HarvestItemState
from submissions.models import HarvestItem, HarvestRule
from submissions.rules.review import may_write_for

KEEPING = (roles.REVIEW, roles.ARRANGE)
"""Either of these over a column lets a person keep rules for it: its information officers, the site's administrator."""


def may_keep_rule(by: User, column: Column) -> str | None:
    if any(has_power(by, power, column) for power in KEEPING):
        return None
    return f"“{column.name}”栏目的抓取规则由本栏目的信息员或本站管理员维护。"


def may_own(owner: User, column: Column) -> str | None:
    """Who answers for a rule must be able to write for its column."""
    reason = "账号已停用" if not owner.is_active else may_write_for(owner, column)
    if reason is None:
        return None
    return f"责任人{owner}不能为“{column.name}”栏目拟稿,请换一位有拟稿权限的责任人。"


def may_ask_run(rule: HarvestRule, by: User) -> str | None:
    if not rule.is_active:
        return "规则没有启用;请先勾选“启用”并保存。"
    return may_keep_rule(by, rule.column)


def may_take(item: HarvestItem, by: User) -> str | None:
    """Also what was declined by mistake."""
    if item.state not in (HarvestItemState.WAITING, HarvestItemState.DECLINED):
        return no_decision(item)
    return may_write_for(by, item.rule.column)


def may_decline(item: HarvestItem, by: User) -> str | None:
    if item.state != HarvestItemState.WAITING:
        return no_decision(item)
    return may_write_for(by, item.rule.column)


def no_decision(item: HarvestItem) -> str:
    if item.closed_at is None:
        return f"这一条是“{item.get_state_display()}”,没有可以选用的内容。"
    return (f"{item.closed_by} 已于 {timezone.localtime(item.closed_at):%m-%d %H:%M} 处理:"
            f"{item.get_state_display()}。")
