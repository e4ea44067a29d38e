"""One address is fetched: what is refused, and that nothing private is ever connected to."""

import gzip
import socket
import time
from dataclasses import replace

import pytest
from django.conf import settings

from submissions.fetching import PUBLIC, FetchRefused, canonical, fetch, policy_in_force
from submissions.fetching.addresses import is_public
from submissions.fetching.bodies import decoded, plain
from submissions.fetching.connecting import checked_addresses
from tests.architecture.source import APP_SOURCES
from tests.submissions.harvest.source import LOOPBACK, bomb

INWARD = ["127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
          "100.100.100.200", "100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
          "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1",
          "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1", "2001:0:7f00:1::1", "no address"]


@pytest.mark.parametrize("address", INWARD)
def test_an_inward_address_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "114.114.114.114", "2400:3200::1"])
def test_a_public_address_is_public(address):
    assert is_public(address)


def test_production_visits_public_addresses_at_ports_80_and_443_alone():
    assert settings.FETCH_POLICY == "submissions.fetching.PUBLIC"
    assert policy_in_force() is PUBLIC
    assert (PUBLIC.ports, PUBLIC.exempt) == (frozenset({80, 443}), frozenset())
    assert [address for address in INWARD for port in (80, 443) if PUBLIC.may_visit(address, port)] == []
    assert PUBLIC.may_visit("8.8.8.8", 80)
    assert not PUBLIC.may_visit("8.8.8.8", 22)


def test_no_other_policy_is_made_in_the_project():
    makers = [source.name for source in APP_SOURCES if " Policy(" in source.text or "exempt=" in source.text]
    assert makers == ["submissions/fetching/policy.py"]


@pytest.mark.parametrize("url", [
    "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0x7f000001/",
    "http://2130706433/", "http://017700000001/", "http://169.254.169.254/latest/meta-data/", "http://0/",
])
def test_every_spelling_of_an_inward_address_is_refused_before_a_connection(url, monkeypatch):
    connected = []
    monkeypatch.setattr(socket, "create_connection", lambda *args, **more: connected.append(args))
    with pytest.raises(FetchRefused, match="不予抓取|找不到网站"):
        fetch(url, policy=PUBLIC)
    assert connected == []


def test_another_port_is_refused():
    with pytest.raises(FetchRefused, match="只访问 80 和 443 端口"):
        checked_addresses(replace(PUBLIC, resolve=lambda host, port: ["8.8.8.8"]), "news.example", 6379)


@pytest.mark.parametrize("url", [
    "ftp://news.example/", "file:///etc/passwd", "gopher://news.example/", "//", "javascript:1",
    "http://user:pass@news.example/", "http:///x", "http://news.example:99999/",
])
def test_what_is_no_plain_web_address_is_refused(url):
    with pytest.raises(FetchRefused):
        canonical(url)


@pytest.mark.parametrize(("address", "base", "expected"), [
    ("HTTP://News.Example:80/a?utm_source=x&b=1#c", "", "http://news.example/a?b=1"),
    ("../b.html", "http://news.example/x/y/", "http://news.example/x/b.html"),
    ("http://新闻.example/要闻", "", "http://xn--efvy88h.example/%E8%A6%81%E9%97%BB"),
    ("https://news.example", "", "https://news.example/"),
])
def test_one_page_has_one_address(address, base, expected):
    assert canonical(address, base) == expected
    assert canonical(expected) == expected


def test_a_page_arrives_with_its_validators(source):
    found = fetch(source.url("/list.html"), policy=LOOPBACK)
    assert (found.status, found.etag, found.text()[1]) == (200, '"one"', "utf-8")
    again = fetch(source.url("/list.html"), policy=LOOPBACK, etag=found.etag)
    assert (again.status, again.content) == (304, b"")
    assert "ZhanqunHarvest" in source.asked[0][1]["User-Agent"]


def test_packed_content_is_unpacked(source):
    source.put("/packed", gzip.compress("甲".encode()), headers={"Content-Encoding": "gzip"})
    assert fetch(source.url("/packed"), policy=LOOPBACK).content == "甲".encode()


