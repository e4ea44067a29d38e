"""Host names as they come in requests and forms."""


import re

NAME = re.compile(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*")
NOT_A_NAME = "主机名只含小写字母、数字、连字符和点,不含 http:// 和端口,例如 www.yunzhou.gov.cn。"


def is_port(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 5 and int(text) < 65536


def is_host_name(name: str) -> bool:
    return len(name) <= 253 and NAME.fullmatch(name) is not None


def normalise_host(raw: str) -> str:
    """Lower case, without port and trailing dot: `WWW.Example.CN.:8000` → `www.example.cn`."""
    host = raw.strip().lower()
    name, colon, port = host.rpartition(":")
    if colon and is_port(port):
        host = name
    return host.rstrip(".")
