from publishing.actions.feed import announce, carry_out, follow, forget_changes
from publishing.actions.notices import announce_turned_notices, change_notice, end_notice, issue_notice
from publishing.actions.pages import Rendered, expire, keep, remove_all
from publishing.actions.verification import Fault, examine_paths, verify
from publishing.actions.words import change_stop_word, change_synonym, create_stop_word, create_synonym

__all__ = [
    "Fault", "Rendered", "announce", "announce_turned_notices", "carry_out", "change_notice", "change_stop_word",
    "change_synonym", "create_stop_word", "create_synonym", "end_notice", "examine_paths", "expire", "follow",
    "forget_changes", "issue_notice", "keep", "remove_all", "verify",
]
