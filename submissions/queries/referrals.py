"""报送: what was sent, for the sender and for the portal's desk."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Window

from columns.queries import permitted as permitted_columns
from columns.queries import scope_of
from sites import roles
from sites.models import User
from submissions import rules
from submissions.diff import Block, compare, count_changes
from submissions.enums import ReferralState, ReferralVerb, SourceChangeKind
from submissions.models import (
    Article,
    Attachment,
    Referral,
    ReferralChannel,
    ReferralStep,
    ReferredText,
    SourceChange,
    Submission,
)
from submissions.queries.review import full_text
from submissions.sanitise import file_numbers


def sent_from(user: User, power: str) -> Q:
    """Referrals of sources in the columns over which the person has the power."""
    columns = permitted_columns(user, power)
    return Q(article__column__in=columns) | Q(submission__column__in=columns)


def permitted_referrals(user: User) -> QuerySet[Referral]:
    """What was sent from columns that the person may see, or to such columns."""
    return Referral.objects.filter(sent_from(user, roles.SEE) | Q(target__in=permitted_columns(user, roles.SEE)))


def referrals_for(user: User) -> QuerySet[Referral]:
    """待处理: sent to columns on whose referrals the person decides, the oldest first."""
    return Referral.objects.filter(
        state=ReferralState.SENT, target__in=permitted_columns(user, roles.REVIEW)).order_by("state_since", "pk")


def referrals_of(user: User) -> QuerySet[Referral]:
    """我的报送: sent from columns for which the person sends, the last one decided on or asked about first."""
    return Referral.objects.filter(sent_from(user, roles.REVIEW)).order_by("-state_since", "-pk")


def source_changes_for(user: User) -> QuerySet[SourceChange]:
    """原文变动: open tasks of the columns on whose referrals the person decides, the oldest first."""
    return SourceChange.objects.filter(
        closed_at=None, referral__target__in=permitted_columns(user, roles.REVIEW)).order_by("noted_at", "pk")


@dataclass(frozen=True)
class ReferralCards:
    """What the start page shows of referrals: those to decide on, and how the person's own stand."""

    waiting: list[Referral]
    waiting_count: int
    changes: list[SourceChange]
    asked: list[Referral]
    own: list[Referral]


def referral_cards(user: User, *, length: int = 6) -> ReferralCards:
    """Four queries for those who send or decide, none for others."""
    if not scope_of(user).has(roles.REVIEW):
        return ReferralCards([], 0, [], [], [])
    together = ("site", "target", "organisation", "sent_by")
    waiting = list(referrals_for(user).annotate(total=Window(Count("pk"))).select_related(*together)[:length])
    own = referrals_of(user).select_related("target", "adopted_as", "closed_by")
    return ReferralCards(
        waiting=waiting, waiting_count=waiting[0].total if waiting else 0,
        changes=list(source_changes_for(user).select_related("referral__target", "referral__site")[:length]),
        asked=list(own.filter(state=ReferralState.ASKED)[:length]),
        own=list(own.exclude(state=ReferralState.ASKED)[:length]),
    )


@dataclass(frozen=True)
class ReferralPage:
    """Everything to decide on: what was sent, what became of it, and the buttons: verb → the reason against it."""

    referral: Referral
    text: ReferredText
    texts: list[ReferredText]
    files: list[Attachment]
    steps: list[ReferralStep]
    refusals: dict[str, str | None]
    differences: list[Block]
    change: SourceChange | None
    since: list[Block]
    is_desk: bool
    is_sender: bool


SHOWN_REFERRAL_VERBS = (ReferralVerb.ADOPT, ReferralVerb.ASK, ReferralVerb.DECLINE, ReferralVerb.RESEND,
                        ReferralVerb.RECALL)


def referral_page(referral: Referral, user: User) -> ReferralPage:
    """A fixed number of queries, however often it was sent."""
    texts = list(referral.texts.select_related("sent_by", "picture").order_by("-number"))
    text = texts[0]
    change = referral.source_changes.filter(closed_at=None).first()
    files = {file.pk: file for file in Attachment.objects.filter(pk__in=text.attachment_ids)}
    return ReferralPage(
        referral=referral, text=text, texts=texts,
        files=[files[number] for number in text.attachment_ids if number in files],
        steps=list(referral.steps.order_by("-number")),
        refusals={verb.value: rules.no_power_on_referral(verb, referral, user) for verb in SHOWN_REFERRAL_VERBS
                  if rules.referral_wrong_state(verb, referral) is None},
        differences=differences_between(texts), change=change,
        since=compare(full_text(text), full_text(referral.source))
        if change is not None and change.kind == SourceChangeKind.CORRECTED else [],
        is_desk=rules.no_power_on_referral(ReferralVerb.DECLINE, referral, user) is None,
        is_sender=rules.no_power_on_referral(ReferralVerb.RECALL, referral, user) is None,
    )


def differences_between(texts: list[ReferredText]) -> list[Block]:
    """Of the newest text against the one before it; nothing where it was sent again unchanged."""
    if len(texts) < 2:
        return []
    found = compare(full_text(texts[1]), full_text(texts[0]))
    return found if count_changes(found) else []


def files_of(referral: Referral) -> QuerySet[Attachment]:
    """Files and pictures of everything that was sent: those who may see the referral may see them."""
    numbers: set[int] = set()
    for text in referral.texts.all():
        numbers |= {*text.attachment_ids, *file_numbers(text.body), text.picture_id} - {None}
    return Attachment.objects.filter(pk__in=numbers, site_id=referral.site_id)


@dataclass(frozen=True)
class Choice:
    """A column to send to, or the reason why not."""

    channel: ReferralChannel
    refusal: str | None


def open_channels() -> QuerySet[ReferralChannel]:
    return ReferralChannel.objects.filter(is_open=True).select_related("column__site").order_by(
        "column__tree_id", "column__lft")


def choices_for(source: Article | Submission) -> list[Choice]:
    return [Choice(channel, rules.may_refer_to(source, channel)) for channel in open_channels()]


def referrals_from(source: Article | Submission) -> QuerySet[Referral]:
    """Of an article, also those of its manuscripts."""
    if isinstance(source, Article):
        found = Referral.objects.filter(Q(article=source) | Q(submission__article=source))
    else:
        found = Referral.objects.filter(submission=source)
    return found.select_related("target", "closed_by").order_by("-pk")


def origin_of(submission: Submission) -> Referral | None:
    """The referral that a portal's manuscript was adopted from."""
    return Referral.objects.filter(adopted_as=submission).select_related("site").first()
