"""原文变动: who adopted a piece is told when its source is corrected or taken down."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from sites.models import User
from sites.rules import Refused, demand
from submissions import rules
from submissions.actions.referrals import write_referral_step
from submissions.enums import ArticleStatus, ReferralState, ReferralVerb, SourceChangeKind, State
from submissions.models import Article, Referral, SourceChange


def note_source_change(article: Article, kind: SourceChangeKind, *, by: User, at: datetime) -> None:
    """An article was corrected or taken down, in the same transaction: what it followed is done, and whoever adopted it
    gets a task. One task a referral: a second change before it is done renews it."""
    followed = SourceChange.objects.select_for_update(of=("self",)).select_related("referral").filter(
        referral__adopted_as__article=article, closed_at=None)
    if kind == SourceChangeKind.CORRECTED:
        followed = followed.filter(kind=kind)
    for change in followed.order_by("pk"):
        close(change, ReferralVerb.FOLLOW, by=by, at=at)
    for referral in adopted_from(article):
        change, _ = SourceChange.objects.update_or_create(
            referral=referral, closed_at=None, defaults={"kind": kind, "noted_at": at})
        write_referral_step(referral, ReferralVerb.NOTE_CHANGE, to=referral.state, by=by, at=at,
                            reason=change.get_kind_display())


def adopted_from(article: Article) -> list[Referral]:
    """Referrals of the article by which the portal has a manuscript or a live article."""
    found = Referral.objects.filter(
        Q(article=article) | Q(submission__article=article), state=ReferralState.ADOPTED,
    ).exclude(adopted_as__state=State.DISCARDED).exclude(adopted_as__article__status=ArticleStatus.WITHDRAWN)
    return list(found.order_by("pk"))


@transaction.atomic
def dismiss_source_change(*, change: SourceChange, reason: str, by: User, at: datetime) -> SourceChange:
    """不用跟进, with the reason."""
    if not reason.strip():
        raise Refused("请写明为什么不用跟进。")
    fresh = SourceChange.objects.select_for_update(of=("self",)).select_related(
        "referral__target", "closed_by").get(pk=change.pk)
    demand(rules.may_dismiss_source_change(by, fresh))
    return close(fresh, ReferralVerb.DISMISS, by=by, at=at, reason=reason)


def close(
    change: SourceChange, verb: ReferralVerb, *, by: User, at: datetime, reason: str = ""
) -> SourceChange:
    change.is_followed, change.reason = verb == ReferralVerb.FOLLOW, reason.strip()
    change.closed_by, change.closed_at = by, at
    change.save()
    write_referral_step(change.referral, verb, to=change.referral.state, by=by, at=at, reason=reason)
    return change
