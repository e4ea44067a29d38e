"""What every reader is owed before any script runs: little weight, ways past the menus, and an address on paper."""

import gzip

import pytest
from django.contrib.staticfiles import finders

from columns.enums import ColumnType, HomeBlock
from columns.models import Column
from tests.portal.making import column, get, hrefs, publish, publish_many, texts, tree_of

PAGES = ["/", "/xwzx/lhyw/", "/map/", "/nowhere/"]


def carried(site, response) -> int:
    """Bytes over the wire: the page with its style sheets and scripts, packed; pictures left out."""
    root = tree_of(response)
    addresses = [*root.xpath("//link[@rel='stylesheet']/@href"), *root.xpath("//script/@src")]
    parts = [response.content, *(content_of(site, address) for address in addresses)]
    return sum(len(gzip.compress(part)) for part in parts)


def content_of(site, address: str) -> bytes:
    if address.startswith("/static/"):
        with open(finders.find(address.removeprefix("/static/")), "rb") as file:
            return file.read()
    response = get(site, address)
    assert response.status_code == 200, address
    return response.content


@pytest.fixture
def busy_home(cast):
    """A home page with every block full and long titles."""
    Column.objects.filter(pk=cast.headlines.pk).update(home_block=HomeBlock.MAIN)
    Column.objects.filter(pk=cast.notices.pk).update(home_block=HomeBlock.SIDE)
    Column.objects.filter(pk=cast.policy.pk).update(home_block=HomeBlock.POLICY)
    services = column(cast, cast.home, "bsfw", "办事服务", column_type=ColumnType.SERVICE,
                      home_block=HomeBlock.SERVICES)
    tiles = [column(cast, services, f"fw{n}", f"我要办第{n}件事", column_type=ColumnType.SERVICE) for n in range(12)]
    for place in (cast.headlines, cast.notices, cast.policy, *tiles):
        for article in publish_many(place, 8):
            article.title = f"关于{place.name}第{article.pk}号事项办理工作有关安排和要求的通知"
            article.save(update_fields=["title"])


def test_home_page_weighs_at_most_150_kb_without_pictures(cast, busy_home):
    response = get(cast.county, "/")
    assert len(texts(response, "//div[@class='guides']/section")) == 12
    assert carried(cast.county, response) <= 150_000


def test_article_weighs_at_most_80_kb_without_pictures(cast, busy_home):
    text = "".join(f"<p>第{n}条 本办法自{chr(0x4E00 + 7 * n)}{chr(0x5E00 + 3 * n)}之日起施行。</p>" for n in range(400))
    article = publish(cast.policy, body=text)
    assert carried(cast.county, get(cast.county, article.address)) <= 80_000


@pytest.mark.parametrize("path", PAGES)
def test_skip_links_come_first_and_lead_somewhere(cast, path):
    response = get(cast.county, path)
    assert hrefs(response, "(//body//a)[position() <= 3]") == ["#main", "#nav", "#search-box"]
    assert [tree_of(response).xpath(f"//*[@id='{name}']")[0].tag for name in ("main", "nav", "search-box")] == [
        "main", "nav", "input"]


@pytest.mark.parametrize("path", PAGES)
def test_headings_begin_with_one_h1_and_leave_no_level_out(cast, busy_home, path):
    headings = tree_of(get(cast.county, path)).xpath("//h1 | //h2 | //h3 | //h4")
    levels = [int(heading.tag[1]) for heading in headings if not heading.xpath("ancestor::nav[@hidden]")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_services_are_offered_first_in_elder_mode_and_only_there(cast, busy_home):
    entries = tree_of(get(cast.county, "/")).xpath("//main//nav[@class='entries']")
    assert [entry.get("hidden") is not None for entry in entries] == [True]
    assert [link.get("href") for link in entries[0].iter("a")] == [*(f"/bsfw/fw{n}/" for n in range(12)), "/bsfw/"]
    before = entries[0].xpath("preceding::main//a | preceding-sibling::*//a")
    assert before == []


def test_paper_names_the_site_and_the_address(cast):
    article = publish(cast.headlines)
    assert texts(get(cast.county, article.address), "//p[@class='printed']") == [
        f"临河区人民政府网站：http://linhe.localhost{article.address}"]


def descriptions(response):
    return tree_of(response).xpath("//meta[translate(@name, 'D', 'd') = 'description']/@content")


def test_every_page_is_described_once_for_search_engines(cast):
    assert descriptions(get(cast.county, "/")) == ["临河区人民政府网站首页"]
    assert descriptions(get(cast.county, "/xwzx/lhyw/")) == ["临河要闻栏目"]
    assert descriptions(get(cast.county, "/map/")) == ["临河区人民政府"]
    with_summary = publish(cast.headlines, summary="会议的要点。")
    assert descriptions(get(cast.county, with_summary.address)) == ["会议的要点。"]
    without = publish(cast.headlines, body="<h2>一、总则</h2><p>为了&amp;规范<b>管理</b>。</p>" + "<p>很长。</p>" * 200)
    [words] = descriptions(get(cast.county, without.address))
    assert words.startswith("一、总则 为了&规范 管理 。 很长。 很长。")
    assert len(words) <= 110
