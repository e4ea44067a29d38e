"""May this person take this article down now?"""

from django.utils import timezone

from columns.rules import has_power
from sites import roles
from sites.models import User
from sites.rules import is_clock
from submissions.enums import Verb, WithdrawalState
from submissions.models import Article, Withdrawal


def may_request_withdrawal(by: User, article: Article) -> str | None:
    if not article.is_live:
        return "文章已经撤下。"
    if any(has_power(by, power, article.column) for power in (roles.REVIEW, roles.TAKE_DOWN)):
        return None
    return "申请撤稿由本栏目的信息员或信息主管办理。"


def may_close_withdrawal(verb: Verb, withdrawal: Withdrawal, by: User) -> str | None:
    """Carry out, schedule or refuse: a second person with the power to take down. Cancel: whoever asked; what is
    scheduled also whoever may take down. The clock carries out what is due."""
    if withdrawal.state == WithdrawalState.SCHEDULED and is_clock(by):
        return None
    if withdrawal.state == WithdrawalState.SCHEDULED and verb == Verb.CANCEL_WITHDRAWAL:
        if withdrawal.requested_by_id == by.pk or has_power(by, roles.TAKE_DOWN, withdrawal.article.column):
            return None
        return "到时撤下由申请人、信息主管或大数据局取消。"
    if withdrawal.closed_at is not None:
        return (f"{withdrawal.closed_by} 已于 {timezone.localtime(withdrawal.closed_at):%m-%d %H:%M} 办结:"
                f"{withdrawal.get_state_display()}。")
    if verb == Verb.CANCEL_WITHDRAWAL:
        return None if withdrawal.requested_by_id == by.pk else "只有申请人可以取消。"
    if verb == Verb.SCHEDULE_WITHDRAWAL and withdrawal.due_at is None:
        return "申请没有写撤下时间。"
    if not has_power(by, roles.TAKE_DOWN, withdrawal.article.column):
        return "撤稿由本栏目的信息主管或大数据局审查。"
    if withdrawal.requested_by_id == by.pk:
        return "撤稿是您申请的,须由另一人审查;本站没有别的信息主管时由大数据局审查。"
    return None
