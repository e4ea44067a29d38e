"""One entry of a list becomes an item that waits to be taken, or says why not."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from submissions.actions.harvest.reading import Kept, Page, read_media, read_page
from submissions.actions.harvest.visits import Visitor
from submissions.actions.uploads import upload
from submissions.enums import HarvestItemState
from submissions.fetching import FetchRefused
from submissions.harvesting import Entry, Media, NotReadable
from submissions.models import Article, HarvestItem, HarvestRule
from submissions.queries.harvest import twin_of

INTERRUPTED = "抓取中断,下次再试。"


@dataclass(frozen=True)
class Outcome:
    """What became of an entry."""

    state: HarvestItemState
    reason: str = ""
    may_retry: bool = False


def harvest_entry(entry: Entry, rule: HarvestRule, visitor: Visitor, at: datetime) -> Outcome:
    """Fetch, read, keep. The row comes first, so that two rules of a site do not read the same page at once, and a
    page that kills the worker is not tried for ever."""
    item, is_new = HarvestItem.objects.get_or_create(
        site_id=rule.site_id, address=entry.address,
        defaults={"rule": rule, "title": entry.title, "reason": INTERRUPTED, "seen_at": at})
    if not is_new:
        claimed = HarvestItem.objects.filter(pk=item.pk, state=HarvestItemState.REFUSED, attempts=item.attempts)
        if not claimed.update(attempts=item.attempts + 1, reason=INTERRUPTED):
            return Outcome(HarvestItemState(item.state))
        item.refresh_from_db()
    try:
        page = read_page(entry.address, rule, visitor, at)
    except (FetchRefused, NotReadable) as refusal:
        may_retry = isinstance(refusal, NotReadable) or refusal.is_passing
        return settle(item, Outcome(HarvestItemState.REFUSED, str(refusal), may_retry))
    twin = twin_of(item, page.digest)
    if twin is not None:
        return settle(item, Outcome(HarvestItemState.DUPLICATE, f"与“{twin.title}”的正文相同。"))
    return keep(item, entry, page, rule, visitor, at)


def keep(item: HarvestItem, entry: Entry, page: Page, rule: HarvestRule, visitor: Visitor, at: datetime) -> Outcome:
    """The whole article, its pictures and attachments now files of the site, in the name of the rule's owner."""
    def kept_as(media: Media, file: ContentFile):
        made = upload(site=rule.site, file=file, name=file.name, by=rule.owner, at=at, alt=media.alt)
        return made, made.address

    read = read_media(page, visitor, kept_as)
    found = page.found
    item.title, item.body, item.digest = found.title, read.body, page.digest
    item.source = (found.source or rule.default_source)[:60]
    item.published_at = found.published_at or entry.published_at
    item.attachment_ids = [attachment.pk for attachment in read.attachments]
    item.notes = notes_of(item, read)
    item.rule = rule
    return settle(item, Outcome(HarvestItemState.WAITING))


def notes_of(item: HarvestItem, read: Kept) -> list[str]:
    """What whoever takes the item should know."""
    notes = list(read.notes)
    if item.published_at is None:
        notes.append("没有找到原文的发布时间。")
    if not item.source:
        notes.append("没有找到来源,选用后请填写。")
    if Article.objects.for_site(item.site).live().filter(title=item.title).exists():
        notes.append("本站已有同题的文章,请看是否重复。")
    return notes


@transaction.atomic
def settle(item: HarvestItem, outcome: Outcome) -> Outcome:
    item.state, item.reason, item.may_retry = outcome.state, outcome.reason[:300], outcome.may_retry
    item.save()
    return outcome