@pytest.mark.parametrize("host", ["inward.example", "home.example", "both.example", "metadata.example"])
def test_a_redirect_inward_is_refused(source, host):
    source.put("/go", status=302, headers={"Location": f"http://{host}:{source.port}/list.html"})
    with pytest.raises(FetchRefused, match="指向内部或保留的网络地址"):
        fetch(source.url("/go"), policy=LOOPBACK)
    assert source.paths == ["/go"]


def test_a_redirect_to_a_public_page_is_followed_and_one_without_end_is_not(source):
    source.put("/go", status=301, headers={"Location": "/list.html"})
    assert fetch(source.url("/go"), policy=LOOPBACK).address == source.url("/list.html")
    source.put("/loop", status=302, headers={"Location": "/loop2"})
    source.put("/loop2", status=302, headers={"Location": "/loop"})
    with pytest.raises(FetchRefused, match="来回跳转"):
        fetch(source.url("/loop"), policy=LOOPBACK)
    for number in range(9):
        source.put(f"/far{number}", status=302, headers={"Location": f"/far{number + 1}"})
    with pytest.raises(FetchRefused, match="来回跳转"):
        fetch(source.url("/far0"), policy=LOOPBACK)


def test_a_name_that_changes_its_address_gains_nothing(source):
    answers = iter([["127.0.0.1"], ["10.0.0.5"]])
    turning = replace(LOOPBACK, resolve=lambda host, port: next(answers))
    assert fetch(source.url("/list.html"), policy=turning).status == 200
    with pytest.raises(FetchRefused, match="指向内部"):
        fetch(source.url("/list.html"), policy=turning)


@pytest.mark.parametrize(("answer", "reason"), [
    ({"is_endless": True}, "超过"),
    ({"content": b"x" * 70_000}, "超过"),
    ({"content": bomb(), "headers": {"Content-Encoding": "gzip"}}, "超过"),
    ({"content": b"not packed", "headers": {"Content-Encoding": "gzip"}}, "已损坏"),
    ({"content": b"x", "headers": {"Content-Encoding": "br"}}, "没有约定的方式"),
    ({"content": b"x", "headers": {"X-Long": "y" * 9000}}, "头信息过长"),
    ({"content": b"x", "content_type": "application/octet-stream"}, "内容类型"),
    ({"status": 404}, "网页不存在"),
    ({"status": 500}, "出错"),
])
def test_an_evil_or_useless_answer_is_refused_with_a_reason(source, answer, reason):
    source.put("/evil", **answer)
    with pytest.raises(FetchRefused, match=reason):
        fetch(source.url("/evil"), policy=LOOPBACK, accept=("text/html",))


def test_a_slow_drip_is_cut_off_in_time(source):
    source.put("/drip", b"x" * 200, drip=0.05)
    started = time.monotonic()
    with pytest.raises(FetchRefused, match="太慢|没有及时") as refused:
        fetch(source.url("/drip"), policy=LOOPBACK)
    assert time.monotonic() - started < 3
    assert refused.value.is_passing


def test_a_bomb_is_never_unpacked_beyond_the_limit():
    with pytest.raises(FetchRefused, match="超过"):
        plain(iter([bomb()]), "gzip", 1000)


@pytest.mark.parametrize(("content", "header", "expected"), [
    ("镕".encode("gb18030"), "text/html; charset=gb2312", ("镕", "gb18030")),
    (b'<meta charset="gbk">' + "镕".encode("gbk"), "text/html", ('<meta charset="gbk">镕', "gb18030")),
    ("甲".encode("utf-8-sig"), "text/html; charset=gbk", ("甲", "utf-8")),
    ("甲".encode(), "", ("甲", "utf-8")),
    ("甲乙".encode("gbk"), "text/html; charset=unheard-of", ("甲乙", "gb18030")),
    (b"a\0b", "text/html", ("ab", "utf-8")),
])
def test_texts_are_read_in_the_encoding_they_are_in(content, header, expected):
    assert decoded(content, header) == expected
