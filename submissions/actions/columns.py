from datetime import datetime

from django.db import transaction

from columns import actions as column_actions
from columns import rules as column_rules
from columns.models import Column
from publishing import tags
from publishing.actions import announce
from sites.models import User
from sites.rules import Refused, demand
from submissions.actions.referral_channels import hand_over_referrals
from submissions.enums import OPEN_STATES
from submissions.models import Article, Placement, Submission


@transaction.atomic
def merge_columns(*, column: Column, into: Column, by: User, at: datetime) -> int:
    """合并: all articles and manuscripts of a column go to another of the same site; the old address redirects there.

    Returns the number of articles that moved. Refused while columns hang below it.
    """
    demand(column_rules.may_move(by, column) or column_rules.may_arrange(by, into))
    if into.site_id != column.site_id or into.pk == column.pk:
        raise Refused("请选同一站点的另一个栏目。")
    if into.is_link or into.is_home:
        raise Refused(f"“{into.name}”不放文章,不能并入。")
    column_actions.lock_tree(column.site_id)
    if column.children.exists():
        raise Refused(f"“{column.name}”还有下级栏目,请先移走它们再合并。")
    hand_over_referrals(column, into)
    there = Placement.objects.filter(column=into).values("article_id")
    Placement.objects.filter(column=column, article__in=there).delete()
    Placement.objects.filter(column=column).update(column=into)
    moved = Article.objects.filter(column=column).update(column=into)
    Submission.objects.filter(column=column).update(column=into)
    for submission in Submission.objects.filter(also_in=column, state__in=OPEN_STATES):
        submission.also_in.remove(column)
        if submission.column_id != into.pk:
            submission.also_in.add(into)
    announce(*(tag(number) for number in (column.pk, into.pk) for tag in (tags.whole_list, tags.newest)), at=at)
    column_actions.delete_column(column=column, heir=into, by=by, at=at)
    return moved
