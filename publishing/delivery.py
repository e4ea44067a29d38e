"""Sends an uploaded file: its type and name as recorded when it was checked, never guessed from its content.

Where nginx stands in front (X_ACCEL) it sends the bytes, from below `/protected/`, which nobody reaches by asking.
"""

import re
from collections.abc import Mapping
from pathlib import Path, PurePath
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from whitenoise.middleware import WhiteNoiseFileResponse
from whitenoise.responders import StaticFile

from publishing.headers import FILE_POLICY, INLINE

PROTECTED = "/protected/"
PRIVATE = "private, no-store"
NO_GZIP = re.compile(r"\bgzip\s*;\s*q=0(\.0*)?\s*(,|$)", re.I)


def deliver(request: HttpRequest, file: Path, *, name: str, mime: str, cache_control: str, etag: str = ""):
    """The answer that sends this file below MEDIA_ROOT, whole, in the part asked for, or not again when unchanged.

    Pictures and PDF are shown, all else is saved under `name`. 404 when the disk has lost it.
    """
    if not file.is_file():
        raise Http404
    headers = {
        "Content-Type": mime, "Cache-Control": cache_control, "X-Content-Type-Options": "nosniff",
        "Content-Disposition": content_disposition_header(not is_shown(name), name),
        "Content-Security-Policy": FILE_POLICY,
    }
    if etag:
        headers["ETag"] = etag
    if settings.X_ACCEL:
        inside = file.relative_to(settings.MEDIA_ROOT).as_posix()
        return HttpResponse(headers=headers | {"X-Accel-Redirect": PROTECTED + quote(inside)})
    return streamed(StaticFile(str(file), [*headers.items(), ("Accept-Ranges", "bytes")]), request)


def is_shown(name: str) -> bool:
    return PurePath(name).suffix.lower() in INLINE


def asked(headers: Mapping[str, str]) -> dict[str, str]:
    """The conditions of a request as far as WhiteNoise understands them: it takes `gzip;q=0` for a wish, and sends a
    part although `If-Range` names another version, so that two would be mixed in one file. Here that is the whole."""
    known = dict(headers)
    if NO_GZIP.search(known.get("HTTP_ACCEPT_ENCODING", "")):
        del known["HTTP_ACCEPT_ENCODING"]
    if "HTTP_IF_RANGE" in known:
        known.pop("HTTP_RANGE", None)
    return known


def streamed(file: StaticFile, request: HttpRequest) -> HttpResponse:
    """WhiteNoise's answer to the conditions and the range asked for, as Django's."""
    found = file.get_response(request.method, asked(request.META))
    response = HttpResponse() if found.file is None else WhiteNoiseFileResponse(found.file)
    response.status_code = found.status
    for header, value in found.headers:
        response.headers[header] = value
    if found.status == 304:
        del response.headers["Content-Type"]
    return response
