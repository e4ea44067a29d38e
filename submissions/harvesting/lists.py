"""The entries of a list page, by a CSS selector, and of RSS and Atom feeds."""

from dataclasses import dataclass
from datetime import datetime

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from submissions.fetching import FetchRefused, canonical
from submissions.harvesting.dates import moment

ATOM = "{http://www.w3.org/2005/Atom}"
RSS1 = "{http://purl.org/rss/1.0/}"
DC_DATE = "{http://purl.org/dc/elements/1.1/}date"
MOST = 200


class NotReadable(Exception):
    """The page is not what the rule says; the message tells the rule's keeper what to change."""


@dataclass(frozen=True)
class Entry:
    """A line of the list: where it leads, and what the list itself says about it."""

    address: str
    title: str = ""
    published_at: datetime | None = None


def entries_of_list(html: str, selector: str, base: str, now: datetime) -> list[Entry]:
    """What the selector finds: links, or elements that hold one. Each address once, in the page's order."""
    try:
        nodes = LexborHTMLParser(html).css(selector)
    except (SelectolaxError, ValueError) as error:
        raise NotReadable(f"列表选择器“{selector}”写得不对。") from error
    found = {}
    for node in nodes[:MOST]:
        link = node if node.tag == "a" else node.css_first("a[href]")
        if link is not None and (entry := linked(link, node, base, now)):
            found.setdefault(entry.address, entry)
    if not found:
        raise NotReadable(f"列表选择器“{selector}”在页面上没有找到带链接的条目;页面可能改版了,请试抓后改选择器。")
    return list(found.values())


def linked(link, node, base: str, now: datetime) -> Entry | None:
    href = (link.attributes.get("href") or "").strip()
    if not href or href.startswith("#"):
        return None
    try:
        address = canonical(href, base)
    except FetchRefused:
        return None
    title = " ".join((link.attributes.get("title") or link.text()).split())
    row = node if node.tag != "a" or node.parent is None else node.parent
    return Entry(address, title[:200], moment(row.text(separator=" ")[:500].replace(title, " "), now))


def entries_of_feed(content: bytes, base: str, now: datetime) -> list[Entry]:
    """RSS 0.9, 1.0, 2.0 and Atom. A document type is refused: entities in it can be endless, or read files."""
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise NotReadable("订阅源里带有文档类型或实体声明,不予读取。")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise NotReadable("订阅源不是能读的 XML;如果是普通列表网页,请把方式改为“列表网页”。") from error
    if root is None:
        raise NotReadable("订阅源是空的。")
    found = {}
    for item in list(root.iter("item", f"{RSS1}item", f"{ATOM}entry"))[:MOST]:
        if entry := fed(item, base, now):
            found.setdefault(entry.address, entry)
    if not found:
        raise NotReadable("没有读到订阅源里的条目;请确认网址是 RSS 或 Atom 订阅源。")
    return list(found.values())


def fed(item, base: str, now: datetime) -> Entry | None:
    link = first_text(item, "link", f"{RSS1}link")
    if not link:
        links = [one for one in item.iter(f"{ATOM}link") if one.get("rel", "alternate") == "alternate"]
        link = links[0].get("href", "") if links else ""
    try:
        address = canonical(link, base) if link else ""
    except FetchRefused:
        return None
    when = first_text(item, "pubDate", DC_DATE, f"{ATOM}published", f"{ATOM}updated")
    title = first_text(item, "title", f"{RSS1}title", f"{ATOM}title")
    return Entry(address, " ".join(title.split())[:200], moment(when, now)) if address else None


def first_text(item, *names: str) -> str:
    for name in names:
        found = item.find(name)
        if found is not None and "".join(found.itertext()).strip():
            return "".join(found.itertext()).strip()
    return ""
