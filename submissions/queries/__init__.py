"""Reads of manuscripts and articles for the desk. Everything goes through `permitted` querysets."""

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
from submissions.queries.previews import (
    shared_preview,
)
from submissions.queries.proofreading import (
    blocking_words,
    check,
    check_content,
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
    traces_of,
    waiting_for_proof,
)
from submissions.queries.validity import (
    carried_out_for,
    live_document,
    permitted_validity_changes,
    validity_changes_for,
)

__all__ = [
    "QUEUES",
    "Queue",
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
    "differences_of",
    "drafts_of",
    "due",
    "full_text",
    "live_document",
    "next_free",
    "permitted_articles",
    "permitted_attachments",
    "permitted_numbering_rules",
    "permitted_steps",
    "permitted_submissions",
    "permitted_validity_changes",
    "permitted_withdrawals",
    "public_pictures",
    "queue",
    "returned_to",
    "review_page",
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
    "withdrawals_for",
]
