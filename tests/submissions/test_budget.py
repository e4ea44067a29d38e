"""What the way from the draft to the published article costs the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sites.models import User
from submissions import actions
from submissions.models import Submission
from submissions.queries.proofreading import KEEPER
from tests.cast import CONTENT, SECRECY, Cast

NOW = timezone.now()
BUDGET = 60


def queries_from_draft_to_published(cast: Cast) -> dict[str, int]:
    """Verb → queries, by the drafter, the officer and the supervisor, each in a request of their own: nothing that was
    read for one verb is known at the next. The marks of nested transactions are no queries."""
    counted, numbers = {}, []

    def measure(verb: str, person: User, carry_out) -> None:
        by = User.objects.get(pk=person.pk)
        submission = Submission.objects.get(pk=numbers[0]) if numbers else None
        with CaptureQueriesContext(connection) as captured:
            done = carry_out(submission, {"by": by, "at": NOW})
        numbers.append(done.pk)
        counted[verb] = sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
                            for query in captured)

    measure("create", cast.drafter, lambda _, who: actions.create_submission(
        column=cast.headlines, content=CONTENT, **who))
    measure("submit", cast.drafter, lambda submission, who: actions.submit(submission=submission, **who))
    measure("pass_review", cast.officer, lambda submission, who: actions.pass_review(submission=submission, **who))
    measure("approve", cast.supervisor, lambda submission, who: actions.approve(
        submission=submission, secrecy=SECRECY, **who))
    measure("publish", cast.officer, lambda submission, who: actions.publish(submission=submission, **who))
    return counted


def test_from_draft_to_published_article(cast):
    KEEPER.matcher()  # this process has read the list of watched words
    queries = queries_from_draft_to_published(cast)
    assert sum(queries.values()) <= BUDGET
    assert queries == {"create": 9, "submit": 11, "pass_review": 10, "approve": 15, "publish": 15}
