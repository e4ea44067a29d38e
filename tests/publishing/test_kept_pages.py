"""Pages are kept when they are first asked for, served without Django, and expire exactly."""

import gzip
import shutil
from unittest import mock

import pytest
from django.core.management.color import no_style
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from columns import actions as column_actions
from portal.queries import skin_address
from publishing import store
from publishing.actions.feed import carry_out
from publishing.front import KeptPages
from publishing.models import Change, Page, PageTag
from publishing.tasks import render_pages
from submissions import actions
from submissions.enums import WithdrawalReason
from submissions.models import Article
from tests.cast import article
from tests.portal.making import get, publish_many

NOW = timezone.now()
HOST = "linhe.localhost"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keeping")]


def settle() -> None:
    """Carry out what was announced, as commits would, but render no hot pages again."""
    with mock.patch("publishing.actions.feed.hand_off"):
        carry_out(Change.objects.filter(done_at=None))


def kept() -> set[str]:
    """Addresses of the county whose file stands in the store."""
    return {path for host, path in map(store.address_of, store.files()) if host == HOST and not path.endswith(".gz")}


def ask(path: str, method: str = "GET", **headers):
    """Status, headers and body that the front answers; 599 where it passes the request on to Django."""
    answered = {}

    def start(status, pairs):
        answered.update(status=int(status[:3]), headers=dict(pairs))

    def django(environ, start_response):
        start_response("599 Django", [])
        return [b""]

    path, _, query = path.partition("?")
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path.encode().decode("latin-1"), "QUERY_STRING": query,
               "HTTP_HOST": HOST, "wsgi.url_scheme": "http"}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    answer = KeptPages(django)(environ, start)
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return answered["status"], answered["headers"], body


def test_a_page_is_kept_when_first_asked_for_and_then_answered_without_django(cast):
    settle()
    assert ask("/")[0] == 599
    rendered = get(cast.county, "/")
    status, headers, body = ask("/")
    assert (status, body) == (200, rendered.content)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert {"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options",
            "Cross-Origin-Opener-Policy", "Cache-Control"} <= headers.keys()
    both = headers.keys() & rendered.headers.keys()
    assert {name: headers[name] for name in both} == {name: rendered.headers[name] for name in both}


def test_the_gzip_twin_is_sent_to_whom_takes_it(cast):
    plain = get(cast.county, "/").content
    _, headers, body = ask("/", accept_encoding="br, gzip")
    assert (headers["Content-Encoding"], gzip.decompress(body)) == ("gzip", plain)
    assert headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("refusal", ["gzip;q=0", "br, gzip ; q=0.000, identity"])
def test_the_plain_page_is_sent_to_whom_refuses_gzip(cast, refusal):
    plain = get(cast.county, "/").content
    _, headers, body = ask("/", accept_encoding=refusal)
    assert ("Content-Encoding" in headers, body) == (False, plain)


def test_a_part_is_sent_but_never_to_whom_has_perhaps_a_part_of_another_version(cast):
    page = get(cast.county, "/map/").content
    assert ask("/map/", range="bytes=2-9")[::2] == (206, page[2:10])
    assert ask("/map/", range="bytes=2-9", if_range='"another"')[::2] == (200, page)


def test_head_has_the_headers_and_no_body(cast):
    length = len(get(cast.county, "/map/").content)
    status, headers, body = ask("/map/", "HEAD")
    assert (status, headers["Content-Length"], body) == (200, str(length), b"")


def test_who_has_the_page_already_is_told_so(cast):
    get(cast.county, "/map/")
    _, headers, _ = ask("/map/")
    assert ask("/map/", if_none_match=headers["ETag"])[0] == 304
    assert ask("/map/", if_none_match='"other"', if_modified_since=headers["Last-Modified"])[0] == 200
    assert ask("/map/", if_modified_since=headers["Last-Modified"])[0] == 304


@pytest.mark.parametrize(("path", "method"), [("/?elder=1", "GET"), ("/", "POST"), ("/../secret_key", "GET"),
                                              ("/.work/x", "GET"), ("/index.html", "GET"), ("/nothing/", "GET")])
def test_everything_else_goes_to_django(cast, path, method):
    get(cast.county, "/")
    assert ask(path, method)[0] == 599


