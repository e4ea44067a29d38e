"""Banners and grey days: they come and go on pages that were rendered long before."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from publishing import actions, tags
from publishing.actions import carry_out
from publishing.actions.notices import STALE
from publishing.beat import announce_turned_notices_now
from publishing.enums import NoticeKind, NoticePhase
from publishing.models import Change, Notice, Page
from sites.enums import SiteLanguage
from sites.models import ChangeLog, Site
from sites.rules import Refused
from tests.architecture.desk_addresses import NOW
from tests.desk.reading import client_of, see
from tests.portal.making import get, hrefs, texts

HOUR = timedelta(hours=1)
LIST = "/admin/publishing/notice/"
ESCAPE = re.compile(r"\\([0-9a-f]{1,6}) ")


@pytest.fixture
def cast(cast):
    """With nothing announced yet."""
    Change.objects.all().delete()
    return cast


def issue(cast, *, site="county", by="site_admin", at=NOW, **fields) -> Notice:
    values = {"kind": NoticeKind.URGENT, "text": "今晚停水", "starts_at": at - HOUR, "ends_at": at + HOUR} | fields
    return actions.issue_notice(site=site and getattr(cast, site), by=getattr(cast, by), at=at, **values)


def sheet(site, path="/today.css") -> str:
    return get(site, path).content.decode()


def shown(css: str) -> list[str]:
    """What a browser reads out of the style sheet's strings, but the line breaks between them."""
    strings = re.findall(r'"((?:[^"\\]|\\.)*)"', css)
    return [ESCAPE.sub(lambda found: chr(int(found[1], 16)), string) for string in strings if string != r"\a"]


def announced() -> list[list[str]]:
    return list(Change.objects.order_by("pk").values_list("tags", flat=True))


# --- what the public sees ----------------------------------------------------------------------------------------
def test_on_most_days_the_style_sheet_is_empty(cast):
    response = get(cast.county, "/today.css")
    assert (response.content, response["Content-Type"], response["Cache-Control"]) == (
        b"", "text/css; charset=utf-8", "public, max-age=60")


def test_every_page_links_the_sheet_and_carries_the_empty_banner(cast):
    page = get(cast.county, "/")
    assert "/today.css" in hrefs(page, '//link[@rel="stylesheet"]')
    assert texts(page, '//aside[@class="today"]/a[@href="/notice/"]') == ["网站提示"]


def test_a_banner_of_a_site_is_shown_there_alone(cast):
    issue(cast)
    assert shown(sheet(cast.county)) == ["今晚停水"]
    assert sheet(cast.portal) == ""


def test_a_notice_of_the_cluster_is_shown_on_every_site(cast):
    issue(cast, site=None, by="bureau", kind=NoticeKind.GREY, text="全国哀悼日")
    assert sheet(cast.county) == sheet(cast.portal) == "html { filter: grayscale(1); }\n"


def test_overlapping_notices_are_all_shown_the_gravest_first(cast):
    issue(cast, kind=NoticeKind.WARNING, text="大风蓝色预警")
    issue(cast, site=None, by="bureau", kind=NoticeKind.GREY, text="全国哀悼日")
    issue(cast, site=None, by="bureau", kind=NoticeKind.URGENT, text="全市停课")
    issue(cast, kind=NoticeKind.URGENT, text="东门桥封闭", starts_at=NOW - HOUR / 2)
    css = sheet(cast.county)
    assert shown(css) == ["东门桥封闭", "全市停课", "大风蓝色预警"]
    assert css.startswith("html { filter: grayscale(1); }\n.today { display: block; background: var(--today-urgent);")
    assert shown(sheet(cast.portal)) == ["全市停课"]
    page = get(cast.county, "/notice/")
    assert texts(page, "//article/h2") == ["东门桥封闭", "全市停课", "大风蓝色预警", "全国哀悼日"]


