"""Fetches every public page of the demo cluster as a reader would, link by link, and writes the HTML to a folder.

Usage: DATA_DIR=… python .ci/pages.py FOLDER. Ends with 1 when a link of a page leads nowhere.
"""

import os
import sys
from collections import deque
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

sys.path.insert(0, os.getcwd())
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django  # noqa: E402

django.setup()

from django.test import Client  # noqa: E402

from sites.models import Host, Site  # noqa: E402

MOST_PAGES = 6000
MOST_VARIANTS = 40
"""Pages with a query (searches, page numbers, readers' settings) are without end: this many of them a site."""
NOT_PUBLIC = ("/admin/",)


class Links(HTMLParser):
    """What a page leads to, loads and marks: addresses, and the ids a fragment may name."""

    def __init__(self, html: str):
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.ids.add(values.get("id") or "")
        self.addresses += [values[name] for name in ("href", "src", "poster") if values.get(name)]
        self.addresses += [part.split()[0] for part in (values.get("srcset") or "").split(",") if part.strip()]


class Reader:
    """Walks one cluster from the home pages of its running sites."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.hosts = set(Host.objects.values_list("name", flat=True))
        self.client = Client()
        self.seen: set[tuple[str, str]] = set()
        self.variants: dict[str, int] = {}
        self.faults: list[str] = []
        self.kept = 0

    def walk(self) -> None:
        homes = Host.objects.filter(is_canonical=True, site__in=Site.objects.running())
        waiting = deque((name, "/", "home page") for name in homes.values_list("name", flat=True))
        while waiting:
            host, path, source = waiting.popleft()
            if (host, path) in self.seen or not self.wanted(host, path):
                continue
            self.seen.add((host, path))
            if len(self.seen) > MOST_PAGES:
                self.faults.append(f"more than {MOST_PAGES} pages: is there a link that never ends?")
                return
            waiting.extend(self.read(host, path, source))
        for host in sorted({host for host, _ in self.seen}):
            self.keep(host, "/no-such-page/", 404)

    def wanted(self, host: str, path: str) -> bool:
        if path.startswith(NOT_PUBLIC):
            return False
        if "?" in path:
            self.variants[host] = self.variants.get(host, 0) + 1
        return "?" not in path or self.variants[host] <= MOST_VARIANTS

    def read(self, host: str, path: str, source: str) -> list[tuple[str, str, str]]:
        """The links of one page; a page that does not answer is a fault of the page that led to it."""
        response = self.client.get(path, HTTP_HOST=host)
        body = b"".join(response) if response.streaming else response.content
        response.close()
        here = f"{host}{path}"
        if response.status_code in {301, 302}:
            return self.inside(host, path, [response["Location"]], here)
        if response.status_code != 200:
            self.faults.append(f"{source} leads to {here}: {response.status_code}")
            return []
        kind = response["Content-Type"].partition(";")[0]
        if kind.endswith("xml") and not kind.startswith("image"):
            ElementTree.fromstring(body)
        if kind != "text/html":
            return []
        text = body.decode()
        self.write(host, text)
        return self.inside(host, path, Links(text).addresses, here)

    def inside(self, host: str, path: str, addresses: list[str], here: str) -> list[tuple[str, str, str]]:
        """The addresses that stay in the cluster."""
        targets = []
        for address in addresses:
            parts = urlsplit(urljoin(f"http://{host}{path}", address))
            if parts.scheme in {"http", "https"} and parts.hostname in self.hosts:
                target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
                targets.append((parts.hostname, target, here))
        return targets

    def keep(self, host: str, path: str, status: int) -> None:
        response = self.client.get(path, HTTP_HOST=host)
        if response.status_code != status:
            self.faults.append(f"{host}{path}: {response.status_code} instead of {status}")
        self.write(host, response.content.decode())

    def write(self, host: str, text: str) -> None:
        self.kept += 1
        (self.folder / f"{self.kept:04}-{host}.html").write_text(text, encoding="utf-8")


def main() -> int:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True)
    reader = Reader(folder)
    reader.walk()
    print(f"{len(reader.seen)} addresses, {reader.kept} pages, {len(reader.faults)} faults")
    print("\n".join(reader.faults))
    return bool(reader.faults) or reader.kept == 0


if __name__ == "__main__":
    sys.exit(main())
