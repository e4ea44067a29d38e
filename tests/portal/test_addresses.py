"""What an address leads to: its page, another address, nothing any more, or nothing at all."""

from datetime import timedelta

import pytest

from columns import actions as column_actions
from tests.portal.making import NOON, column, get, publish, tags, texts, withdraw


@pytest.fixture
def article(cast):
    return publish(cast.headlines, title="绝密标题", summary="绝密摘要", body="<p>绝密正文</p>", source="绝密来源")


def test_article_has_no_column_in_its_address(cast, article):
    assert article.address == f"/2026/11/{article.pk}.html"
    response = get(cast.county, article.address)
    assert response.status_code == 200
    assert texts(response, "//h1") == ["绝密标题"]


@pytest.mark.parametrize("wrong", ["2025/11", "2026/12", "2026/99"])
def test_wrong_year_or_month_leads_to_the_right_one(cast, article, wrong):
    response = get(cast.county, f"/{wrong}/{article.pk}.html")
    assert (response.status_code, response["Location"]) == (301, article.address)


def test_year_and_month_are_the_citys(cast):
    new_year = publish(cast.headlines, at=NOON.replace(month=12, day=31, hour=23) + timedelta(hours=2))
    assert new_year.address.startswith("/2027/01/")
    assert get(cast.county, new_year.address).status_code == 200


@pytest.mark.parametrize("path", ["/2026/11/999999999.html", "/2026/11/999999999999999999.html", "/2026/11/0.html",
                                  "/2026/11/x.html", "/2026/1/1.html", "/nowhere/", "/XWZX/", "/xwzx/lhyw.html"])
def test_unknown_addresses_answer_404(cast, path):
    response = get(cast.county, path)
    assert response.status_code == 404
    assert texts(response, "//h1") == ["没有找到这个页面"]


def test_another_sites_article_does_not_exist(cast, article):
    assert get(cast.portal, article.address).status_code == 404


def test_another_sites_column_does_not_exist(cast):
    assert get(cast.portal, "/xwzx/lhyw/").status_code == 404


@pytest.mark.parametrize("address", ["right", "wrong"])
def test_a_withdrawn_article_is_gone_and_names_nothing_of_it(cast, article, address):
    withdraw(article)
    response = get(cast.county, article.address if address == "right" else f"/2020/01/{article.pk}.html")
    assert response.status_code == 410
    assert texts(response, "//main//h1") == ["内容已撤下"]
    text = response.content.decode()
    assert [word for word in ("绝密", "临河要闻", "/xwzx/lhyw/") if word in text] == []
    assert [name for name, _ in tags(response)] == ["SiteName", "SiteDomain", "SiteIDCode"]


def test_another_sites_withdrawn_article_does_not_exist(cast, article):
    withdraw(article)
    assert get(cast.portal, article.address).status_code == 404


@pytest.mark.parametrize("tail", ["", "page-1.html", "feed.atom"])
def test_an_old_column_path_redirects_with_all_that_hangs_on_it(cast, tail):
    column_actions.rename_column(column=cast.news, slug="xinwen", by=cast.platform_admin, at=NOON)
    for old, new in [("/xwzx/", "/xinwen/"), ("/xwzx/lhyw/", "/xinwen/lhyw/")]:
        response = get(cast.county, old + tail)
        assert (response.status_code, response["Location"], response["Cache-Control"]) == (301, new + tail, "no-cache")


def test_what_has_gone_or_moved_is_asked_about_every_time(cast, article):
    """A browser that kept these answers would never see the column or the article come back."""
    withdraw(article)
    for path in (article.address, f"/2020/01/{article.pk}.html"):
        assert get(cast.county, path)["Cache-Control"] == "no-cache"


def test_a_moved_columns_articles_keep_their_address(cast, article):
    column_actions.move_column(column=cast.headlines, parent=cast.home, by=cast.platform_admin, at=NOON)
    assert get(cast.county, article.address).status_code == 200
    assert get(cast.county, "/xwzx/lhyw/")["Location"] == "/lhyw/"


def test_a_missing_slash_is_added(cast):
    response = get(cast.county, "/xwzx")
    assert (response.status_code, response["Location"]) == (301, "/xwzx/")


def test_public_pages_answer_reads_alone(cast):
    response = get(cast.county, "/")
    assert response.status_code == 200
    assert response.client.post("/").status_code == 405


def test_an_article_of_a_hidden_column_keeps_its_address(cast):
    hidden = column(cast, cast.home, "gybz", "关于本站", is_visible=False)
    assert get(cast.county, publish(hidden).address).status_code == 200
