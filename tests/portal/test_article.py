"""An article's page."""

from datetime import date, timedelta

import pytest

from submissions.models import Article
from tests.portal.making import NOON, get, hrefs, publish, publish_many, texts, tree_of, upload, withdraw

DOCUMENT = {
    "document_number": "临政发〔2026〕14号", "index_number": "11140000000000000A/2026-00348",
    "issuer": "临河区人民政府", "written_on": date(2026, 11, 2), "topic": "城乡建设", "genre": "办法",
    "subject_words": "改造", "validity": "repealed",
}


def table(response):
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
            for row in tree_of(response).xpath("//table[@class='docmeta']//tr")]


def test_time_source_and_author_are_shown(cast):
    article = publish(cast.headlines, author="林拟稿", corrected_at=NOON + timedelta(days=1))
    response = get(cast.county, article.address)
    assert texts(response, "//article/p[@class='meta']/*[self::time or self::span]")[:4] == [
        "2026-11-18 12:00", "来源:市政府办公室", "作者:林拟稿", "更正:2026-11-19 12:00"]


def test_a_document_shows_its_record_and_validity(cast):
    response = get(cast.county, publish(cast.policy, **DOCUMENT).address)
    assert table(response) == [
        ["索引号", "11140000000000000A/2026-00348", "分类", "城乡建设;办法"],
        ["发文机关", "临河区人民政府", "成文日期", "2026年11月2日"],
        ["发文字号", "临政发〔2026〕14号", "发布日期", "2026年11月18日"],
        ["主题词", "改造"],
        ["有效性", "已废止"],
    ]
    assert texts(response, "//table[@class='docmeta']//span[@class='tag hot']") == ["已废止"]


def test_a_document_leaves_out_what_is_not_known(cast):
    response = get(cast.county, publish(cast.policy, document_number="临政发〔2026〕14号").address)
    assert table(response) == [["发文字号", "临政发〔2026〕14号", "发布日期", "2026年11月18日"]]


def test_other_articles_have_no_record(cast):
    assert table(get(cast.county, publish(cast.headlines, issuer="临河区人民政府").address)) == []


def test_the_fingerprint_is_shown_where_there_is_one(cast):
    digest = "sm3:7c1f" + "0" * 56 + "e04a"
    response = get(cast.county, publish(cast.headlines, body_digest=digest).address)
    assert texts(response, "//p[@class='verify']/data") == ["SM3 7c1f…e04a"]
    assert tree_of(response).xpath("//p[@class='verify']/data/@value") == [digest]
    assert texts(get(cast.county, publish(cast.headlines).address), "//p[@class='verify']") == []


def test_neighbours_are_the_next_newer_and_older_in_the_column(cast):
    articles = publish_many(cast.headlines, 5)
    publish(cast.notices, title="别栏", at=articles[2].published_at)
    withdraw(articles[3])
    response = get(cast.county, articles[2].address)
    xpath = "//nav[@class='neighbours']/a"
    assert (texts(response, xpath), hrefs(response, xpath)) == (
        ["上一篇第5篇", "下一篇第2篇"], [articles[4].address, articles[1].address])


def test_neighbours_of_equal_time_follow_the_number(cast):
    first, second, third = (publish(cast.headlines, title=title) for title in "甲乙丙")
    assert texts(get(cast.county, second.address), "//nav[@class='neighbours']/a") == ["上一篇丙", "下一篇甲"]


def test_beside_a_document_stand_its_interpretations(cast):
    document = publish(cast.policy, title="实施办法", **DOCUMENT)
    publish(cast.headlines, title="一图读懂", interprets=document)
    withdraw(publish(cast.headlines, title="撤下", interprets=document))
    response = get(cast.county, document.address)
    assert texts(response, "//aside//h2") == ["政策解读"]
    assert texts(response, "//aside//li/a") == ["一图读懂"]


def test_beside_an_interpretation_stand_its_document_and_the_others(cast):
    document = publish(cast.policy, title="实施办法", **DOCUMENT)
    interpretation = publish(cast.headlines, title="一图读懂", interprets=document)
    publish(cast.notices, title="问答", interprets=document)
    response = get(cast.county, interpretation.address)
    assert texts(response, "//aside//h2") == ["解读的文件", "政策解读"]
    assert texts(response, "//aside//li/a") == ["实施办法", "问答"]


def test_a_withdrawn_document_is_not_named_by_its_interpretation(cast):
    document = publish(cast.policy, title="实施办法", **DOCUMENT)
    interpretation = publish(cast.headlines, title="一图读懂", interprets=document)
    withdraw(document)
    assert "实施办法" not in get(cast.county, interpretation.address).content.decode()


def test_a_document_of_another_site_is_linked_with_its_host(cast):
    document = publish(cast.portal_news, title="市实施办法", **DOCUMENT)
    interpretation = publish(cast.headlines, interprets=document)
    assert hrefs(get(cast.county, interpretation.address), "//aside//li/a") == [
        f"http://yunzhou.localhost{document.address}"]


def test_otherwise_those_published_just_before_it_in_the_column_stand_beside_it(cast):
    articles = publish_many(cast.headlines, 13)
    response = get(cast.county, articles[10].address)
    assert texts(response, "//aside[@aria-label='相关内容']//h2") == ["同栏目文章"]
    assert texts(response, "//aside[@aria-label='相关内容']//li/a") == [f"第{n}篇" for n in range(10, 2, -1)]


@pytest.mark.parametrize(("body", "shown"), [
    ("<p>正文</p>", 1), ('<figure><img src="/files/{}/a.png" alt=""></figure>', 0)])
def test_the_picture_is_shown_once(cast, body, shown):
    picture = upload(cast, cast.county, "a.png", mime="image/png", alt="河", width=4, height=3)
    article = publish(cast.headlines, picture=picture, body=body.format(picture.pk))
    pictures = tree_of(get(cast.county, article.address)).xpath("//figure[@class='article-picture']/img")
    assert [dict(found.attrib) for found in pictures] == [
        {"src": f"/files/{picture.pk}/a.png", "alt": "河", "width": "4", "height": "3",
         "fetchpriority": "high", "decoding": "async"}] * shown


def test_tables_get_a_frame_that_a_keyboard_reaches(cast):
    article = publish(cast.headlines, body="<table><tbody><tr><td>一</td></tr></tbody></table>")
    frame = tree_of(get(cast.county, article.address)).xpath("//div[@class='prose']/div[table]")[0]
    assert dict(frame.attrib) == {"class": "scroll", "role": "group", "aria-label": "表格", "tabindex": "0"}


def test_links_off_the_governments_sites_carry_a_hint(cast):
    urls = ["https://www.gov.cn/a", "http://yunzhou.localhost/", "/xwzx/", "https://shop.example.com/"]
    body = "".join(f'<a rel="noopener" href="{url}">链接</a>' for url in urls)
    links = tree_of(get(cast.county, publish(cast.headlines, body=body).address)).xpath("//div[@class='prose']/a")
    assert [(link.get("href"), link.get("class"), link.get("title")) for link in links] == [
        *((url, None, None) for url in urls[:3]), (urls[3], "outside", "将离开政府网站")]


def test_the_body_is_not_loaded_for_lists(cast, django_assert_num_queries):
    publish_many(cast.headlines, 2)
    with django_assert_num_queries(7) as captured:
        get(cast.county, "/xwzx/lhyw/")
    assert [query["sql"] for query in captured if f'{Article._meta.db_table}"."body"' in query["sql"]] == []
