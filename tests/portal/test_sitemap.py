"""sitemap.xml, robots.txt, the site's map and the skin."""

from lxml import etree

from portal.queries import sitemaps
from submissions.models import Article
from tests.portal.making import column, get, publish, publish_many, texts, withdraw

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
HOST = "http://linhe.localhost"
COLUMNS = [f"{HOST}{path}" for path in ("/", "/map/", "/xwzx/", "/xwzx/lhyw/", "/xwzx/tzgg/", "/zcwj/")]


def locations(response) -> list[str]:
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return etree.fromstring(response.content).xpath("//s:loc/text()", namespaces=NAMES)


def test_a_small_site_fits_one_file(cast):
    live, gone = publish(cast.headlines), publish(cast.headlines)
    withdraw(gone)
    publish(cast.portal_news)
    response = get(cast.county, "/sitemap.xml")
    assert locations(response) == [*COLUMNS, f"{HOST}{live.address}"]
    assert etree.fromstring(response.content).xpath("//s:lastmod/text()", namespaces=NAMES) == ["2026-11-18"]


def test_a_large_site_gets_an_index_of_chunks(cast, monkeypatch):
    monkeypatch.setattr(sitemaps, "CHUNK", 10)
    articles = publish_many(cast.headlines, 15)
    withdraw(articles[0])
    index = locations(get(cast.county, "/sitemap.xml"))
    chunks = sorted({article.pk // 10 for article in articles[1:]})
    assert index == [f"{HOST}/sitemap-columns.xml", *(f"{HOST}/sitemap-{chunk}.xml" for chunk in chunks)]
    found = [url for address in index for url in locations(get(cast.county, address.removeprefix(HOST)))]
    assert found == COLUMNS + [f"{HOST}{article.address}" for article in articles[1:]]


def test_a_chunk_without_articles_does_not_exist(cast):
    publish(cast.portal_news)
    number = Article.objects.get().pk // 5000
    assert [get(cast.county, f"/sitemap-{chunk}.xml").status_code for chunk in (number, 99, 10**30)] == [404, 404, 404]


def test_robots_name_the_sitemap_of_the_asked_host(cast):
    response = get(cast.county, "/robots.txt", headers={"host": "linhe.localhost:8000"})
    assert response.content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /preview/\nDisallow: /search/\nDisallow: /zh-hant/search/\n"
        "Sitemap: http://linhe.localhost:8000/sitemap.xml\n")


def test_the_map_shows_the_whole_tree(cast):
    column(cast, cast.headlines, "jiedao", "街道动态")
    assert texts(get(cast.county, "/map/"), "//div[@class='map']//a") == [
        "新闻中心", "临河要闻", "街道动态", "通知公告", "政策文件"]


def test_the_skin_carries_the_sites_colours_and_may_be_kept(cast):
    type(cast.county).objects.filter(pk=cast.county.pk).update(primary_color="#0f5f73")
    page = get(cast.county, "/map/").content.decode()
    address = page.split('href="/skin-', 1)[1].split('"')[0]
    response = get(cast.county, f"/skin-{address}")
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "--primary: #0f5f73;" in response.content.decode()
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    old = get(cast.county, "/skin-0123456789ab.css")
    assert (old.status_code, old["Location"]) == (302, f"/skin-{address}")
