import time

from django.conf import settings
from django.contrib.auth import logout
from django.db import DataError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.defaults import bad_request

from sites.hosts import is_port, normalise_host
from sites.queries import host_by_name, portal_host

DESK = "/admin/"
SKIN = "/skin-"


class SiteMiddleware:
    """Sets `request.site` from the host, once. Unknown hosts get 404, other names of a site its canonical one,
    the desk only the portal's; a site that is not open shows its notice.
    The public's pages speak the site's language, whatever the browser asks for; the desk speaks Chinese."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        raw = request.META.get("HTTP_HOST", "")
        host = host_by_name(normalise_host(raw))
        if host is None:
            return HttpResponse("本机没有这个网站。请核对网址。", status=404, content_type="text/plain; charset=utf-8")
        request.site = host.site
        if request.path.startswith(DESK):
            if not (host.is_canonical and host.site.is_portal):
                return redirect(absolute(request, portal_host().name))
            return self.get_response(request)
        with translation.override(host.site.language):
            return self.public_answer(request, host)

    def public_answer(self, request, host):
        if not host.is_canonical:
            canonical = host.site.hosts.get(is_canonical=True)
            response = redirect(absolute(request, canonical.name), permanent=True)
            patch_cache_control(response, no_cache=True)  # names of hosts are exchanged, too
            return response
        if not host.site.is_open and not request.path.startswith(SKIN):
            response = render(request, "portal/closed.html", {"site": host.site}, status=503)
            patch_cache_control(response, no_store=True)
            return response
        return self.get_response(request)


def absolute(request, host: str) -> str:
    """The request's own address on another host, with the port the request came in by."""
    _, colon, port = request.META.get("HTTP_HOST", "").rpartition(":")
    name = f"{host}:{port}" if colon and is_port(port) else host
    return f"{request.scheme}://{name}{request.get_full_path()}"


class SignInMiddleware:
    """In the desk: signs out who was idle too long, and leads to the password form whose password is too old."""

    FREE = ("/admin/logout/", "/admin/login/", "/admin/password_change/", "/admin/jsi18n/")
    TOUCH_SECONDS = 60

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(DESK) or not request.user.is_authenticated:
            return self.get_response(request)
        now, seen = time.time(), request.session.get("seen_at")
        if seen is not None and now - seen > settings.IDLE_MINUTES * 60:
            logout(request)
            return redirect(f"{reverse('admin:login')}?idle=1&next={request.path}")
        if seen is None or now - seen > self.TOUCH_SECONDS:
            request.session["seen_at"] = now
        if not request.path.startswith(self.FREE) and password_is_due(request.user):
            return redirect("admin:password_change")
        return self.get_response(request)


class UnreadableMiddleware:
    """A number that no database can hold, in an address or a tampered form, is a bad request and no fault of ours."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, OverflowError | DataError):
            return bad_request(request, exception)
        return None


def password_is_due(user) -> bool:
    changed = user.password_changed_at or user.date_joined
    age = (time.time() - changed.timestamp()) / 86400
    return user.must_change_password or age > settings.PASSWORD_MAX_AGE_DAYS
