"""A manuscript as the public would see it, for whoever was given its link."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from portal.queries.article import ArticlePage, live_page
from portal.queries.frame import Surroundings
from portal.queries.reading import Reading
from portal.queries.rows import Moment
from portal.queries.visit import Visit
from submissions.models import Article, Attachment, PreviewLink, Revision
from submissions.queries import shared_preview

FILES = "/files/"


@dataclass(frozen=True)
class PreviewPage(ArticlePage):
    """The page of an article that is published just now; `revision` and `expires` are the link's."""

    revision: int
    expires: Moment


def preview_page(visit: Visit, *, token: str, at: datetime) -> PreviewPage | None:
    """None when the link does not open any more, or never did."""
    link = shared_preview(token, site=visit.site.pk, at=at)
    if link is None:
        return None
    revision = revision_of(link)
    article = Article(pk=0, site_id=visit.site.pk, column_id=link.submission.column_id, published_at=at,
                      **revision.content)
    listed = Attachment.objects.in_bulk(revision.attachment_ids)
    files = [listed[number] for number in revision.attachment_ids if number in listed]
    page = live_page(Surroundings.of(visit), article, Reading((), (), (), files, {}))
    picture = page.picture and replace(page.picture, url=below(link, page.picture.url), srcset="")
    return PreviewPage(**vars(page) | {
        "frame": replace(page.frame, canonical="", alternates=(), edition=None), "picture": picture,
        "body": shown_below(link, page.body),
        "files": tuple(replace(file, url=below(link, file.url)) for file in page.files),
        "revision": revision.number, "expires": Moment.of(link.expires_at),
    })


def preview_file(visit: Visit, *, token: str, number: int, at: datetime) -> Attachment | None:
    """A file of the shown revision: listed, in the text, or its title picture."""
    link = shared_preview(token, site=visit.site.pk, at=at)
    revision = link and revision_of(link)
    if revision is None:
        return None
    is_shown = (number in revision.attachment_ids or number == revision.picture_id
                or f'"{FILES}{number}/' in revision.body)
    return Attachment.objects.filter(pk=number, site=visit.site).first() if is_shown else None


def revision_of(link: PreviewLink) -> Revision:
    return link.submission.revisions.select_related("picture", "interprets").get(number=link.revision)


def below(link: PreviewLink, address: str) -> str:
    """The address of a file, which is not public yet, below that of the link."""
    return f"{link.address.rstrip('/')}{address}"


def shown_below(link: PreviewLink, body: SafeString) -> SafeString:
    return mark_safe(body.replace(f'"{FILES}', f'"{below(link, FILES)}'))
