"""Answers kept pages before Django: conditional GET, HEAD, ranges and gzip, as nginx would. No database is asked.

Where nginx stands in front and has the store, requests for kept pages never come this far.
"""

from wsgiref.util import FileWrapper

from django.conf import settings
from whitenoise.responders import NotARegularFileError, Response, StaticFile

from publishing import store
from publishing.delivery import asked
from publishing.headers import kept_headers


class KeptPages:
    """WSGI middleware around Django's application."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        found = answer(environ) if settings.KEEP_PAGES and may_be_kept(environ) else None
        if found is None:
            return self.application(environ, start_response)
        start_response(f"{found.status.value} {found.status.phrase}", found.headers)
        if found.file is None:
            return []
        return environ.get("wsgi.file_wrapper", FileWrapper)(found.file, 64 * 1024)


def may_be_kept(environ) -> bool:
    return (environ["REQUEST_METHOD"] in ("GET", "HEAD") and not environ.get("QUERY_STRING")
            and is_secure(environ) == settings.HTTPS)


def is_secure(environ) -> bool:
    proxied = settings.HTTPS and settings.TRUSTED_PROXIES and environ.get("HTTP_X_FORWARDED_PROTO") == "https"
    return bool(proxied) or environ["wsgi.url_scheme"] == "https"


def answer(environ) -> Response | None:
    """The kept file as asked for; None when the address is not kept, or is gone by the time it is opened."""
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    file = store.place(store.asked_host(environ.get("HTTP_HOST", "")), path)
    if file is None:
        return None
    twins = {"gzip": str(store.twin(file))} if store.has_twin(file) else {}
    try:
        return StaticFile(str(file), kept_headers(path), twins).get_response(environ["REQUEST_METHOD"], asked(environ))
    except (OSError, NotARegularFileError):
        return None
