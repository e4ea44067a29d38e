"""What the desk's templates need beside plain values."""

import re
from datetime import timedelta

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

register = template.Library()

KEPT_FILE = re.compile(r'\b(src|href)="/files/(\d+)/[^"]*"')


@register.filter
def desk_pictures(body: str) -> str:
    """A sanitised text as staff see it: its pictures and files are fetched from the desk, for they may not be public
    yet, and the public ones of another site are not found on the desk's host."""
    def address(found: re.Match) -> str:
        return f'{found[1]}="{reverse("admin:submissions_submission_file", args=[found[2]])}"'
    return mark_safe(KEPT_FILE.sub(address, body))  # noqa: S308  (the body went through submissions.sanitise)


@register.filter
def referred_pictures(body: str, referral: int) -> str:
    """The same for a text that was sent up: the portal's desk is not let into the sender's files, but into these."""
    def address(found: re.Match) -> str:
        return f'{found[1]}="{reverse("admin:submissions_referral_file", args=[referral, found[2]])}"'
    return mark_safe(KEPT_FILE.sub(address, body))  # noqa: S308  (the body went through submissions.sanitise)


@register.filter
def waited(since) -> str:
    """`1 天 13 小时`, `40 分钟`."""
    minutes = max(0, int((timezone.now() - since).total_seconds())) // 60
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return f"{days} 天 {hours} 小时" if hours else f"{days} 天"
    return f"{hours} 小时" if hours else f"{minutes} 分钟"


@register.filter
def age_class(submission) -> str:
    """The colour of a manuscript's waiting time (read by `with_limits`): vermilion over the limit, amber over half."""
    if submission.limit_hours is None:
        return ""
    share = (timezone.now() - submission.state_since) / timedelta(hours=submission.limit_hours)
    return "tag hot" if share > 1 else "tag warn" if share > 0.5 else ""


@register.filter
def number(queues: dict, key: str) -> int:
    """How many wait in a queue that may not be this person's."""
    return queues[key].count if key in queues else 0
