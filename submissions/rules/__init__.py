"""May this person do this verb on this object now? `None`, or the reason to show."""

from submissions.rules.ages import (
    BUREAU_STATES,
    POWER_ABOVE,
    is_bureau,
    may_set_limits,
)
from submissions.rules.review import (
    AUTHOR_VERBS,
    POWER_OF_STATE,
    POWER_OF_VERB,
    REVIEW_VERBS,
    acted_before,
    is_only_officer,
    is_secret,
    may,
    may_correct,
    may_share,
    may_write_for,
    no_power,
    no_reviewer,
    not_compared,
    works_on,
    wrong_state,
)
from submissions.rules.withdrawal import (
    may_close_withdrawal,
    may_request_withdrawal,
)

__all__ = [
    "AUTHOR_VERBS",
    "BUREAU_STATES",
    "POWER_ABOVE",
    "POWER_OF_STATE",
    "POWER_OF_VERB",
    "REVIEW_VERBS",
    "acted_before",
    "is_bureau",
    "is_only_officer",
    "is_secret",
    "may",
    "may_close_withdrawal",
    "may_correct",
    "may_request_withdrawal",
    "may_set_limits",
    "may_share",
    "may_write_for",
    "no_power",
    "no_reviewer",
    "not_compared",
    "works_on",
    "wrong_state",
]
