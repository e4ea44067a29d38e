"""The review page: everything to decide on."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.html import escape

from sites.models import User
from submissions import rules
from submissions.completeness import problems
from submissions.diff import compare, count_changes
from submissions.enums import EDITABLE_STATES, State, Verb
from submissions.models import Attachment, Step, Submission
from submissions.queries.desk import waiting_count, waiting_for
from submissions.queries.proofreading import Result, check_content


@dataclass(frozen=True)
class VerbButton:
    """A button of the review page: allowed, or refused with its reason."""

    verb: Verb
    label: str
    refusal: str | None


@dataclass(frozen=True)
class ReviewPage:
    """Everything to decide on: the text, what changed, what is missing, who did what, and the buttons."""

    submission: Submission
    stages: list["Stage"]
    buttons: dict[str, VerbButton]
    steps: list[Step]
    revisions: list
    files: list[Attachment]
    secrecy: object | None
    missing: list[str]
    words: list[Result]
    differences: list
    compared_with: str
    also_in: list
    next_waiting: Submission | None
    waiting_count: int

    @property
    def change_count(self) -> int:
        return count_changes(self.differences)


@dataclass(frozen=True)
class Stage:
    """One of the four stages at the top: who passed it and when, or who is awaited."""

    title: str
    status: str
    note: str


SHOWN_VERBS = (Verb.APPROVE, Verb.PASS_REVIEW, Verb.PUBLISH, Verb.SCHEDULE, Verb.UNSCHEDULE, Verb.SUBMIT,
               Verb.SEND_BACK, Verb.RECALL, Verb.DISCARD)


def review_page(submission: Submission, user: User) -> ReviewPage:
    """The review page of a manuscript that `access` has handed out. A fixed number of queries."""
    steps = list(submission.steps.order_by("-number"))
    submission.__dict__["acts"] = {(step.verb, step.by_id) for step in steps}
    revisions = list(submission.revisions.select_related("saved_by").defer("body", "summary"))
    differences, compared_with = differences_of(submission, steps)
    others = list(waiting_for(user).exclude(pk=submission.pk).only("pk", "title")[:1])
    buttons = {}
    for verb in SHOWN_VERBS:
        if rules.wrong_state(verb, submission) is None:
            refusal = rules.no_power(verb, submission, user) or rules.acted_before(verb, submission, user)
            buttons[verb.value] = VerbButton(verb, verb.label, refusal)
    return ReviewPage(
        submission=submission, stages=stages(submission, steps), buttons=buttons, steps=steps, revisions=revisions,
        files=list(submission.attachments.order_by("submission_attachments__order")),
        secrecy=submission.secrecy_reviews.filter(revision=submission.version).select_related("recorded_by").first(),
        missing=problems(submission, submission.column),
        words=check_content(submission, site=submission.site_id), differences=differences, compared_with=compared_with,
        also_in=list(submission.also_in.all()), next_waiting=others[0] if others else None,
        waiting_count=waiting_count(user),
    )


def differences_of(submission: Submission, steps: list[Step]) -> tuple[list, str]:
    """What a reviewer has not seen: against the live article of a correction, or against the revision that was last
    sent back; nothing for a first draft."""
    if submission.is_correction and submission.state != State.PUBLISHED:
        return compare(full_text(submission.article), full_text(submission)), "与线上文章的不同"
    sent_back = next((step for step in steps if step.verb == Verb.SEND_BACK), None)
    if sent_back is not None and sent_back.revision != submission.version:
        older = submission.revisions.get(number=sent_back.revision)
        return compare(full_text(older), full_text(submission)), f"与退回的第 {older.number} 稿的不同"
    return [], ""


def full_text(content) -> str:
    """Title and body as one text to compare."""
    return f"<p>{escape(content.title)}</p>{content.body}"


def stages(submission: Submission, steps: list[Step]) -> list[Stage]:
    """拟稿 → 信息员审核 → 信息主管审批 → 发布, with the newest step that closed each."""
    state = submission.state
    wanted = [
        ("拟稿", {Verb.SUBMIT}, EDITABLE_STATES),
        ("信息员审核", {Verb.PASS_REVIEW, Verb.SKIP_REVIEW}, {State.OFFICER_REVIEW}),
        ("信息主管审批", {Verb.APPROVE}, {State.SUPERVISOR_REVIEW}),
        ("发布", {Verb.PUBLISH}, {State.APPROVED, State.SCHEDULED}),
    ]
    now = next((n for n, (_, _, states) in enumerate(wanted) if state in states), len(wanted))
    found = []
    for number, (title, verbs, _) in enumerate(wanted):
        step = next((step for step in steps if step.verb in verbs), None)
        if number < now and step is not None:
            found.append(Stage(title, "done", f"{step.by_name} · {timezone.localtime(step.at):%m-%d %H:%M}"))
        elif number == now:
            found.append(Stage(title, "now", f"等待处理 · 自 {timezone.localtime(submission.state_since):%m-%d %H:%M}"))
        else:
            found.append(Stage(title, "", ""))
    return found
