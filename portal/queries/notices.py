"""What is to be seen on every page today: banners and grey days, as a style sheet and as a page of their own.

The style sheet is what makes a banner appear on pages that were rendered long ago. base.html carries the empty banner.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from portal import traditional
from portal.queries.frame import Frame, Surroundings
from portal.queries.links import Link
from portal.queries.rows import Mark, Moment
from portal.queries.visit import Visit
from publishing import tags
from publishing.enums import NoticeKind
from publishing.models import Notice
from sites.models import Site

ADDRESS = "/notice/"

GREY = "html { filter: grayscale(1); }\n"
BANNER = """\
.today {{ display: block; background: var(--{paper}); color: var(--{ink}); }}
.today a::after {{ content: {texts}; }}
"""
COLOURS = {
    NoticeKind.URGENT: ("today-urgent", "today-urgent-ink"),
    NoticeKind.WARNING: ("today-warning", "today-warning-ink"),
}
"""Names of tokens: paper and ink of a banner, by its gravest notice."""

MARKS = {NoticeKind.URGENT: "hot", NoticeKind.WARNING: "warn", NoticeKind.GREY: ""}
NEW_LINE = r' "\a" '


@dataclass(frozen=True)
class NoticeItem:
    text: str
    mark: Mark
    paragraphs: tuple[str, ...]
    link: Link | None
    starts: Moment
    ends: Moment


@dataclass(frozen=True)
class NoticesPage:
    frame: Frame
    items: tuple[NoticeItem, ...]


def today_sheet(visit: Visit, *, at: datetime) -> str:
    """The style sheet of the day; empty on most."""
    notices = in_force(visit.site, at)
    banners = [notice for notice in notices if notice.kind != NoticeKind.GREY]
    sheet = GREY if len(banners) < len(notices) else ""
    if banners:
        paper, ink = COLOURS[NoticeKind(banners[0].kind)]
        texts = [words(notice, visit.site) for notice in banners]
        if visit.is_traditional:
            texts = [traditional.convert(text) for text in texts]
        sheet += BANNER.format(paper=paper, ink=ink, texts=NEW_LINE.join(map(quoted, texts)))
    return sheet


def notices_page(visit: Visit, *, at: datetime) -> NoticesPage:
    around = Surroundings.of(visit)
    title = gettext("网站提示")
    crumbs = (Link(gettext("首页"), "/"), Link(title, ADDRESS))
    items = tuple(item(around, notice) for notice in in_force(visit.site, at))
    return NoticesPage(around.frame(title=title, canonical=ADDRESS, crumbs=crumbs), items)


def in_force(site: Site, at: datetime) -> list[Notice]:
    """The site's notices and the cluster's, the gravest first, then the newest. A site in another language shows those
    of the cluster that have a text in it, and greys with all others."""
    tags.shows(tags.today(None), tags.today(site.pk))
    found = [notice for notice in Notice.objects.for_site(site).in_force(at)
             if notice.kind == NoticeKind.GREY or words(notice, site)]
    return sorted(found, key=lambda notice: NoticeKind.values.index(notice.kind))


def words(notice: Notice, site: Site) -> str:
    return notice.text if site.is_chinese or notice.site_id else notice.english


def item(around: Surroundings, notice: Notice) -> NoticeItem:
    link, is_own = around.cluster.resolve(notice.link), around.visit.site.is_chinese or notice.site_id
    mark = Mark(gettext(notice.get_kind_display()), MARKS[NoticeKind(notice.kind)])
    return NoticeItem(
        text=words(notice, around.visit.site) or mark.text, mark=mark,
        paragraphs=tuple(" ".join(part.split()) for part in notice.details.split("\n") if is_own and part.strip()),
        link=Link(notice.link, link, is_outside=around.cluster.is_outside(link)) if link else None,
        starts=Moment.of(notice.starts_at), ends=Moment.of(notice.ends_at),
    )


def quoted(text: str) -> str:
    """A CSS string that says exactly this, whatever it is made of: all but letters and digits is escaped. The space
    after an escape ends it and is not part of the text."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'
