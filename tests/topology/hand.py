"""A person's verbs on the running topology, in a process with the environment of its node: one JSON list a line on
standard input (name, arguments), one JSON value a line back.

    python -m tests.topology.hand
"""

import json
import sys
from datetime import timedelta

import django
from django.db import close_old_connections
from django.utils import timezone

django.setup()

from columns import actions as column_actions  # noqa: E402 - Django first
from columns.enums import HomeBlock  # noqa: E402
from submissions import actions  # noqa: E402
from submissions.enums import State, WithdrawalReason  # noqa: E402
from submissions.models import Article, Submission, Withdrawal  # noqa: E402
from tests import cast as casting  # noqa: E402
from tests.desk.reading import csv, png  # noqa: E402


class Hand:
    """Everything returns numbers and texts only."""

    def __init__(self):
        self.cast = None

    def build(self) -> None:
        """The cast, whose headlines also stand on the county's home page."""
        self.cast = casting.build()
        column_actions.change_column(column=self.cast.headlines, values={"home_block": HomeBlock.MAIN},
                                     by=self.cast.platform_admin, at=timezone.now())

    def bring(self, state: str, title: str) -> int:
        """A manuscript in this state."""
        return casting.in_state(self.cast, State(state), title=title).pk

    def bring_with_files(self, title: str) -> dict:
        """An approved manuscript with a picture in its text and a table below it."""
        cast, now = self.cast, timezone.now()
        picture = actions.upload(site=cast.county, file=png(), name="现场.png", by=cast.drafter, at=now, alt="现场")
        table = actions.upload(site=cast.county, file=csv(), name="名单.csv", by=cast.drafter, at=now)
        body = f'<p>会议部署了工作。</p><p><img src="{picture.address}" alt="现场"></p>'
        submission = actions.create_submission(
            column=cast.headlines, by=cast.drafter, at=now, attachments=[table.pk],
            content=casting.CONTENT | {"title": title, "body": body})
        submission = actions.submit(submission=submission, by=cast.drafter, at=now)
        submission = actions.pass_review(submission=submission, by=cast.officer, at=now)
        actions.approve(submission=submission, secrecy=casting.SECRECY, by=cast.supervisor, at=now)
        return {"number": submission.pk, "picture": picture.address, "table": table.address}

    def publish(self, number: int) -> str:
        """The article's address."""
        return actions.publish(submission=Submission.objects.get(pk=number), by=self.cast.officer,
                               at=timezone.now()).address

    def schedule(self, number: int, seconds: float) -> None:
        now = timezone.now()
        actions.schedule(submission=Submission.objects.get(pk=number), publish_at=now + timedelta(seconds=seconds),
                         by=self.cast.officer, at=now)

    def ask_to_withdraw(self, address: str) -> int:
        number = int(address.rpartition("/")[2].removesuffix(".html"))
        return actions.request_withdrawal(
            article=Article.objects.get(pk=number), reason_type=WithdrawalReason.SUPERSEDED, reason="数字有误。",
            by=self.cast.officer, at=timezone.now()).pk

    def withdraw(self, number: int) -> None:
        actions.withdraw(withdrawal=Withdrawal.objects.get(pk=number), by=self.cast.supervisor, at=timezone.now())


def main() -> None:
    hand = Hand()
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        close_old_connections()  # one that a test broke is not used again
        print(json.dumps(getattr(hand, name)(*arguments)), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
