"""Every page carries the tags of 国办发〔2017〕47号, exactly: none missing, none empty, none of another site."""

import pytest

from columns.enums import ColumnType
from submissions.models import Article
from tests.portal.making import get, publish, tags, upload

SITE = [("SiteName", "临河区人民政府"), ("SiteDomain", "linhe.localhost"), ("SiteIDCode", "0000000002")]
NEWS = [("ColumnName", "临河要闻"), ("ColumnDescription", "临河要闻栏目"), ("ColumnKeywords", "临河要闻"),
        ("ColumnType", "工作动态")]


def test_home_page_has_site_tags_and_its_own_column(cast):
    assert tags(get(cast.county, "/")) == [
        *SITE, ("ColumnName", "首页"), ("ColumnDescription", "临河区人民政府网站首页"),
        ("ColumnKeywords", "临河,政府网站"), ("ColumnType", "首页"),
    ]


def test_column_page_has_site_and_column_tags(cast):
    assert tags(get(cast.county, "/xwzx/lhyw/")) == SITE + NEWS


def test_column_type_is_the_chinese_label(cast):
    assert tags(get(cast.county, "/zcwj/"))[-1] == ("ColumnType", ColumnType.POLICY.label)


@pytest.mark.parametrize("path", ["/map/", "/nowhere/"])
def test_pages_outside_the_columns_have_site_tags_alone(cast, path):
    assert tags(get(cast.county, path)) == SITE


def test_article_with_required_values_only(cast):
    article = publish(cast.headlines, title="防汛部署")
    assert tags(get(cast.county, article.address)) == [
        *SITE, *NEWS, ("ArticleTitle", "防汛部署"), ("PubDate", "2026-11-18 12:00"), ("ContentSource", "市政府办公室"),
        ("Url", f"http://linhe.localhost{article.address}"),
    ]


def test_article_with_every_value(cast):
    picture = upload(cast, cast.county, "河.png", mime="image/png", alt="河")
    article = publish(cast.headlines, title="防汛<部署>", keywords="防汛,河道", author="林拟稿",
                      summary="第一行\n第二行", picture=picture)
    assert tags(get(cast.county, article.address)) == [
        *SITE, *NEWS, ("ArticleTitle", "防汛<部署>"), ("PubDate", "2026-11-18 12:00"),
        ("ContentSource", "市政府办公室"),
        ("Keywords", "防汛,河道"), ("Author", "林拟稿"), ("Description", "第一行 第二行"),
        ("Image", f"http://linhe.localhost/files/{picture.pk}/%E6%B2%B3.png"),
        ("Url", f"http://linhe.localhost{article.address}"),
    ]


def test_article_without_source_names_the_site(cast):
    article = publish(cast.headlines, source="")
    assert dict(tags(get(cast.county, article.address)))["ContentSource"] == "临河区人民政府"


def test_a_site_without_identity_code_leaves_the_tag_out(cast):
    type(cast.county).objects.filter(pk=cast.county.pk).update(identity_code="")
    assert tags(get(cast.county, "/map/")) == SITE[:2]


def test_no_tag_is_empty_or_null_on_any_page(cast):
    article = publish(cast.headlines)
    Article.objects.filter(pk=article.pk).update(keywords=" ", author="", summary="")
    found = [tag for path in ["/", "/xwzx/", article.address, "/map/"] for tag in tags(get(cast.county, path))]
    assert [tag for tag in found if tag[1].strip() in {"", "null", "None"}] == []
