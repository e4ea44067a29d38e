"""Where the public would meet an article, and whether it is there."""

from urllib.parse import quote

from tests.topology.parts import until
from tests.topology.visitor import Visitor

PAGES = ["/", "/xwzx/", "/xwzx/lhyw/", "/feed.atom", "/xwzx/lhyw/feed.atom"]
SITEMAP = "/sitemap-0.xml"
SECONDS = 30


def search(title: str) -> str:
    return f"/search/?q={quote(title)}"


def where(visitor: Visitor, title: str, address: str = "") -> list[str]:
    """Of the article's own page, the pages that list it and the sitemap: those where it is."""
    found = []
    for path in PAGES:
        answer = visitor.get(path)
        assert answer.status == 200, f"{path}: {answer.status}"
        if title in answer.text:
            found.append(path)
    if address and address in visitor.get(SITEMAP).text:
        found.append(SITEMAP)
    if address and address in visitor.get(search(title)).text:
        found.append(search(title))
    if address and title in visitor.get(address).text:
        found.append(address)
    return found


def stands(visitor: Visitor, title: str, address: str) -> bool:
    return where(visitor, title, address) == [*PAGES, SITEMAP, search(title), address]


def is_gone(visitor: Visitor, title: str, address: str) -> bool:
    return visitor.get(address).status == 410 and where(visitor, title, address) == []


def comes_up(visitor: Visitor, title: str, address: str) -> None:
    until(lambda: stands(visitor, title, address),
          lambda: f"“{title}” stands everywhere, only {where(visitor, title, address)}", seconds=SECONDS)


def goes_away(visitor: Visitor, title: str, address: str) -> None:
    until(lambda: is_gone(visitor, title, address),
          lambda: f"“{title}” is gone, but for {where(visitor, title, address)}", seconds=SECONDS)


def visit_all(visitor: Visitor) -> None:
    """So that every page is kept as it is now."""
    for path in PAGES:
        assert visitor.get(path).status == 200
