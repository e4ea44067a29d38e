"""The Traditional Chinese rendering: a finished page in, the same page out with its words in Traditional characters and
its links leading to Traditional pages.

OpenCC's `s2tw` changes characters and never words (软件 stays 軟件, not 軟體): names of laws and offices keep their
wording. Its forms (為 裡 群 眾 床) are those that readers in Taiwan, Hong Kong and overseas are taught or know; the
plain `s2t` writes 爲 羣 衆 牀 喫, which nobody uses today.

OpenCC looks for its phrases anywhere, also across two words (医生发起 holds 生发, 核和面试 holds 和面). So it is given
the words one by one, and what it gets wrong of single characters is said here.
"""

import re
from functools import cache, lru_cache

import rjieba
from opencc import OpenCC

PREFIX = "/zh-hant"
LANGUAGE = "zh-Hant"

TOKEN = re.compile(
    r"""<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)"""
    r"""|<(/?)([a-zA-Z][^\s/<>"']*+)(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""",
    re.DOTALL | re.IGNORECASE,
)
"""What is not text: comments, scripts, styles, and tags with their slash and name. A lone `<` is text."""

ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(\s*+=\s*+)("[^"]*"|'[^']*'|[^\s"'>]+)""")
ELSEWHERE = re.compile(r"""\s(?:lang\s*=\s*["']?(?!["']?zh-hant\b)|translate\s*=\s*["']?no\b)""", re.IGNORECASE)
"""Marks what is not to be converted: another language, zh-Hans included, or an identifier that is to stay as it is."""

READ_BY_PEOPLE = {"alt", "title", "aria-label", "aria-description", "aria-roledescription", "placeholder", "label"}
"""Attributes that a person sees or hears; so are those that begin with `data-`, which scripts show."""

META = re.compile(r"""\s(?:name|property)\s*=\s*["']?(?:description|og:title|og:description|og:site_name)["'\s>]""",
                  re.IGNORECASE)
"""The metas that people read, in search results and shared links. The tags of 国办发〔2017〕47号 stay as they are: they
name the record, and inspectors compare them with what is registered."""

ADDRESSES = {"a": "href", "area": "href", "form": "action"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NOT_PAGES = re.compile(r"/(?:admin|static|files|media|pictures|zh-hant)/")
SHORT = 64
"""Texts up to this length are remembered: menus and footers are the same on every page."""

WORDS = {"签": "簽", "准": "准", "只准": "只准", "斗": "斗", "岩": "岩", "岳": "岳"}
"""Words for which OpenCC prefers the rarer meaning: 签 alone is to sign, 准 to allow."""

OWN = [(re.compile(pattern), traditional) for pattern, traditional in (
    (r"(?<=[犬船艘猫羊鸟每这那几两0-9])只(?=[的以登,。、;:)]|$)", "隻"),
    (r"(?<=[0-9一二三四五六七八九十两几首当按每上下本])周(?![年岁围边密全到期折转旋身])", "週"),
    (r"(?<=[摇抽中])签(?![订字署约收名到])", "籤"),
    (r"制(?=[证发](?![生展现展布]))", "製"),
    (r"卷(?=[边了起])", "捲"),
    (r"(?<=[测说校算瞄])准(?![予许入备])", "準"),
    (r"准(?=低温)", "準"),
)]
"""What depends on a neighbour that belongs to another word."""


@cache
def converter() -> OpenCC:
    return OpenCC("s2tw")


def convert(text: str) -> str:
    """The text in Traditional characters."""
    if text.isascii():
        return text
    return remembered(text) if len(text) <= SHORT else converted(text)


@lru_cache(maxsize=16384)
def remembered(text: str) -> str:
    return converted(text)


def converted(text: str) -> str:
    for pattern, traditional in OWN:
        text = pattern.sub(traditional, text)
    return "".join(map(word, rjieba.cut(text, False)))


@lru_cache(maxsize=65536)
def word(simplified: str) -> str:
    return WORDS.get(simplified) or converter().convert(simplified)


def address(url: str, origins: frozenset[str] = frozenset()) -> str:
    """Where the Traditional page of this address stands: for pages of this site and of sites with these origins
    (`http://linhe.example:8000`). Files, feeds and whatever else is no page keep theirs."""
    origin, path = "", url
    if not url.startswith("/"):
        scheme, slashes, rest = url.partition("://")
        host, slash, path = rest.partition("/")
        origin, path = f"{scheme}{slashes}{host}", slash + path
        if origin not in origins:
            return url
    elif url.startswith("//"):
        return url
    place = re.split("[?#]", path, maxsplit=1)[0] or "/"
    if not place.endswith(("/", ".html")) or NOT_PAGES.match(place):
        return url
    return f"{origin}{PREFIX}{path or '/'}"


def page(html: str, origins: frozenset[str] = frozenset()) -> str:
    """The whole page. Works from token to token, so it needs no more memory than the page and no tree of it."""
    out, end, foreign, depth = [], 0, "", 0
    for token in TOKEN.finditer(html):
        text, markup = html[end:token.start()], token[0]
        out.append(text if foreign else convert(text))
        end = token.end()
        closing, element = token[2], (token[3] or "").lower()
        if foreign:
            depth += 0 if element != foreign else -1 if closing else 1
            foreign = foreign if depth else ""
        elif closing or not element:
            pass
        elif ELSEWHERE.search(markup):
            if element not in VOID:
                foreign, depth = element, 1
        else:
            markup = tag(markup, element, origins)
        out.append(markup)
    rest = html[end:]
    out.append(rest if foreign else convert(rest))
    return "".join(out)


def tag(markup: str, element: str, origins: frozenset[str]) -> str:
    """A start tag with its words converted and its link led to the Traditional page."""
    link = ADDRESSES.get(element)
    if link is None and markup.isascii():
        return markup
    words = READ_BY_PEOPLE | {"content"} if element == "meta" and META.search(markup) else READ_BY_PEOPLE

    def attribute(found: re.Match) -> str:
        name, value = found[1].lower(), found[3]
        if name == link:
            return f"{found[1]}{found[2]}{quoted(value, lambda url: address(url, origins))}"
        is_read = name in words or name.startswith("data-")
        return f"{found[1]}{found[2]}{convert(value)}" if is_read else found[0]

    return ATTRIBUTE.sub(attribute, markup)


def quoted(value: str, change) -> str:
    """The attribute's value changed inside its quotes."""
    quote = value[0] if value[0] in "\"'" else ""
    return f"{quote}{change(value.strip(quote) if quote else value)}{quote}"
