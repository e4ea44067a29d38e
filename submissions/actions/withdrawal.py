"""Taking down: asked for by one person, reviewed by another."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from sites.models import User
from sites.rules import Refused, demand
from sites.trail import append, chain_of
from submissions import rules
from submissions.actions.announcing import announce_withdrawn
from submissions.actions.source_changes import note_source_change
from submissions.actions.telling import tell_of_withdrawal
from submissions.enums import ArticleStatus, SourceChangeKind, Verb, WithdrawalReason, WithdrawalState
from submissions.models import Article, Step, Withdrawal

LONGEST_WAIT = timedelta(days=366)


def request_withdrawal(
    *, article: Article, reason_type: WithdrawalReason, reason: str, by: User, at: datetime,
    due_at: datetime | None = None,
) -> Withdrawal:
    """申请撤稿, with the kind of reason and its words; `due_at` asks for a time within a year instead of at once."""
    demand(rules.may_request_withdrawal(by, article))
    if due_at is not None and not at < due_at <= at + LONGEST_WAIT:
        raise Refused("撤下时间须在现在以后、一年以内;要马上撤下,请不填。")
    if not reason.strip():
        raise Refused("请说明撤稿的原因。")
    try:
        with transaction.atomic():
            withdrawal = Withdrawal.objects.create(
                site_id=article.site_id, article=article, reason_type=reason_type, reason=reason.strip(),
                due_at=due_at, requested_by=by, requested_at=at,
            )
            step = write_step(withdrawal, Verb.REQUEST_WITHDRAWAL, by=by, at=at, reason=reason, from_state="")
            tell_of_withdrawal(withdrawal, step)
    except IntegrityError as error:
        other = article.withdrawals.filter(state=WithdrawalState.REQUESTED).select_related("requested_by").first()
        if other is None:
            raise
        raise Refused(f"{other.requested_by} 已申请撤下这篇文章,正在等待审查。") from error
    return withdrawal


@transaction.atomic
def withdraw(*, withdrawal: Withdrawal, by: User, at: datetime, reason: str = "") -> Article:
    """撤稿: the article leaves every page and list at once; its address answers 410."""
    article = Article.objects.select_for_update(of=("self",)).get(pk=withdrawal.article_id)
    close(withdrawal, Verb.WITHDRAW, WithdrawalState.CARRIED_OUT, by=by, at=at, reason=reason)
    return take_down(article, by=by, at=at)


@transaction.atomic
def schedule_withdrawal(*, withdrawal: Withdrawal, by: User, at: datetime, reason: str = "") -> Withdrawal:
    """同意到时撤稿: reviewed now, carried out by the clock at the time the request asks for."""
    if withdrawal.due_at is not None and withdrawal.due_at <= at:
        raise Refused("申请的撤下时间已经过去,请按“同意,立即撤下”。")
    return close(withdrawal, Verb.SCHEDULE_WITHDRAWAL, WithdrawalState.SCHEDULED, by=by, at=at, reason=reason)


@transaction.atomic
def withdraw_due(*, withdrawal: Withdrawal, by: User, at: datetime) -> Withdrawal:
    """The clock carries out what is due. What was taken down meanwhile needs it no more, and is cancelled."""
    article = Article.objects.select_for_update(of=("self",)).get(pk=withdrawal.article_id)
    if not article.is_live:
        return close(withdrawal, Verb.CANCEL_WITHDRAWAL, WithdrawalState.CANCELLED, by=by, at=at,
                     reason="文章已经撤下。")
    closed = close(withdrawal, Verb.WITHDRAW, WithdrawalState.CARRIED_OUT, by=by, at=at, reason="到了申请的撤下时间。")
    take_down(article, by=by, at=at)
    return closed


def take_down(article: Article, *, by: User, at: datetime) -> Article:
    article.status, article.withdrawn_at = ArticleStatus.WITHDRAWN, at
    article.save(update_fields=["status", "withdrawn_at"])
    article.placements.update(is_live=False)
    note_source_change(article, SourceChangeKind.WITHDRAWN, by=by, at=at)
    announce_withdrawn(article, article.placements.values_list("column_id", flat=True), at=at)
    return article


@transaction.atomic
def refuse_withdrawal(*, withdrawal: Withdrawal, by: User, at: datetime, reason: str) -> Withdrawal:
    if not reason.strip():
        raise Refused("请写明不同意撤稿的理由。")
    return close(withdrawal, Verb.REFUSE_WITHDRAWAL, WithdrawalState.REFUSED, by=by, at=at, reason=reason)


@transaction.atomic
def cancel_withdrawal(*, withdrawal: Withdrawal, by: User, at: datetime) -> Withdrawal:
    return close(withdrawal, Verb.CANCEL_WITHDRAWAL, WithdrawalState.CANCELLED, by=by, at=at)


def close(
    withdrawal: Withdrawal, verb: Verb, state: WithdrawalState, *, by: User, at: datetime, reason: str = ""
) -> Withdrawal:
    fresh = (
        Withdrawal.objects.select_for_update(of=("self",))
        .select_related("article__column", "closed_by").get(pk=withdrawal.pk)
    )
    demand(rules.may_close_withdrawal(verb, fresh, by))
    step = write_step(fresh, verb, by=by, at=at, reason=reason, to=state)
    fresh.state, fresh.closed_by, fresh.closed_at = state, by, at
    fresh.save(update_fields=["state", "closed_by", "closed_at"])
    tell_of_withdrawal(fresh, step)
    return fresh


def write_step(
    withdrawal: Withdrawal, verb: Verb, *, by: User, at: datetime, reason: str, from_state: str | None = None,
    to: str = "",
) -> Step:
    return append(Step(
        chain=chain_of(Step, withdrawal.site_id), site_id=withdrawal.site_id, withdrawal=withdrawal,
        article_id=withdrawal.article_id, verb=verb, from_state=withdrawal.state if from_state is None else from_state,
        to_state=to or withdrawal.state, reason=reason.strip(), by=by, at=at,
    ))
