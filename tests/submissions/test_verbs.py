"""Verbs × states: one table says what each verb does in each state; everything else is refused and changes nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sites.rules import Refused
from submissions import actions
from submissions.enums import State, Verb
from submissions.models import Step, Submission
from tests.cast import SECRECY, in_state

D, F, S, R, A, T, P, X = (
    State.DRAFT, State.OFFICER_REVIEW, State.SUPERVISOR_REVIEW, State.RETURNED, State.APPROVED, State.SCHEDULED,
    State.PUBLISHED, State.DISCARDED,
)

# verb: {state before: state after}; a state that is not named refuses the verb
TABLE = {
    Verb.SAVE: {D: D, R: R},
    Verb.SUBMIT: {D: F, R: F},
    Verb.RECALL: {F: D, S: D},
    Verb.PASS_REVIEW: {F: S},
    Verb.SEND_BACK: {F: R, S: R, A: R, T: R},
    Verb.REVIEW_SECRECY: {S: S},
    Verb.APPROVE: {S: A},
    Verb.SCHEDULE: {A: T, T: T},
    Verb.UNSCHEDULE: {T: A},
    Verb.PUBLISH: {A: P, T: P},
    Verb.DISCARD: {D: X, R: X},
}


def carry_out(verb: Verb, submission: Submission, cast, at) -> None:
    """Each verb by the person whose verb it is in that state."""
    drafter = {"submission": submission, "by": cast.drafter, "at": at}
    officer = {"submission": submission, "by": cast.officer, "at": at}
    supervisor = {"submission": submission, "by": cast.supervisor, "at": at}
    {
        Verb.SAVE: lambda: actions.save_draft(**drafter, content={"title": "改过的标题"}, version=submission.version),
        Verb.SUBMIT: lambda: actions.submit(**drafter),
        Verb.RECALL: lambda: actions.recall(**drafter),
        Verb.PASS_REVIEW: lambda: actions.pass_review(**officer),
        Verb.SEND_BACK: lambda: actions.send_back(
            **(officer if submission.state == F else supervisor), reason="请补充数据。"),
        Verb.REVIEW_SECRECY: lambda: actions.record_secrecy(**supervisor, findings=SECRECY),
        Verb.APPROVE: lambda: actions.approve(**supervisor, secrecy=SECRECY),
        Verb.SCHEDULE: lambda: actions.schedule(**officer, publish_at=at + timedelta(hours=2)),
        Verb.UNSCHEDULE: lambda: actions.unschedule(**officer),
        Verb.PUBLISH: lambda: actions.publish(**officer),
        Verb.DISCARD: lambda: actions.discard(**drafter),
    }[verb]()


def picture_of(submission: Submission) -> tuple:
    """Everything a refused verb must leave as it was."""
    fresh = Submission.objects.values().get(pk=submission.pk)
    rows = tuple(
        relation.related_model._default_manager.filter(**{relation.field.name: submission.pk}).count()
        for relation in Submission._meta.related_objects
    )
    return fresh, rows, Step.objects.count()


@pytest.mark.parametrize("state", State, ids=lambda state: state.value)
@pytest.mark.parametrize("verb", TABLE, ids=lambda verb: verb.value)
def test_verb_in_state(verb, state, cast):
    at = timezone.now()
    submission = in_state(cast, state, at=at)
    before = picture_of(submission)
    target = TABLE[verb].get(state)
    if target is None:
        with pytest.raises(Refused) as refusal:
            carry_out(verb, submission, cast, at)
        assert State(state).label in str(refusal.value)
        assert picture_of(submission) == before
        return
    carry_out(verb, submission, cast, at)
    submission.refresh_from_db()
    newest = submission.steps.order_by("-number").first()
    assert (submission.state, newest.verb, newest.from_state, newest.to_state) == (target, verb, state, target)


def test_table_names_every_verb_of_a_submission():
    elsewhere = {Verb.CREATE, Verb.SKIP_REVIEW, Verb.REQUEST_WITHDRAWAL, Verb.WITHDRAW, Verb.REFUSE_WITHDRAWAL,
                 Verb.SCHEDULE_WITHDRAWAL, Verb.CANCEL_WITHDRAWAL}
    assert set(Verb) - elsewhere == set(TABLE)
