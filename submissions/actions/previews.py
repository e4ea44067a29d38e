"""Showing a manuscript to somebody without an account, as the public would see it, for some days."""

from datetime import datetime, timedelta

from django.db import transaction

from sites.models import User
from sites.rules import demand
from submissions import rules
from submissions.actions.moves import lock
from submissions.models import PreviewLink, Submission

DAYS = 3


@transaction.atomic
def share_preview(*, submission: Submission, by: User, at: datetime) -> PreviewLink:
    """A link to the newest revision. Refused for what was found secret, and for who may not write or review it."""
    fresh = lock(submission)
    demand(rules.may_share(fresh, by))
    return PreviewLink.objects.create(submission=fresh, revision=fresh.version, created_by=by, created_at=at,
                                      expires_at=at + timedelta(days=DAYS))
