"""What a request says that a public page may depend on: never the person."""

from dataclasses import dataclass
from urllib.parse import urlencode

from portal import traditional
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
    """A request for a page: the site, the address it was asked by, the reader's settings given in the query, and
    (`asked`) what else in the query the page depends on, so that its other renderings keep it."""

    site: Site
    scheme: str
    domain: str
    port: str
    path: str
    settings: tuple[tuple[str, str], ...] = ()
    asked: tuple[tuple[str, str], ...] = ()

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
    def is_traditional(self) -> bool:
        """Asked for in Traditional Chinese. Sites in other languages have no such rendering."""
        return self.site.is_chinese and self.path.startswith(f"{traditional.PREFIX}/")

    @property
    def language(self) -> str:
        """Of the page, as HTML names it."""
        if self.is_traditional:
            return traditional.LANGUAGE
        return self.site.html_language

    @property
    def other_edition(self) -> str:
        """The same page in the other Chinese characters: an address of this host, whatever was asked for."""
        path = self.path.removeprefix(traditional.PREFIX) if self.is_traditional else self.path
        query = f"?{urlencode([*self.asked, *self.settings])}" if self.asked else ""
        return ("/" if self.is_traditional else f"{traditional.PREFIX}/") + path.lstrip("/") + query

    @property
    def html_class(self) -> str:
        """Classes of <html>: `elder contrast size-large`."""
        return " ".join(name if value == "1" else f"{name}-{value}" for name, value in self.settings)

    @property
    def query(self) -> str:
        return f"?{urlencode(self.settings)}" if self.settings else ""

    def toggle(self, setting: str, value: str, text: str, text_on: str = "") -> Toggle:
        """The link that sets, or when it is on takes back, one setting and leaves the others as they are.

        A query alone, so it leads to whatever page it stands on. It is there even when nothing is left in it: so it is
        told from links the settings travel along in.
        """
        now = dict(self.settings)
        is_on = now.pop(setting, "") == value
        if value and not is_on:
            now[setting] = value
        return Toggle(setting, value, text, text_on or text, f"?{urlencode([*self.asked, *now.items()])}", is_on)


def settings_of(query) -> tuple[tuple[str, str], ...]:
    """The reader's settings among query parameters; anything else is ignored."""
    return tuple((name, query[name]) for name, values in SETTINGS.items() if query.get(name) in values)
