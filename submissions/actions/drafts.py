"""Writing: begin, save, autosave, restore, correct."""

from datetime import datetime

from django.db import IntegrityError, transaction

from columns.models import Column
from sites.models import User
from sites.rules import Refused, demand
from submissions import rules
from submissions.actions.moves import Stale, begin, write_step
from submissions.enums import State, Verb
from submissions.models import Article, Autosave, Revision, Submission, SubmissionAttachment
from submissions.sanitise import clean


class SentTwice(Refused):
    """The form was sent a second time: a double click, a reload."""


@transaction.atomic
def create_submission(
    *, column: Column, content: dict, by: User, at: datetime, attachments=(), also_in=(),
    article: Article | None = None, form_key: str | None = None,
) -> Submission:
    """A new manuscript as its first revision. `content` holds any of `Content.CONTENT_FIELDS`; the body is sanitised.

    Refused without the power to draft in the column (and in every further column). A form that was sent twice makes one
    manuscript: the same `form_key` of the same person is refused.
    """
    if form_key and Submission.objects.filter(drafter=by, form_key=form_key).exists():
        raise SentTwice("这份稿件刚才已经保存,没有再存一份。")
    for target in (column, *also_in):
        demand(rules.may_write_for(by, target))
    submission = Submission(
        site_id=column.site_id, column=column, drafter=by, organisation_id=by.organisation_id, article=article,
        form_key=form_key or None,
        is_correction=article is not None, state_since=at, created_at=at, saved_at=at,
    )
    submission.take_content(tidy(content))
    submission.save(force_insert=True)
    if also_in:
        submission.also_in.set(also_in)
    set_attachments(submission, attachments)
    keep_revision(submission, attachments, by, at)
    write_step(submission=submission, verb=Verb.CREATE, to=State.DRAFT, by=by, at=at, from_state="")
    return submission


@transaction.atomic
def save_draft(
    *, submission: Submission, content: dict, version: int, by: User, at: datetime, column: Column | None = None,
    attachments=None, also_in=None,
) -> Submission:
    """The next revision. `version` is the one the writer started from: a stale save raises `Stale` and writes nothing.

    An unchanged save keeps the version.
    """
    fresh = begin(submission, Verb.SAVE, by, version)
    before, old_attachments = fresh.content, attachment_numbers(fresh)
    attachments = old_attachments if attachments is None else [getattr(a, "pk", a) for a in attachments]
    for target in (column or fresh.column, *(also_in or ())):
        demand(rules.may_write_for(by, target))
    if column is not None and column.site_id != fresh.site_id:
        raise Refused("稿件不能移到别的站点。")
    moved = column is not None and column.pk != fresh.column_id
    fresh.column = column or fresh.column
    fresh.take_content(tidy(content))
    if also_in is not None:
        moved = moved or set(fresh.also_in.values_list("pk", flat=True)) != {c.pk for c in also_in}
        fresh.also_in.set(also_in)
    if fresh.content == before and attachments == old_attachments and not moved:
        return fresh
    fresh.version, fresh.saved_at = fresh.version + 1, at
    fresh.save()
    if attachments != old_attachments:
        set_attachments(fresh, attachments)
    keep_revision(fresh, attachments, by, at)
    write_step(submission=fresh, verb=Verb.SAVE, to=fresh.state, by=by, at=at)
    forget_autosave(by=by, form_key=str(fresh.pk))
    return fresh


@transaction.atomic
def restore(*, submission: Submission, number: int, by: User, at: datetime) -> Submission:
    """An older revision as a new one; of a closed manuscript, as a new manuscript (a correction of its article)."""
    revision = submission.revisions.select_related("picture", "interprets").get(number=number)
    if submission.is_editable:
        return save_draft(submission=submission, content=revision.content, version=submission.version, by=by, at=at,
                          attachments=revision.attachment_ids)
    if submission.article_id and submission.article.is_live:
        return start_correction(article=submission.article, by=by, at=at, content=revision.content,
                                attachments=revision.attachment_ids)
    if submission.state == State.DISCARDED or submission.article_id:
        return create_submission(column=submission.column, content=revision.content, by=by, at=at,
                                 attachments=revision.attachment_ids)
    raise Refused(f"稿件现在是“{submission.get_state_display()}”,请先收回或退回再恢复旧稿。")


def start_correction(
    *, article: Article, by: User, at: datetime, content: dict | None = None, attachments=None
) -> Submission:
    """A manuscript that corrects a live article, which stays up meanwhile. One at a time."""
    demand(rules.may_correct(by, article))
    if attachments is None:
        attachments = [a.attachment_id for a in article.article_attachments.filter(is_inline=False)]
    also_in = Column.objects.filter(placements__article=article).exclude(pk=article.column_id)
    try:
        with transaction.atomic():
            return create_submission(column=article.column, content=content or article.content, by=by, at=at,
                                     attachments=attachments, also_in=also_in, article=article)
    except IntegrityError as error:
        open_one = article.submissions.open().select_related("drafter").first()
        if open_one is None:
            raise
        raise Refused(f"{open_one.drafter} 已在更正这篇文章(稿件 {open_one.pk},{open_one.get_state_display()})。"
                      ) from error


def autosave(
    *, by: User, form_key: str, values: dict, base_version: int, at: datetime, submission: Submission | None = None
) -> Autosave:
    """Keep what a person has typed. It is nobody else's, changes no manuscript and is dropped by the next save."""
    kept, _ = Autosave.objects.update_or_create(
        user=by, form_key=form_key,
        defaults={"values": values, "base_version": base_version, "saved_at": at, "submission": submission},
    )
    return kept


def forget_autosave(*, by: User, form_key: str) -> None:
    Autosave.objects.filter(user=by, form_key=form_key).delete()


def tidy(content: dict) -> dict:
    if "body" in content:
        return content | {"body": clean(content["body"]).html}
    return content


def attachment_numbers(submission: Submission) -> list[int]:
    return list(submission.submission_attachments.values_list("attachment_id", flat=True))


def set_attachments(submission: Submission, attachments) -> None:
    """Replace the attachments; `attachments` are numbers in their order."""
    numbers = [getattr(a, "pk", a) for a in attachments]
    submission.submission_attachments.exclude(attachment_id__in=numbers).delete()
    SubmissionAttachment.objects.bulk_create(
        [SubmissionAttachment(submission=submission, attachment_id=number, order=order)
         for order, number in enumerate(numbers)],
        update_conflicts=True, unique_fields=["submission", "attachment"], update_fields=["order"],
    )


def keep_revision(submission: Submission, attachments, by: User, at: datetime) -> None:
    Revision.objects.create(
        submission=submission, number=submission.version, saved_by=by, saved_at=at,
        attachment_ids=[getattr(a, "pk", a) for a in attachments], **submission.content,
    )


__all__ = ["Stale", "autosave", "create_submission", "forget_autosave", "restore", "save_draft", "start_correction"]
