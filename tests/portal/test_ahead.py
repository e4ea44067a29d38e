"""Pages rendered ahead are, byte for byte and tag for tag, those that the public would have had rendered."""

import io

import pytest
from django.core.management import CommandError, call_command

from columns.enums import ColumnType
from portal import ahead
from portal.management.commands import render_site
from publishing import store
from publishing.models import Page
from submissions.enums import ArticleStatus
from submissions.models import Article
from tests.portal.making import attach, column, get, publish, publish_many, upload, withdraw

HOST = "linhe.localhost"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keeping")]


@pytest.fixture
def furnished(cast):
    """Two columns with more than a page, a document with interpretations, files and a withdrawn article."""
    many = publish_many(cast.headlines, 45, also=[cast.notices])
    document = publish(cast.policy, title="实施办法", document_number="临政发〔2026〕1号", index_number="A-1")
    explained = column(cast, cast.home, "zcjd", "政策解读", column_type=ColumnType.INTERPRETATION)
    for _ in range(2):
        publish(explained, title="一图读懂", interprets=document)
    attach(many[3], upload(cast, cast.county))
    withdraw(many[7])
    return cast


def everything() -> dict[str, tuple[bytes, frozenset[str]]]:
    return {page.path: (page.file.read_bytes(), frozenset(page.tags.values_list("tag", flat=True)))
            for page in Page.objects.filter(host=HOST)}


def render_all(site) -> int:
    return sum(ahead.render(piece) for piece in ahead.pieces(site))


def test_rendered_ahead_is_what_a_visitor_would_have_got(furnished):
    render_all(furnished.county)
    rendered = everything()
    Page.objects.all().delete()
    for path in rendered:
        assert get(furnished.county, path).status_code == 200
    visited = everything()
    assert rendered.keys() == visited.keys()
    assert {path for path in rendered if rendered[path] != visited[path]} == set()


def test_every_live_article_and_list_is_rendered_and_nothing_else(furnished):
    render_all(furnished.county)
    live = {article.address for article in Article.objects.filter(status=ArticleStatus.LIVE)}
    lists = {f"{path}{page}" for path in ["/xwzx/", "/xwzx/lhyw/", "/xwzx/tzgg/"]
             for page in ["", "feed.atom", "page-1.html", "page-2.html"]}
    short = {f"{path}{page}" for path in ["/zcwj/", "/zcjd/"] for page in ["", "feed.atom"]}
    assert everything().keys() == live | lists | short | {
        "/", "/map/", "/feed.atom", "/sitemap.xml", "/sitemap-columns.xml", "/robots.txt"}


def test_a_second_run_renders_only_what_is_missing(furnished):
    assert render_all(furnished.county) > 60
    store.remove(store.place(HOST, "/xwzx/page-1.html"))
    Page.objects.get(path=Article.objects.live().first().address).delete()
    assert render_all(furnished.county) == 2
    assert render_all(furnished.county) == 0


def test_the_command_names_how_many_and_refuses_an_unknown_site(furnished):
    out = io.StringIO()
    call_command("render_site", "--site", "linhe", "--processes", "1", stdout=out)
    assert out.getvalue() == f"新生成 {Page.objects.count()} 个网页。\n"
    with pytest.raises(CommandError, match="没有代号为“nowhere”的开通站点"):
        call_command("render_site", "--site", "nowhere", "--processes", "1")
    with pytest.raises(CommandError, match="--processes 至少是 1"):
        call_command("render_site", "--processes", "0")
    with pytest.raises(CommandError, match="没有代号为“nowhere”的站点"):
        call_command("expire_pages", "--site", "nowhere")


def test_an_interrupted_command_says_how_to_go_on_and_keeps_what_is_done(furnished, monkeypatch):
    def interrupted(plan, processes):
        yield render_site.work(plan[0])
        raise KeyboardInterrupt

    monkeypatch.setattr(render_site, "done", interrupted)
    with pytest.raises(CommandError, match="已中断.*再次运行会接着生成") as refused:
        call_command("render_site", "--site", "linhe", "--processes", "1")
    assert refused.value.returncode == 130
    assert Page.objects.count() == 6


@pytest.mark.parametrize("rows", [1, 45])
def test_a_piece_of_articles_takes_at_most_24_queries_at_any_size(cast, rows, django_assert_max_num_queries):
    publish_many(cast.headlines, rows)
    piece = [piece for piece in ahead.pieces(cast.county) if piece.column][0]
    with django_assert_max_num_queries(24):
        assert ahead.render(piece) == rows
