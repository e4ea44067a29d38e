"""May this person take this article down now?"""

from django.utils import timezone

from columns.rules import has_power
from sites import roles
from sites.models import User
from submissions.enums import Verb
from submissions.models import Article, Withdrawal


def may_request_withdrawal(by: User, article: Article) -> str | None:
    if not article.is_live:
        return "文章已经撤下。"
    if any(has_power(by, power, article.column) for power in (roles.REVIEW, roles.TAKE_DOWN)):
        return None
    return "申请撤稿由本栏目的信息员或信息主管办理。"


def may_close_withdrawal(verb: Verb, withdrawal: Withdrawal, by: User) -> str | None:
    """Carry out or refuse: a second person with the power to take down. Cancel: whoever asked."""
    if withdrawal.closed_at is not None:
        return (f"{withdrawal.closed_by} 已于 {timezone.localtime(withdrawal.closed_at):%m-%d %H:%M} 办结:"
                f"{withdrawal.get_state_display()}。")
    if verb == Verb.CANCEL_WITHDRAWAL:
        return None if withdrawal.requested_by_id == by.pk else "只有申请人可以取消。"
    if not has_power(by, roles.TAKE_DOWN, withdrawal.article.column):
        return "撤稿由本栏目的信息主管或大数据局审查。"
    if withdrawal.requested_by_id == by.pk:
        return "撤稿是您申请的,须由另一人审查;本站没有别的信息主管时由大数据局审查。"
    return None
