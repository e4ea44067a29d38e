"""From a number in an address to an object this person may see, or 404: outsiders do not learn that it exists."""

from django.shortcuts import get_object_or_404

from sites.models import User
from submissions.models import (
    Article,
    Attachment,
    HarvestItem,
    HarvestRule,
    Referral,
    Submission,
    ValidityChange,
    Withdrawal,
)
from submissions.queries import (
    files_of,
    permitted_articles,
    permitted_attachments,
    permitted_referrals,
    permitted_submissions,
    permitted_validity_changes,
    permitted_withdrawals,
)
from submissions.queries.harvest import permitted_harvest_items, permitted_harvest_rules


def submission(user: User, number: int) -> Submission:
    return get_object_or_404(
        permitted_submissions(user).select_related("column", "site", "article", "drafter", "organisation", "picture",
                                                   "interprets"),
        pk=number,
    )


def article(user: User, number: int) -> Article:
    return get_object_or_404(permitted_articles(user).select_related("column", "site", "picture"), pk=number)


def withdrawal(user: User, number: int) -> Withdrawal:
    return get_object_or_404(
        permitted_withdrawals(user).select_related("article__column", "site", "requested_by", "closed_by"), pk=number)


def validity_change(user: User, number: int) -> ValidityChange:
    return get_object_or_404(permitted_validity_changes(user).select_related(
        "article__column", "site", "document", "requested_by", "closed_by"), pk=number)


def attachment(user: User, number: int) -> Attachment:
    return get_object_or_404(permitted_attachments(user), pk=number)


def harvest_rule(user: User, number: int) -> HarvestRule:
    return get_object_or_404(permitted_harvest_rules(user).select_related("site", "column", "owner"), pk=number)


def harvest_item(user: User, number: int) -> HarvestItem:
    return get_object_or_404(
        permitted_harvest_items(user).select_related("site", "rule__column", "rule__site", "closed_by", "submission"),
        pk=number)


def referral(user: User, number: int) -> Referral:
    together = ("site", "target__site", "organisation", "sent_by", "closed_by", "adopted_as__article",
                "article__column", "article__site", "submission__column", "submission__site", "submission__article")
    return get_object_or_404(permitted_referrals(user).select_related(*together), pk=number)


def referred_file(user: User, number: int, file: int) -> Attachment:
    """A file of what was sent, for whoever may see the referral."""
    return get_object_or_404(files_of(referral(user, number)), pk=file)
