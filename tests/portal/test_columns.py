"""Columns that are hidden or only links."""

import pytest

from columns.enums import ColumnType
from tests.portal.making import column, get, hrefs, publish, texts, tree_of

MENUS = ["//nav[@class='nav']//a", "//div[@class='map']//a"]


@pytest.fixture
def hidden(cast):
    return column(cast, cast.news, "gybz", "内部试验", is_visible=False)


def test_a_hidden_column_is_reachable(cast, hidden):
    publish(hidden, title="试验")
    assert texts(get(cast.county, "/xwzx/gybz/"), "//ul[contains(@class, 'long')]/li/div/a") == ["试验"]


@pytest.mark.parametrize("path", ["/", "/xwzx/", "/map/", "/sitemap.xml", "/feed.atom", "/xwzx/feed.atom"])
def test_a_hidden_column_stands_in_no_menu_and_no_list(cast, hidden, path):
    publish(hidden, title="不出现的文章")
    text = get(cast.county, path).content.decode()
    assert [word for word in ("内部试验", "/gybz/", "不出现的文章") if word in text] == []


def test_what_hangs_below_a_hidden_column_is_hidden_too(cast, hidden):
    below = column(cast, hidden, "shenchu", "深处")
    publish(below, title="深处的文章")
    text = get(cast.county, "/xwzx/").content.decode() + get(cast.county, "/map/").content.decode()
    assert "深处" not in text
    assert get(cast.county, "/xwzx/gybz/shenchu/").status_code == 200


def test_hidden_pages_about_the_site_stand_in_the_footer(cast):
    column(cast, cast.home, "gywz", "关于网站", column_type=ColumnType.OVERVIEW, is_visible=False)
    response = get(cast.county, "/")
    assert hrefs(response, "//ul[@class='foot-links']//a") == ["/map/", "/gywz/"]
    assert [link for xpath in MENUS for link in hrefs(response, xpath) if link == "/gywz/"] == []


@pytest.mark.parametrize("url", ["https://www.gov.cn/a/", "https://zwfw.yunzhou.gov.cn/"])
def test_a_link_to_a_government_site_leads_straight_there(cast, url):
    column(cast, cast.home, "lianjie", "链接", link_url=url)
    response = get(cast.county, "/")
    assert hrefs(response, "//nav[@class='nav']//a")[-1] == url
    redirect = get(cast.county, "/lianjie/")
    assert (redirect.status_code, redirect["Location"]) == (302, url)


@pytest.mark.parametrize("url", ["https://shop.example.com/", "https://gov.cn.example.com/", "https://notgov.cn/"])
def test_a_link_off_the_governments_sites_gives_notice_first(cast, url):
    column(cast, cast.home, "lianjie", "链接", link_url=url)
    entry = tree_of(get(cast.county, "/")).xpath("//nav[@class='nav']//a")[-1]
    assert (entry.get("href"), entry.text_content()) == ("/lianjie/", "链接(外部网站)")
    notice = get(cast.county, "/lianjie/")
    assert notice.status_code == 200
    link = tree_of(notice).xpath("//main//a[@class='go']")[0]
    assert (link.get("href"), link.get("rel")) == (url, "external nofollow noopener noreferrer")


def test_a_link_into_the_cluster_keeps_the_visits_port(cast):
    column(cast, cast.home, "lianjie", "链接", link_url="http://yunzhou.localhost/xwzx/")
    response = get(cast.county, "/", headers={"host": "linhe.localhost:8000"})
    assert hrefs(response, "//nav[@class='nav']//a")[-1] == "http://yunzhou.localhost:8000/xwzx/"


@pytest.mark.parametrize("path", ["/lianjie/page-1.html", "/lianjie/feed.atom"])
def test_a_link_has_no_pages_and_no_feed(cast, path):
    column(cast, cast.home, "lianjie", "链接", link_url="https://www.gov.cn/")
    assert get(cast.county, path).status_code == 404


def test_the_menu_marks_the_branch_and_the_section_opens_it(cast):
    response = get(cast.county, "/xwzx/lhyw/")
    assert texts(response, "//nav[@class='nav']//a[@aria-current]") == ["新闻中心"]
    assert texts(response, "//nav[@class='section-menu']//a") == ["新闻中心", "临河要闻", "通知公告"]
    assert texts(response, "//nav[@class='section-menu']//a[@aria-current]") == ["临河要闻"]
    assert texts(response, "//nav[contains(@class, 'crumbs')]//a") == ["首页", "新闻中心", "临河要闻"]
