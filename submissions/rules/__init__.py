"""May this person do this verb on this object now? `None`, or the reason to show."""

from submissions.rules.ages import (
    BUREAU_STATES,
    POWER_ABOVE,
    is_bureau,
    may_set_limits,
)
from submissions.rules.numbering import may_set_numbering
from submissions.rules.proofreading import (
    exceptions_without,
    may_keep_watched_words,
)
from submissions.rules.referrals import (
    DESK_VERBS,
    may_dismiss_source_change,
    may_keep_channel,
    may_on_referral,
    may_refer,
    may_refer_to,
    no_power_on_referral,
    referral_wrong_state,
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
from submissions.rules.validity import may_close_validity_change, may_request_validity_change
from submissions.rules.withdrawal import (
    may_close_withdrawal,
    may_request_withdrawal,
)

__all__ = [
    "AUTHOR_VERBS", "BUREAU_STATES", "DESK_VERBS", "POWER_ABOVE", "POWER_OF_STATE", "POWER_OF_VERB", "REVIEW_VERBS",
    "acted_before", "exceptions_without", "is_bureau", "is_only_officer", "is_secret", "may",
    "may_close_validity_change", "may_close_withdrawal", "may_correct", "may_dismiss_source_change", "may_keep_channel",
    "may_keep_watched_words", "may_on_referral", "may_refer", "may_refer_to", "may_request_validity_change",
    "may_request_withdrawal", "may_set_limits", "may_set_numbering", "may_share", "may_write_for", "no_power",
    "no_power_on_referral", "no_reviewer", "not_compared", "referral_wrong_state", "works_on", "wrong_state",
]
