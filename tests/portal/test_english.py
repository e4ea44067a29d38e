"""A site in English: every fixed text of every page is English, whatever the browser asks for."""

import gettext
import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import translation
from lxml import etree, html

from columns.enums import ColumnType, HomeBlock
from portal import queries
from publishing import actions
from publishing.enums import NoticeKind
from sites.enums import SiteKind, SiteLanguage, SiteStatus
from sites.models import Organisation, Site
from submissions.enums import Validity
from submissions.models import Article
from tests import cast as casting
from tests.architecture.desk_addresses import NOW
from tests.architecture.source import ROOT
from tests.desk.reading import see
from tests.portal.making import NOON, attach, column, get, publish, tags, texts, upload, withdraw
from tests.portal.marked import PAGES, marked

HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]+")
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES"
ENTRY = re.compile(r'^msgid (".*")\nmsgstr (".*")$', re.MULTILINE)
MARKED = re.compile(
    r"""{%\s*blocktranslate.*?endblocktranslate\s*%}|{%\s*translate.*?%}|_\((["']).*?\1\)"""
    r"""|{%\s*comment.*?endcomment\s*%}|{#.*?#}""", re.DOTALL)


def catalogue() -> dict[str, str]:
    """The .po file, one line a text."""
    text = (CATALOGUE / "django.po").read_text(encoding="utf-8")
    return {unescaped(msgid): unescaped(msgstr) for msgid, msgstr in ENTRY.findall(text) if msgid != '""'}


def unescaped(quoted: str) -> str:
    return quoted[1:-1].replace('\\"', '"').replace("\\\\", "\\")


def test_every_marked_text_is_translated_and_nothing_else():
    found = catalogue()
    assert set(found) == marked()
    assert {msgid for msgid, msgstr in found.items() if not msgstr or HAN.search(msgstr)} == set()


def test_a_translation_names_no_more_than_its_text():
    variables = re.compile(r"%\((\w+)\)s|%s")
    wrong = {msgid for msgid, msgstr in catalogue().items()
             if not set(variables.findall(msgstr)) <= set(variables.findall(msgid))}
    assert wrong == set()


