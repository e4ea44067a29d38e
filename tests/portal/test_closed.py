"""A site that is not open shows its notice; a failing page an apology."""

from datetime import date

import pytest

from portal import views
from sites.enums import SiteStatus
from tests.portal.making import get, hrefs, publish, tags, texts


def close(site, **values):
    type(site).objects.filter(pk=site.pk).update(**values)


@pytest.mark.parametrize("status", [SiteStatus.PREPARING, SiteStatus.SUSPENDED, SiteStatus.CLOSED])
def test_a_site_that_is_not_open_shows_its_notice_everywhere(cast, status):
    article = publish(cast.headlines)
    close(cast.county, status=status, notice="本站已并入云州市人民政府网站。\n请换用新网址。")
    for path in ("/", "/xwzx/", article.address, "/nowhere/"):
        response = get(cast.county, path)
        assert response.status_code == 503
        assert texts(response, "//main//h1") == [f"网站{status.label}公告"]
        assert texts(response, "//main//div[@class='notice-text']") == ["本站已并入云州市人民政府网站。请换用新网址。"]


def test_a_closed_site_names_its_new_address_and_still_says_who_it_is(cast):
    close(cast.county, status=SiteStatus.CLOSED, closed_on=date(2026, 11, 1),
          moved_to="https://www.yunzhou.gov.cn/linhe/")
    response = get(cast.county, "/")
    assert hrefs(response, "//main//a[@class='go']") == ["https://www.yunzhou.gov.cn/linhe/"]
    assert texts(response, "//main//time") == ["2026-11-01"]
    assert tags(response) == [("SiteName", "临河区人民政府"), ("SiteDomain", "linhe.localhost"),
                              ("SiteIDCode", "0000000002")]
    assert "政府网站标识码:0000000002" in response.content.decode()


def test_a_closed_site_costs_one_query(cast, django_assert_num_queries):
    close(cast.county, status=SiteStatus.CLOSED)
    with django_assert_num_queries(1):
        get(cast.county, "/")


def test_other_sites_do_not_lead_to_a_closed_one(cast):
    assert "linhe.localhost" in get(cast.portal, "/").content.decode()
    close(cast.county, status=SiteStatus.CLOSED)
    assert "linhe.localhost" not in get(cast.portal, "/").content.decode()


def test_a_failing_page_apologises_without_asking_the_database(cast, rf, django_assert_num_queries):
    request = rf.get("/", headers={"host": "linhe.localhost"})
    request.site = type(cast.county).objects.select_related("sponsor", "operator").get(pk=cast.county.pk)
    with django_assert_num_queries(0):
        response = views.server_error(request)
    assert response.status_code == 500
    assert texts(response, "//h1") == ["网站暂时出了故障"]
    assert [name for name, _ in tags(response)] == ["SiteName", "SiteDomain", "SiteIDCode"]


def test_a_failure_before_the_site_is_known_apologises_too(rf):
    response = views.server_error(rf.get("/"))
    assert (response.status_code, texts(response, "//h1")) == (500, ["网站暂时出了故障"])
