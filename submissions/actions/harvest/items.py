"""What was harvested is taken by a person, or declined."""

from datetime import datetime

from django.db import transaction

from sites.models import User
from sites.rules import demand
from submissions.actions.drafts import create_submission
from submissions.enums import HarvestItemState
from submissions.models import HarvestItem, Submission
from submissions.rules.harvest import may_decline, may_take

LONGEST_TITLE = 120


@transaction.atomic
def take_item(*, item: HarvestItem, by: User, at: datetime) -> Submission:
    """选用: a draft of this person, with the text, source and attachments.

    From here on the usual levels of review: whoever takes it has written it, so another person reviews it.
    """
    fresh = locked(item)
    demand(may_take(fresh, by))
    content = {"title": fresh.title[:LONGEST_TITLE], "body": fresh.body, "source": fresh.source}
    made = create_submission(column=fresh.rule.column, content=content, by=by, at=at,
                             attachments=fresh.attachment_ids)
    close(fresh, HarvestItemState.TAKEN, by, at, submission=made)
    return made


@transaction.atomic
def decline_item(*, item: HarvestItem, by: User, at: datetime, reason: str = "") -> HarvestItem:
    """不选用. It may still be taken later; the same page is not fetched again."""
    fresh = locked(item)
    demand(may_decline(fresh, by))
    return close(fresh, HarvestItemState.DECLINED, by, at, reason=reason.strip()[:300])


def locked(item: HarvestItem) -> HarvestItem:
    items = HarvestItem.objects.select_for_update(of=("self",)).select_related("rule__column", "closed_by")
    return items.get(pk=item.pk)


def close(item: HarvestItem, state: HarvestItemState, by: User, at: datetime, **values) -> HarvestItem:
    item.state, item.closed_by, item.closed_at = state, by, at
    for name, value in values.items():
        setattr(item, name, value)
    item.save(update_fields=["state", "closed_by", "closed_at", *values])
    return item
