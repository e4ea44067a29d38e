"""Documents of the county's 政策文件 column, numbered by its bureau's rule."""

from django.utils import timezone

from submissions import actions
from submissions.enums import State
from submissions.models import Article, NumberingRule, Submission, ValidityChange
from tests import cast as casting

NOW = timezone.now()
YEAR = timezone.localtime(NOW).year
CODE = "11990000MB00000017"
PATTERN = "{code}/{year}-{serial:5}"
CITATION = "云州市政府信息公开目录编制规范 第六条"


def numbering_rule(cast, *, pattern: str = PATTERN, is_active: bool = True) -> NumberingRule:
    """For the county's office, whose name stands as 发文机关 on what `document` writes."""
    type(cast.office).objects.filter(pk=cast.office.pk).update(credit_code=CODE)
    cast.office.refresh_from_db()
    return actions.create_numbering_rule(organisation=cast.office, pattern=pattern, citation=CITATION, by=cast.bureau,
                                         at=NOW, is_active=is_active)


def fields(cast, number: str = "临政办发〔2026〕9号", **content) -> dict:
    return {
        "title": "河道管理办法", "document_number": number, "issuer": cast.office.name, "written_on": NOW.date(),
        "topic": "农业、水利", "genre": "办法", "validity": "valid",
    } | content


def document(cast, **content) -> Article:
    """A live document that went the whole way."""
    return actions.publish(submission=approved(cast, **content), by=cast.officer, at=NOW)


def approved(cast, **content) -> Submission:
    """By the drafter, in a news column: what makes a document is its metadata."""
    return casting.in_state(cast, State.APPROVED, at=NOW, **fields(cast, **content))


def corrected(cast, article: Article, **content) -> Article:
    correction = actions.start_correction(article=article, by=cast.drafter, at=NOW)
    correction = actions.save_draft(submission=correction, content=content, version=correction.version,
                                    by=cast.drafter, at=NOW)
    correction = actions.submit(submission=correction, by=cast.drafter, at=NOW)
    correction = actions.pass_review(submission=correction, by=cast.officer, at=NOW)
    actions.approve_and_publish(submission=correction, by=cast.supervisor, at=NOW, secrecy=casting.SECRECY)
    article.refresh_from_db()
    return article


def request_change(cast, article: Article, validity: str = "expired", by=None, **values) -> ValidityChange:
    """By the officer, on the day itself; to 失效 unless said otherwise."""
    return actions.request_validity_change(article=article, validity=validity, by=by or cast.officer, at=NOW, **{
        "effective_on": timezone.localdate(NOW), "ground": "文件清理结果", **values})
