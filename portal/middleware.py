"""Around every request: its number, one line in the log, the figures; and the door for monitors."""

import logging
import re
import time
import uuid
from ipaddress import ip_address

from django.conf import settings
from structlog.contextvars import bound_contextvars, get_contextvars

from portal import metrics, monitoring
from publishing.rendering import AHEAD
from sites.addresses import client_address

log = logging.getLogger("portal.requests")

NUMBER = re.compile(r"[A-Za-z0-9-]{8,64}")
UNRESOLVED = "none"


class RequestMiddleware:
    """Outermost. The request's number stands in every line it causes, in the answer's header and on the 500 page.
    Neither the query nor the visitor's address is written down: both may say who somebody is."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if AHEAD in request.META:
            return self.get_response(request)
        request.number = request_number(request)
        begun = time.perf_counter()
        with bound_contextvars(request_id=request.number):
            response = self.get_response(request)
            seconds = time.perf_counter() - begun
            view = request.resolver_match.view_name if request.resolver_match else UNRESOLVED
            metrics.note_request(view, response.status_code, seconds)
            log.info("request", extra={
                "method": request.method, "host": request.META.get("HTTP_HOST", ""), "path": request.path,
                "status": int(response.status_code), "ms": round(seconds * 1000), "view": view,
                "user": known_user(request),
            })
        response.headers["X-Request-ID"] = request.number
        return response


def request_number(request) -> str:
    """The number our own proxy gave; that of the request by which this one is caused; or a new one."""
    given = request.META.get("HTTP_X_REQUEST_ID", "")
    if settings.TRUSTED_PROXIES and NUMBER.fullmatch(given):
        return given
    return get_contextvars().get("request_id") or uuid.uuid4().hex


def known_user(request) -> int | None:
    """Who was asked for while answering; a public page asks for nobody, and neither does its log line."""
    return getattr(getattr(request, "_cached_user", None), "pk", None)


class MonitoringMiddleware:
    """Answers health and figures on any host name and without HTTPS, to monitors alone (MONITORS). To everybody else
    these addresses do not exist."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = monitoring.ANSWERS.get(request.path)
        if answer and is_monitor(client_address(request)):
            return answer(request)
        return self.get_response(request)


def is_monitor(address: str) -> bool:
    """Nothing stands for a unix socket: whoever may open it is on this machine."""
    if not address:
        return True
    try:
        asking = ip_address(address)
    except ValueError:
        return False
    return any(asking in network for network in settings.MONITORS)
