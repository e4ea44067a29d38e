"""What a request says that a public page may depend on: never the person."""

from dataclasses import dataclass
from urllib.parse import urlencode

from sites.hosts import is_port, normalise_host
from sites.models import Site

SETTINGS = {"elder": ("1",), "contrast": ("1",), "size": ("large", "small")}
"""The reader's settings and their values; none means off. static/portal/site.js knows the same names."""


@dataclass(frozen=True)
class Toggle:
    """A link that changes one of the reader's settings."""

    setting: str
    value: str
    text: str
    text_on: str
    url: str
    is_on: bool


@dataclass(frozen=True)
class Visit:
    """A request for a page: the site, the address it was asked by, and the reader's settings given in the query."""

    site: Site
    scheme: str
    domain: str
    port: str
    path: str
    settings: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, request) -> "Visit":
        raw = request.META.get("HTTP_HOST", "")
        _, colon, port = raw.rpartition(":")
        return cls(
            site=request.site, scheme=request.scheme, domain=normalise_host(raw),
            port=f":{port}" if colon and is_port(port) else "", path=request.path, settings=settings_of(request.GET),
        )

    def origin(self, host: str = "") -> str:
        """Scheme, host and the port the request came by; the site's own host when none is given."""
        return f"{self.scheme}://{host or self.domain}{self.port}"

    def absolute(self, path: str) -> str:
        return self.origin() + path

    @property
    def html_class(self) -> str:
        """Classes of <html>: `elder contrast size-large`."""
        return " ".join(name if value == "1" else f"{name}-{value}" for name, value in self.settings)

    @property
    def query(self) -> str:
        return f"?{urlencode(self.settings)}" if self.settings else ""

    def toggle(self, setting: str, value: str, text: str, text_on: str = "") -> Toggle:
        """The link that sets, or when it is on takes back, one setting and leaves the others as they are.

        It always has a query, empty when nothing is left: so it is told from links the settings travel along in.
        """
        now = dict(self.settings)
        is_on = now.pop(setting, "") == value
        if value and not is_on:
            now[setting] = value
        return Toggle(setting, value, text, text_on or text, f"{self.path}?{urlencode(now)}", is_on)


def settings_of(query) -> tuple[tuple[str, str], ...]:
    """The reader's settings among query parameters; anything else is ignored."""
    return tuple((name, query[name]) for name, values in SETTINGS.items() if query.get(name) in values)
