"""Prints, as JSON, how many SQL queries a manuscript costs from the draft to the published article."""

import json
import sys

import measuring

measuring.set_up()

from django.db import transaction  # noqa: E402

from tests.cast import build  # noqa: E402
from tests.submissions.test_budget import queries_from_draft_to_published  # noqa: E402


def main() -> None:
    with transaction.atomic():
        queries = queries_from_draft_to_published(build())
        transaction.set_rollback(True)
    sys.stdout.write(json.dumps(queries))


if __name__ == "__main__":
    main()
