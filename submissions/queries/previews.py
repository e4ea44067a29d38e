"""Previews for people without an account."""

from datetime import datetime

from django.core.signing import BadSignature

from submissions import rules
from submissions.enums import State
from submissions.models import PreviewLink
from submissions.models.preview_link import SIGNER


def shared_preview(token: str, *, site: int, at: datetime) -> PreviewLink | None:
    """The link with this signed number, while it opens: not expired, the manuscript neither discarded nor secret."""
    try:
        number = SIGNER.unsign(token)
    except BadSignature:
        return None
    link = PreviewLink.objects.select_related("submission").filter(
        pk=number, submission__site=site, expires_at__gt=at).exclude(submission__state=State.DISCARDED).first()
    return None if link is None or rules.is_secret(link.submission) else link
