"""Every public page below /zh-hant/ in Traditional characters."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from columns import actions as column_actions
from portal import traditional
from portal.queries import Visit
from sites.enums import SiteLanguage
from sites.models import Site
from submissions.sanitise import clean
from tests.portal.making import NOON, attach, column, get, hrefs, publish, publish_many, tags, texts, upload, withdraw

ORIGINS = frozenset({"http://linhe.localhost:8000"})


@pytest.mark.parametrize(("html", "converted"), [
    ("<p>为群众<b>办<i>实事</i></b>，头发</p>", "<p>為群眾<b>辦<i>實事</i></b>，頭髮</p>"),
    ("<p>1 < 2，发布 &lt;通知&gt; &amp; 说明&nbsp;</p>", "<p>1 < 2，發佈 &lt;通知&gt; &amp; 說明&nbsp;</p>"),
    ('<img src="/files/3/申请.png" alt="办理>图">', '<img src="/files/3/申请.png" alt="辦理>圖">'),
    ("<a title='他说\"办\"' href='#x'>", "<a title='他說\"辦\"' href='#x'>"),
    ('<input value="说" placeholder=说明>', '<input value="说" placeholder=說明>'),
    ('<a data-on="关闭" data-value="1" class="说">', '<a data-on="關閉" data-value="1" class="说">'),
    ('<meta name="SiteName" content="云州">', '<meta name="SiteName" content="云州">'),
    ('<meta name="Description" content="云州">', '<meta name="Description" content="雲州">'),
    ('<meta content="title=\'云\'" property="og:title">', '<meta content="title=\'雲\'" property="og:title">'),
    ("<title>云州</title><script>'说'</script><style>/*说*/</style>",
     "<title>雲州</title><script>'说'</script><style>/*说*/</style>"),
    ("<!-- 说 --><![CDATA[说]]>说", "<!-- 说 --><![CDATA[说]]>說"),
    ('<span lang="ja">説<span>说</span>说</span>说', '<span lang="ja">説<span>说</span>说</span>說'),
    ('<a lang="zh-Hans" href="/a/">简体</a><br lang="en">简', '<a lang="zh-Hans" href="/a/">简体</a><br lang="en">簡'),
    ('<html lang="zh-Hant"><b translate="no">云ICP备</b>备', '<html lang="zh-Hant"><b translate="no">云ICP备</b>備'),
    ('<p lang="en">open<p>说', '<p lang="en">open<p>说'),
    ("没有标签的文字", "沒有標籤的文字"),
    ("<p>a<b 说", "<p>a<b 說"),
    ("", ""),
])
def test_words_are_converted_and_markup_is_not(html, converted):
    assert traditional.page(html) == converted


def test_the_wording_stays():
    assert traditional.convert("软件、网络信息、服务器") == "軟件、網絡信息、服務器"


@pytest.mark.parametrize(("simplified", "traditional_text"), [
    ("名字怎么签、坏了怎么修", "名字怎麼簽、壞了怎麼修"), ("签了放弃声明", "簽了放棄聲明"),
    ("合同网签日期", "合同網簽日期"),
    ("变更签证手续", "變更簽證手續"), ("摇号中签后抽签", "搖號中籤後抽籤"), ("家庭医生发起会诊", "家庭醫生發起會診"),
    ("家长发现问题", "家長發現問題"), ("奖金发放表", "獎金發放表"), ("资格审核和面试名单", "資格審核和面試名單"),
    ("安全生产制度", "安全生產制度"), ("十日内制定清单", "十日內制定清單"), ("本年制发文件", "本年製發文件"),
    ("制造企业", "製造企業"), ("实行电子表决", "實行電子表決"), ("写明了答复", "寫明了答覆"),
    ("可先了解情况", "可先瞭解情況"),
    ("开封后一个月", "開封後一個月"), ("并为沿线居民", "並為沿線居民"), ("没有采纳的理由", "沒有採納的理由"),
    ("共用一个单个窗口", "共用一個單個窗口"), ("参考系数", "參考係數"), ("只准一辆货车", "只准一輛貨車"),
    ("单凭准考证号", "單憑准考證號"),
    ("不予核准", "不予核准"), ("先测准再说", "先測準再說"), ("流浪犬只的收容", "流浪犬隻的收容"), ("三只羊", "三隻羊"),
    ("只有一人", "只有一人"), ("开放首周共有", "開放首週共有"), ("一周年", "一週年"), ("干支渠和干部", "幹支渠和幹部"),
    ("情况不复杂", "情況不複雜"), ("旧粮仓里", "舊糧倉裡"), ("逐一回复", "逐一回覆"), ("官斗制作", "官斗製作"),
])
def test_a_character_is_chosen_by_its_own_word(simplified, traditional_text):
    assert traditional.convert(simplified) == traditional_text


@pytest.mark.parametrize(("url", "there"), [
    ("/", "/zh-hant/"), ("/xwzx/", "/zh-hant/xwzx/"), ("/2026/11/3.html", "/zh-hant/2026/11/3.html"),
    ("/map/#a", "/zh-hant/map/#a"), ("/search/?q=1&amp;p=2", "/zh-hant/search/?q=1&amp;p=2"),
    ("/zh-hant/map/?elder=1", "/zh-hant/map/?elder=1"), ("/files/3/a.html", "/files/3/a.html"),
    ("/static/a.html", "/static/a.html"), ("/admin/", "/admin/"), ("/feed.atom", "/feed.atom"),
    ("/xwzx/feed.atom", "/xwzx/feed.atom"), ("//evil.example/", "//evil.example/"), ("#main", "#main"), ("", ""),
    ("http://linhe.localhost:8000/xwzx/", "http://linhe.localhost:8000/zh-hant/xwzx/"),
    ("http://linhe.localhost:8000", "http://linhe.localhost:8000/zh-hant/"),
    ("http://linhe.localhost:8000/feed.atom", "http://linhe.localhost:8000/feed.atom"),
    ("http://other.localhost:8000/", "http://other.localhost:8000/"), ("mailto:a@b.example", "mailto:a@b.example"),
])
def test_addresses_of_pages_lead_to_traditional_pages(url, there):
    assert traditional.address(url, ORIGINS) == there
    assert traditional.page(f'<a class="x" href="{url}">') == f'<a class="x" href="{traditional.address(url)}">'


def test_forms_stay_among_traditional_pages():
    assert traditional.page('<form action="/search/"><link href="/a/">') == (
        '<form action="/zh-hant/search/"><link href="/a/">')


@pytest.fixture
def furnished(cast):
    type(cast.headlines).objects.filter(pk=cast.headlines.pk).update(home_block="main")
    publish_many(cast.headlines, 25)
    cast.article = publish(cast.headlines, title="临河区发布办事说明", summary="为群众办实事。",
                           body=clean('<p>头发 &lt;b&gt; <a href="/xwzx/">要闻</a></p>'))
    attach(cast.article, upload(cast, cast.county, "说明.docx"))
    return cast


@pytest.mark.parametrize("path", ["/", "/map/", "/xwzx/", "/xwzx/lhyw/", "/xwzx/lhyw/page-1.html", "article"])
def test_every_page_has_its_traditional_twin_at_the_same_cost(furnished, path):
    path = furnished.article.address if path == "article" else path
    with CaptureQueriesContext(connection) as plain:
        simplified = get(furnished.county, path)
    with CaptureQueriesContext(connection) as queries:
        page = get(furnished.county, f"/zh-hant{path}")
    assert (page.status_code, len(queries)) == (200, len(plain))
    assert texts(page, "//h1") == [traditional.convert(text) for text in texts(simplified, "//h1")]
    alternates = [("zh-Hans", path), ("zh-Hant", f"/zh-hant{path}"), ("x-default", path)]
    for response, own, language in ((simplified, path, "zh-Hans"), (page, f"/zh-hant{path}", "zh-Hant")):
        tree = texts(response, f'/html[@lang="{language}"]//title')
        assert len(tree) == 1
        assert hrefs(response, '//link[@rel="canonical"]') == [f"http://linhe.localhost{own}"]
        assert hrefs(response, '//link[@hreflang]') == [f"http://linhe.localhost{there}" for _, there in alternates]
    assert hrefs(simplified, '//a[@hreflang="zh-Hant"]') == [f"/zh-hant{path}"]
    assert hrefs(page, '//a[@hreflang="zh-Hans"]') == [path]


def test_links_stay_and_files_do_not_move(furnished):
    page = get(furnished.county, f"/zh-hant{furnished.article.address}")
    local = {href for href in hrefs(page, "//a[@href]") if href.startswith("/")}
    assert {href for href in local if not href.startswith("/zh-hant/")} - {
        href for href in local if href.startswith(("/files/", "/zh-hant/"))} == {
        "/xwzx/lhyw/feed.atom", furnished.article.address}
    assert hrefs(page, '//div[@class="prose"]//a') == ["/zh-hant/xwzx/"]
    assert hrefs(page, '//nav[@class="cluster"]//a')[0] == "http://yunzhou.localhost/zh-hant/"


def test_the_regulated_tags_name_the_record_as_registered(furnished):
    given = dict(tags(get(furnished.county, furnished.article.address)))
    there = dict(tags(get(furnished.county, f"/zh-hant{furnished.article.address}")))
    assert given.pop("Description") == "为群众办实事。"
    assert there.pop("Description") == "為群眾辦實事。"
    assert there == given
    assert there["ArticleTitle"] == "临河区发布办事说明"


def test_a_missing_page_and_a_withdrawn_one_answer_in_traditional_characters(furnished):
    missing = get(furnished.county, "/zh-hant/nichts/")
    assert (missing.status_code, texts(missing, "//h1")) == (404, ["沒有找到這個頁面"])
    withdraw(furnished.article)
    gone = get(furnished.county, f"/zh-hant{furnished.article.address}")
    assert (gone.status_code, texts(gone, "//h1")) == (410, ["內容已撤下"])


def test_redirects_stay_among_traditional_pages(furnished):
    column_actions.change_column(
        column=furnished.headlines, values={"slug": "yw"}, by=furnished.site_admin, at=NOON)
    moved = get(furnished.county, "/zh-hant/xwzx/lhyw/?elder=1")
    assert (moved.status_code, moved["Location"]) == (301, "/zh-hant/xwzx/yw/?elder=1")
    number = furnished.article.pk
    moved = get(furnished.county, f"/zh-hant/2001/01/{number}.html")
    assert moved["Location"] == f"/zh-hant{furnished.article.address}"


def test_settings_travel_along(furnished):
    page = get(furnished.county, "/zh-hant/xwzx/?elder=1")
    assert hrefs(page, '//a[@hreflang="zh-Hans"]') == ["/xwzx/?elder=1"]
    assert "/zh-hant/map/?elder=1" in hrefs(page, '//ul[@class="foot-links"]//a')
    assert hrefs(page, '//a[@data-setting="elder"]') == ["?"]


def test_a_link_column_to_another_site_leads_to_its_traditional_pages(cast):
    column(cast, cast.home, "mh", "门户", link_url="http://yunzhou.localhost/xwzx/")
    assert "http://yunzhou.localhost/zh-hant/xwzx/" in hrefs(get(cast.county, "/zh-hant/"), '//nav[@class="nav"]//a')


def test_feeds_and_files_have_no_traditional_twin(furnished):
    assert get(furnished.county, "/zh-hant/feed.atom").status_code == 404
    assert get(furnished.county, "/zh-hant/sitemap.xml").status_code == 404


def test_a_site_in_another_language_has_no_traditional_pages(cast):
    Site.objects.filter(pk=cast.county.pk).update(language=SiteLanguage.ENGLISH)
    assert get(cast.county, "/zh-hant/").status_code == 404
    page = get(cast.county, "/")
    assert (hrefs(page, "//a[@hreflang='zh-Hant']"), hrefs(page, "//link[@hreflang]")) == ([], [])


@pytest.mark.parametrize(("path", "other"), [
    ("//evil.example/", "/zh-hant/evil.example/"), ("/zh-hant//evil.example/", "/evil.example/"), ("/", "/zh-hant/"),
])
def test_an_address_of_another_host_does_not_slip_into_the_link(path, other):
    visit = Visit(site=Site(language=SiteLanguage.CHINESE), scheme="http", domain="a.example", port="", path=path)
    assert visit.other_edition == other
