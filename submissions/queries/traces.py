"""Where an article could be seen: what its withdrawal must prove gone."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone

from columns.models import Column
from columns.queries import with_those_above
from publishing.tags import CHUNK
from submissions.enums import WithdrawalState
from submissions.models import Article, Attachment, Withdrawal
from submissions.queries.files import articles_showing


@dataclass(frozen=True)
class Traces:
    """Where an article could be seen: addresses that must answer no more, and pages (path, query) that must not lead to
    it."""

    gone: tuple[str, ...]
    without: tuple[tuple[str, str], ...]


def traces_of(article: Article) -> Traces:
    """Its page in both characters, its files as far as no other live article shows them, and every page, feed, sitemap
    and search that could name it. The search is narrowed to the article's year: what people search for is logged,
    narrowed searches are not, and this one is nobody's."""
    files = Attachment.objects.filter(Q(pk=article.picture_id) | Q(article_attachments__article=article)).distinct()
    gone = [article.address, f"/zh-hant{article.address}"]
    for attachment in files:
        if not articles_showing(attachment).exists():
            gone += [attachment.address, *(attachment.variant_address(width) for width in attachment.widths)]
    columns = with_those_above(Column.objects.filter(placements__article=article))
    lists = [path for column in columns for path in (column.address, f"{column.address}feed.atom")]
    chunk = f"/sitemap-{article.pk // CHUNK}.xml"
    pages = sorted({"/", "/feed.atom", "/sitemap.xml", chunk, *lists, *(f"/zh-hant{path}" for path in lists)})
    searched = urlencode({"q": article.title, "year": timezone.localdate(article.published_at).year})
    return Traces(tuple(unquote(path) for path in gone), (*((path, "") for path in pages), ("/search/", searched)))


def due_withdrawals(at: datetime) -> QuerySet[Withdrawal]:
    due = Withdrawal.objects.filter(state=WithdrawalState.SCHEDULED, due_at__lte=at)
    return due.order_by("due_at", "pk")


def waiting_for_proof() -> QuerySet[Withdrawal]:
    return Withdrawal.objects.filter(state=WithdrawalState.CARRIED_OUT).filter(
        Q(leftovers=None) | ~Q(leftovers=[])).select_related("article").order_by("pk")
