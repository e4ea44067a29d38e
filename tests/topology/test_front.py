"""What nginx answers: kept pages as Django would, and nothing that is not a page."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from tests.topology.parts import until
from tests.topology.visitor import Visitor

POLICY = ["content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy",
          "x-frame-options", "strict-transport-security", "content-type", "cache-control"]


def policy(answer) -> dict[str, str | set[str]]:
    """The headers that must be the same whoever answers. The directives of a policy have no order."""
    found = {name: answer.headers.get(name) for name in POLICY}
    return found | {"content-security-policy": set((found["content-security-policy"] or "").split("; "))}


def kept(visitor: Visitor, path: str, **options):
    """The answer once it comes out of the store."""
    visitor.get(path, **options)
    until(visitor.cluster.file(path).exists, f"{path} is kept")
    return visitor.get(path, **options)


@pytest.fixture(scope="module")
def article(acting):
    """The address of an article with its files."""
    made = acting.bring_with_files("关于头部的文章")
    return made | {"address": acting.publish(made["number"])}


@pytest.mark.parametrize("path", ["/", "/xwzx/", "/xwzx/lhyw/", "/feed.atom", "/sitemap.xml", "/robots.txt"])
def test_a_kept_page_carries_the_headers_of_a_rendered_one(visitor, article, path):
    by_nginx, by_process, rendered = (
        kept(visitor, path), visitor.behind(path), visitor.get(f"{path}?elder=0"))
    assert by_process.is_kept
    assert not rendered.is_kept
    assert policy(by_nginx) == policy(by_process)
    assert {**policy(by_nginx), "cache-control": None} == {**policy(rendered), "cache-control": None}
    assert by_nginx.content == by_process.content
    assert by_nginx.headers["last-modified"] == by_process.headers["last-modified"]


def test_a_kept_page_is_gzipped_asked_about_and_answered_without_body(visitor, article):
    plain = kept(visitor, article["address"])
    gzipped = visitor.get(article["address"], headers={"Accept-Encoding": "gzip"})
    assert gzipped.headers["content-encoding"] == "gzip"
    assert gzipped.headers["vary"] == "Accept-Encoding"
    assert gzipped.text == plain.text
    again = visitor.get(article["address"], headers={"If-None-Match": plain.headers["etag"]})
    assert (again.status, again.content) == (304, b"")
    head = visitor.get(article["address"], method="HEAD")
    assert (head.status, head.content, head.headers["content-length"]) == (200, b"", str(len(plain.content)))


def test_only_plain_reading_is_answered_from_the_store(visitor, article):
    kept(visitor, article["address"])
    assert not visitor.get(f"{article['address']}?size=large").is_kept
    assert visitor.get(article["address"], method="POST", body=b"").status in (403, 405)
    paths = ["/index.html", f"{article['address']}.gz", "/xwzx"]
    assert [visitor.get(path).status for path in paths] == [404, 404, 301]


def test_uploads_are_served_with_their_own_policy(visitor, article):
    picture, table = kept(visitor, article["picture"]), kept(visitor, article["table"])
    assert policy(picture) == policy(visitor.behind(article["picture"]))
    assert policy(table) == policy(visitor.behind(article["table"]))
    assert picture.headers["content-type"] == "image/png"
    assert "content-disposition" not in picture.headers
    assert table.headers["content-disposition"] == "attachment"
    assert table.headers["cache-control"] == "public, max-age=600"
    assert "sandbox" in policy(table)["content-security-policy"]


@pytest.mark.parametrize("host", ["unknown.example", "127.0.0.1", ".work", "..", "linhe.localhost.", "[::1]", "a/../b"])
def test_another_host_never_gets_a_page_of_a_site(visitor, article, host):
    kept(visitor, "/")
    answer = visitor.get("/", host=host)
    if host == "linhe.localhost.":
        assert answer.status == 200
    else:
        assert answer.status in (400, 404)
        assert "临河" not in answer.content.decode()


@pytest.mark.parametrize("path", [
    "/.work/", "/../linhe.localhost/", "/%2e%2e/%2e%2e/zhanqun.conf", "/..%2f..%2fkey.pem", "/static/../key.pem",
    "/static/%2e%2e/secret_key", "/.git/config", "/.pages/429.html", "/protected/a.png", "/xwzx/..//../.work/x",
])
def test_nothing_beside_the_pages_can_be_read(visitor, path):
    assert visitor.get(path).status in (400, 404)


def test_http_leads_to_https(visitor, cluster):
    answer = visitor.plainly("/xwzx/?elder=1")
    assert (answer.status, answer.headers["location"]) == (
        308, f"https://linhe.localhost:{cluster.ports['https']}/xwzx/?elder=1")


def test_monitors_alone_see_health_and_figures(visitor, cluster, article):
    monitor = Visitor(cluster)
    for path in ("/healthz", "/healthz/live", "/metrics", "/metrics/nginx"):
        assert visitor.get(path).status == 404
        assert monitor.get(path, host="unknown.example").status == 200
    parts = monitor.get("/healthz", host="127.0.0.1").text
    assert parts == ('{"status": "ok", "parts": {"database": "ok", "migrations": "ok", "store": "ok", "disk": "ok", '
                     '"queue": "ok", "clock": "ok", "feed": "ok"}}')


def test_figures_of_all_processes_are_counted_together(visitor, cluster):
    monitor = Visitor(cluster)

    def count() -> dict[str, float]:
        lines = [line for line in monitor.get("/metrics").text.splitlines() if not line.startswith("#")]
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}

    name = 'zhanqun_requests_total{status="200",view="map"}'  # a page that the cluster itself never looks at
    before = count().get(name, 0)
    for _ in range(20):
        visitor.get("/map/?elder=1")
    assert count()[name] == before + 20
    beats = 'zhanqun_tasks_total{outcome="success",task="audit.beat.note_heartbeat_now"}'
    until(lambda: count().get(beats, 0) > 2, "the worker's tasks are counted")
    assert (count()["zhanqun_state_readable"], count()["zhanqun_feed_waiting"]) == (1, 0)


def test_the_number_of_a_request_is_given_by_nginx_and_stands_in_both_logs(visitor, cluster):
    answer = visitor.get(f"/?q={quote('张三的来信')}", headers={"X-Request-ID": "of-the-visitors-own"})
    number = answer.headers["x-request-id"]
    assert number != "of-the-visitors-own"

    def logged() -> list[str]:
        return [line for log in ("web.log", "zhanqun.log") for line in (cluster.folder / log).read_text().splitlines()
                if number in line]

    until(lambda: len(logged()) == 2, "both logs name the request")
    lines = logged()
    assert [line for line in lines if "张三" in line or "%E5" in line or visitor.address in line] == []
    assert '"path": "/"' in lines[0]


def test_who_asks_too_often_is_told_so_in_chinese_and_still_reads_what_is_kept(visitor, article):
    kept(visitor, article["address"])
    with ThreadPoolExecutor(16) as many:
        answers = list(many.map(lambda _: visitor.get("/", host="unknown.example"), range(250)))
    refused = [answer for answer in answers if answer.status == 429]
    assert {answer.status for answer in answers} == {404, 429}
    assert "访问太频繁" in refused[0].text
    assert refused[0].headers["retry-after"] == "10"
    assert policy(refused[0])["content-security-policy"] == policy(answers[0])["content-security-policy"]
    assert visitor.get(article["address"]).status == 200


def test_signing_in_is_limited_sooner(visitor):
    answers = [visitor.get("/admin/login/", host="yunzhou.localhost", method="POST", body=b"").status
               for _ in range(14)]
    assert answers[:10] == [403] * 10
    assert answers[-1] == 429


def test_a_form_that_is_too_large_is_refused_in_chinese(visitor):
    answer = visitor.get("/search/", method="POST", headers={"Content-Length": str(2 * 1024 * 1024)})
    assert answer.status == 413
    assert "文件太大" in answer.text


def test_kept_pages_go_on_while_the_web_process_is_down(visitor, cluster, article):
    page = kept(visitor, article["address"])
    cluster.web.stop()
    try:
        assert visitor.get(article["address"]).content == page.content
        answer = visitor.get("/map/?elder=1")
        assert (answer.status, answer.headers["retry-after"]) == (503, "30")
        assert "正在恢复" in answer.text
        assert visitor.get("/static/portal/site.css").status == 200
    finally:
        cluster.web.start()


def test_a_file_that_is_gone_is_gone_at_once_and_made_again(visitor, cluster, article):
    """No cache of open files stands between the store and the public."""
    kept(visitor, article["address"])
    file = cluster.file(article["address"])
    for number in range(3):
        file.write_text(f"第{number}次")
        assert visitor.get(article["address"]).text == f"第{number}次"
        file.unlink()
        assert "关于头部的文章" in visitor.get(article["address"]).text
