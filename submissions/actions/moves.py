"""The one door through which a submission changes its state."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from sites.digest import digest
from sites.models import User
from sites.rules import Refused
from sites.trail import append, chain_of
from submissions import rules, workflow
from submissions.actions.telling import tell_of_move
from submissions.enums import State, Verb
from submissions.models import Step, Submission


class Stale(Refused):
    """Somebody saved the manuscript since this person opened it."""


def lock(submission: Submission, version: int | None = None) -> Submission:
    """The fresh row, locked until the transaction ends. `version` is what the person saw; a different one is stale."""
    if not connection.in_atomic_block:
        raise RuntimeError("A submission is locked inside a transaction.")
    fresh = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("column", "site", "article", "picture", "word_import").get(pk=submission.pk)
    )
    if version is not None and fresh.version != version:
        last = fresh.revisions.select_related("saved_by").first()
        raise Stale(f"{last.saved_by} 已于 {timezone.localtime(last.saved_at):%m-%d %H:%M} 保存了第 {last.number} 稿,"
                    f"您看到的是第 {version} 稿。请先看过新稿再决定。")
    return fresh


def begin(submission: Submission, verb: Verb, by: User, version: int | None = None) -> Submission:
    """Lock the row and ask the rules. Raises `Refused` with the reason; two persons at once: the second one is told
    what the first one did."""
    fresh = lock(submission, version)
    refuse_or_tell(verb, fresh, by)
    return fresh


def carry_out(
    fresh: Submission, verb: Verb, *, by: User, at: datetime, reason: str = "", publish_at: datetime | None = None
) -> Submission:
    """Write the step and the new state of a submission that `begin` has locked and allowed."""
    target = workflow.target(verb, State(fresh.state), fresh.levels)
    step = write_step(submission=fresh, verb=verb, to=target, by=by, at=at, reason=reason)
    if target != fresh.state:
        fresh.state_since = at
    fresh.state, fresh.publish_at = target, publish_at
    fresh.save(update_fields=["state", "state_since", "publish_at", "levels", "article"])
    tell_of_move(fresh, step)
    return fresh


def move(
    *, submission: Submission, verb: Verb, by: User, at: datetime, reason: str = "", version: int | None = None,
    publish_at: datetime | None = None,
) -> Submission:
    """The whole of a verb that only changes the state."""
    fresh = begin(submission, verb, by, version)
    return carry_out(fresh, verb, by=by, at=at, reason=reason, publish_at=publish_at)


def refuse_or_tell(verb: Verb, fresh: Submission, by: User) -> None:
    """Raise `Refused` with the rule's reason, after what somebody else did last: that is usually why."""
    reason = rules.may(verb, fresh, by)
    if reason is None:
        return
    last = fresh.steps.order_by("-number").first()
    if last is not None and last.by_id != by.pk:
        reason = f"{last.by_name} 已于 {timezone.localtime(last.at):%m-%d %H:%M} {last.get_verb_display()}。{reason}"
    raise Refused(reason)


def write_step(
    *, submission: Submission, verb: Verb, to: str, by: User, at: datetime, reason: str = "",
    from_state: str | None = None,
) -> Step:
    """Append to the trail; the step seals the content it was about."""
    submission.__dict__.pop("acts", None)
    return append(Step(
        chain=chain_of(Step, submission.site_id), site_id=submission.site_id, submission=submission,
        article_id=submission.article_id, verb=verb, to_state=to,
        from_state=submission.state if from_state is None else from_state,
        revision=submission.version, content_digest=content_digest(submission), reason=reason.strip(), by=by, at=at,
    ))


def content_digest(submission: Submission) -> str:
    return digest(f"{submission.title}\n{submission.body}".encode())
