"""Somebody of the public, or a monitor: one request to nginx, or to the web process behind it."""

import gzip
import http.client
import ssl
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.cast import PASSWORD

SITE = "linhe.localhost"
SECONDS = 20


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        raw = gzip.decompress(self.content) if self.headers.get("content-encoding") == "gzip" else self.content
        return raw.decode()

    @property
    def is_kept(self) -> bool:
        """Did the server make this answer out of a file? Only then the ETag is its size and time."""
        return "-" in self.headers.get("etag", "")


@dataclass(frozen=True)
class Visitor:
    """`address` is the visitor's own: any of the loopback's, so that one visitor's limits are not another's."""

    cluster: object
    address: str = "127.0.0.1"

    def get(self, path: str, *, host: str = SITE, method: str = "GET", headers: dict | None = None,
            body: bytes | None = None) -> Answer:
        """Through nginx by HTTPS."""
        context = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection("127.0.0.1", self.cluster.ports["https"], timeout=SECONDS,
                                                 source_address=(self.address, 0), context=context)
        return self._ask(connection, method, path, f"{host}:{self.cluster.ports['https']}", headers, body)

    def plainly(self, path: str, *, host: str = SITE) -> Answer:
        """Through nginx by HTTP."""
        connection = http.client.HTTPConnection("127.0.0.1", self.cluster.ports["http"], timeout=SECONDS)
        return self._ask(connection, "GET", path, host, None, None)

    def behind(self, path: str, *, host: str = SITE, headers: dict | None = None) -> Answer:
        """From the web process itself, as nginx asks it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.cluster.ports["web"], timeout=SECONDS)
        proxied = {"X-Forwarded-Proto": "https", "X-Forwarded-For": self.address} | (headers or {})
        return self._ask(connection, "GET", path, f"{host}:{self.cluster.ports['https']}", proxied, None)

    def _ask(self, connection, method, path, host, headers, body) -> Answer:
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", host)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            content, pairs = response.read(), response.getheaders()
            cookies = SimpleCookie()
            for name, value in pairs:
                if name.lower() == "set-cookie":
                    cookies.load(value)
            return Answer(response.status, {name.lower(): value for name, value in pairs}, content,
                          {name: morsel.value for name, morsel in cookies.items()})
        finally:
            connection.close()


class Officer:
    """Somebody signed in at the desk, by HTTP alone: fast, and as many at once as a test wants."""

    HOST = "yunzhou.localhost"

    def __init__(self, visitor: Visitor, username: str):
        self.visitor, self.cookies = visitor, {}
        self.get("/admin/login/")
        answer = self.post("/admin/login/", username=username, password=PASSWORD, next="/admin/")
        assert answer.status == 302, answer.text

    def get(self, path: str) -> Answer:
        return self._ask(path, method="GET")

    def post(self, path: str, **fields) -> Answer:
        body = urlencode(fields | {"csrfmiddlewaretoken": self.cookies["csrftoken"]}).encode()
        return self._ask(path, method="POST", body=body)

    def act(self, number: int, verb: str, **fields) -> Answer:
        """Press a button of a manuscript's review page."""
        return self.post(f"/admin/submissions/submission/{number}/do/{verb}/", version=1, **fields)

    def withdraw(self, number: int) -> Answer:
        """Agree that the article is taken down."""
        return self.post(f"/admin/submissions/withdrawal/{number}/page/", verb="withdraw", reason="")

    def _ask(self, path: str, **options) -> Answer:
        port = self.visitor.cluster.ports["https"]
        answer = self.visitor.get(path, host=self.HOST, headers={
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Referer": f"https://{self.HOST}:{port}/admin/", "Content-Type": "application/x-www-form-urlencoded",
        }, **options)
        self.cookies |= answer.cookies
        return answer
