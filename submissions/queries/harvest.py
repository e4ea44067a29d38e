"""Reads of harvest rules and of what they brought."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from columns.queries import permitted as permitted_columns
from columns.queries import scope_of
from sites import roles
from sites.models import User
from submissions.enums import HarvestItemState
from submissions.models import Attachment, HarvestItem, HarvestRule, HarvestRun
from submissions.rules.harvest import KEEPING

MOST_ATTEMPTS = 3
SHOWN_RUNS = 20
SHOWN_FAILING = 6


def permitted_harvest_rules(user: User) -> QuerySet[HarvestRule]:
    """Rules of the columns for which this person keeps them; to others what they bring is enough."""
    return HarvestRule.objects.filter(
        Q(column__in=permitted_columns(user, roles.REVIEW)) | Q(column__in=permitted_columns(user, roles.ARRANGE)))


def permitted_harvest_items(user: User) -> QuerySet[HarvestItem]:
    return HarvestItem.objects.filter(rule__column__in=permitted_columns(user, roles.SEE))


def possible_owners(user: User) -> QuerySet[User]:
    """Who drafts anywhere in this person's sites."""
    return User.objects.filter(
        is_active=True, groups__columngrouppermission__permission__codename=roles.DRAFT,
        groups__columngrouppermission__content_object__tree_id__in=scope_of(user).site_ids).distinct()


def due_harvests(at: datetime) -> QuerySet[HarvestRule]:
    """Longest overdue first."""
    return HarvestRule.objects.filter(is_active=True, next_at__lte=at).order_by("next_at", "pk")


def keeps_rules(user: User) -> bool:
    return any(scope_of(user).has(power) for power in KEEPING)


@dataclass(frozen=True)
class HarvestCard:
    """网上抓取 on the start page: what fails, and how much waits to be taken."""

    failing: list[HarvestRule]
    waiting: int


def harvest_card(user: User) -> HarvestCard | None:
    """For those who keep rules; nobody else is asked, and nothing is read for them."""
    if not keeps_rules(user):
        return None
    return HarvestCard(list(failing_harvests(user)[:SHOWN_FAILING]), waiting_harvest_count(user))


def failing_harvests(user: User) -> QuerySet[HarvestRule]:
    """Rules in use whose last run failed, for those who keep them. The longest failing first."""
    failing = permitted_harvest_rules(user).filter(is_active=True, failures__gt=0)
    return failing.select_related("site", "column").order_by("-failures", "pk")


def waiting_harvest_count(user: User) -> int:
    """待选用, in columns this person may write for."""
    if not scope_of(user).has(roles.REVIEW):
        return 0
    return HarvestItem.objects.filter(
        state=HarvestItemState.WAITING, rule__column__in=permitted_columns(user, roles.DRAFT)).count()


def known_addresses(site: int, addresses: Iterable[str]) -> dict[str, HarvestItem]:
    items = HarvestItem.objects.filter(site_id=site, address__in=list(addresses))
    return {item.address: item for item in items.only("address", "state", "attempts", "may_retry")}


def is_finished(item: HarvestItem) -> bool:
    """Nothing more is tried: it was read, or is refused for good."""
    return item.state != HarvestItemState.REFUSED or not item.may_retry or item.attempts >= MOST_ATTEMPTS


def twin_of(item: HarvestItem, digest: str) -> HarvestItem | None:
    """The same text under another address."""
    return HarvestItem.objects.filter(
        site_id=item.site_id, digest=digest,
        state__in=[HarvestItemState.WAITING, HarvestItemState.TAKEN, HarvestItemState.DECLINED],
    ).exclude(pk=item.pk).first()


def files_of(item: HarvestItem) -> list[Attachment]:
    """The attachments, in the text's order."""
    found = Attachment.objects.filter(site_id=item.site_id).in_bulk(item.attachment_ids)
    return [found[number] for number in item.attachment_ids if number in found]


def last_runs(rule: HarvestRule) -> list[HarvestRun]:
    return list(rule.runs.select_related("started_by")[:SHOWN_RUNS])
