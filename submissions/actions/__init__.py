from submissions.actions.ages import change_limit, remind, set_limit
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
from submissions.actions.presence import forget_presences, note_presence
from submissions.actions.previews import share_preview
from submissions.actions.proof import prove, prove_waiting
from submissions.actions.publication import approve_and_publish, publish, report_unpublished, schedule, unschedule
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
from submissions.actions.uploads import describe, make_variant, take_out_metadata, upload
from submissions.actions.withdrawal import (
    cancel_withdrawal,
    refuse_withdrawal,
    request_withdrawal,
    schedule_withdrawal,
    withdraw,
    withdraw_due,
)
from submissions.actions.word import confirm_import, import_word

__all__ = [
    "Outcome", "SecrecyFindings", "SentTwice", "Stale", "approve", "approve_and_publish", "autosave",
    "cancel_withdrawal", "change_limit", "confirm_import", "create_submission", "describe", "discard",
    "forget_autosave", "forget_presences", "import_word", "in_batch", "make_variant", "merge_columns",
    "note_presence", "pass_review", "prove", "prove_waiting", "publish", "recall", "record_secrecy",
    "refuse_withdrawal", "remind", "report_unpublished", "request_withdrawal", "restore", "save_draft", "schedule",
    "schedule_withdrawal", "send_back", "set_limit", "share_preview", "start_correction", "submit",
    "take_out_metadata", "unschedule", "upload", "withdraw", "withdraw_due",
]