def test_only_plain_gets_of_the_publics_own_address_are_kept(cast, client):
    for path, headers in [("/?elder=1", {"host": HOST}), ("/", {"host": f"{HOST}:8123"}), ("/none/", {"host": HOST})]:
        client.get(path, headers=headers)
    client.head("/", headers={"host": HOST})
    assert (Page.objects.count(), kept()) == (0, set())


def test_the_port_the_public_uses_is_part_of_the_host(cast, client, settings):
    settings.PUBLIC_PORT = 8123
    client.get("/map/", headers={"host": f"{HOST}:8123"})
    assert store.place(f"{HOST}:8123", "/map/").exists()


def test_with_keeping_off_nothing_is_kept_and_nothing_kept_is_served(cast):
    get(cast.county, "/")
    with override_settings(KEEP_PAGES=False):
        assert ask("/")[0] == 599
        get(cast.county, "/map/")
    assert kept() == {"/"}


@pytest.fixture
def everything(cast):
    """Every public page of the county is kept; 45 articles in 临河要闻, whatever other tests numbered before."""
    restart = [{"table": Article._meta.db_table, "column": "id"}]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), restart):
            cursor.execute(statement)
    publish_many(cast.headlines, 45)
    newest = Article.objects.order_by("-published_at").first()
    oldest = Article.objects.order_by("published_at").first()
    settle()
    for path in ["/", "/map/", "/xwzx/", "/xwzx/page-1.html", "/xwzx/page-2.html", "/xwzx/lhyw/",
                 "/xwzx/lhyw/page-1.html", "/xwzx/lhyw/page-2.html", "/xwzx/tzgg/", "/zcwj/", "/feed.atom",
                 "/xwzx/feed.atom", "/xwzx/lhyw/feed.atom", "/zcwj/feed.atom", "/sitemap.xml", "/sitemap-columns.xml",
                 "/sitemap-0.xml", "/robots.txt", newest.address, oldest.address]:
        assert get(cast.county, path).status_code == 200, path
    cast.newest, cast.oldest = newest, oldest
    return cast


def gone_after(work) -> set[str]:
    before = kept()
    work()
    settle()
    return before - kept()


def test_publishing_expires_what_shows_it_and_nothing_else(everything):
    gone = gone_after(lambda: article(everything))
    assert gone == {"/xwzx/", "/xwzx/lhyw/", "/feed.atom", "/xwzx/feed.atom", "/xwzx/lhyw/feed.atom", "/sitemap.xml",
                    "/sitemap-0.xml", everything.newest.address}


def test_publishing_into_another_column_leaves_that_one_alone(everything):
    gone = gone_after(lambda: article(everything, column=everything.notices))
    assert gone == {"/xwzx/", "/xwzx/tzgg/", "/feed.atom", "/xwzx/feed.atom", "/sitemap.xml", "/sitemap-0.xml"}


def test_renaming_a_column_expires_what_names_it(everything):
    from_below = gone_after(lambda: rename(everything, everything.headlines, "要闻"))
    assert from_below == {"/xwzx/", "/xwzx/page-1.html", "/xwzx/page-2.html", "/xwzx/lhyw/", "/xwzx/lhyw/page-1.html",
                          "/xwzx/lhyw/page-2.html", "/xwzx/tzgg/", "/xwzx/feed.atom", "/xwzx/lhyw/feed.atom", "/map/",
                          "/sitemap-columns.xml", "/sitemap.xml", everything.newest.address, everything.oldest.address}


def test_renaming_a_first_level_column_expires_the_whole_site_and_no_other(everything):
    get(everything.portal, "/map/")
    gone = gone_after(lambda: rename(everything, everything.news, "新闻"))
    assert kept() == {"/robots.txt", "/sitemap-0.xml"} and "/xwzx/tzgg/" in gone
    assert store.place("yunzhou.localhost", "/map/").exists()


def change(cast, **values):
    return column_actions.change_site(site=cast.county, values=values, by=cast.site_admin, at=NOW)


