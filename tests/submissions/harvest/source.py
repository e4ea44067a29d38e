"""A website on loopback, served by the test itself: good pages in three encodings, and every kind of evil."""

import gzip
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from submissions.fetching import Policy
from tests.submissions.photographs import jpeg

NAMES = {"news.example": ["127.0.0.1"], "inward.example": ["10.0.0.5"], "home.example": ["127.0.0.9"],
         "both.example": ["127.0.0.1", "192.168.1.1"], "metadata.example": ["169.254.169.254"]}


def resolve(host: str, port: int) -> list[str]:
    """Names that no resolver knows; addresses stand for themselves."""
    if host.replace(".", "").isdecimal():
        return [host]
    if host not in NAMES:
        raise OSError(f"{host} is unknown")
    return NAMES[host]


LOOPBACK = Policy(exempt=frozenset({"127.0.0.1"}), resolve=resolve, page_bytes=64 * 1024, file_bytes=256 * 1024,
                  header_bytes=8 * 1024, seconds=1, redirects=3, pause=0)
"""The one object by which tests may visit loopback: 127.0.0.1 and nothing else, with small limits."""

TITLES = {"gbk": "平川区召开防汛会商会", "gb18030": "石门县镕炉社区改造完工", "utf-8": "云州市新增三条公交线路"}
WORDS = {"gbk": "会商会分析了近期雨情和水情,要求各镇街落实巡查责任。",
         "gb18030": "改造惠及居民四百户,㙍口段排水管网同步更新。",
         "utf-8": "三条线路自下月一日起试运行,覆盖城东新建的住宅区。"}


def article(key: str) -> str:
    """A page as a government site has it; the declared charset of the GB18030 page is gb2312, as is usual."""
    said = {"gbk": "gbk", "gb18030": "gb2312", "utf-8": "utf-8"}[key]
    return (f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={said}">'
            f'<title>{TITLES[key]} - 某站</title><meta name="PubDate" content="2025-03-18 09:30">'
            f'<meta name="ContentSource" content="云州日报"></head>'
            f'<body><h1>{TITLES[key]}</h1><div class="TRS_Editor"><p>{WORDS[key] * 3}</p>'
            f'<p><img src="/photo.jpg" alt="现场"></p><script>alert(1)</script><iframe src="/x"></iframe>'
            f'<p onclick="steal()"><a href="/report.txt">工作报告</a></p></div></body></html>')


def listing(paths, title="条目") -> str:
    rows = "".join(f'<li><a href="{path}">{title}{number}</a><span>2025-03-18</span></li>'
                   for number, path in enumerate(paths))
    return f'<html><head><meta charset="utf-8"></head><body><ul class="list">{rows}</ul></body></html>'


@dataclass
class Answer:
    """What the site answers at one path."""

    content: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict = field(default_factory=dict)
    drip: float = 0
    is_endless: bool = False


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        site = self.server.site
        site.asked.append((self.path, dict(self.headers)))
        answer = site.pages.get(self.path, Answer(status=404))
        if answer.headers.get("ETag") and self.headers.get("If-None-Match") == answer.headers["ETag"]:
            answer = Answer(status=304)
        self.close_connection = True
        try:
            self.answer(answer)
        except OSError:
            self.server.site.broken.append(self.path)

    def answer(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        if not (answer.is_endless or answer.drip or answer.status == 304):
            self.send_header("Content-Length", str(len(answer.content)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if answer.status == 304:
            return
        if answer.drip:
            for byte in answer.content:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(answer.drip)
        self.wfile.write(b"" if answer.drip else answer.content)
        while answer.is_endless:
            self.wfile.write(b"x" * 4096)

    def log_message(self, *args):
        """Silent."""


@dataclass
class Source:
    """The running site: `pages` may be changed while it runs, `asked` lists what was asked of it."""

    port: int
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def url(self, path: str, host: str = "news.example") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def put(self, path: str, content: str | bytes = "", encoding: str = "utf-8", **values) -> None:
        content = content if isinstance(content, bytes) else content.encode(encoding)
        self.pages[path] = Answer(content, **values)


def good_site(source: Source) -> None:
    """A list, a feed, three articles in three encodings, a picture and a file."""
    for key in TITLES:
        kind = "text/html" if key != "gbk" else "text/html; charset=GBK"
        source.put(f"/{key}.html", article(key), key, content_type=kind)
    source.put("/list.html", listing([f"/{key}.html" for key in TITLES]), headers={"ETag": '"one"'})
    items = "".join(f"<item><title>{TITLES[key]}</title><link>{source.url(f'/{key}.html')}</link>"
                    f"<pubDate>Tue, 18 Mar 2025 09:30:00 +0800</pubDate></item>" for key in TITLES)
    source.put("/feed.xml", f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{items}</channel>'
                            "</rss>", content_type="application/rss+xml")
    source.put("/photo.jpg", jpeg(), content_type="image/jpeg")
    source.put("/report.txt", "工作报告全文", content_type="text/plain")


def bomb() -> bytes:
    return gzip.compress(b"x" * 20_000_000)


@contextmanager
def serving():
    """A good site on a free port of loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    source = server.site = Source(server.server_address[1])
    good_site(source)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield source
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
