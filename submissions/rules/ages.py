"""Who sets how long a manuscript may wait, and who answers for what waited longer."""

from sites import roles
from sites.enums import Role
from sites.models import User
from sites.queries import posts_of
from submissions.enums import State

POWER_ABOVE = {State.RETURNED: roles.REVIEW, State.OFFICER_REVIEW: roles.APPROVE, State.APPROVED: roles.APPROVE}
"""Who sees what is over its time in a state: the level above. Above the supervisor stands the bureau."""

BUREAU_STATES = frozenset({State.SUPERVISOR_REVIEW})


def is_bureau(user: User) -> bool:
    return any(post.role == Role.BUREAU for post in posts_of(user))


def may_set_limits(by: User) -> str | None:
    return None if is_bureau(by) else "办理时限由大数据局核定。"
