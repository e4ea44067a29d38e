"""Three levels: submit, recall, pass, send back, secrecy review, approve, discard."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sites.models import User
from sites.rules import Refused, demand
from submissions import rules, workflow
from submissions.actions.moves import begin, carry_out, move
from submissions.completeness import problems
from submissions.enums import SecrecyConclusion, SecrecyGround, State, Verb
from submissions.models import SecrecyReview, Submission
from submissions.queries import blocking_words

SKIP_REASON = "拟稿人是本栏目唯一的信息员,无其他信息员可审,转信息主管审批。"


@dataclass(frozen=True)
class SecrecyFindings:
    """What the paper form of the secrecy review says (政府信息公开条例: first reviewed, then published)."""

    conclusion: SecrecyConclusion
    ground: SecrecyGround
    reviewer: str
    number: str
    note: str = ""


@transaction.atomic
def submit(*, submission: Submission, by: User, at: datetime, version: int | None = None) -> Submission:
    """提交: to the first review level. The levels are copied into the submission.

    Refused while something is missing, a word must be corrected, or nobody could review. When the drafter is the unit's
    only officer, the officer's level is closed with that reason in a step of its own.
    """
    fresh = begin(submission, Verb.SUBMIT, by, version)
    missing = problems(fresh, fresh.column)
    demand(" ".join(missing) or rules.not_compared(fresh) or rules.no_reviewer(fresh, by)
           or blocking_words(fresh, site=fresh.site_id))
    fresh.levels = [str(level) for level in workflow.LEVELS]
    carry_out(fresh, Verb.SUBMIT, by=by, at=at)
    if fresh.state == State.OFFICER_REVIEW and rules.is_only_officer(fresh, by):
        carry_out(fresh, Verb.SKIP_REVIEW, by=by, at=at, reason=SKIP_REASON)
    return fresh


@transaction.atomic
def recall(*, submission: Submission, by: User, at: datetime) -> Submission:
    """收回: back to a draft while nobody has decided."""
    return move(submission=submission, verb=Verb.RECALL, by=by, at=at)


@transaction.atomic
def pass_review(
    *, submission: Submission, by: User, at: datetime, version: int | None = None, reason: str = ""
) -> Submission:
    """审核通过, by the info officer."""
    return move(submission=submission, verb=Verb.PASS_REVIEW, by=by, at=at, reason=reason, version=version)


@transaction.atomic
def send_back(
    *, submission: Submission, by: User, at: datetime, reason: str, version: int | None = None
) -> Submission:
    """退回: to the drafter, with a reason the drafter will read."""
    if not reason.strip():
        raise Refused("请写明退回的原因,拟稿人要据此修改。")
    return move(submission=submission, verb=Verb.SEND_BACK, by=by, at=at, reason=reason, version=version)


@transaction.atomic
def record_secrecy(
    *, submission: Submission, findings: SecrecyFindings, by: User, at: datetime, version: int | None = None
) -> SecrecyReview:
    """保密审查: a recorded step of its own. One that says “not public” sends the manuscript back at once."""
    fresh = begin(submission, Verb.REVIEW_SECRECY, by, version)
    review = write_secrecy(fresh, findings, by=by, at=at)
    if findings.conclusion == SecrecyConclusion.NOT_PUBLIC:
        carry_out(fresh, Verb.SEND_BACK, by=by, at=at, reason=f"保密审查:{findings.conclusion.label}。{findings.note}")
    return review


def write_secrecy(fresh: Submission, findings: SecrecyFindings, *, by: User, at: datetime) -> SecrecyReview:
    """The review and its step, of a submission that `begin` has locked and allowed."""
    if not (findings.reviewer.strip() and findings.number.strip()):
        raise Refused("请填写保密审查的审查人和审查编号。")
    if findings.ground == SecrecyGround.OTHER and not findings.note.strip():
        raise Refused("审查依据选“其他”时,请在意见中写明依据。")
    carry_out(fresh, Verb.REVIEW_SECRECY, by=by, at=at,
              reason=f"{findings.conclusion.label};审查人 {findings.reviewer},编号 {findings.number}")
    return SecrecyReview.objects.create(
        submission=fresh, revision=fresh.version, recorded_by=by, recorded_at=at,
        conclusion=findings.conclusion, ground=findings.ground, reviewer=findings.reviewer.strip(),
        number=findings.number.strip(), note=findings.note.strip(),
    )


@transaction.atomic
def approve(
    *, submission: Submission, by: User, at: datetime, version: int | None = None, reason: str = "",
    secrecy: SecrecyFindings | None = None,
) -> Submission:
    """批准, by the supervisor. Refused until a secrecy review of this very revision says that it may be public."""
    fresh = begin(submission, Verb.APPROVE, by, version)
    if secrecy is not None:
        write_secrecy(fresh, secrecy, by=by, at=at)
        if secrecy.conclusion == SecrecyConclusion.NOT_PUBLIC:
            raise Refused("保密审查结论是“涉密或不宜公开”,不能批准,请退回。")
    elif not secrecy_is_clear(fresh):
        raise Refused("尚不能批准:这一稿还没有做保密审查。")
    return carry_out(fresh, Verb.APPROVE, by=by, at=at, reason=reason)


def secrecy_is_clear(submission: Submission) -> bool:
    newest = submission.secrecy_reviews.filter(revision=submission.version).first()
    return newest is not None and newest.conclusion == SecrecyConclusion.PUBLIC


@transaction.atomic
def discard(*, submission: Submission, by: User, at: datetime, reason: str = "") -> Submission:
    """作废: the manuscript ends; everything written in it stays readable."""
    return move(submission=submission, verb=Verb.DISCARD, by=by, at=at, reason=reason)


@dataclass(frozen=True)
class Outcome:
    """One item of a batch: done, or refused with its reason."""

    submission: Submission
    refusal: str = ""


def in_batch(verb: Callable[..., object], submissions: Iterable[Submission], **arguments) -> list[Outcome]:
    """Carry out a verb on each item by itself: one refusal stops no other."""
    outcomes = []
    for submission in submissions:
        try:
            verb(submission=submission, **arguments)
            outcomes.append(Outcome(submission))
        except Refused as refusal:
            outcomes.append(Outcome(submission, str(refusal)))
    return outcomes


__all__ = ["Outcome", "SecrecyFindings", "approve", "discard", "in_batch", "pass_review", "recall",
           "record_secrecy", "send_back", "submit"]
