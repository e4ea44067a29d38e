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

__all__ = [
    "QUEUES",
    "Queue",
    "ReviewPage",
    "SHOWN_VERBS",
    "Stage",
    "StartPage",
    "Traces",
    "VerbButton",
    "articles_showing",
    "deciders_of",
    "differences_of",
    "drafts_of",
    "due",
    "due_withdrawals",
    "full_text",
    "numbers",
    "others_here",
    "overdue",
    "overdue_below",
    "permitted_articles",
    "permitted_attachments",
    "permitted_steps",
    "permitted_submissions",
    "permitted_withdrawals",
    "public_pictures",
    "publishers_of",
    "queue",
    "returned_to",
    "review_page",
    "reviewers_of",
    "scheduled",
    "shared_preview",
    "stages",
    "start_page",
    "submitted_by",
    "to_publish",
    "traces_of",
    "waiting_count",
    "waiting_for",
    "waiting_for_proof",
    "with_limits",
    "withdrawals_for",
]
