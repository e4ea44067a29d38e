"""Publishing: now or at a time, and what becomes public by it."""

from datetime import datetime, timedelta

from django.db import transaction

from columns.models import Column
from sites.digest import digest
from sites.models import User
from sites.rules import Refused
from submissions.actions.announcing import announce_corrected, announce_new
from submissions.actions.moves import begin, carry_out, move
from submissions.actions.numbering import give_index_number
from submissions.actions.review import SecrecyFindings, approve
from submissions.actions.source_changes import note_source_change
from submissions.actions.telling import tell_unpublished
from submissions.enums import SourceChangeKind, Verb
from submissions.models import Article, ArticleAttachment, Attachment, Placement, Submission
from submissions.sanitise import file_numbers

LONGEST_SCHEDULE = timedelta(days=366)


@transaction.atomic
def publish(*, submission: Submission, by: User, at: datetime, version: int | None = None) -> Article:
    """发布: the approved content becomes the article's. A new article's first publication time is `at`, for ever."""
    fresh = begin(submission, Verb.PUBLISH, by, version)
    corrected = article_to_correct(fresh, at)
    article = corrected or Article(site_id=fresh.site_id, published_at=at)
    explained, held, article.column = article.interprets_id, article.index_number, fresh.column
    article.take_content(fresh.content | kept_validity(article))
    article.body_digest = digest(article.body.encode())
    article.save()
    entered, left = place(article, [fresh.column, *fresh.also_in.all()])
    attach(article, list(fresh.submission_attachments.values_list("attachment_id", flat=True)))
    fresh.article = article
    carry_out(fresh, Verb.PUBLISH, by=by, at=at)
    give_index_number(article, held=held, at=at)
    if corrected:
        note_source_change(article, SourceChangeKind.CORRECTED, by=by, at=at)
        announce_corrected(article, entered, left, explained=explained, at=at)
    else:
        announce_new(article, entered, at=at)
    return article


def kept_validity(article: Article) -> dict:
    """A correction leaves the validity of a document: it may have been begun before the document was repealed."""
    return {"validity": article.validity} if article.pk and article.validity else {}


def article_to_correct(submission: Submission, at: datetime) -> Article | None:
    """The live article of a correction, locked: it may be taken down at this very moment."""
    if submission.article_id is None:
        return None
    article = Article.objects.select_for_update(of=("self",)).get(pk=submission.article_id)
    if not article.is_live:
        raise Refused("文章已撤下,更正稿不能发布;如需再次发布请新建稿件。")
    article.corrected_at = at
    return article


@transaction.atomic
def approve_and_publish(
    *, submission: Submission, by: User, at: datetime, version: int | None = None, reason: str = "",
    secrecy: SecrecyFindings | None = None,
) -> Article:
    """批准并发布: both or neither."""
    approved = approve(submission=submission, by=by, at=at, version=version, reason=reason, secrecy=secrecy)
    return publish(submission=approved, by=by, at=at)


@transaction.atomic
def schedule(
    *, submission: Submission, publish_at: datetime, by: User, at: datetime, version: int | None = None
) -> Submission:
    """定时发布. A time already past is refused here; nothing else is blocked by it."""
    if publish_at <= at:
        raise Refused("定时发布的时间已经过去。请选以后的时间,或直接发布。")
    if publish_at > at + LONGEST_SCHEDULE:
        raise Refused("定时发布的时间不能超过一年。")
    return move(submission=submission, verb=Verb.SCHEDULE, by=by, at=at, version=version,
                publish_at=publish_at)


@transaction.atomic
def report_unpublished(*, submission: Submission, reason: str, at: datetime) -> None:
    """The clock could not publish what was due: its drafter and those who may publish are told, once."""
    tell_unpublished(submission, reason, at=at)


@transaction.atomic
def unschedule(*, submission: Submission, by: User, at: datetime) -> Submission:
    """取消定时: approved again, waiting for somebody to publish."""
    return move(submission=submission, verb=Verb.UNSCHEDULE, by=by, at=at)


def place(article: Article, columns: list[Column]) -> tuple[set[int], set[int]]:
    """Make the article's placements exactly these columns. Returns which it entered and which it left."""
    wanted = {column.pk for column in columns}
    held = set(article.placements.values_list("column_id", flat=True))
    if held - wanted:
        article.placements.filter(column_id__in=held - wanted).delete()
    Placement.objects.bulk_create(
        Placement(article=article, column_id=number, site_id=article.site_id, published_at=article.published_at)
        for number in sorted(wanted - held)
    )
    return wanted - held, held - wanted


def attach(article: Article, listed: list[int]) -> None:
    """Make the article's files exactly these and the pictures its text shows. Only its own site's files count."""
    inline = Attachment.objects.filter(pk__in=file_numbers(article.body) - set(listed), site_id=article.site_id)
    inline_numbers = list(inline.values_list("pk", flat=True)) if "/files/" in article.body else []
    article.article_attachments.all().delete()
    ArticleAttachment.objects.bulk_create(
        ArticleAttachment(article=article, attachment_id=number, order=order, is_inline=order >= len(listed))
        for order, number in enumerate([*listed, *inline_numbers])
    )
