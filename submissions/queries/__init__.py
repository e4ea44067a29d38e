"""Reads of manuscripts and articles for the desk. Everything goes through `permitted` querysets."""

from submissions.queries.ages import (
    overdue,
    overdue_below,
    with_limits,
)
from submissions.queries.desk import (
    QUEUES,
    Queue,
    StartPage,
    drafts_of,
    due,
    queue,
    returned_to,
    scheduled,
    start_page,
    submitted_by,
    to_publish,
    waiting_count,
    waiting_for,
    withdrawals_for,
)
from submissions.queries.files import (
    articles_showing,
    public_pictures,
)
from submissions.queries.interpretation import (
    uninterpreted_for,
)
from submissions.queries.numbering import (
    active_rules,
    next_free,
    permitted_numbering_rules,
    rule_for,
    taken,
)
from submissions.queries.permitted import (
    permitted_articles,
    permitted_attachments,
    permitted_steps,
    permitted_submissions,
    permitted_withdrawals,
)
from submissions.queries.presence import (
    others_here,
)
from submissions.queries.previews import (
    shared_preview,
)
from submissions.queries.proofreading import (
    blocking_words,
    check,
    check_content,
)
from submissions.queries.referrals import (
    Choice,
    ReferralCards,
    ReferralPage,
    choices_for,
    files_of,
    open_channels,
    origin_of,
    permitted_referrals,
    referral_cards,
    referral_page,
    referrals_for,
    referrals_from,
    referrals_of,
)
from submissions.queries.review import (
    SHOWN_VERBS,
    ReviewPage,
    Stage,
    VerbButton,
    differences_of,
    full_text,
    review_page,
    stages,
)
from submissions.queries.traces import (
    Traces,
    due_withdrawals,
    traces_of,
    waiting_for_proof,
)
from submissions.queries.turns import (
    deciders_of,
    numbers,
    publishers_of,
    reviewers_of,
)
from submissions.queries.validity import (
    carried_out_for,
    live_document,
    permitted_validity_changes,
    validity_changes_for,
)

__all__ = [
    "Choice",
    "QUEUES",
    "Queue",
    "ReferralCards",
    "ReferralPage",
    "ReviewPage",
    "SHOWN_VERBS",
    "Stage",
    "StartPage",
    "Traces",
    "VerbButton",
    "active_rules",
    "articles_showing",
    "blocking_words",
    "carried_out_for",
    "check",
    "check_content",
    "choices_for",
    "deciders_of",
    "differences_of",
    "drafts_of",
    "due",
    "due_withdrawals",
    "files_of",
    "full_text",
    "live_document",
    "next_free",
    "numbers",
    "open_channels",
    "origin_of",
    "others_here",
    "overdue",
    "overdue_below",
    "permitted_articles",
    "permitted_attachments",
    "permitted_numbering_rules",
    "permitted_referrals",
    "permitted_steps",
    "permitted_submissions",
    "permitted_validity_changes",
    "permitted_withdrawals",
    "public_pictures",
    "publishers_of",
    "queue",
    "referral_cards",
    "referral_page",
    "referrals_for",
    "referrals_from",
    "referrals_of",
    "returned_to",
    "review_page",
    "reviewers_of",
    "rule_for",
    "scheduled",
    "shared_preview",
    "stages",
    "start_page",
    "submitted_by",
    "taken",
    "to_publish",
    "traces_of",
    "uninterpreted_for",
    "validity_changes_for",
    "waiting_count",
    "waiting_for",
    "waiting_for_proof",
    "with_limits",
    "withdrawals_for",
]
