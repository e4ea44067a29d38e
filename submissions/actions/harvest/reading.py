"""A rule's list and articles, read through a visitor. Keeps nothing by itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.base import ContentFile

from sites.digest import digest
from submissions.actions.harvest.visits import Visitor
from submissions.enums import HarvestKind
from submissions.fetching import FEEDS, PAGES, FetchRefused
from submissions.harvesting import (
    Entry,
    Extract,
    Media,
    NotReadable,
    Selectors,
    entries_of_feed,
    entries_of_list,
    extract,
    media_of,
    with_media,
)
from submissions.harvesting.media import PICTURE_TYPES
from submissions.models import HarvestRule
from submissions.sanitise import clean, text_of
from submissions.uploads import UploadRefused

MOST_MEDIA = 20
NOT_KEPT = "{}“{}”没有抓到:{}"
TOO_MANY = f"图片和附件超过 {MOST_MEDIA} 个,只抓了前 {MOST_MEDIA} 个。"


@dataclass(frozen=True)
class Listing:
    """What the list or feed says now. Nothing in it when it did not change since the last look."""

    entries: list[Entry] = field(default_factory=list)
    encoding: str = ""
    etag: str = ""
    last_modified: str = ""
    is_unchanged: bool = False


@dataclass(frozen=True)
class Page:
    """An article's page as it was found: its text as it would be kept, without its files so far."""

    address: str
    encoding: str
    found: Extract
    digest: str
    media: list[Media]


@dataclass(frozen=True)
class Kept:
    """The text with its files."""

    body: str
    pictures: list
    attachments: list
    notes: list[str]


Keep = Callable[[Media, ContentFile], tuple[object, str]]
"""Takes a fetched file; gives what it became, and its address in the text. Raises `UploadRefused`."""


def read_listing(rule: HarvestRule, visitor: Visitor, at: datetime, *, is_conditional: bool) -> Listing:
    """Raises `FetchRefused` or `NotReadable`."""
    is_feed = rule.kind == HarvestKind.FEED
    known = {"etag": rule.etag, "last_modified": rule.last_modified} if is_conditional else {}
    answer = visitor.get(rule.address, accept=FEEDS if is_feed else PAGES, **known)
    if answer.status == 304:
        return Listing(is_unchanged=True)
    if is_feed:
        entries, encoding = entries_of_feed(answer.content, answer.address, at), "XML"
    else:
        text, encoding = answer.text()
        entries = entries_of_list(text, rule.item_selector, answer.address, at)
    return Listing(entries, encoding, answer.etag, answer.last_modified)


def read_page(address: str, rule: HarvestRule, visitor: Visitor, at: datetime) -> Page:
    """Raises `FetchRefused`, or `NotReadable` also for a text of which the sanitiser leaves nothing."""
    answer = visitor.get(address, accept=PAGES)
    html, encoding = answer.text()
    found = extract(html, Selectors(rule.title_selector, rule.body_selector, rule.time_selector, rule.source_selector),
                    at)
    words = text_of(clean(found.body).html)
    media = media_of(found.body, answer.address)
    if not words and not media:
        raise NotReadable("正文里没有可以保留的文字和图片。")
    named = "\n".join([words, *(one.address for one in media)]) if len(words) < 200 else words
    return Page(answer.address, encoding, found, digest(named.encode()), media)


def read_media(page: Page, visitor: Visitor, keep: Keep) -> Kept:
    """The page's files, each through the checks of an upload; one that is refused is left out and told."""
    addresses, pictures, attachments = {}, [], []
    notes = [TOO_MANY] if len(page.media) > MOST_MEDIA else []
    for media in page.media[:MOST_MEDIA]:
        try:
            file = fetched_file(media, visitor)
            kept, addresses[media.address] = keep(media, file)
            (pictures if media.is_picture else attachments).append(kept)
        except (FetchRefused, UploadRefused) as refusal:
            notes.append(NOT_KEPT.format("图片" if media.is_picture else "附件", media.name[:60], refusal))
    cleaned = clean(with_media(page.found.body, page.address, addresses))
    return Kept(cleaned.html, pictures, attachments, notes + list(cleaned.notes))


def fetched_file(media: Media, visitor: Visitor) -> ContentFile:
    accept = tuple(PICTURE_TYPES) if media.is_picture else ()
    answer = visitor.get(media.address, accept=accept, limit=visitor.policy.file_bytes)
    name = media.name[-90:]
    if media.is_picture:
        extension = PICTURE_TYPES[answer.content_type.partition(";")[0].strip().lower()]
        name = f"{name.rpartition('.')[0][:60] or '图片'}.{extension}"
    return ContentFile(answer.content, name)
