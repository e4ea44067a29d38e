"""试抓: what a rule would fetch now, shown and not kept."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.core.files.base import ContentFile

from submissions.actions.harvest.reading import Kept, Listing, Page, read_listing, read_media, read_page
from submissions.actions.harvest.visits import Visitor
from submissions.fetching import FetchRefused, policy_in_force
from submissions.harvesting import Media, NotReadable
from submissions.models import HarvestRule
from submissions.sanitise import text_of
from submissions.uploads import check

SECONDS = 20


@dataclass
class Trial:
    """The list, its first article, and why the rest is missing."""

    listing: Listing | None = None
    page: Page | None = None
    kept: Kept | None = None
    words: str = ""
    source: str = ""
    refusal: str = ""


def try_rule(*, rule: HarvestRule, at: datetime) -> Trial:
    """Look at the source as the rule says, saved or not. Only the pace at which a website is visited is noted."""
    visitor, trial = Visitor(policy_in_force(), SECONDS), Trial()

    def looked_at(media: Media, file: ContentFile):
        checked = check(file.name, file, limit=settings.UPLOAD_MAX_BYTES)
        return checked, f"/files/0/{quote(checked.name)}"  # as if it were kept, for the sanitiser

    try:
        trial.listing = read_listing(rule, visitor, at, is_conditional=False)
        trial.page = read_page(trial.listing.entries[0].address, rule, visitor, at)
        trial.source = trial.page.found.source or rule.default_source
        trial.kept = read_media(trial.page, visitor, looked_at)
        trial.words = text_of(trial.kept.body)
    except (FetchRefused, NotReadable) as refusal:
        trial.refusal = str(refusal)
    return trial
