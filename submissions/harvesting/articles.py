"""An article's page taken apart: title, text, publication time, source."""

import re
from dataclasses import dataclass
from datetime import datetime

import trafilatura
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from submissions.harvesting.dates import moment
from submissions.harvesting.lists import NotReadable

BODIES = ("#UCAP-CONTENT", ".TRS_Editor", "#zoom", ".pages_content", "#vsb_content", ".v_news_content",
          ".article-content", ".article .prose", "[itemprop=articleBody]")
"""Where the content systems of government sites keep an article's text; asked in this order before guessing."""
TITLE_TAGS, TIME_TAGS = ("ArticleTitle", "og:title"), ("PubDate", "article:published_time", "publishdate")
SOURCE_TAGS = ("ContentSource", "og:source", "mediaid")
SOURCE = re.compile(r"(?:信息来源|文章来源|稿件来源|来源|发布机构)\s*[::]\s*([^\s|丨<>【】\[\]()()]{2,40})")
LEAST_WORDS = 20
DEEPEST = 60
TEXT_TAGS = {"p", "span", "strong", "em", "font"}
SITE_NAME = re.compile(r"\s*[-_|–—]\s*[^-_|–—]{2,40}$")


@dataclass(frozen=True)
class Selectors:
    """CSS selectors of a rule; an empty one means: find it yourself."""

    title: str = ""
    body: str = ""
    time: str = ""
    source: str = ""


@dataclass(frozen=True)
class Extract:
    """What was found. `body` is HTML as the page has it: not sanitised yet. `body_by` says how it was found."""

    title: str
    body: str
    published_at: datetime | None
    source: str
    body_by: str


def extract(html: str, selectors: Selectors, now: datetime) -> Extract:
    """Raises `NotReadable` when there is no title or no text."""
    page = LexborHTMLParser(html)
    title = chosen_text(page, selectors.title, "标题") or tagged(page, TITLE_TAGS) or heading(page)
    if not title:
        raise NotReadable("没有找到标题;请在规则里填写标题选择器。")
    body, by = body_of(page, html, selectors.body)
    when = moment(chosen_text(page, selectors.time, "时间"), now) or moment(tagged(page, TIME_TAGS), now)
    source = chosen_text(page, selectors.source, "来源") or tagged(page, SOURCE_TAGS)
    beside = words_beside(page)
    named = SOURCE.search(source) or (None if source else SOURCE.search(beside))
    return Extract(title=title[:120], body=body, published_at=when or moment(beside, now),
                   source=(named[1] if named else source)[:60], body_by=by)


def body_of(page: LexborHTMLParser, html: str, selector: str) -> tuple[str, str]:
    if selector:
        nodes = chosen(page, selector, "正文")
        if not nodes:
            raise NotReadable(f"正文选择器“{selector}”在页面上没有找到内容;页面可能改版了,请试抓后改选择器。")
        return "".join(node.html or "" for node in nodes), "按规则的选择器"
    for known in BODIES:
        node = page.css_first(known)
        if node is not None and len(node.text().strip()) >= LEAST_WORDS:
            return node.html or "", "按常见的正文位置"
    found = trafilatura.extract(html, output_format="txt", include_comments=False, include_tables=True)
    node = around(page, found or "")
    if node is None or len(squeezed(found)) < LEAST_WORDS:
        raise NotReadable("没有找到正文;请在规则里填写正文选择器。")
    return node.html or "", "自动识别"


def around(page: LexborHTMLParser, words: str) -> LexborNode | None:
    """The smallest element that holds the words from their first long line to their last: what the extraction leaves
    out (pictures, links, tables' shape) is taken from the page itself."""
    lines = [line for line in map(squeezed, words.splitlines()) if len(line) >= LEAST_WORDS // 2]
    if not lines or page.body is None:
        return None
    node = page.body
    for _ in range(DEEPEST):
        inner = next((child for child in node.iter() if holds(child, lines[0], lines[-1])), None)
        if inner is None:
            break
        node = inner
    return node.parent if node.tag in TEXT_TAGS else node


def holds(node: LexborNode, first: str, last: str) -> bool:
    words = squeezed(node.text())
    return first in words and last in words


def squeezed(words: str) -> str:
    return "".join(words.split())


def chosen(page: LexborHTMLParser, selector: str, name: str) -> list:
    try:
        return page.css(selector)
    except (SelectolaxError, ValueError) as error:
        raise NotReadable(f"{name}选择器“{selector}”写得不对。") from error


def chosen_text(page: LexborHTMLParser, selector: str, name: str) -> str:
    nodes = chosen(page, selector, name) if selector else []
    return " ".join(nodes[0].text(separator=" ").split()) if nodes else ""


def tagged(page: LexborHTMLParser, names: tuple[str, ...]) -> str:
    """The content of the first of these meta tags (国办发〔2017〕47号, 网页标签规范, comes first)."""
    given = {}
    for node in page.css("meta[content]"):
        name = (node.attributes.get("name") or node.attributes.get("property") or "").lower()
        given.setdefault(name, " ".join((node.attributes.get("content") or "").split()))
    return next((given[name.lower()] for name in names if given.get(name.lower())), "")


def heading(page: LexborHTMLParser) -> str:
    node = page.css_first("h1")
    if node is not None and node.text().strip():
        return " ".join(node.text().split())
    node = page.css_first("title")
    return SITE_NAME.sub("", " ".join(node.text().split())) if node is not None else ""


def words_beside(page: LexborHTMLParser) -> str:
    """The page's words without links, scripts and long paragraphs: where the line of time and source stands."""
    words = []
    for node in page.css("span, td, p, div, li, em, font, time, small"):
        text = node.text(deep=False, separator=" ").strip()
        if 4 <= len(text) <= 80:
            words.append(text)
    return " \n".join(words[:400])