def test_the_page_has_the_whole_text(cast):
    notice = issue(cast, details="第一段。\n\n  第二段。 ", link="https://other.example/a", text="今晚停水<b>")
    page = get(cast.county, "/notice/")
    assert texts(page, "//article//p") == [
        f"紧急提示 {minute(notice.starts_at)} 至 {minute(notice.ends_at)}", "第一段。", "第二段。",
        "https://other.example/a(外部网站)"]
    assert texts(page, "//article/h2") == ["今晚停水<b>"]


def test_the_page_says_when_nothing_is_in_force(cast):
    issue(cast, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    assert texts(get(cast.county, "/notice/"), "//main//p") == ["现在没有正在生效的提示。"]


def minute(at) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize("text", [
    '"; } body{display:none} a::after{content:"', "</style><script>alert(1)</script>", "\\", "\\a", 'a\\"',
    "f 0 \\66 a", "行一\n行二\r行三", "/* 注释 */ @import url(//evil.example/a.css);", "{}();:'", "终于 😀 …—“引号”",
    "a\x0bb\u2028c",
])
def test_hostile_text_is_only_text(cast, text):
    issue(cast, text=text)
    css = sheet(cast.county)
    assert shown(css) == [text]
    body = re.fullmatch(
        r'\.today \{ display: block; background: var\(--today-urgent\); color: var\(--today-urgent-ink\); \}\n'
        r'\.today a::after \{ content: "((?:\w|\\[0-9a-f]{1,6} )*)"; \}\n', css)
    assert body is not None


def test_traditional_pages_show_it_in_traditional_characters(cast):
    issue(cast, text="东门桥封闭，请绕行")
    assert shown(sheet(cast.county, "/zh-hant/today.css")) == ["東門橋封閉，請繞行"]
    page = get(cast.county, "/zh-hant/notice/")
    assert "/zh-hant/today.css" in hrefs(page, '//link[@rel="stylesheet"]')
    assert texts(page, "//article/h2") == ["東門橋封閉，請繞行"]
    assert get(cast.county, "/zh-hant/today.css")["Cache-Control"] == "public, max-age=60"


def test_an_english_site_shows_what_there_is_in_english(cast):
    Site.objects.filter(pk=cast.county.pk).update(language=SiteLanguage.ENGLISH)
    issue(cast, site=None, by="bureau", text="全市停课", english="Schools closed", details="详情")
    issue(cast, site=None, by="bureau", text="全市停水")
    issue(cast, text="Bridge closed", details="Use the other one.")
    assert shown(sheet(cast.county)) == ["Bridge closed", "Schools closed"]
    page = get(cast.county, "/notice/")
    assert texts(page, "//article/h2") == ["Bridge closed", "Schools closed"]
    assert texts(page, "//article/p[not(@class)]") == ["Use the other one."]


def test_a_grey_day_is_grey_on_an_english_site_too(cast):
    Site.objects.filter(pk=cast.county.pk).update(language=SiteLanguage.ENGLISH)
    issue(cast, site=None, by="bureau", kind=NoticeKind.GREY, text="全国哀悼日", english="National day of mourning")
    assert sheet(cast.county) == "html { filter: grayscale(1); }\n"


def test_a_grey_day_without_english_words_is_named_by_its_kind(cast):
    Site.objects.filter(pk=cast.county.pk).update(language=SiteLanguage.ENGLISH)
    issue(cast, site=None, by="bureau", kind=NoticeKind.GREY, text="全国哀悼日")
    assert texts(get(cast.county, "/notice/"), "//article/h2") == ["Day of mourning"]


def test_no_page_but_its_own_is_rendered_again(cast, keeping):
    addresses = {"/", "/today.css", "/notice/", "/zh-hant/", "/zh-hant/today.css", "/zh-hant/notice/"}
    for path in addresses:
        get(cast.county, path)
    assert set(Page.objects.values_list("path", flat=True)) == addresses
    get(cast.portal, "/today.css")
    issue(cast)
    with mock.patch("publishing.actions.feed.hand_off"):
        carry_out(Change.objects.filter(done_at=None))
    assert set(Page.objects.values_list("host", "path")) == {
        ("linhe.localhost", "/"), ("linhe.localhost", "/zh-hant/"), ("yunzhou.localhost", "/today.css")}


# --- when ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("seconds", "phase"), [
    (-1, NoticePhase.COMING), (0, NoticePhase.IN_FORCE), (3599, NoticePhase.IN_FORCE), (3600, NoticePhase.OVER),
])
def test_it_begins_with_its_first_moment_and_is_over_with_its_last(cast, seconds, phase):
    notice = issue(cast, starts_at=NOW, ends_at=NOW + HOUR)
    at = NOW + timedelta(seconds=seconds)
    assert notice.phase(at) == phase
    assert Notice.objects.in_force(at).exists() == (phase == NoticePhase.IN_FORCE)


