"""How long manuscripts wait in their step, and what waits too long."""

from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from columns.queries import permitted as permitted_columns
from columns.queries import scope_of
from sites.models import User
from submissions import rules
from submissions.models import StepLimit, Submission


def with_limits(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Each with `limit_hours`, the limit of its present step or None; costs no query of its own."""
    limit = StepLimit.objects.filter(state=OuterRef("state")).values("hours")
    return submissions.annotate(limit_hours=Subquery(limit))


def overdue(at: datetime) -> QuerySet[Submission]:
    """What waits in its step longer than the step's limit. Reads the limits."""
    late = Q(pk__in=())
    for state, hours in StepLimit.objects.values_list("state", "hours"):
        late |= Q(state=state, state_since__lt=at - timedelta(hours=hours))
    return Submission.objects.filter(late)


def overdue_below(user: User) -> QuerySet[Submission]:
    """超时未办: what is over its time at the level below this person. Those below whom nobody works cost no query."""
    scope, bureau = scope_of(user), rules.is_bureau(user)
    own = {state: power for state, power in rules.POWER_ABOVE.items() if scope.has(power)}
    if not own and not bureau:
        return Submission.objects.none()
    answered = Q(state__in=sorted(rules.BUREAU_STATES)) if bureau else Q(pk__in=())
    for state, power in own.items():
        answered |= Q(state=state, column__in=permitted_columns(user, power))
    return overdue(timezone.now()).filter(answered).exclude(drafter=user).order_by("state_since", "pk")
