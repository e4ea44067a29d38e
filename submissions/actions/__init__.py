from submissions.actions.adoption import adopt
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
from submissions.actions.numbering import change_numbering_rule, create_numbering_rule
from submissions.actions.presence import forget_presences, note_presence
from submissions.actions.previews import share_preview
from submissions.actions.proof import prove, prove_waiting
from submissions.actions.proofreading import change_watched_word, create_watched_word, load_starting_words
from submissions.actions.publication import approve_and_publish, publish, report_unpublished, schedule, unschedule
from submissions.actions.referral_channels import change_channel, create_channel
from submissions.actions.referrals import ask_for_more, decline, recall_referral, refer, resend
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
from submissions.actions.source_changes import dismiss_source_change
from submissions.actions.uploads import describe, make_variant, take_out_metadata, upload
from submissions.actions.validity import (
    cancel_validity_change,
    change_validity,
    refuse_validity_change,
    request_validity_change,
)
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
    "Outcome", "SecrecyFindings", "SentTwice", "Stale", "adopt", "approve", "approve_and_publish", "ask_for_more",
    "autosave", "cancel_validity_change", "cancel_withdrawal", "change_channel", "change_limit",
    "change_numbering_rule", "change_validity", "change_watched_word", "confirm_import", "create_channel",
    "create_numbering_rule", "create_submission", "create_watched_word", "decline", "describe", "discard",
    "dismiss_source_change", "forget_autosave", "forget_presences", "import_word", "in_batch", "load_starting_words",
    "make_variant", "merge_columns", "note_presence", "pass_review", "prove", "prove_waiting", "publish", "recall",
    "recall_referral", "record_secrecy", "refer", "refuse_validity_change", "refuse_withdrawal", "remind",
    "report_unpublished", "request_validity_change", "request_withdrawal", "resend", "restore", "save_draft",
    "schedule", "schedule_withdrawal", "send_back", "set_limit", "share_preview", "start_correction", "submit",
    "take_out_metadata", "unschedule", "upload", "withdraw", "withdraw_due",
]
