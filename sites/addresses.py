"""The address a request came from, and the one by which the public reaches a host."""

from django.conf import settings


def client_address(request) -> str:
    """The client's address. X-Forwarded-For is believed only for the hops of our own proxies (TRUSTED_PROXIES),
    counted from the right: the first entry is whatever the client wrote."""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(hops) >= trusted:
        return hops[-trusted]
    return request.META.get("REMOTE_ADDR", "")


def origin(host: str) -> str:
    """`https://www.yunzhou.gov.cn`: for links that are written where there is no request."""
    scheme, usual = ("https", 443) if settings.HTTPS else ("http", 80)
    return f"{scheme}://{host}" + ("" if settings.PUBLIC_PORT in (0, usual) else f":{settings.PUBLIC_PORT}")