def test_a_skin_expires_pages_and_not_what_shows_no_colour(everything):
    skin = skin_address(everything.county)
    for site, path in ((everything.county, skin), (everything.county, "/today.css"), (everything.portal, "/map/")):
        assert get(site, path).status_code == 200
    gone_after(lambda: change(everything, primary_color="#0f5f73"))
    assert kept() == {"/robots.txt", "/sitemap.xml", "/sitemap-columns.xml", "/sitemap-0.xml", "/today.css"}
    assert store.place("yunzhou.localhost", "/map/").exists()


def test_the_short_name_in_the_menu_of_sites_expires_every_page_and_no_file_of_others(everything):
    for path in ("/map/", "/feed.atom", "/robots.txt"):
        get(everything.portal, path)
    gone_after(lambda: change(everything, short_name="临河市"))
    assert not store.place("yunzhou.localhost", "/map/").exists()
    assert store.place("yunzhou.localhost", "/feed.atom").exists()
    assert store.place("yunzhou.localhost", "/robots.txt").exists()


def rename(cast, column, name):
    column_actions.change_column(column=column, values={"name": name}, by=cast.site_admin, at=NOW)


def test_withdrawing_expires_every_page_that_shows_the_article(everything):
    live = article(everything)
    settle()
    for path in ["/", "/xwzx/", "/xwzx/lhyw/", "/xwzx/tzgg/", "/feed.atom", live.address, everything.newest.address]:
        get(everything.county, path)
    asked = actions.request_withdrawal(article=live, reason_type=WithdrawalReason.EXPIRED, reason="过期",
                                       by=everything.officer, at=NOW)
    gone = gone_after(lambda: actions.withdraw(withdrawal=asked, by=everything.supervisor, at=NOW))
    assert {live.address, "/xwzx/", "/xwzx/lhyw/", "/feed.atom", everything.newest.address} <= gone
    assert "/xwzx/tzgg/" not in gone
    assert get(everything.county, live.address).status_code == 410
    assert ask(live.address)[0] == 599


def test_what_expired_and_is_hot_is_rendered_at_once(everything, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        live = article(everything)
    assert live.title in ask("/xwzx/lhyw/")[2].decode()
    assert "/feed.atom" not in kept()


def test_a_page_that_cannot_be_rendered_ahead_stops_no_other(cast, caplog):
    render_pages([("unknown.localhost", "/"), (HOST, "/map/")])
    assert kept() == {"/map/"}


def test_a_store_that_cannot_be_written_to_costs_the_visitor_nothing(cast, settings, tmp_path):
    (tmp_path / "pages").write_text("a file where the folder should be")
    assert get(cast.county, "/").status_code == 200
    assert ask("/")[0] == 599


def test_a_deleted_store_fills_itself_again(cast, settings):
    get(cast.county, "/")
    shutil.rmtree(settings.PAGES_DIR)
    assert ask("/")[0] == 599
    get(cast.county, "/")
    assert (ask("/")[0], Page.objects.filter(path="/").count()) == (200, 1)


def test_a_change_whose_pages_could_not_be_removed_waits_for_the_clock(everything, monkeypatch):
    def refuse(file):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(store, "remove", refuse)
    article(everything)
    with pytest.raises(OSError, match="Read-only"):
        settle()
    assert "/xwzx/" in kept() and Change.objects.filter(done_at=None).exists()
    monkeypatch.undo()
    settle()
    assert "/xwzx/" not in kept() and not Change.objects.filter(done_at=None).exists()


def test_followers_hear_of_a_change_although_the_store_cannot_be_written_to(everything, monkeypatch):
    def refuse(file):
        raise OSError(30, "Read-only file system")

    live = article(everything)
    heard = []
    monkeypatch.setattr("publishing.actions.feed.followers", [heard.extend])
    monkeypatch.setattr(store, "remove", refuse)
    with pytest.raises(OSError, match="Read-only"):
        settle()
    assert f"article:{live.pk}" in heard


def test_a_page_that_could_not_be_written_leaves_no_row_to_be_missed(cast, monkeypatch):
    def full(file, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write", full)
    assert get(cast.county, "/").status_code == 200
    assert not Page.objects.exists()


def test_tags_go_with_their_page(everything):
    settle()
    Page.objects.all().delete()
    assert PageTag.objects.count() == 0
