"""Atom feeds (RFC 4287) of a site and of a column."""

from datetime import timedelta

from lxml import etree

from tests.portal.making import NOON, get, publish, publish_many, withdraw

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.content)


def values(node, path):
    return node.xpath(f"{path}/text()", namespaces=ATOM)


def test_a_feed_has_what_rfc_4287_demands(cast):
    article = publish(cast.headlines, title="防汛 & <部署>", summary="摘要", corrected_at=NOON + timedelta(days=1))
    root = feed(get(cast.county, "/feed.atom"))
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert values(root, "a:id") == ["http://linhe.localhost/feed.atom"]
    assert values(root, "a:title") == ["临河区人民政府"]
    assert values(root, "a:updated") == ["2026-11-19T12:00:00+08:00"]
    assert root.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == ["http://linhe.localhost/feed.atom"]
    assert values(root, "a:entry/a:id") == [f"tag:linhe.localhost,2026-11-18:{article.pk}"]
    assert values(root, "a:entry/a:title") == ["防汛 & <部署>"]
    assert values(root, "a:entry/a:published") == ["2026-11-18T12:00:00+08:00"]
    assert values(root, "a:entry/a:updated") == ["2026-11-19T12:00:00+08:00"]
    assert values(root, "a:entry/a:author/a:name") == ["市政府办公室"]
    assert values(root, "a:entry/a:summary") == ["摘要"]
    assert root.xpath("a:entry/a:link/@href", namespaces=ATOM) == [f"http://linhe.localhost{article.address}"]


def test_the_feed_holds_the_newest_20_of_the_site(cast):
    publish_many(cast.headlines, 15)
    publish_many(cast.policy, 10, start=16)
    publish(cast.portal_news, title="别站")
    assert values(feed(get(cast.county, "/feed.atom")), "a:entry/a:title") == [f"第{n}篇" for n in range(25, 5, -1)]


def test_a_columns_feed_holds_what_its_list_shows(cast):
    publish(cast.headlines, title="要闻", also=[cast.notices])
    publish(cast.policy, title="政策")
    root = feed(get(cast.county, "/xwzx/feed.atom"))
    assert values(root, "a:entry/a:title") == ["要闻"]
    assert values(root, "a:title") == ["新闻中心 - 临河区人民政府"]


def test_withdrawn_articles_leave_the_feeds(cast):
    withdraw(publish(cast.headlines))
    for path in ("/feed.atom", "/xwzx/lhyw/feed.atom"):
        assert values(feed(get(cast.county, path)), "a:entry/a:id") == []


def test_an_empty_feed_does_not_depend_on_the_clock(cast):
    assert values(feed(get(cast.county, "/xwzx/lhyw/feed.atom")), "a:updated") == ["2000-01-01T00:00:00+08:00"]


def test_characters_that_xml_cannot_hold_are_left_out(cast):
    publish(cast.headlines, title="防\x0b汛", summary="摘\x01要")
    root = feed(get(cast.county, "/feed.atom"))
    assert values(root, "a:entry/a:title") + values(root, "a:entry/a:summary") == ["防汛", "摘要"]


def test_an_unknown_columns_feed_answers_404(cast):
    assert get(cast.county, "/nowhere/feed.atom").status_code == 404
