"""Anonymous pages know nobody, and keep to the strict Content-Security-Policy."""

import re

import pytest

from columns.models import Column
from portal.queries import skin_address
from publishing.headers import FILE_POLICY
from sites.enums import SiteKind
from tests.portal.making import attach, column, get, publish, publish_many, upload, withdraw

INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
POLICY = ("default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; "
          "object-src 'none'")


@pytest.fixture
def pages(cast):
    """Path → expected status of one page of every kind."""
    picture = upload(cast, cast.county, "river.png", mime="image/png", alt="河")
    file = upload(cast, cast.county)
    article = publish(cast.headlines, picture=picture, document_number="临政发〔2026〕1号",
                      body_digest="sm3:" + "a" * 64)
    attach(article, file)
    publish_many(cast.headlines, 25, interprets=article)
    gone = publish(cast.headlines)
    withdraw(gone)
    column(cast, cast.home, "waibu", "外部", link_url="https://shop.example.com/")
    Column.objects.filter(pk=cast.headlines.pk).update(home_block="main")
    return {"/": 200, "/xwzx/": 200, "/xwzx/lhyw/page-1.html": 200, article.address: 200, "/map/": 200,
            gone.address: 410, "/nowhere/": 404, "/waibu/": 200, "/feed.atom": 200, "/sitemap.xml": 200,
            "/robots.txt": 200, skin_address(cast.county): 200, f"/files/{file.pk}/{file.name}": 200}


def test_no_page_touches_the_session(cast, pages):
    for path, status in pages.items():
        response = get(cast.county, path)
        assert (path, response.status_code) == (path, status)
        assert (path, response.cookies, "Cookie" in response.get("Vary", "")) == (path, {}, False)


@pytest.mark.parametrize("kind", SiteKind)
def test_no_page_has_inline_style_or_script(cast, pages, kind):
    sites = type(cast.county).objects
    sites.filter(pk=cast.portal.pk).update(kind=SiteKind.DEPARTMENT)
    sites.filter(pk=cast.county.pk).update(kind=kind)
    for path in pages:
        response = get(cast.county, path)
        if response["Content-Type"].startswith("text/html"):
            assert (path, INLINE.findall(response.content.decode())) == (path, [])


def test_every_page_carries_the_policy(cast, pages):
    for path in pages:
        policy = get(cast.county, path)["Content-Security-Policy"]
        wanted = FILE_POLICY if path.startswith("/files/") else POLICY
        assert (path, sorted(policy.split("; "))) == (path, sorted(wanted.split("; ")))
