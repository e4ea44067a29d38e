"""The reader's settings work without script: asked for in the query, they travel along in the links."""

import pytest

from tests.portal.making import get, hrefs, publish, tree_of


def classes(response):
    return tree_of(response).xpath("/html/@class")


def toggle(response, setting, value="1"):
    """Its words while it is off and while it is on, where it leads, and whether it is on."""
    link = tree_of(response).xpath(f"//a[@data-setting='{setting}'][@data-value='{value}']")[0]
    return *link.xpath("*/text()"), link.get("href"), link.get("aria-current")


def test_a_plain_page_has_no_settings(cast):
    response = get(cast.county, "/map/")
    assert classes(response) == []
    assert toggle(response, "elder") == ("长者模式", "退出长者模式", "?elder=1", None)
    assert toggle(response, "contrast") == ("高对比", "退出高对比", "?contrast=1", None)


def test_settings_of_the_query_become_classes_and_can_be_taken_back(cast):
    response = get(cast.county, "/map/?elder=1&contrast=1")
    assert classes(response) == ["elder contrast"]
    assert toggle(response, "elder") == ("长者模式", "退出长者模式", "?contrast=1", "true")
    assert toggle(get(cast.county, "/map/?elder=1"), "elder") == ("长者模式", "退出长者模式", "?", "true")


def test_settings_travel_along_in_links_to_pages_alone(cast):
    article = publish(cast.headlines, body='<p><a href="/xwzx/">栏目</a><a href="/files/1/a.pdf">文件</a></p>')
    page = tree_of(get(cast.county, f"{article.address}?elder=1"))
    assert page.xpath("//div[@class='prose']//a/@href") == ["/xwzx/?elder=1", "/files/1/a.pdf"]
    assert page.xpath("//header//a/@href") == ["/?elder=1"]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"http://linhe.localhost{article.address}"]


def test_settings_survive_a_redirect(cast):
    article = publish(cast.headlines)
    assert get(cast.county, f"/2020/01/{article.pk}.html?elder=1")["Location"] == f"{article.address}?elder=1"


@pytest.mark.parametrize("query", ["elder=2", "elder=", "size=huge", "size=%22%3E", "other=1"])
def test_anything_else_in_the_query_changes_nothing(cast, query):
    assert get(cast.county, f"/map/?{query}").content == get(cast.county, "/map/").content


@pytest.mark.parametrize("place", ["//nav[@class='settings']", "//div[@class='tools']"])
def test_type_size_is_chosen_at_the_top_and_beside_the_article(cast, place):
    def sizes(query):
        links = tree_of(get(cast.county, f"{article.address}{query}")).xpath(f"{place}//a[@data-setting='size']")
        return [(link.text, link.get("href"), link.get("aria-current")) for link in links]

    article = publish(cast.headlines)
    assert sizes("") == [
        ("大", "?size=large", None), ("中", "?", "true"), ("小", "?size=small", None)]
    assert sizes("?size=large") == [
        ("大", "?", "true"), ("中", "?", None), ("小", "?size=small", None)]
    assert classes(get(cast.county, "?size=large")) == ["size-large"]


def test_type_size_is_chosen_on_every_page(cast):
    for path in ("/", "/xwzx/lhyw/", "/map/", "/nowhere/"):
        assert hrefs(get(cast.county, path), "//nav[@class='settings']//a[@data-setting='size']") == [
            "?size=large", "?", "?size=small"]
