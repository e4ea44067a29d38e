"""How kept pages are served, how soon a publication is seen, how fast a site is rendered. See README.md.

Runs nginx and gunicorn (2 workers) on the loopback over databases that hold an imported corpus each, smaller first.
"""

import argparse
import json
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import measuring

sys.path.insert(0, str(measuring.ROOT))

measuring.set_up()

from publishing.headers import kept_headers  # noqa: E402
from tests.topology.parts import Part, free_port, listens  # noqa: E402

SECONDS, ROUNDS = 3, 7
CONNECTIONS = 16
PUBLICATIONS = 30
WARM_UP, REQUESTS = 2_000, 10_000
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
LIMIT = re.compile(r"^ *limit_req zone.*$", re.M)
"""Limits of one visitor's requests: here one visitor is a crowd."""

ANSWERED = re.compile(r"(\d+) requests in")
REFUSED = re.compile(r"Non-2xx or 3xx responses: (\d+)")

NGINX = """
user root; worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx-error.log;
events {{}}
http {{
    include {folder}/zhanqun.conf;
    server {{
        listen 127.0.0.1:{plain}; root {pages}; sendfile on; tcp_nopush on; gzip on; gzip_static on; gzip_vary on;
        types {{ text/html html; }} charset utf-8; server_tokens off;
        access_log {folder}/plain.log zhanqun buffer=64k flush=1s;
        {headers}
    }}
}}
"""


@dataclass
class Node:
    """nginx and gunicorn over one database; `plain` is a second server of the same nginx, for plain files."""

    folder: Path
    database: str
    ports: dict[str, int]

    @property
    def environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.database, "DATA_DIR": str(self.folder / "data"),
            "PUBLIC_PORT": str(self.ports["front"]), "WEB_BIND": f"127.0.0.1:{self.ports['web']}",
            "WEB_WORKERS": "2", "WEB_THREADS": "4", "REDIS_URL": "",
            "LOG_LEVEL": "ERROR", "FRONT_ADDRESS": f"http://127.0.0.1:{self.ports['front']}",
        }

    def manage(self, *arguments: str) -> str:
        return self.python("manage.py", *arguments)

    def python(self, *arguments: str) -> str:
        done = subprocess.run([sys.executable, *arguments], cwd=measuring.ROOT, text=True, stdout=subprocess.PIPE,
                              env=os.environ | self.environment, check=False)
        if done.returncode:
            sys.exit(f"{arguments} ended with {done.returncode}")
        return done.stdout

    def url(self, port: str, path: str = "") -> str:
        return f"http://127.0.0.1:{self.ports[port]}{path}"

    def host(self, name: str) -> str:
        return f"{name}:{self.ports['front']}"


@contextmanager
def running(database: str):
    """A node with nothing kept yet; gone afterwards, but for its database."""
    folder = Path(tempfile.mkdtemp(prefix="zhanqun-benchmark-"))
    folder.chmod(0o755)
    node = Node(folder, database, {name: free_port() for name in ("front", "plain", "web")})
    node.manage("migrate", "-v", "0")
    node.manage("expire_pages", "--all")
    node.manage("collectstatic", "--no-input", "-v", "0")
    configuration = node.manage("nginx_conf", "--http", f"127.0.0.1:{node.ports['front']}", "--logs", str(folder))
    (folder / "zhanqun.conf").write_text(LIMIT.sub("", configuration))
    (folder / "nginx.conf").write_text(NGINX.format(
        folder=folder, plain=node.ports["plain"], pages=node.folder / "data" / "pages",
        headers="\n        ".join(f'add_header {name} "{value}" always;' for name, value in kept_headers("/")
                                  if name != "Content-Type")))
    web = Part("web", [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "portal.wsgi"],
               folder / "web.log", lambda: listens(node.ports["web"]), environment=node.environment,
               folder=measuring.ROOT)
    nginx = Part("nginx", ["nginx", "-c", str(folder / "nginx.conf")], folder / "nginx.log",
                 lambda: listens(node.ports["front"]))
    try:
        web.start()
        nginx.start()
        node.web = web
        yield node
    finally:
        for part in (nginx, web):
            part.stop()
        shutil.rmtree(folder)


def wrk(url: str, host: str) -> tuple[float, int]:
    """Requests a second, and how many, by one thread; ends the benchmark when anything but success was answered."""
    printed = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", f"Host: {host}", url],
        check=True, text=True, stdout=subprocess.PIPE).stdout
    if REFUSED.search(printed):
        sys.exit(f"{url}: {printed}")
    return float(RATE.search(printed)[1]), int(ANSWERED.search(printed)[1])


def rate(url: str, host: str) -> float:
    return wrk(url, host)[0]


def turns(first, second) -> tuple[float, float, float]:
    """Medians of two measurements taken in turns, and the median of the ratios of each pair."""
    pairs = [(first(), second()) for _ in range(ROUNDS)]
    return (statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs),
            statistics.median(a / b for a, b in pairs))


