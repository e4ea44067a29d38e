"""The search page: without script, without session, at home in every site."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.test import Client

from columns.enums import ColumnType
from publishing.models import Page, SearchLog, StopWord
from tests.portal.making import NOON, attach, column, get, hrefs, publish, texts, tree_of, upload, withdraw
from tests.publishing.searching import tell

pytestmark = pytest.mark.django_db
TITLES = "//ol[@class='found']/li/h2/a"


def ask(site, text: str = "", **parameters):
    return get(site, "/search/", data={"q": text, **parameters})


def asked_by(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@pytest.fixture
def published(cast):
    """Of the county a notice and, older, a document with a file; of the portal a piece of news."""
    body = "<p>改造<b>费用</b>由住户与财政分担 &lt;script&gt;。</p>"
    document = publish(cast.policy, title="老旧小区改造办法", at=NOON - timedelta(days=400), body=body,
                       document_number="临政发〔2026〕14号")
    attach(document, upload(cast, cast.county, "申请.zip"))
    tell(document, publish(cast.headlines, title="改造进度的通知"), publish(cast.portal_news, title="全市改造动态"))
    return cast


def test_what_is_found_stands_with_its_place_its_day_and_the_words_marked(published):
    page = ask(published.county, "改造费用")
    assert texts(page, TITLES) == ["老旧小区改造办法"]
    assert texts(page, "//ol[@class='found']//mark") == ["改造", "改造费用"]
    assert texts(page, "//ol[@class='found']/li/p") == [
        "改造费用由住户与财政分担 <script>。", "2025-10-14政策文件有附件"]
    assert hrefs(page, TITLES)[0].startswith("/2025/10/")
    assert texts(page, "//p[@role='status']") == ["共 1 条"]


def test_text_of_a_page_is_never_markup(published):
    content = ask(published.county, "改造费用 <script>").content.decode()
    assert "分担 &lt;script&gt;" in ask(published.county, "费用").content.decode()
    assert "<script>。" not in content and 'value="改造费用 &lt;script&gt;"' in content


def test_a_county_searches_itself_first_and_the_portal_all_sites(published):
    assert sorted(texts(ask(published.county, "改造"), TITLES)) == ["改造进度的通知", "老旧小区改造办法"]
    everywhere = ask(published.county, "改造", scope="cluster")
    assert sorted(texts(everywhere, TITLES)) == ["全市改造动态", "改造进度的通知", "老旧小区改造办法"]
    assert [url for url in hrefs(everywhere, TITLES) if url.startswith("http")][0].startswith(
        "http://yunzhou.localhost/2026/11/")
    assert len(texts(ask(published.portal, "改造"), TITLES)) == 3
    assert texts(ask(published.portal, "改造", scope="site"), TITLES) == ["全市改造动态"]


def test_facets_lead_to_what_they_count_and_back(published):
    page = ask(published.portal, "改造")
    facets = {section.find("h2").text: {link.text: (link.find("span").text, asked_by(link.get("href")))
                                        for link in section.iter("a")}
              for section in tree_of(page).xpath("//div[@class='facets']/section")}
    assert facets == {
        "网站": {"临河": ("2", {"q": "改造", "site": str(published.county.pk)}),
               "云州": ("1", {"q": "改造", "site": str(published.portal.pk)})},
        "栏目类型": {"工作动态": ("2", {"q": "改造", "kind": "news"}),
                 "政策文件": ("1", {"q": "改造", "kind": "policy"})},
        "年份": {"2026": ("2", {"q": "改造", "year": "2026"}), "2025": ("1", {"q": "改造", "year": "2025"})},
        "附件": {"有附件": ("1", {"q": "改造", "file": "1"}), "没有附件": ("2", {"q": "改造", "file": "0"})},
    }
    chosen = ask(published.portal, "改造", kind="policy")
    assert texts(chosen, TITLES) == ["老旧小区改造办法"]
    current, = tree_of(chosen).xpath("//div[@class='facets']//a[@aria-current]")
    assert (current.text, asked_by(current.get("href"))) == ("政策文件", {"q": "改造"})


def test_best_first_or_newest_first(published):
    assert texts(ask(published.county, "改造", order="newest"), TITLES) == ["改造进度的通知", "老旧小区改造办法"]
    assert texts(ask(published.county, "老旧改造"), TITLES) == ["老旧小区改造办法"]
    links = tree_of(ask(published.county, "改造")).xpath("//nav[@aria-label='排序']//a")
    assert [(link.text, asked_by(link.get("href")), link.get("aria-current")) for link in links] == [
        ("最相关", {"q": "改造"}, "true"), ("最新", {"q": "改造", "order": "newest"}, None)]


def test_pages_are_turned_by_links(cast):
    tell(*(publish(cast.headlines, title=f"改造第{n}批", at=NOON - timedelta(hours=n)) for n in range(23)))
    page = ask(cast.county, "改造", page=2)
    assert len(texts(page, TITLES)) == 10
    assert texts(page, "//nav[@class='pager']//li") == ["上一页", "1", "2", "3", "下一页"]
    links = hrefs(page, "//nav[@class='pager']//a")
    assert [asked_by(url).get("page", "1") for url in links] == ["1", "1", "2", "3", "3"]
    beyond = ask(cast.county, "改造", page=9)
    assert "没有这一页。" in beyond.content.decode()
    assert texts(beyond, "//nav[@class='pager']//li")[1:-1] == ["1", "2", "3"]


def test_where_nothing_is_found_there_is_a_next_step(published):
    page = ask(published.county, "老旧改造 海洋")
    ways = tree_of(page).xpath("//section[@class='nothing']/ul[1]//a")
    assert [(way.text, asked_by(way.get("href"))) for way in ways] == [
        ("老旧 改造", {"q": "老旧 改造", "scope": "cluster"})]
    assert texts(page, "//section[@class='nothing']/ul[2]//a") == ["回到首页", "从网站地图找栏目"]


def test_what_other_sites_have_or_the_facets_hid_is_offered(published):
    ways = tree_of(ask(published.county, "全市改造", year=2020)).xpath("//section[@class='nothing']/ul[1]//a")
    assert [(way.text, asked_by(way.get("href"))) for way in ways][:1] == [
        ("到全部网站搜索", {"q": "全市改造", "scope": "cluster"})]
    ways = tree_of(ask(published.county, "改造", year=2020)).xpath("//section[@class='nothing']/ul[1]//a")
    assert (ways[0].text, asked_by(ways[0].get("href"))) == ("不限条件再搜", {"q": "改造"})


@pytest.mark.parametrize("typed", ["laojiuxiaoqu", "老旧小区改早", "老旧小去改造"])
def test_mistyped_words_and_pinyin_show_what_was_meant(published, typed):
    page = ask(published.county, typed)
    assert texts(page, TITLES)[0] == "老旧小区改造办法"
    assert f"没有找到“{typed}”。您是不是要找“老旧小区" in texts(page, "//p[@class='mended']")[0]


def test_a_mistake_that_leaves_a_character_over_shows_what_was_meant_and_a_way_back(published):
    tell(publish(published.headlines, title="公积金提取"), publish(published.headlines, title="产业基金成立"))
    page = ask(published.county, "公基金")
    assert texts(page, TITLES) == ["公积金提取"]
    assert texts(page, "//p[@class='mended']") == ["您是不是要找“公积金”？下面是它的结果。 仍按“公基金”搜索"]
    back = asked_by(hrefs(page, "//p[@class='mended']/a")[0])
    assert back == {"q": "公基金", "as_typed": "1"}
    assert texts(ask(published.county, text=back.pop("q"), **back), TITLES) == ["产业基金成立"]
    assert texts(ask(published.county, "公基金", order="newest"), TITLES) == ["产业基金成立"]


def test_pinyin_that_stands_in_an_address_leads_to_the_word_all_the_same(published):
    tell(*(publish(published.headlines, title=f"热线{n}周年") for n in "一二"),
         publish(published.headlines, title="联系我们", body="<p>rexian@linhe.example</p>"))
    page = ask(published.county, "rexian")
    assert len(texts(page, TITLES)) == 2
    assert "您是不是要找“热线”" in texts(page, "//p[@class='mended']")[0]
    assert texts(ask(published.county, "rexian", as_typed="1"), TITLES) == ["联系我们"]
    tell(publish(published.headlines, title="rexian 系统上线"))
    assert texts(ask(published.county, "rexian"), TITLES)[0] == "rexian 系统上线"


def test_what_stands_there_as_it_was_typed_is_not_mended(published):
    tell(publish(published.headlines, title="公积金提取"),
         publish(published.headlines, title="产业基金成立", body="<p>称为公基金。</p>"))
    assert texts(ask(published.county, "公基金"), TITLES) == ["产业基金成立"]


def test_the_other_edition_and_the_settings_keep_the_search(published):
    page = ask(published.county, "改造", order="newest", size="large")
    other, = hrefs(page, "//nav[@class='settings']/a[@lang='zh-Hant']")
    assert urlsplit(other).path == "/zh-hant/search/"
    assert asked_by(other) == {"q": "改造", "order": "newest", "size": "large"}
    toggles = [asked_by(url) for url in hrefs(page, "//nav[@class='settings']//a[starts-with(@href, '?')]")]
    assert {"q": "改造", "order": "newest", "size": "large", "elder": "1"} in toggles
    assert all(toggle["q"] == "改造" for toggle in toggles)
    page = get(published.county, f"/zh-hant/search/?q={quote('改造')}&page=2")
    assert [asked_by(url) for url in hrefs(page, "//a[@lang='zh-Hans']")] == [{"q": "改造", "page": "2"}]


def test_nothing_at_all_still_leads_somewhere(published):
    page = ask(published.county, "哈哈哈呵呵")
    assert page.status_code == 200
    assert texts(page, "//section[@class='nothing']/p") == [
        "没有找到“哈哈哈呵呵”。", "可以换一个更短、更常用的说法，或者只写其中一两个词。"]


def test_an_empty_search_shows_what_others_searched_for(published):
    for _ in range(3):
        ask(published.county, "改造")
    page = ask(published.county)
    assert [asked_by(url)["q"] for url in hrefs(page, "//section[@class='hot-words']//a")] == ["改造"]
    assert texts(page, "//p[@class='hint']") != []


def test_a_word_leaves_what_others_searched_for_together_with_its_last_title(published):
    article = publish(published.headlines, title="汀闻溪任职公示")
    tell(article)
    for _ in range(3):
        ask(published.county, "汀闻溪")
    assert texts(ask(published.county), "//section[@class='hot-words']//a") == ["汀闻溪"]
    withdraw(article)
    tell(article)
    assert texts(ask(published.county), "//section[@class='hot-words']//a") == []
    assert suggestions(published.county, "汀闻") == []


def test_a_search_is_recorded_once_and_turned_pages_are_not(published):
    ask(published.county, "改造")
    ask(published.county, "改造", page=2)
    ask(published.county, "改造", kind="policy")
    ask(published.county, "改造", order="newest")
    ask(published.county, "gaizao")
    ask(published.county, "13800001111")
    ask(published.county)
    assert list(SearchLog.objects.order_by("text").values_list("site", "text", "times", "found", "in_title")) == [
        (published.county.pk, "gaizao", 1, 2, False), (published.county.pk, "改造", 1, 2, True)]


def test_the_search_is_never_kept_and_touches_no_session(published, settings):
    settings.KEEP_PAGES = True
    for path in ("/search/", "/search/?q=改造", "/zh-hant/search/"):
        response = Client(headers={"host": "linhe.localhost"}).get(path)
        assert (response.status_code, response["Cache-Control"], response.cookies) == (200, "no-store", {}), path
    assert Page.objects.count() == 0


@pytest.mark.parametrize("path", ["/search/", "/search/suggest", "/zh-hant/search/"])
def test_the_search_is_only_asked(published, path):
    assert Client(headers={"host": "linhe.localhost"}).post(path, {"q": "改造"}).status_code == 405


@pytest.mark.parametrize("query", [
    "q=" + "改" * 5_000, "q=改造&page=0", "q=改造&page=-1", "q=改造&page=99999999999999",
    "q=改造&year=x&kind=x&file=x&site=x&order=x&scope=x",
    "q=改造&site=999999999", "q=%00%00", "q=%ff%fe", "q='--", "page=2", "q[]=1", "q=改造&year=9999&page=999",
])
def test_odd_addresses_are_answered(published, query):
    assert get(published.county, f"/search/?{query}").status_code == 200


def test_the_readers_settings_travel_along(published):
    page = get(published.county, "/search/?q=改造&elder=1&size=large")
    assert tree_of(page).get("class") == "elder size-large"
    inputs = tree_of(page).xpath("//main//form//input[@type='hidden']")
    assert [(one.get("name"), one.get("value")) for one in inputs] == [("elder", "1"), ("size", "large")]
    links = hrefs(page, "//main//nav//a | //div[@class='facets']//a")
    assert links and all(asked_by(link)["elder"] == "1" for link in links)


def test_every_page_has_a_box_that_works_without_script(published):
    for path in ("/", "/xwzx/", "/map/", "/none/"):
        form, = tree_of(get(published.county, path)).xpath("//header//form[@role='search']")
        asked = form.get("action"), form.get("method"), form.xpath(".//input/@name")
        assert asked == ("/search/", "get", ["q"]), path
        assert form.xpath(".//label/@for") == form.xpath(".//input/@id")
    form, = tree_of(get(published.county, "/?elder=1")).xpath("//header//form[@role='search']")
    assert form.xpath(".//input/@name") == ["q", "elder"]


def test_in_traditional_characters_the_same_is_found(published):
    page = get(published.county, f"/zh-hant/search/?q={quote('老舊小區')}")
    assert texts(page, TITLES) == ["老舊小區改造辦法"]
    assert hrefs(page, TITLES)[0].startswith("/zh-hant/2025/10/")


def test_a_stop_word_alone_is_searched_for(published):
    StopWord.objects.create(word="改造")
    assert len(texts(ask(published.county, "改造"), TITLES)) == 2


def suggestions(site, typed: str) -> list[dict]:
    return json.loads(get(site, "/search/suggest", data={"q": typed}).content)["suggestions"]


def test_suggestions_name_titles_with_their_address(published):
    service = column(published, published.home, "bsfw", "办事服务", column_type=ColumnType.SERVICE)
    guide = publish(service, title="改造申请指南", at=NOON - timedelta(days=700))
    tell(guide)
    found = suggestions(published.county, "改")
    assert found[0] == {"text": "改造申请指南", "url": f"http://linhe.localhost{guide.address}"}
    assert [one["text"] for one in found[1:]] == ["改造进度的通知", "老旧小区改造办法"]
    assert [one["text"] for one in suggestions(published.county, "gaizao")][0] == "改造"
    assert suggestions(published.county, "") == suggestions(published.county, "x" * 5_000) == []


@pytest.mark.parametrize("number", [1, 30])
def test_a_search_takes_the_same_queries_however_much_is_found(cast, number, django_assert_max_num_queries):
    tell(*(publish(cast.headlines, title=f"改造第{n}批", at=NOON - timedelta(hours=n)) for n in range(number)))
    ask(cast.county, "改造")
    with django_assert_max_num_queries(16):
        assert ask(cast.county, "改造").status_code == 200
