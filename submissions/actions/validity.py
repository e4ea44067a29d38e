"""Changing what holds of a live document: asked for by one person, decided by another."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from publishing import tags
from publishing.actions import announce
from sites.models import User
from sites.rules import Refused, demand
from sites.trail import append, chain_of
from submissions import rules
from submissions.actions.announcing import whereabouts
from submissions.enums import ENDED_BY_A_DOCUMENT, Validity, ValidityChangeState, ValidityVerb
from submissions.models import Article, ValidityChange, ValidityStep


def request_validity_change(
    *, article: Article, validity: Validity, effective_on: date, ground: str, by: User, at: datetime,
    document: Article | None = None,
) -> ValidityChange:
    """申请变更有效性, with its ground and, for 已修改 and 已废止, the live document that says so."""
    demand(rules.may_request_validity_change(by, article))
    demand(fault(article, Validity(validity), effective_on, ground, document, at))
    try:
        with transaction.atomic():
            change = ValidityChange.objects.create(
                site_id=article.site_id, article=article, before=article.validity, validity=validity,
                document=document, effective_on=effective_on, ground=ground.strip(), requested_by=by, requested_at=at)
            write_step(change, ValidityVerb.REQUEST, ValidityChangeState.REQUESTED, by=by, at=at, reason=ground)
    except IntegrityError as error:
        other = article.validity_changes.filter(state=ValidityChangeState.REQUESTED).select_related(
            "requested_by").first()
        if other is None:
            raise
        raise Refused(f"{other.requested_by} 已申请变更这份文件的有效性,正在等待审查。") from error
    return change


def fault(
    article: Article, validity: Validity, effective_on: date, ground: str, document: Article | None, at: datetime
) -> str | None:
    """What is wrong with the request itself."""
    if not ground.strip():
        return "请写明变更的依据。"
    if validity == Validity.NONE or validity == article.validity:
        return f"文件现在就是“{article.get_validity_display()}”,请选另一种有效性。"
    if effective_on > timezone.localdate(at):
        return "生效日期还没有到,请在生效当天或以后申请。"
    if validity not in ENDED_BY_A_DOCUMENT:
        return None
    if document is None:
        return f"“{validity.label}”须指明修改或废止它的文件。"
    if document.pk == article.pk:
        return "文件不能修改或废止它自己。"
    return None if document.is_live else "修改或废止它的文件已经撤下。"


@transaction.atomic
def change_validity(*, change: ValidityChange, by: User, at: datetime, reason: str = "") -> Article:
    """同意: the document says so at once on every page that names it, and so does the one that brought it about."""
    article = Article.objects.select_for_update(of=("self",)).get(pk=change.article_id)
    fresh = close(change, ValidityVerb.CARRY_OUT, ValidityChangeState.CARRIED_OUT, by=by, at=at, reason=reason)
    if not article.is_live:
        raise Refused("文件已经撤下,不用再变更有效性。")
    article.validity = fresh.validity
    article.save(update_fields=["validity"])
    other = {tags.article(fresh.document_id)} if fresh.document_id else set()
    announce(*whereabouts(article), *other, at=at)
    return article


@transaction.atomic
def refuse_validity_change(*, change: ValidityChange, by: User, at: datetime, reason: str) -> ValidityChange:
    if not reason.strip():
        raise Refused("请写明不同意的理由。")
    return close(change, ValidityVerb.REFUSE, ValidityChangeState.REFUSED, by=by, at=at, reason=reason)


@transaction.atomic
def cancel_validity_change(*, change: ValidityChange, by: User, at: datetime) -> ValidityChange:
    return close(change, ValidityVerb.CANCEL, ValidityChangeState.CANCELLED, by=by, at=at)


def close(
    change: ValidityChange, verb: ValidityVerb, state: ValidityChangeState, *, by: User, at: datetime, reason: str = ""
) -> ValidityChange:
    fresh = (
        ValidityChange.objects.select_for_update(of=("self",))
        .select_related("article__column", "closed_by").get(pk=change.pk)
    )
    demand(rules.may_close_validity_change(verb, fresh, by))
    write_step(fresh, verb, state, by=by, at=at, reason=reason)
    fresh.state, fresh.closed_by, fresh.closed_at = state, by, at
    fresh.save(update_fields=["state", "closed_by", "closed_at"])
    return fresh


def write_step(
    change: ValidityChange, verb: ValidityVerb, to: ValidityChangeState, *, by: User, at: datetime, reason: str
) -> None:
    append(ValidityStep(chain=chain_of(ValidityStep, change.site_id), change=change, verb=verb, to_state=to,
                        reason=reason.strip(), by=by, at=at))
