"""Who else has a manuscript open."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from sites.models import User
from submissions.models import Presence, Submission

HERE = timedelta(minutes=3)
"""Seen at work within this time: here. The page tells of itself every half minute (static/desk/presence.js)."""


def others_here(submission: Submission, user: User, at: datetime) -> QuerySet[Presence]:
    here = Presence.objects.filter(submission=submission, seen_at__gt=at - HERE).exclude(user=user)
    return here.select_related("user").order_by("user__name", "pk")
