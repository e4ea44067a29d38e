"""A page costs the same literal number of queries with 1 and with 30 rows, and never more than twelve."""

from datetime import timedelta

import pytest

from columns.enums import ColumnType, HomeBlock
from columns.models import Column
from submissions.models import Article, ValidityChange
from tests.portal.making import NOON, attach, column, get, publish, publish_many, upload


@pytest.fixture(params=[1, 30], ids=["1 row", "30 rows"])
def rows(request):
    return request.param


@pytest.fixture
def furnished(cast, rows):
    """Both sites with `rows` articles in each of the home page's blocks, and as many documents with interpretations."""
    for root, news in [(cast.home, cast.headlines), (cast.portal_home, cast.portal_news)]:
        Column.objects.filter(pk=news.pk).update(home_block=HomeBlock.MAIN)
        policy = column(cast, root, "zfwj", "政府文件", column_type=ColumnType.POLICY, home_block=HomeBlock.POLICY)
        explained = column(cast, root, "zcjd", "政策解读", column_type=ColumnType.INTERPRETATION)
        services = column(cast, root, "bsfw", "办事服务", column_type=ColumnType.SERVICE,
                          home_block=HomeBlock.SERVICES)
        service = column(cast, services, "grbs", "个人办事", column_type=ColumnType.SERVICE)
        row = column(cast, root, "yjzj", "意见征集", column_type=ColumnType.CONSULTATION, home_block=HomeBlock.ROW)
        duties = column(cast, root, "jgzn", "机构职能", column_type=ColumnType.FUNCTIONS)
        for place in (news, service, row, duties):
            publish_many(place, rows)
        for document in publish_many(policy, rows, document_number="云政发〔2026〕1号"):
            publish(explained, interprets=document)
    picture = upload(cast, cast.county, "河.png", mime="image/png", alt="河")
    Article.objects.filter(column=cast.headlines).update(picture=picture)
    return cast


def test_home_of_a_portal_takes_7_queries(furnished, django_assert_num_queries):
    with django_assert_num_queries(7):
        assert get(furnished.portal, "/").status_code == 200


def test_home_of_a_county_takes_7_queries(furnished, django_assert_num_queries):
    with django_assert_num_queries(7):
        assert get(furnished.county, "/").status_code == 200


def test_home_of_a_department_takes_8_queries(furnished, django_assert_num_queries):
    type(furnished.county).objects.filter(pk=furnished.county.pk).update(kind="department")
    with django_assert_num_queries(8):
        assert get(furnished.county, "/").status_code == 200


@pytest.mark.parametrize("path", ["/xwzx/", "/xwzx/lhyw/", "/bsfw/"])
def test_list_takes_7_queries(furnished, path, django_assert_num_queries):
    with django_assert_num_queries(7):
        assert get(furnished.county, path).status_code == 200


def test_older_page_of_a_list_takes_7_queries(cast, django_assert_num_queries):
    publish_many(cast.headlines, 30)
    with django_assert_num_queries(7):
        assert get(cast.county, "/xwzx/lhyw/page-1.html").status_code == 200


def test_article_takes_9_queries(furnished, rows, django_assert_num_queries):
    article = publish(furnished.headlines, at=NOON + timedelta(hours=1))
    attach(article, *(upload(furnished, furnished.county, f"附件{n}.docx") for n in range(rows)))
    with django_assert_num_queries(9):
        assert get(furnished.county, article.address).status_code == 200


def test_document_takes_10_queries(furnished, rows, django_assert_num_queries):
    policy = Column.objects.get(path="zfwj", site=furnished.county)
    document = publish(policy, at=NOON + timedelta(hours=1), document_number="云政发〔2026〕2号")
    for _ in range(rows):
        publish(furnished.policy, interprets=document)
        repealed_by(document, furnished)
    with django_assert_num_queries(10):
        assert get(furnished.county, document.address).status_code == 200


def test_interpretation_takes_9_queries(furnished, rows, django_assert_num_queries):
    document = Article.objects.filter(column__path="zfwj", site=furnished.county).first()
    interpretations = [publish(furnished.headlines, interprets=document) for _ in range(rows)]
    with django_assert_num_queries(9):
        assert get(furnished.county, interpretations[0].address).status_code == 200


def repealed_by(document, cast) -> None:
    """Another document that this one has repealed."""
    old = publish(cast.policy, document_number="云政发〔2020〕1号", validity="repealed")
    ValidityChange.objects.create(
        site=old.site, article=old, document=document, before="valid", validity="repealed", state="carried_out",
        effective_on=NOON.date(), ground="清理", requested_by=cast.officer, requested_at=NOON,
        closed_by=cast.supervisor, closed_at=NOON)


@pytest.mark.parametrize(("path", "number"), [
    ("/map/", 4), ("/feed.atom", 3), ("/xwzx/feed.atom", 4), ("/sitemap.xml", 6), ("/robots.txt", 1),
])
def test_other_pages_take_a_fixed_number(furnished, path, number, django_assert_num_queries):
    with django_assert_num_queries(number):
        assert get(furnished.county, path).status_code == 200