def test_the_clock_announces_its_beginning_and_its_end_once_each(cast, django_assert_num_queries):
    notice = issue(cast, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    Change.objects.all().delete()
    for at, told in ((NOW, 0), (NOW + HOUR, 1), (NOW + HOUR * 1.5, 0), (NOW + 2 * HOUR, 1), (NOW + 3 * HOUR, 0)):
        assert actions.announce_turned_notices(at=at) == told
    assert announced() == [[tags.today(cast.county.pk)]] * 2
    notice.refresh_from_db()
    assert notice.announced == NoticePhase.OVER


def test_the_clock_looks_with_one_query(cast, django_assert_num_queries):
    issue(cast)
    with django_assert_num_queries(1):
        assert actions.announce_turned_notices(at=NOW) == 0


def test_what_the_clock_slept_through_is_made_up(cast):
    issue(cast, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    issue(cast, site=None, by="bureau", starts_at=NOW + HOUR, ends_at=NOW + 9 * HOUR)
    Change.objects.all().delete()
    assert actions.announce_turned_notices(at=NOW + 5 * HOUR) == 2
    assert announced() == [[tags.today(None), tags.today(cast.county.pk)]]
    assert actions.announce_turned_notices(at=NOW + 5 * HOUR) == 0


def test_the_task_takes_the_time_of_the_clock(cast):
    notice = issue(cast)
    Notice.objects.filter(pk=notice.pk).update(announced=NoticePhase.COMING)
    assert announce_turned_notices_now() == 1
    notice.refresh_from_db()
    assert notice.announced == NoticePhase.IN_FORCE


def test_issuing_changing_and_ending_are_announced_at_once(cast):
    notice = issue(cast, site=None, by="bureau")
    notice = change(cast, notice, {"text": "明晚停水"}, by="bureau")
    actions.end_notice(notice=notice, by=cast.bureau, at=NOW)
    assert announced() == [["today"]] * 3
    assert sheet(cast.county) == ""


def test_a_notice_called_off_before_it_began_never_begins(cast):
    notice = issue(cast, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    notice = actions.end_notice(notice=notice, by=cast.site_admin, at=NOW)
    Change.objects.all().delete()
    assert [notice.phase(NOW + late * HOUR) for late in (0, 1, 2)] == [NoticePhase.OVER] * 3
    assert [actions.announce_turned_notices(at=NOW + late * HOUR) for late in (0, 1, 2)] == [0, 0, 0]


@pytest.mark.parametrize(("starts", "ends", "reason"), [
    (1, 1, "结束时间须晚于开始时间。"), (2, 1, "结束时间须晚于开始时间。"), (-2, -1, "结束时间已经过去,请重新填写。"),
])
def test_times_that_make_no_sense_are_refused(cast, starts, ends, reason):
    with pytest.raises(Refused, match=reason):
        issue(cast, starts_at=NOW + starts * HOUR, ends_at=NOW + ends * HOUR)
    assert (Notice.objects.count(), Change.objects.count()) == (0, 0)


def test_the_database_refuses_an_end_before_the_beginning(cast):
    notice = issue(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(ends_at=NOW - 2 * HOUR)


# --- who ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("person", ["site_admin", "supervisor", "bureau"])
def test_these_may_issue_for_the_county(cast, person):
    assert issue(cast, by=person).created_by == getattr(cast, person)


@pytest.mark.parametrize("person", ["drafter", "officer", "platform_admin", "outsider", "stranger"])
def test_others_may_not(cast, person):
    with pytest.raises(Refused, match="“临河”的提示由本站的站点管理员、信息主管或大数据局发布。"):
        issue(cast, by=person)
    assert (Notice.objects.count(), Change.objects.count()) == (0, 0)


@pytest.mark.parametrize("person", ["site_admin", "supervisor", "outsider", "platform_admin"])
def test_only_the_bureau_speaks_for_the_cluster(cast, person):
    notice = issue(cast, site=None, by="bureau")
    before = Change.objects.count()
    for attempt in (lambda: issue(cast, site=None, by=person), lambda: change(cast, notice, {"text": "改"}, by=person),
                    lambda: actions.end_notice(notice=notice, by=getattr(cast, person), at=NOW)):
        with pytest.raises(Refused, match="全部站点的提示由大数据局发布。"):
            attempt()
    notice.refresh_from_db()
    assert (notice.text, notice.ends_at, Notice.objects.count(), Change.objects.count()) == (
        "今晚停水", NOW + HOUR, 1, before)


def change(cast, notice, values, *, version=None, by="site_admin", at=NOW) -> Notice:
    return actions.change_notice(notice=notice, values=values, version=version or notice.version,
                                 by=getattr(cast, by), at=at)


def test_the_second_of_two_who_edit_at_once_is_told(cast):
    notice = issue(cast)
    change(cast, notice, {"text": "今晚八点停水"}, version=1, by="supervisor")
    with pytest.raises(Refused, match=STALE):
        change(cast, notice, {"text": "明晚停水"}, version=1)
    notice.refresh_from_db()
    assert (notice.text, notice.version) == ("今晚八点停水", 2)


def test_a_notice_that_is_over_cannot_be_changed(cast):
    notice = issue(cast)
    with pytest.raises(Refused, match="这条提示已经结束"):
        change(cast, notice, {"ends_at": NOW + 9 * HOUR}, at=NOW + 2 * HOUR)


def test_the_change_log_tells_who_did_what(cast):
    notice = issue(cast)
    change(cast, notice, {"text": "明晚停水"}, by="supervisor")
    common = issue(cast, site=None, by="bureau", text="全市停课")
    rows = ChangeLog.objects.filter(kind="网站提示").order_by("pk")
    assert [(row.verb, row.object_id, row.object_name, row.site, row.by, row.changes) for row in rows] == [
        ("create", notice.pk, "今晚停水", cast.county, cast.site_admin, {}),
        ("change", notice.pk, "明晚停水", cast.county, cast.supervisor, {"text": ["今晚停水", "明晚停水"]}),
        ("create", common.pk, "全市停课", cast.portal, cast.bureau, {}),
    ]


# --- the desk -----------------------------------------------------------------------------------------------------
def form(site, **values) -> dict:
    now = timezone.localtime()
    return {"site": site.pk if site else "", "kind": "urgent", "text": "今晚\n停水", "details": "", "link": "",
            "english": "", "starts_at": f"{now - HOUR:%Y-%m-%dT%H:%M}", "ends_at": f"{now + HOUR:%Y-%m-%dT%H:%M}",
            **values}


def test_an_administrator_issues_one_for_the_own_site_alone(cast):
    page = see(cast.site_admin, f"{LIST}add/")
    assert page.texts("//select[@name='site']/option") == ["请选择", "临河区人民政府"]
    assert page.value("site") == str(cast.county.pk)
    assert page.texts("//input[@name='english']") == []
    client = client_of(cast.site_admin)
    assert client.post(f"{LIST}add/", form(cast.portal)).status_code == 200
    assert client.post(f"{LIST}add/", form(None)).status_code == 200
    assert Notice.objects.count() == 0
    assert client.post(f"{LIST}add/", form(cast.county)).status_code == 302
    assert Notice.objects.values_list("text", "site", "announced").get() == (
        "今晚 停水", cast.county.pk, NoticePhase.IN_FORCE)


def test_the_bureau_issues_one_for_all(cast):
    page = see(cast.bureau, f"{LIST}add/")
    assert page.texts("//select[@name='site']/option") == ["全部站点", "云州市人民政府", "临河区人民政府"]
    client = client_of(cast.bureau)
    assert client.post(f"{LIST}add/", form(None, english="Water")).status_code == 302
    assert Notice.objects.values_list("site", "english").get() == (None, "Water")


def test_a_list_shows_each_what_is_theirs(cast):
    issue(cast)
    issue(cast, site=None, by="bureau", text="全市停课")
    issue(cast, site="portal", by="outsider", text="门户维护", starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    titles = "//th[contains(@class,'field-text')]"
    assert see(cast.site_admin, LIST).texts(titles) == ["今晚停水"]
    assert see(cast.outsider, LIST).texts(titles) == ["门户维护"]
    page = see(cast.bureau, LIST)
    assert page.texts(titles) == ["门户维护", "全市停课", "今晚停水"]
    assert page.texts("//td[contains(@class,'field-where')]") == ["云州", "全部站点", "临河"]
    assert page.texts("//td[contains(@class,'field-phase')]") == ["未开始", "生效中", "生效中"]


@pytest.mark.parametrize(("phase", "titles"), [
    ("coming", ["门户维护"]), ("in_force", ["今晚停水"]), ("over", []), ("x", ["门户维护", "今晚停水"])])
def test_the_list_is_filtered_by_phase(cast, phase, titles):
    issue(cast)
    issue(cast, by="bureau", text="门户维护", starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    assert see(cast.bureau, LIST, phase=phase).texts("//th[contains(@class,'field-text')]") == titles


def test_a_stale_form_is_refused_and_loses_nothing_typed(cast):
    notice = issue(cast)
    change(cast, notice, {"text": "今晚八点停水"}, by="supervisor")
    given = form(cast.county, seen=1, text="明晚停水")
    response = client_of(cast.site_admin).post(f"{LIST}{notice.pk}/change/", given)
    shown_again = response.content.decode()
    assert (response.status_code, STALE in shown_again, "明晚停水" in shown_again) == (200, True, True)
    notice.refresh_from_db()
    assert (notice.text, notice.version) == ("今晚八点停水", 2)


def test_a_fresh_form_is_saved(cast):
    notice = issue(cast)
    page = see(cast.site_admin, f"{LIST}{notice.pk}/change/")
    assert page.value("seen") == "1"
    given = form(cast.county, seen=1, text="明晚停水")
    assert client_of(cast.site_admin).post(f"{LIST}{notice.pk}/change/", given).status_code == 302
    notice.refresh_from_db()
    assert (notice.text, notice.version, notice.site) == ("明晚停水", 2, cast.county)


def test_the_button_ends_it(cast):
    notice = issue(cast)
    response = client_of(cast.site_admin).post(f"{LIST}{notice.pk}/end/", follow=True)
    assert f"“{notice}”已结束" in response.content.decode()
    assert sheet(cast.county) == ""
    again = client_of(cast.site_admin).post(f"{LIST}{notice.pk}/end/", follow=True)
    assert "这条提示已经结束" in again.content.decode()


def test_what_is_over_is_only_read(cast):
    notice = issue(cast)
    actions.end_notice(notice=notice, by=cast.site_admin, at=timezone.now())
    page = see(cast.site_admin, f"{LIST}{notice.pk}/change/")
    assert page.texts("//form[@id='notice_form']//*[@type='submit']") == []
    assert page.text("//p[@class='note']") == "这条提示已经结束,只供查看。"
