"""What a public page shows, as short texts. A page collects them while it is rendered; a change announces them.

A page is expired when it carries any tag of a change, so two rules make the whole: a query that reads something calls
`shows`, and a verb that changes it announces the same tag.

tag              carried by                                      announced when
cluster          every page of every site                        the menu of sites changed
page:3           every page and feed of the site                 its name, skin, first-level columns or footer changed
site:3           whatever is kept of the site, files too         it was opened or closed, its hosts or language changed
column:12        pages that name the column or its children      it or its place in the tree changed
newest:12        pages that show the newest articles of it       an article was added at its end
list:12          pages that show any part of its list            an article left it, or entered not at its end
latest:3         feed and sitemap index of the site              an article of the site came, changed or went
chunk:3:0        the sitemap of articles number 0 to 4,999       the same, for the article's own chunk
today            the banner and the page of notices of every     a notice of the whole cluster was issued, changed,
                 site                                            began or ended
today:3          the same of the site                            a notice of the site was
article:99       pages that show it, be it only its title        it changed or went
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

CLUSTER = "cluster"
HTML, ATOM = "text/html", "application/atom+xml"
CHUNK = 5000
"""Article numbers in one file of the sitemap: a fixed range, so that it never shifts."""

_collected: ContextVar[set[str] | None] = ContextVar("collected", default=None)


def site(number: int) -> str:
    return f"site:{number}"


def page(site_number: int) -> str:
    return f"page:{site_number}"


def always(site_number: int, media_type: str) -> set[str]:
    """What an answer of this media type shows beside what it collects: a page the menus and the skin, a feed the site's
    name, a file nothing but that the site runs."""
    found = {site(site_number)}
    if media_type.startswith((HTML, ATOM)):
        found.add(page(site_number))
    if media_type.startswith(HTML):
        found.add(CLUSTER)
    return found


def column(number: int) -> str:
    return f"column:{number}"


def newest(number: int) -> str:
    return f"newest:{number}"


def whole_list(number: int) -> str:
    return f"list:{number}"


def latest(site_number: int) -> str:
    return f"latest:{site_number}"


def chunk(site_number: int, article_number: int) -> str:
    return f"chunk:{site_number}:{article_number // CHUNK}"


def article(number: int) -> str:
    return f"article:{number}"


def today(site_number: int | None) -> str:
    """Of a site, or without one of the whole cluster."""
    return "today" if site_number is None else f"today:{site_number}"


def shows(*tags: str) -> None:
    """The page being rendered shows what these tags name. Outside of a rendering nothing happens."""
    collected = _collected.get()
    if collected is not None:
        collected.update(tags)


@contextmanager
def collecting() -> Iterator[set[str]]:
    """The tags that are named inside; a rendering within a rendering collects for itself."""
    collected: set[str] = set()
    token = _collected.set(collected)
    try:
        yield collected
    finally:
        _collected.reset(token)
