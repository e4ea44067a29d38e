"""Web addresses: read, judged, and made canonical; pure."""

import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from submissions.fetching.refusal import FetchRefused

LONGEST = 500
PORTS = {"http": 80, "https": 443}
MEASURING = re.compile(r"utm_\w+|spm|from_source|share_token", re.IGNORECASE)
"""Parameters that count visitors and change nothing of the page."""
ODD = re.compile(r"[\x00-\x20\x7f\\]")


def canonical(address: str, base: str = "") -> str:
    """The one address of a page: absolute, lower-case host, no default port, fragment, or counting parameters.

    Raises `FetchRefused` for what is no address of the web.
    """
    try:
        parts = urlsplit(urljoin(base, address.strip()))
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if ":" in host else host.encode("idna").decode()
    except ValueError as error:  # also UnicodeError
        raise FetchRefused(f"网址不对:{address[:80]}") from error
    if parts.scheme not in PORTS:
        raise FetchRefused(f"只抓取 http 和 https 网址,不抓取 {parts.scheme or '没有写明协议的'} 网址。")
    if not host or parts.username is not None or parts.password is not None or ODD.search(parts.netloc):
        raise FetchRefused("网址里没有网站名,或者带有用户名,不予抓取。")
    where = f"[{host}]" if ":" in host else host
    if port is not None and port != PORTS[parts.scheme]:
        where = f"{where}:{port}"
    query = parts.query
    if any(MEASURING.fullmatch(name) for name, _ in parse_qsl(query, keep_blank_values=True)):
        query = urlencode([(name, value) for name, value in parse_qsl(query, keep_blank_values=True)
                           if not MEASURING.fullmatch(name)])
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    found = urlunsplit((parts.scheme, where, path, quote(query, safe="=&%/:@!$'()*+,;?~-._"), ""))
    if len(found) > LONGEST:
        raise FetchRefused(f"网址超过 {LONGEST} 个字符,不予抓取。")
    return found


def host_of(address: str) -> str:
    """`host` or `host:port`, as robots.txt and the pace are kept by."""
    return urlsplit(address).netloc


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
