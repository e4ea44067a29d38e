"""Home pages: which articles stand in which block, and that each kind of site has its own composition."""

from datetime import timedelta

import pytest

from columns.enums import ColumnType, HomeBlock
from columns.models import Column
from sites.enums import SiteKind
from tests.portal.making import NOON, column, get, hrefs, publish, publish_many, texts, tree_of, upload, withdraw


def show_in(column, block):
    Column.objects.filter(pk=column.pk).update(home_block=block)


def block(name):
    return f"//section[header/h2='{name}']//li/a"


@pytest.fixture
def main(cast):
    show_in(cast.headlines, HomeBlock.MAIN)
    return cast.headlines


def test_the_lead_is_the_newest_main_article_with_a_picture(cast, main):
    picture = upload(cast, cast.county, "river.png", mime="image/png", alt="清澜河")
    publish(main, title="旧图", picture=picture, at=NOON)
    publish(main, title="新图", picture=picture, at=NOON + timedelta(hours=1))
    publish(main, title="无图", at=NOON + timedelta(hours=2))
    response = get(cast.county, "/")
    assert texts(response, "//main//h1") == ["新图"]
    assert tree_of(response).xpath("//main//img/@alt") == ["清澜河"]
    assert texts(response, block("临河要闻")) == ["无图", "旧图"]


def test_without_a_picture_the_newest_leads(cast, main):
    publish_many(main, 2)
    response = get(cast.county, "/")
    assert (texts(response, "//main//h1"), texts(response, block("临河要闻"))) == (["第2篇"], ["第1篇"])


def test_a_block_shows_its_newest_eight(cast, main):
    publish_many(main, 12)
    assert texts(get(cast.county, "/"), block("临河要闻")) == [f"第{n}篇" for n in range(11, 3, -1)]


def test_a_block_of_a_branch_gathers_what_is_below_it(cast):
    show_in(cast.news, HomeBlock.SIDE)
    publish(cast.headlines, title="下级", also=[cast.notices])
    assert texts(get(cast.portal, "/"), block("新闻中心")) == []
    assert texts(get(cast.county, "/"), block("新闻中心")) == ["下级"]


def test_an_empty_block_is_not_shown(cast, main):
    show_in(cast.notices, HomeBlock.SIDE)
    withdraw(publish(cast.notices))
    response = get(cast.county, "/")
    assert texts(response, "//main//section//h2") == []
    assert texts(response, "//main//h1") == ["临河区人民政府"]


def test_documents_stand_beside_their_interpretations(cast):
    show_in(cast.policy, HomeBlock.POLICY)
    explained = column(cast, cast.home, "zcjd", "政策解读", column_type=ColumnType.INTERPRETATION)
    document = publish(cast.policy, title="实施办法", document_number="临政发〔2026〕1号", validity="amended")
    interpretation = publish(explained, title="一图读懂", interprets=document)
    withdraw(publish(explained, title="撤下的解读", interprets=document))
    response = get(cast.county, "/")
    assert hrefs(response, "//ul[@class='pair']//span[@class='explain']/a") == [interpretation.address]
    assert texts(response, "//ul[@class='pair']//span[@class='no']") == ["临政发〔2026〕1号 已修改"]
    assert texts(response, block("政策解读")) == ["一图读懂"]


@pytest.mark.parametrize("kind", SiteKind)
def test_services_are_the_columns_below_the_services_column(cast, kind):
    sites = type(cast.county).objects
    sites.filter(pk=cast.portal.pk).update(kind=SiteKind.DEPARTMENT)
    sites.filter(pk=cast.county.pk).update(kind=kind)
    services = column(cast, cast.home, "bsfw", "办事服务", home_block=HomeBlock.SERVICES)
    column(cast, services, "jiehun", "我要结婚", description="登记、婚检,一次讲清")
    column(cast, services, "yincang", "隐藏服务", is_visible=False)
    text = get(cast.county, "/").content.decode()
    assert ("我要结婚" in text, "登记、婚检,一次讲清" in text, "隐藏服务" in text) == (True, True, False)


def test_a_department_says_what_it_is_there_for(cast):
    type(cast.county).objects.filter(pk=cast.county.pk).update(kind=SiteKind.DEPARTMENT)
    about = column(cast, cast.home, "jggk", "机构概况", column_type=ColumnType.OVERVIEW)
    duties = column(cast, about, "jgzn", "机构职能", column_type=ColumnType.FUNCTIONS)
    column(cast, about, "ldxx", "领导信息", column_type=ColumnType.LEADERS)
    publish(duties, title="主要职责", body="<p>一、拟订住房保障政策。</p><p>二、监督实施。</p>")
    response = get(cast.county, "/")
    assert texts(response, "//section[contains(@class, 'about')]/p") == ["一、拟订住房保障政策。 二、监督实施。"]
    assert texts(response, "//section[contains(@class, 'about')]/ul//a") == ["主要职责", "领导信息"]


def test_each_kind_of_site_has_its_own_composition(cast, main):
    publish_many(main, 2)
    sites = type(cast.county).objects
    sites.filter(pk=cast.portal.pk).update(kind=SiteKind.DEPARTMENT)
    found = []
    for kind in SiteKind:
        sites.filter(pk=cast.county.pk).update(kind=kind)
        found.append(tree_of(get(cast.county, "/")).xpath("//body/@class"))
    assert found == [["home home-portal"], ["home home-county"], ["home home-department"]]


def test_the_cluster_is_linked_from_every_site_with_the_visits_port(cast):
    host = {"headers": {"host": "linhe.localhost:8000"}}
    cluster = "//nav[@class='cluster']//a"
    assert hrefs(get(cast.county, "/", **host), cluster) == ["http://yunzhou.localhost:8000/", "http://linhe.localhost:8000/"]
    assert hrefs(get(cast.county, "/map/", **host), "//dl[@class='sites']//a") == ["http://linhe.localhost:8000/"]


def test_the_footer_names_who_answers_for_the_site(cast):
    values = {"contact": "电话:0000-1", "icp_number": "云ICP备1号", "police_number": "云公网安备1号",
              "mark_url": "https://bszs.conac.cn/x", "error_report_url": "https://zfwzgl.www.gov.cn/x"}
    type(cast.county).objects.filter(pk=cast.county.pk).update(**values)
    response = get(cast.county, "/")
    assert texts(response, "//footer//p/span") == [
        "主办:临河区人民政府办公室", "承办:临河区人民政府办公室", "电话:0000-1", "政府网站标识码:0000000002",
        "云ICP备1号", "云公网安备1号"]
    assert hrefs(response, "//footer//div[@class='marks']/a") == [values["mark_url"], values["error_report_url"]]


def test_the_footer_breaks_nothing_where_addresses_are_missing(cast):
    response = get(cast.county, "/")
    assert texts(response, "//footer//div[@class='marks']/*") == ["党政机关"]
    assert hrefs(response, "//footer//div[@class='marks']/a") == []
