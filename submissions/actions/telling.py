"""Who is told of what a verb did. Every function belongs into the verb's own transaction."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from sites.actions import settle, tell
from sites.enums import MessageKind
from submissions.enums import REVIEW_STATES, State, Verb, WithdrawalState
from submissions.models import Step, Submission, Withdrawal
from submissions.queries import deciders_of, publishers_of, reviewers_of

SILENT = frozenset({Verb.CREATE, Verb.SAVE, Verb.REVIEW_SECRECY})
"""Verbs after which the manuscript waits as it did before."""


def tell_of_move(submission: Submission, step: Step) -> None:
    """For whom the manuscript waits now, or how it ended. What waited before is settled."""
    if step.verb in SILENT:
        return
    if step.from_state != State.DRAFT:
        settle(about=name_of(submission), at=step.at)
    title, drafter = submission.title, [submission.drafter_id]
    if submission.state in REVIEW_STATES:
        verb = "审核" if submission.state == State.OFFICER_REVIEW else "审批"
        send(submission, step, reviewers_of(submission), MessageKind.TO_REVIEW, f"“{title}”等您{verb}")
    elif submission.state == State.RETURNED:
        send(submission, step, drafter, MessageKind.TO_REVISE, f"“{title}”退回给您修改:{step.reason}")
    elif submission.state == State.APPROVED:
        send(submission, step, publishers_of(submission), MessageKind.TO_PUBLISH, f"“{title}”已批准,等待发布")
    elif submission.state == State.PUBLISHED:
        send(submission, step, drafter, MessageKind.PUBLISHED, f"“{title}”已发布")


def send(submission: Submission, step: Step, people: Iterable[int], kind: MessageKind, text: str) -> None:
    """To all but who did it."""
    tell(people=[number for number in people if number != step.by_id], kind=kind, text=text, link=page_of(submission),
         event=f"step:{step.pk}", about=name_of(submission), at=step.at)


def tell_unpublished(submission: Submission, reason: str, *, at: datetime) -> None:
    """A scheduled publication that failed, once for each time it was due; the clock tries again every minute."""
    due = timezone.localtime(submission.publish_at)
    tell(people={submission.drafter_id, *publishers_of(submission)}, kind=MessageKind.NOT_PUBLISHED,
         text=f"“{submission.title}”定于 {due:%m-%d %H:%M} 发布,没有成功:{reason}", link=page_of(submission),
         event=f"unpublished:{submission.pk}:{due:%Y%m%d%H%M%S}", about=name_of(submission), at=at)


def tell_of_withdrawal(withdrawal: Withdrawal, step: Step) -> None:
    """Asked for: who may decide. Decided: who asked."""
    about, title = f"withdrawal:{withdrawal.pk}", withdrawal.article.title
    if withdrawal.state == WithdrawalState.REQUESTED:
        people, kind, text = deciders_of(withdrawal), MessageKind.WITHDRAWAL_ASKED, f"“{title}”申请撤下,等您审查"
    else:
        settle(about=about, at=step.at)
        people, kind = {withdrawal.requested_by_id} - {step.by_id}, MessageKind.WITHDRAWAL_CLOSED
        text = f"您申请撤下的“{title}”:{withdrawal.get_state_display()}"
    tell(people=people, kind=kind, text=text, link=f"/admin/submissions/withdrawal/{withdrawal.pk}/page/",
         event=f"step:{step.pk}", about=about, at=step.at)


def name_of(submission: Submission) -> str:
    return f"submission:{submission.pk}"


def page_of(submission: Submission) -> str:
    return f"/admin/submissions/submission/{submission.pk}/review/"
