from submissions.actions.columns import merge_columns
from submissions.actions.drafts import (
    SentTwice,
    autosave,
    create_submission,
    forget_autosave,
    restore,
    save_draft,
    start_correction,
)
from submissions.actions.moves import Stale
from submissions.actions.publication import approve_and_publish, publish, schedule, unschedule
from submissions.actions.review import (
    Outcome,
    SecrecyFindings,
    approve,
    discard,
    in_batch,
    pass_review,
    recall,
    record_secrecy,
    send_back,
    submit,
)
from submissions.actions.uploads import describe, upload
from submissions.actions.withdrawal import cancel_withdrawal, refuse_withdrawal, request_withdrawal, withdraw

__all__ = [
    "Outcome", "SecrecyFindings", "SentTwice", "Stale", "approve", "approve_and_publish", "autosave",
    "cancel_withdrawal", "create_submission", "describe", "discard", "forget_autosave", "in_batch",
    "merge_columns", "pass_review", "publish", "recall", "record_secrecy", "refuse_withdrawal",
    "request_withdrawal", "restore", "save_draft", "schedule", "send_back", "start_correction", "submit",
    "unschedule", "upload", "withdraw",
]