def test_the_compiled_catalogue_is_that_of_the_text():
    with (CATALOGUE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    assert {msgid: msgstr for msgid, msgstr in compiled.items() if msgid} == catalogue()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_public_template_has_an_unmarked_text(path):
    assert HAN.findall(MARKED.sub("", path.read_text(encoding="utf-8"))) == []


# --- a site -------------------------------------------------------------------------------------------------------
@pytest.fixture
def english(cast) -> Site:
    site = casting.found(by=cast.platform_admin, at=NOW, slug="english", name="Yunzhou, China", short_name="EN",
                         kind=SiteKind.DEPARTMENT, language=SiteLanguage.ENGLISH, identity_code="0000000029")
    Organisation.objects.filter(site=site).update(name="Foreign Affairs Office of Yunzhou")
    Site.objects.filter(pk=site.pk).update(
        seal="YZ", slogan="A city on the river", contact="Phone: 0000-1", mark_url="https://mark.example/",
        error_report_url="https://report.example/", icp_number="ICP 1", police_number="Police 1")
    return Site.objects.get(pk=site.pk)


COLUMNS = (
    ("news", "City news", ColumnType.NEWS, HomeBlock.MAIN),
    ("about", "About", ColumnType.FUNCTIONS, HomeBlock.NONE),
    ("policy", "Policies", ColumnType.POLICY, HomeBlock.POLICY),
    ("explained", "Explained", ColumnType.INTERPRETATION, HomeBlock.NONE),
    ("services", "Services", ColumnType.SERVICE, HomeBlock.SERVICES),
    ("empty", "Empty", ColumnType.NEWS, HomeBlock.ROW),
    ("notices", "Announcements", ColumnType.NEWS, HomeBlock.SIDE),
)
FILES = [f"file.{ending}" for ending in ("pdf", "docx", "xlsx", "zip", "jpg", "mp3", "mp4", "txt", "csv", "bin")]
TEXT = '<table><tr><td>1</td></tr></table><p><a href="https://other.example/">Elsewhere</a></p>'


@dataclass
class Furnished:
    site: Site
    pages: list[str]


@pytest.fixture
def furnished(cast, english) -> Furnished:
    """Every kind of page with every part that a page may have."""
    root = english.columns.get(parent=None)
    places = {slug: column(cast, root, slug, name, column_type=kind, home_block=block, description=name, keywords=slug)
              for slug, name, kind, block in COLUMNS}
    column(cast, root, "away", "Elsewhere", link_url="https://other.example/", description="Away", keywords="away")
    words = {"source": "", "body": TEXT, "summary": "A summary.", "keywords": "river", "author": "A writer"}
    articles = [publish(places["news"], title=f"Item {number}", at=NOON + timedelta(hours=number), **words)
                for number in range(45)]
    attach(articles[3], *(upload(cast, english, name) for name in FILES))
    Article.objects.filter(pk=articles[3].pk).update(corrected_at=NOON, body_digest="sm3:0123456789abcdef")
    for slug in ("about", "services", "notices"):
        publish(places[slug], title=f"About {slug}", **words)
    documents = [publish(places["policy"], title=f"Measures {value}", validity=value, document_number=f"No. {value}",
                         index_number="1/2026-1", issuer="City", topic="Trade", genre="Measures", subject_words="trade",
                         written_on=date(2026, 11, 6), **words) for value in Validity.values]
    explained = publish(places["explained"], title="What the measures say", interprets=documents[0], **words)
    gone = publish(places["news"], title="Gone", **words)
    withdraw(gone)
    shown = [articles[3], articles[20], *documents, explained]
    return Furnished(english, [
        "/", "/map/", "/notice/", "/away/", "/nowhere/", "/news/page-1.html", "/news/page-2.html",
        *(f"/{slug}/" for slug in places), *(article.address for article in shown), gone.address])


def read(response) -> str:
    """All that a page says to people or machines, but what it marks as another language."""
    tree = html.fromstring(response.content)
    for element in tree.xpath("//*[@lang='zh-Hans']"):
        element.getparent().remove(element)
    return html.tostring(tree, encoding="unicode")


@pytest.mark.parametrize("kind", [SiteKind.DEPARTMENT, SiteKind.COUNTY])
def test_no_page_of_an_english_site_has_a_chinese_character(furnished, kind):
    Site.objects.filter(pk=furnished.site.pk).update(kind=kind)
    for path in furnished.pages:
        for query in ("", "?elder=1&contrast=1&size=large"):
            assert HAN.findall(read(get(furnished.site, path + query))) == [], path + query


@pytest.mark.parametrize("path", ["/feed.atom", "/news/feed.atom", "/sitemap.xml", "/robots.txt"])
def test_no_file_of_an_english_site_has_a_chinese_character(furnished, path):
    assert HAN.findall(get(furnished.site, path).content.decode()) == []


def test_an_english_site_that_is_closed_or_broken_says_so_in_english(furnished, monkeypatch):
    monkeypatch.setattr(queries, "map_page", lambda visit: 1 / 0)
    client = Client(headers={"host": "english.localhost"}, raise_request_exception=False)
    broken = client.get("/map/")
    assert (broken.status_code, HAN.findall(read(broken))) == (500, [])
    for status in (SiteStatus.PREPARING, SiteStatus.SUSPENDED, SiteStatus.CLOSED):
        Site.objects.filter(pk=furnished.site.pk).update(
            status=status, closed_on=date(2026, 11, 1), moved_to="https://www.example/")
        closed = get(furnished.site, "/")
        assert (closed.status_code, HAN.findall(read(closed))) == (503, [])
        assert texts(closed, '/html[@lang="en"]//h1') == ["Notice about this website"]


def test_the_page_names_its_language(furnished):
    page = get(furnished.site, "/")
    assert texts(page, '/html[@lang="en"]//nav[@id="nav"]//a')[0] == "Home"
    feed = etree.fromstring(get(furnished.site, "/feed.atom").content)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_the_way_back_to_the_chinese_portal_is_marked_as_chinese(furnished, cast):
    page = get(furnished.site, "/")
    assert texts(page, '//nav[@class="cluster"]//*[@lang="zh-Hans"]') == ["云州市人民政府"]
    assert texts(page, '//nav[@class="cluster"]//a') == ["云州市人民政府"]
    assert texts(get(cast.county, "/"), '//nav[@class="cluster"]//a[@lang="en"][@hreflang="en"]') == ["EN"]


def test_the_tags_are_english_and_dates_are_written_out(furnished):
    document = Article.objects.get(title="Measures valid")
    page = get(furnished.site, document.address)
    assert dict(tags(page))["ColumnType"] == "Policy documents"
    assert texts(page, "//table[@class='docmeta']//td") == [
        "1/2026-1", "Trade; Measures", "City", "Nov. 6, 2026", "No. valid", "Nov. 18, 2026", "trade", "In force"]


@pytest.mark.parametrize("accepted", ["zh-CN", "en", "fr"])
def test_the_language_is_the_sites_whatever_the_browser_asks_for(furnished, cast, accepted):
    words = [texts(Client(headers={"host": host, "accept-language": accepted}).get("/nowhere/"), "//h1")
             for host in ("english.localhost", "linhe.localhost")]
    assert words == [["Page not found"], ["没有找到这个页面"]]
    assert translation.get_language() == "zh-hans"


def test_the_desk_stays_chinese(furnished, cast):
    assert see(cast.bureau, "/admin/sites/site/").title == "站点"


def test_a_banner_and_its_page_are_english(furnished, cast):
    hour = timedelta(hours=1)
    actions.issue_notice(site=None, kind=NoticeKind.URGENT, text="停课", english="Schools are closed", details="详情",
                         starts_at=NOW - hour, ends_at=NOW + hour, by=cast.bureau, at=NOW)
    page = get(furnished.site, "/notice/")
    assert (texts(page, "//article/h2"), HAN.findall(read(page))) == (["Schools are closed"], [])


def test_only_the_platforms_administrator_chooses_the_language_and_once(cast):
    assert see(cast.platform_admin, "/admin/sites/site/add/").texts("//select[@name='language']/option") == [
        "简体中文", "英文"]
    for person in (cast.platform_admin, cast.site_admin):
        page = see(person, f"/admin/sites/site/{cast.county.pk}/change/")
        assert page.texts("//*[@name='language']") == []
