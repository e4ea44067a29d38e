"""The address a request came from."""

from django.conf import settings


def client_address(request) -> str:
    """The client's address. X-Forwarded-For is believed only for the hops of our own proxies (TRUSTED_PROXIES),
    counted from the right: the first entry is whatever the client wrote."""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(hops) >= trusted:
        return hops[-trusted]
    return request.META.get("REMOTE_ADDR", "")
