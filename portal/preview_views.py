"""Previews by link: never kept, never cached, not for search engines, and silent about where their reader goes next."""

from pathlib import Path

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal import queries
from portal.queries import Visit
from portal.views import show
from publishing.delivery import PRIVATE, deliver

HIDDEN = {"Cache-Control": PRIVATE, "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


@require_safe
def page(request, token):
    response = show(request, queries.preview_page(Visit.of(request), token=token, at=timezone.now()),
                    "portal/preview.html")
    for name, value in HIDDEN.items():
        response.headers[name] = value
    return response


@require_safe
def file(request, token, number, name):
    attachment = queries.preview_file(Visit.of(request), token=token, number=number, at=timezone.now())
    if attachment is None:
        raise Http404
    return deliver(request, Path(attachment.file.path), name=attachment.name, mime=attachment.mime,
                   cache_control=PRIVATE)
