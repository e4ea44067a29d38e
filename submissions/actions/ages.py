"""Limits of the steps, and the daily reminder of what is over them."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from columns.scope import holders
from sites.actions import change, record, settle, tell
from sites.enums import ChangeVerb, MessageKind, Role
from sites.models import Message, Post, User
from sites.queries import portal_host
from sites.rules import demand
from submissions import rules
from submissions.enums import REVIEW_STATES, State
from submissions.models import StepLimit, Submission
from submissions.queries import numbers, overdue, publishers_of, reviewers_of

FIRST_HOUR = 8
"""Nobody is reminded at night."""


@transaction.atomic
def set_limit(*, state: str, hours: int, citation: str, by: User, at: datetime) -> StepLimit:
    """The limit of a step that had none."""
    demand(rules.may_set_limits(by))
    limit = StepLimit.objects.create(state=state, hours=hours, citation=citation)
    record(verb=ChangeVerb.CREATE, obj=limit, site=portal_host().site, by=by, at=at)
    return limit


@transaction.atomic
def change_limit(*, limit: StepLimit, values: dict, by: User, at: datetime) -> dict:
    demand(rules.may_set_limits(by))
    return change(obj=limit, values=values, site=portal_host().site, by=by, at=at)


@transaction.atomic
def remind(*, at: datetime) -> int:
    """催办: once a day everybody who keeps something waiting over its time, and the level above, in one message each.

    Returns how many were told. All or nothing: a day that was begun is a day that was done.
    """
    now = timezone.localtime(at)
    event = f"overdue:{now:%Y%m%d}"
    if now.hour < FIRST_HOUR or Message.objects.filter(event=event).exists():
        return 0
    own, below = Counter(), Counter()
    for submission in overdue(at).select_related("column"):
        own.update(turn_of(submission))
        below.update(level_above(submission))
    settle(about="overdue", at=at)
    for number in sorted(own.keys() | below.keys()):
        words = [f"有 {own[number]} 件稿件等您办理,已超过时限"] if own[number] else []
        words += [f"下一级有 {below[number]} 件稿件超时未办"] if below[number] else []
        tell(people=[number], kind=MessageKind.OVERDUE, text=";".join(words), link="/admin/", event=event,
             about="overdue", at=at)
    return len(own.keys() | below.keys())


def turn_of(submission: Submission) -> list[int]:
    """Who keeps it waiting."""
    if submission.state in REVIEW_STATES:
        return reviewers_of(submission)
    return publishers_of(submission) if submission.state == State.APPROVED else [submission.drafter_id]


def level_above(submission: Submission) -> list[int]:
    if submission.state in rules.BUREAU_STATES:
        posts = Post.objects.in_force().filter(role=Role.BUREAU, user__is_active=True)
        return list(posts.order_by("user").values_list("user", flat=True).distinct())
    above = holders(rules.POWER_ABOVE[State(submission.state)], submission.column)
    return numbers(above.exclude(pk=submission.drafter_id))
