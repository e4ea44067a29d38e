"""Whose turn it is: the people for whom a thing waits, as numbers."""

from django.db.models import QuerySet

from columns.scope import holders
from sites import roles
from sites.models import User
from submissions import rules
from submissions.enums import State, Verb
from submissions.models import Step, Submission, Withdrawal

ACTED_ELSEWHERE = {State.OFFICER_REVIEW: Verb.APPROVE, State.SUPERVISOR_REVIEW: Verb.PASS_REVIEW}
"""Who did this at another level has no turn at this one."""


def reviewers_of(submission: Submission) -> list[int]:
    """Who may act now at the manuscript's review level: the same people for whom `waiting_for` lists it."""
    power, verb = rules.POWER_OF_STATE[submission.state], ACTED_ELSEWHERE[submission.state]
    acted = Step.objects.filter(submission=submission, verb__in=[*rules.AUTHOR_VERBS, verb]).values("by")
    return numbers(holders(power, submission.column).exclude(pk__in=acted))


def publishers_of(submission: Submission) -> list[int]:
    return numbers(holders(roles.PUBLISH, submission.column))


def deciders_of(withdrawal: Withdrawal) -> list[int]:
    """The site's supervisors; the bureau, who may decide everywhere, only where there is no other than who asked."""
    column = withdrawal.article.column
    own = numbers(holders(roles.APPROVE, column).exclude(pk=withdrawal.requested_by_id))
    return own or numbers(holders(roles.TAKE_DOWN, column).exclude(pk=withdrawal.requested_by_id))


def numbers(people: QuerySet[User]) -> list[int]:
    return list(people.order_by("pk").values_list("pk", flat=True))
