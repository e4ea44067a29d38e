"""Rendering a public page without a visitor: the same request, asked of Django in this process."""

import io
from functools import cache
from urllib.parse import quote

import httpx
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse

from publishing import store

FRONT_SECONDS = 10
AHEAD = "zhanqun.ahead"
"""In the environment of a request that nobody made: it is neither logged nor counted."""


@cache
def handler() -> WSGIHandler:
    return WSGIHandler()


def fetch(host: str, path: str, query: str = "") -> HttpResponse:
    """Django's answer to a visitor who asks for the path on the host, kept pages passed over.

    Sends no request signals: it may run inside another request, whose connections stay open.
    """
    name, _, port = host.partition(":")
    scheme = "https" if settings.HTTPS else "http"
    return handler().get_response(WSGIRequest({
        "REQUEST_METHOD": "GET", "PATH_INFO": path.encode().decode("latin-1"), "QUERY_STRING": query, "SCRIPT_NAME": "",
        "HTTP_HOST": host, "SERVER_NAME": name, "SERVER_PORT": port or ("443" if settings.HTTPS else "80"),
        "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(), "HTTP_X_FORWARDED_PROTO": scheme, AHEAD: True,
    }))


def visit(host: str, path: str, query: str = "") -> tuple[int, str]:
    """Status and text of what a visitor gets: through the front at FRONT_ADDRESS, or, where none is set, from the store
    and Django in this process. Raises `httpx.HTTPError` when the front does not answer."""
    if settings.FRONT_ADDRESS:
        answer = httpx.get(f"{settings.FRONT_ADDRESS}{quote(path)}{query and '?' + query}", headers={"Host": host},
                           verify=False, timeout=FRONT_SECONDS, trust_env=False)
        return answer.status_code, answer.text
    kept = store.place(host, path) if settings.KEEP_PAGES and not query else None
    if kept and kept.exists():
        return 200, kept.read_bytes().decode("utf-8", "replace")
    answer = fetch(host, path, query)
    return answer.status_code, "" if answer.streaming else answer.content.decode("utf-8", "replace")
