from datetime import datetime, timedelta

from sites.models import User
from submissions import rules
from submissions.enums import Verb
from submissions.models import Presence, Submission

KEPT = timedelta(days=1)


def note_presence(*, submission: Submission, is_writing: bool, by: User, at: datetime) -> Presence:
    """The person is at work on it. Writing is who may write; everybody else looks."""
    is_writing = is_writing and rules.may(Verb.SAVE, submission, by) is None
    presence, _ = Presence.objects.update_or_create(
        submission=submission, user=by, defaults={"is_writing": is_writing, "seen_at": at})
    return presence


def forget_presences(*, at: datetime) -> int:
    """Rows that mean nothing any more. Returns how many."""
    return Presence.objects.filter(seen_at__lt=at - KEPT).delete()[0]
