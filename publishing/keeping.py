"""What makes a view's answers kept: the decorator of every public view that depends on published records alone."""

import logging
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from publishing import tags
from publishing.actions import Rendered, keep
from publishing.headers import cache_control
from publishing.queries import feed_mark
from publishing.store import asked_host, public_host
from sites.hosts import normalise_host

log = logging.getLogger(__name__)


def kept(view):
    """Keep what the view answers to a plain GET with 200: one file, until something it shows changes."""

    @wraps(view)
    def keeping(request, *args, **kwargs):
        if not may_keep(request):
            return with_headers(view(request, *args, **kwargs), request.path)
        mark = feed_mark()
        with tags.collecting() as shown:
            response = view(request, *args, **kwargs)
        if response.status_code == 200 and not response.cookies:
            keep_answer(request, response, shown, mark)
        return with_headers(response, request.path)

    return keeping


def may_keep(request) -> bool:
    """A plain request that came by the public's own way. What another port or a query asked for is not kept."""
    raw = request.META.get("HTTP_HOST", "")
    return (settings.KEEP_PAGES and request.method == "GET" and not request.META.get("QUERY_STRING")
            and request.scheme == ("https" if settings.HTTPS else "http")
            and asked_host(raw) == public_host(normalise_host(raw)))


def keep_answer(request, response, shown: set[str], mark: int) -> None:
    """Whatever goes wrong here, the visitor has the answer."""
    original = getattr(response, "original", None)
    page = Rendered(
        site_id=request.site.pk, host=asked_host(request.META["HTTP_HOST"]), path=request.path, mark=mark,
        tags=frozenset(shown | tags.always(request.site.pk, response["Content-Type"])),
        content=b"" if original else response.content, original=original,
    )
    try:
        keep(pages=[page], at=timezone.now())
    except (DatabaseError, OSError) as error:
        log.warning("page not kept: %s%s: %s", page.host, page.path, error)


def kept_file(response, original: Path):
    """Have the answer kept as a copy of this file instead of being read into memory."""
    response.original = original
    return response


def with_headers(response, path: str):
    """A browser would keep a permanent redirect for ever, and run in circles when the column comes back."""
    response.headers.setdefault("Cache-Control", cache_control(path) if response.status_code == 200 else "no-cache")
    return response
