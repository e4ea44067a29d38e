"""Connections to checked addresses alone: the name is resolved here once, and the address that was checked is the one
connected to. A name that changes its address between the check and the connection gains nothing."""

import time
from collections.abc import Callable

import httpcore

from submissions.fetching.policy import Policy
from submissions.fetching.refusal import FetchRefused

UNKNOWN_HOST = "找不到网站 {}:域名不存在,或者暂时解析不了。"
NOT_PUBLIC = "{} 指向内部或保留的网络地址,不是公开网站,不予抓取。"
OTHER_PORT = "只访问 80 和 443 端口,不访问 {} 端口。"
TOO_SLOW = "对方网站太慢,{:g} 秒内没有传完,已中断。"
TOO_LARGE = "内容超过 {} 的上限,已中断。"


def shown(size: int) -> str:
    return f"{size / 1024 / 1024:.3g} MB" if size >= 1024 * 1024 else f"{size / 1024:.3g} KB"


class Allowance:
    """What one fetch may still take: time until the deadline, and bytes on the wire."""

    def __init__(self, seconds: float, size: int, now: Callable[[], float] = time.monotonic):
        self.seconds, self.size, self.left, self.now = seconds, size, size, now
        self.deadline = now() + seconds

    def time_left(self) -> float:
        left = self.deadline - self.now()
        if left <= 0:
            raise FetchRefused(TOO_SLOW.format(self.seconds), is_passing=True)
        return left

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise FetchRefused(TOO_LARGE.format(shown(self.size)))


class BoundedStream(httpcore.NetworkStream):
    """A connection that keeps to the allowance, whatever the server does: drips, floods, or says nothing."""

    def __init__(self, stream: httpcore.NetworkStream, allowance: Allowance):
        self.stream, self.allowance = stream, allowance

    def read(self, max_bytes, timeout=None):
        content = self.stream.read(max_bytes, self.allowance.time_left())
        self.allowance.take(len(content))
        return content

    def write(self, buffer, timeout=None):
        self.stream.write(buffer, self.allowance.time_left())

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        inner = self.stream.start_tls(ssl_context, server_hostname, self.allowance.time_left())
        return BoundedStream(inner, self.allowance)

    def get_extra_info(self, info):
        return self.stream.get_extra_info(info)

    def close(self):
        self.stream.close()


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves, checks every address of the name, and connects to one of them."""

    def __init__(self, policy: Policy, allowance: Allowance):
        self.policy, self.allowance, self.inner = policy, allowance, httpcore.SyncBackend()

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        failure: Exception | None = None
        for address in checked_addresses(self.policy, host, port):
            try:
                stream = self.inner.connect_tcp(address, port, self.allowance.time_left(), local_address,
                                                socket_options)
                return BoundedStream(stream, self.allowance)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


def checked_addresses(policy: Policy, host: str, port: int) -> list[str]:
    """One address that may not be visited refuses the whole name: a public site has no business pointing inward."""
    try:
        found = policy.resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise FetchRefused(UNKNOWN_HOST.format(host), is_passing=True) from error
    if not found:
        raise FetchRefused(UNKNOWN_HOST.format(host), is_passing=True)
    if not all(policy.is_open(address) for address in found):
        raise FetchRefused(NOT_PUBLIC.format(host))
    if not all(policy.may_visit(address, port) for address in found):
        raise FetchRefused(OTHER_PORT.format(port))
    return found
