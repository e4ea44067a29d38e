"""报送: sending up, and every verb on what was sent but adopting it."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from sites.digest import digest
from sites.models import User
from sites.rules import Refused, demand
from sites.trail import append, chain_of
from submissions import rules, workflow
from submissions.actions.moves import Stale
from submissions.enums import OPEN_REFERRAL_STATES, DeclineReason, ReferralState, ReferralVerb
from submissions.models import Article, Referral, ReferralChannel, ReferralStep, ReferredText, Submission


@transaction.atomic
def refer(
    *, source: Article | Submission, channels: Collection[ReferralChannel], by: User, at: datetime, words: str = ""
) -> list[Referral]:
    """报送 to each of the channels, all or none, with the content as it is now. One referral a column while it is open:
    of two who send the same at once, one is refused with the other's name."""
    if not channels:
        raise Refused("请至少选一个栏目。")
    fresh = type(source).objects.select_for_update(of=("self",)).select_related("column", "site").get(pk=source.pk)
    demand(rules.may_refer(by, fresh))
    return [refer_to(fresh, channel, by=by, at=at, words=words)
            for channel in sorted(channels, key=lambda channel: channel.column_id)]


def refer_to(
    source: Article | Submission, channel: ReferralChannel, *, by: User, at: datetime, words: str
) -> Referral:
    demand(rules.may_refer_to(source, channel))
    of = {"article": source} if isinstance(source, Article) else {"submission": source}
    try:
        with transaction.atomic():
            referral = Referral.objects.create(
                site_id=source.site_id, target=channel.column, organisation_id=by.organisation_id,
                title=source.title, state_since=at, sent_by=by, sent_at=at, **of,
            )
    except IntegrityError as error:
        other = Referral.objects.filter(
            target=channel.column, state__in=OPEN_REFERRAL_STATES, **of).select_related("sent_by").first()
        if other is None:
            raise
        raise Refused(f"{other.sent_by} 刚才已报送到“{channel.column.name}”。") from error
    freeze(referral, source, by=by, at=at)
    write_referral_step(referral, ReferralVerb.REFER, to=ReferralState.SENT, from_state="", by=by, at=at, reason=words)
    return referral


@transaction.atomic
def ask_for_more(*, referral: Referral, by: User, at: datetime, words: str, version: int | None = None) -> Referral:
    """要求补充: back to the sender with a question."""
    if not words.strip():
        raise Refused("请写明需要报送单位补充什么。")
    fresh = begin_referral(referral, ReferralVerb.ASK, by, version)
    fresh.words = words.strip()
    return carry_out_referral(fresh, ReferralVerb.ASK, by=by, at=at, reason=words)


@transaction.atomic
def decline(
    *, referral: Referral, reason_type: DeclineReason, words: str, by: User, at: datetime, version: int | None = None
) -> Referral:
    """不采用, with the kind of reason and its words; the sender sees both."""
    if not words.strip():
        raise Refused("请写明不采用的理由,报送单位会看到。")
    fresh = begin_referral(referral, ReferralVerb.DECLINE, by, version)
    fresh.decline_reason, fresh.words = DeclineReason(reason_type), words.strip()
    fresh.closed_by, fresh.closed_at = by, at
    return carry_out_referral(fresh, ReferralVerb.DECLINE, by=by, at=at, reason=words)


@transaction.atomic
def resend(*, referral: Referral, by: User, at: datetime, words: str, version: int | None = None) -> Referral:
    """补充后再报: the answer, and the source's content as it is now as the next text."""
    if not words.strip():
        raise Refused("请回答门户的问题,或写明补充了什么。")
    fresh = begin_referral(referral, ReferralVerb.RESEND, by, version)
    fresh.version, fresh.title = fresh.version + 1, fresh.source.title
    freeze(fresh, fresh.source, by=by, at=at)
    return carry_out_referral(fresh, ReferralVerb.RESEND, by=by, at=at, reason=words)


@transaction.atomic
def recall_referral(
    *, referral: Referral, by: User, at: datetime, words: str = "", version: int | None = None
) -> Referral:
    """收回: the sender gives it up before it is decided on."""
    fresh = begin_referral(referral, ReferralVerb.RECALL, by, version)
    fresh.closed_by, fresh.closed_at = by, at
    return carry_out_referral(fresh, ReferralVerb.RECALL, by=by, at=at, reason=words)


def begin_referral(referral: Referral, verb: ReferralVerb, by: User, version: int | None) -> Referral:
    """The fresh row, locked, if the rules allow the verb. Of two at once the second is told what the first one did."""
    fresh = Referral.objects.select_for_update(of=("self",)).select_related(
        "target", "site", "article__column", "submission__column", "submission__article").get(pk=referral.pk)
    reason = rules.may_on_referral(verb, fresh, by)
    last = fresh.steps.order_by("-number").first()
    done = f"{last.by_name} 已于 {timezone.localtime(last.at):%m-%d %H:%M} {last.get_verb_display()}。"
    if reason is not None:
        raise Refused(reason if last.by_id == by.pk else done + reason)
    if version is not None and version != fresh.version:
        raise Stale(f"{done}现在是第 {fresh.version} 版,您看到的是第 {version} 版;请先看过新的内容再决定。")
    return fresh


def carry_out_referral(
    fresh: Referral, verb: ReferralVerb, *, by: User, at: datetime, reason: str = ""
) -> Referral:
    """Write the step and the new state of a referral that `begin_referral` has locked and allowed."""
    _, target = workflow.REFERRAL_MOVES[verb]
    write_referral_step(fresh, verb, to=target, by=by, at=at, reason=reason)
    fresh.state, fresh.state_since = target, at
    fresh.save()
    return fresh


def freeze(referral: Referral, source: Article | Submission, *, by: User, at: datetime) -> ReferredText:
    """Keep the source's content as it is at this moment."""
    if isinstance(source, Article):
        files = source.article_attachments.filter(is_inline=False)
    else:
        files = source.submission_attachments.all()
    return ReferredText.objects.create(
        referral=referral, number=referral.version, attachment_ids=list(files.values_list("attachment_id", flat=True)),
        sent_by=by, sent_at=at, **source.content,
    )


def write_referral_step(
    referral: Referral, verb: ReferralVerb, *, to: str, by: User, at: datetime, reason: str,
    from_state: str | None = None,
) -> ReferralStep:
    """Append to the trail; the step seals the content it was about."""
    text = referral.texts.get(number=referral.version)
    return append(ReferralStep(
        chain=chain_of(ReferralStep, referral.site_id), site_id=referral.site_id, referral=referral, verb=verb,
        from_state=referral.state if from_state is None else from_state, to_state=to, version=referral.version,
        content_digest=digest(f"{text.title}\n{text.body}".encode()), decline_reason=referral.decline_reason,
        reason=reason.strip(), by=by, at=at,
    ))
