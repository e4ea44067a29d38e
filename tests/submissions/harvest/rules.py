"""Rules that the county's officer keeps."""

from django.utils import timezone

from submissions.actions.harvest import create_rule
from submissions.models import HarvestRule

NOW = timezone.now()


def rule(cast, source, **values) -> HarvestRule:
    """The list of the good site, for 临河要闻, answered for by the drafter."""
    given = {"name": "某站动态", "column": cast.headlines, "owner": cast.drafter, "kind": "list",
             "address": source.url("/list.html"), "item_selector": ".list li"} | values
    return create_rule(by=cast.officer, at=NOW, **given)
