"""May this person change what holds of this document now?"""

from django.utils import timezone

from columns.rules import has_power
from sites import roles
from sites.models import User
from submissions.enums import ValidityVerb
from submissions.models import Article, ValidityChange


def may_request_validity_change(by: User, article: Article) -> str | None:
    if not article.is_live:
        return "文章已经撤下。"
    if not (article.is_document and article.validity):
        return "这篇文章不是标有有效性的公文。"
    if any(has_power(by, power, article.column) for power in (roles.REVIEW, roles.APPROVE)):
        return None
    return "变更有效性由本栏目的信息员或信息主管申请。"


def may_close_validity_change(verb: ValidityVerb, change: ValidityChange, by: User) -> str | None:
    """Agree or refuse: a second person with the power to approve. Cancel: whoever asked."""
    if change.closed_at is not None:
        return (f"{change.closed_by} 已于 {timezone.localtime(change.closed_at):%m-%d %H:%M} 办结:"
                f"{change.get_state_display()}。")
    if verb == ValidityVerb.CANCEL:
        return None if change.requested_by_id == by.pk else "只有申请人可以取消。"
    if not has_power(by, roles.APPROVE, change.article.column):
        return "有效性变更由本栏目的信息主管审查。"
    if change.requested_by_id == by.pk:
        return "变更是您申请的,须由另一位信息主管审查。"
    return None