def serving(node: Node, subject: dict) -> list[str]:
    """A kept page through nginx beside a plain file, and through gunicorn beside the same page rendered."""
    host, path = node.host(subject["host"]), subject["article"]
    asked = {"headers": {"Host": host, "Accept-Encoding": "identity"}}
    httpx.get(node.url("front", path), **asked)
    page = httpx.get(node.url("front", path), **asked)
    file = httpx.get(node.url("plain", f"/{host}{path}"), **asked)
    if (page.content, set(page.headers)) != (file.content, set(file.headers)):
        sys.exit(f"the plain file is answered with something else: {page.headers} {file.headers}")
    kept, plain, ratio = turns(lambda: rate(node.url("front", path), host),
                               lambda: rate(node.url("plain", f"/{host}{path}"), host))
    alone, rendered, times = turns(lambda: rate(node.url("web", path), host),
                                   lambda: rate(node.url("web", f"{path}?size=large"), host))
    return [
        f"| kept article through nginx / its {len(page.content):,} bytes, headers and log from a server of plain files "
        f"| {kept:,.0f} / {plain:,.0f} requests/s | **{ratio:.2f}** | ≥ 0.95 |",
        f"| kept article through gunicorn alone / the same page rendered by Django "
        f"| {alone:,.0f} / {rendered:,.0f} requests/s | **{times:.1f}** | ≥ 10 |",
    ]


def memory(node: Node, subject: dict) -> list[str]:
    """Memory of the web workers, in MB, after pages were rendered `WARM_UP` times and `REQUESTS` times more."""
    host = node.host(subject["host"])
    paths = [subject["home"], subject["list"], subject["article"]]

    def resident() -> float:
        workers = subprocess.run(["pgrep", "-P", str(node.web.process.pid)], check=True, text=True,
                                 stdout=subprocess.PIPE).stdout.split()
        pages = [int(Path(f"/proc/{worker}/statm").read_text().split()[1]) for worker in workers]
        return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1024**2 / len(workers)

    def ask(times: int) -> None:
        done = 0
        while done < times:
            for path in paths:
                done += wrk(node.url("web", f"{path}?size=large"), host)[1]

    ask(WARM_UP)
    before = resident()
    ask(REQUESTS)
    after = resident()
    return [f"| memory of one web worker after {REQUESTS:,} more rendered pages / after the first {WARM_UP:,} "
            f"| {after:.1f} / {before:.1f} MB | **{after / before:.3f}** | ± 5 % |"]


def p95(values: list[float]) -> float:
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", action="append", required=True, help="URL; an imported corpus; smaller first")
    parser.add_argument("--write", action="store_true", help="put the figures into RESULTS.md")
    options = parser.parse_args()
    found = []
    for number, database in enumerate(options.database):
        with running(database) as node:
            subject = json.loads(node.python("benchmarks/subject.py"))
            figures = {"articles": subject["articles"]}
            if number == 0:
                figures["rows"] = serving(node, subject) + memory(node, subject)
            figures |= json.loads(node.python("benchmarks/publications.py", str(PUBLICATIONS)))
            figures["rendering"] = json.loads(node.python("benchmarks/rendering.py", subject["site"]))
            found.append(figures)
            sys.stderr.write(f"{json.dumps(figures, ensure_ascii=False)}\n")
    text = report(found)
    sys.stdout.write(text)
    if options.write:
        measuring.write("serving", text)


def report(found: list[dict]) -> str:
    small, large = found[0], found[-1]
    rows = list(small["rows"])
    slow, fast = p95(large["seconds"]), p95(small["seconds"])
    rows += [
        f"| approval to visible on article, list, home, feed, sitemap and search, p95 of {PUBLICATIONS}: "
        f"{large['articles']:,} / {small['articles']:,} articles | {slow:.2f} / {fast:.2f} s "
        f"| **{slow / fast:.2f}** | ≤ 1.3, about 1 s |",
        f"| pages expired by one publication, most of {PUBLICATIONS} | {max(large['expired'])} | | ≤ 30 |",
    ]
    for figures in found:
        for run in figures["rendering"]:
            rows.append(
                f"| `render_site`, {run['pages']:,} pages of a site in a cluster of {figures['articles']:,} articles, "
                f"{run['processes']} process(es) | {run['pages'] / run['seconds']:,.0f} pages/s "
                f"| **{run['pages'] / run['seconds'] / run['processes']:,.0f}** a process | ≥ 400 |")
    return "\n".join([
        "## Serving and publishing", "",
        f"`benchmarks/serving.py`. {measuring.machine()}. Load while it ran: {os.getloadavg()[2]:.1f}.", "",
        "Requests by wrk; the two sides of a ratio are measured in turns; medians.", "",
        "| | figures | ratio | wanted |", "|---|---|---|---|", *rows, "",
    ])


if __name__ == "__main__":
    main()
