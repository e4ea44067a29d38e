"""One polite, bounded GET, redirects followed by hand so that every address on the way is judged."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

import httpcore

from submissions.fetching.bodies import decoded, plain
from submissions.fetching.connecting import Allowance, CheckedBackend
from submissions.fetching.policy import Policy
from submissions.fetching.refusal import FetchRefused
from submissions.fetching.web import canonical

AGENT = "ZhanqunHarvest"
HEADER_AGENT = f"Mozilla/5.0 (compatible; {AGENT}/1.0; government website cluster)"
PAGES = ("text/html", "application/xhtml+xml")
FEEDS = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml")
MOVED = {301, 302, 303, 307, 308}
STATUSES = {401: "需要登录", 403: "拒绝访问", 404: "网页不存在", 410: "网页已撤下", 429: "要求放慢访问"}


@dataclass(frozen=True)
class Fetched:
    """An answer. `address` is where the redirects ended; `status` is 200, or 304 with nothing in it."""

    address: str
    status: int
    content: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    hops: tuple[str, ...] = field(default=())

    def text(self) -> tuple[str, str]:
        """The text and its encoding."""
        return decoded(self.content, self.content_type)


def fetch(
    address: str, *, policy: Policy, accept: tuple[str, ...] = (), limit: int | None = None, etag: str = "",
    last_modified: str = "", before: Callable[[str], None] = lambda address: None,
) -> Fetched:
    """GET. `accept` lists the content types that are taken (any when empty); `before` is asked ahead of every request,
    also after a redirect, and may refuse it. Raises `FetchRefused`."""
    limit, hops = limit or policy.page_bytes, []
    address = canonical(address)
    allowance = Allowance(policy.seconds, limit + policy.header_bytes)
    while True:
        before(address)
        if not hops:
            allowance = Allowance(policy.seconds, limit + policy.header_bytes)  # waiting for one's turn costs nothing
        headers = request_headers(etag, last_modified) if not hops else request_headers("", "")
        found, target = one_request(address, headers, policy, allowance, accept, limit)
        if target is None:
            return Fetched(**found, hops=tuple(hops))
        hops.append(address)
        address = canonical(target, address)
        if len(hops) > policy.redirects or address in hops:
            raise FetchRefused("对方网站来回跳转,没有尽头,已中断。")


@cache
def tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def request_headers(etag: str, last_modified: str) -> list[tuple[str, str]]:
    headers = [("User-Agent", HEADER_AGENT), ("Accept-Encoding", "gzip"), ("Accept", "*/*"), ("Connection", "close"),
               ("Accept-Language", "zh-CN,zh")]
    if etag:
        headers.append(("If-None-Match", etag))
    if last_modified:
        headers.append(("If-Modified-Since", last_modified))
    return headers


def one_request(
    address: str, headers: list, policy: Policy, allowance: Allowance, accept: tuple[str, ...], limit: int
) -> tuple[dict, str | None]:
    """The answer, or where it redirects to. Each request has a connection of its own."""
    parts = urlsplit(address)
    backend = CheckedBackend(policy, allowance)
    try:
        with httpcore.ConnectionPool(ssl_context=tls(), network_backend=backend) as pool, \
                pool.stream("GET", address, headers=[("Host", parts.netloc), *headers]) as response:
            given = readable_headers(response.headers, policy.header_bytes)
            if response.status in MOVED and given.get("location"):
                return {}, given["location"]
            check_status(response.status)
            found = {"address": address, "status": response.status, "etag": given.get("etag", "")[:200],
                     "last_modified": given.get("last-modified", "")[:100],
                     "content_type": given.get("content-type", "")[:200]}
            if response.status == 304:
                return found, None
            check_type(found["content_type"], accept)
            pieces = response.iter_stream()
            return found | {"content": plain(pieces, given.get("content-encoding", ""), limit)}, None
    except httpcore.TimeoutException as error:
        raise FetchRefused("对方网站太慢,没有及时应答。", is_passing=True) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, UnicodeError) as error:
        raise FetchRefused(f"连接不上,或者对方的应答不合规范({type(error).__name__})。", is_passing=True) from error


def readable_headers(raw: list[tuple[bytes, bytes]], limit: int) -> dict[str, str]:
    if sum(len(name) + len(value) for name, value in raw) > limit:
        raise FetchRefused("对方应答的头信息过长,已中断。")
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in raw}


def check_status(status: int) -> None:
    if status in (200, 304):
        return
    if status >= 500:
        raise FetchRefused(f"对方网站出错(状态码 {status})。", is_passing=True, status=status)
    raise FetchRefused(f"对方网站{STATUSES.get(status, '没有给出网页')}(状态码 {status})。", is_passing=status == 429,
                       status=status)


def check_type(content_type: str, accept: tuple[str, ...]) -> None:
    kind = content_type.partition(";")[0].strip().lower()
    if accept and kind not in accept:
        raise FetchRefused(f"内容类型是“{kind[:40] or '没有写明'}”,不是需要的网页或文件。")
