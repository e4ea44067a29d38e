"""What waits for whom: the queues of the start page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window

from columns.queries import permitted as permitted_columns
from columns.queries import scope_of
from sites import roles
from sites.models import User
from submissions import rules
from submissions.enums import EDITABLE_STATES, State, Verb, WithdrawalState
from submissions.models import Article, Step, Submission, ValidityChange, Withdrawal
from submissions.queries.ages import overdue_below, with_limits
from submissions.queries.interpretation import uninterpreted_for
from submissions.queries.permitted import permitted_articles, permitted_submissions
from submissions.queries.validity import validity_changes_for


def waiting_for(user: User) -> QuerySet[Submission]:
    """待我审核: manuscripts on which this person may act now at their review level.

    Nobody's own, and nothing on which the person acted at another level.
    """
    acted = Step.objects.filter(submission=OuterRef("pk"), by=user)
    wrote = acted.filter(verb__in=rules.AUTHOR_VERBS)
    officer = Q(state=State.OFFICER_REVIEW, column__in=permitted_columns(user, roles.REVIEW)) & ~Exists(
        acted.filter(verb=Verb.APPROVE))
    supervisor = Q(state=State.SUPERVISOR_REVIEW, column__in=permitted_columns(user, roles.APPROVE)) & ~Exists(
        acted.filter(verb=Verb.PASS_REVIEW))
    return Submission.objects.filter(officer | supervisor).exclude(Exists(wrote)).order_by("state_since", "pk")


def waiting_count(user: User) -> int:
    """The number beside “稿件” in the navigation. Those who review nothing cost no query."""
    scope = scope_of(user)
    if not (scope.has(roles.REVIEW) or scope.has(roles.APPROVE)):
        return 0
    return waiting_for(user).order_by().count()


def to_publish(user: User) -> QuerySet[Submission]:
    """Approved and waiting for somebody who may publish."""
    return Submission.objects.filter(
        state=State.APPROVED, column__in=permitted_columns(user, roles.PUBLISH)).order_by("state_since", "pk")


def scheduled(user: User) -> QuerySet[Submission]:
    return permitted_submissions(user).filter(state=State.SCHEDULED).order_by("publish_at", "pk")


def returned_to(user: User) -> QuerySet[Submission]:
    return Submission.objects.filter(state=State.RETURNED, drafter=user).order_by("state_since", "pk")


def drafts_of(user: User) -> QuerySet[Submission]:
    return Submission.objects.filter(state=State.DRAFT, drafter=user)


def submitted_by(user: User) -> QuerySet[Submission]:
    """Somebody else's turn: this person's manuscripts under review or approved."""
    return Submission.objects.open().exclude(state__in=EDITABLE_STATES).filter(drafter=user)


def withdrawals_for(user: User) -> QuerySet[Withdrawal]:
    """Requests this person may decide on: not their own."""
    return Withdrawal.objects.filter(
        state=WithdrawalState.REQUESTED, article__column__in=permitted_columns(user, roles.TAKE_DOWN)
    ).exclude(requested_by=user).order_by("requested_at", "pk")


def due(at: datetime) -> QuerySet[Submission]:
    """Due and not live."""
    return Submission.objects.filter(state=State.SCHEDULED, publish_at__lte=at).order_by("publish_at", "pk")


@dataclass(frozen=True)
class Queue:
    """One card of the start page: its count, and its first few manuscripts."""

    key: str
    title: str
    count: int
    items: list
    is_urgent: bool = False


@dataclass(frozen=True)
class StartPage:
    """工作台: what waits for this person."""

    queues: list[Queue]
    withdrawals: list[Withdrawal]
    validity_changes: list[ValidityChange]
    uninterpreted: list[Article]
    can_write: bool
    recent: list[Article]

    @property
    def waiting(self) -> Queue:
        return self.queues[0]


QUEUES = (
    ("waiting", "待我审核", waiting_for, True),
    ("overdue", "下级超时未办", overdue_below, True),
    ("returned", "退回给我", returned_to, True),
    ("to_publish", "待发布", to_publish, False),
    ("scheduled", "定时发布", scheduled, False),
    ("drafts", "我的草稿", drafts_of, False),
    ("submitted", "我已提交", submitted_by, False),
)


def queue(key: str, user: User) -> QuerySet[Submission]:
    """The manuscripts behind a card of the start page."""
    return next(read(user) for name, _, read, _ in QUEUES if name == key)


def newest_uninterpreted(user: User, length: int) -> list[Article]:
    """The first few, each with the number of all. Those who write nothing cost no query."""
    if not scope_of(user).has(roles.DRAFT):
        return []
    found = uninterpreted_for(user).annotate(total=Window(Count("pk"))).select_related("site", "column")
    return list(found.defer("body")[:length])


def start_page(user: User, *, length: int = 6) -> StartPage:
    """One query a queue, whatever hangs in it."""
    queues = []
    for key, title, read, urgent in QUEUES:
        found = with_limits(read(user)).annotate(total=Window(Count("pk")))
        items = list(found.select_related("column", "site", "drafter", "organisation").defer("body")[:length])
        count = items[0].total if items else 0
        queues.append(Queue(key, title, count, items, urgent and count > 0))
    return StartPage(
        queues=queues,
        withdrawals=list(withdrawals_for(user).select_related("article", "site", "requested_by")[:length]),
        validity_changes=list(validity_changes_for(user).select_related("article", "requested_by")[:length]),
        uninterpreted=newest_uninterpreted(user, length),
        can_write=scope_of(user).has(roles.DRAFT),
        recent=list(permitted_articles(user).live().select_related("site", "column").defer("body")[:length]),
    )
