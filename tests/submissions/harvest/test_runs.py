"""A rule runs: what comes in, what is refused, and that nothing is ever public by itself."""

from datetime import timedelta

import pytest

from sites.rules import Refused
from submissions import beat
from submissions.actions.harvest import ask_run, change_rule, create_rule, harvest, visits
from submissions.enums import HarvestItemState, HarvestRunState
from submissions.models import Article, Attachment, HarvestHost, HarvestItem, HarvestRun, Submission
from tests.submissions.harvest.rules import NOW, rule
from tests.submissions.harvest.source import TITLES, WORDS, bomb, listing


def run(made, at=NOW) -> HarvestRun:
    return harvest(rule=made, by=made.owner, at=at)


def counts(found: HarvestRun) -> tuple:
    return found.state, found.found, found.kept, found.duplicates, found.refused


@pytest.mark.parametrize("kind", ["list", "feed"])
def test_three_encodings_are_read_and_wait_to_be_taken(cast, source, kind):
    address = {"list": "/list.html", "feed": "/feed.xml"}[kind]
    done = run(rule(cast, source, kind=kind, address=source.url(address)))
    assert counts(done) == (HarvestRunState.DONE, 3, 3, 0, 0), done.reason
    items = list(HarvestItem.objects.order_by("pk"))
    assert {item.title for item in items} == set(TITLES.values())
    assert all(WORDS[key] in item.body for key, item in zip(TITLES, items, strict=True))
    assert {(item.state, item.source, item.published_at.isoformat()) for item in items} == {
        (HarvestItemState.WAITING, "云州日报", "2025-03-18T01:30:00+00:00")}
    assert (Submission.objects.count(), Article.objects.count()) == (0, 0)


def test_script_frames_and_handlers_are_gone_and_files_are_our_own(cast, source):
    run(rule(cast, source))
    for item in HarvestItem.objects.all():
        assert not any(word in item.body for word in ("script", "alert", "iframe", "onclick", "news.example"))
        assert item.body.count('<img src="/files/') == 1
        assert len(item.attachment_ids) == 1
    names = sorted(set(Attachment.objects.values_list("kind", "name", "uploaded_by")))
    assert names == [("file", "工作报告.txt", cast.drafter.pk), ("picture", "photo.jpg", cast.drafter.pk)]


def test_a_second_run_asks_for_changes_alone_and_keeps_nothing_twice(cast, source):
    made = rule(cast, source)
    run(made)
    asked = len(source.asked)
    again = run(made, NOW + timedelta(hours=1))
    assert counts(again) == (HarvestRunState.UNCHANGED, 0, 0, 0, 0)
    assert source.paths[asked:] == ["/list.html"]
    source.put("/list.html", listing(["/gbk.html", "/utf-8.html?utm_source=a", "/gb18030.html#top"]))
    assert counts(run(made, NOW + timedelta(hours=2))) == (HarvestRunState.DONE, 3, 0, 0, 0)
    assert HarvestItem.objects.count() == 3


def test_the_same_text_under_another_address_is_a_duplicate(cast, source):
    made = rule(cast, source)
    run(made)
    source.pages["/copy.html"] = source.pages["/gbk.html"]
    source.put("/list.html", listing(["/copy.html"]))
    files = Attachment.objects.count()
    assert counts(run(made, NOW + timedelta(hours=1))) == (HarvestRunState.DONE, 1, 0, 1, 0)
    item = HarvestItem.objects.get(state=HarvestItemState.DUPLICATE)
    assert (item.body, item.reason) == ("", f"与“{TITLES['gbk']}”的正文相同。")
    assert Attachment.objects.count() == files


EVIL = {
    "endless": ({"is_endless": True}, "超过"),
    "huge": ({"content": b"<p>" + b"x" * 70_000}, "超过"),
    "bomb": ({"content": bomb(), "headers": {"Content-Encoding": "gzip"}}, "超过"),
    "slow": ({"content": b"x" * 200, "drip": 0.05}, "太慢"),
    "inward": ({"status": 302, "headers": {"Location": "http://inward.example/"}}, "指向内部"),
    "loop": ({"status": 302, "headers": {"Location": "/evil"}}, "来回跳转"),
    "type": ({"content": b"MZ", "content_type": "application/x-msdownload"}, "内容类型"),
    "script": ({"content": b"<html><title>t</title><body><script>alert(1)</script>"}, "没有找到正文"),
    "gone": ({"status": 404}, "网页不存在"),
}


@pytest.mark.parametrize("place", ["list", "article"])
@pytest.mark.parametrize("evil", list(EVIL))
def test_an_evil_source_ends_in_the_runs_row_and_nothing_is_stored(cast, source, evil, place):
    answer, reason = EVIL[evil]
    source.put("/evil", **answer)
    if place == "list":
        made = rule(cast, source, address=source.url("/evil"))
        reason = "没有找到带链接的条目" if evil == "script" else reason
    else:
        source.put("/list.html", listing(["/evil"]))
        made = rule(cast, source)
    done = run(made)
    assert done.state == HarvestRunState.FAILED
    assert reason in done.reason
    assert done.kept == 0
    assert set(HarvestItem.objects.values_list("state", "body")) <= {(HarvestItemState.REFUSED, "")}
    assert (Attachment.objects.count(), Submission.objects.count()) == (0, 0)
    made.refresh_from_db()
    assert (made.failures, made.is_failing, made.last_reason) == (1, True, done.reason)


def test_a_name_that_leads_inward_is_refused(cast, source):
    done = run(rule(cast, source, address=source.url("/list.html", host="home.example")))
    assert (done.state, done.reason) == (
        HarvestRunState.FAILED, "home.example 指向内部或保留的网络地址,不是公开网站,不予抓取。")
    assert source.asked == []


def test_robots_are_obeyed_for_list_article_and_picture(cast, source):
    source.put("/robots.txt", "User-agent: *\nDisallow: /gbk.html\nDisallow: /photo.jpg\n", content_type="text/plain")
    done = run(rule(cast, source))
    assert counts(done) == (HarvestRunState.DONE, 3, 2, 0, 1)
    assert done.reason == "1 篇没有抓成:对方网站的 robots.txt 不允许抓取这个网址。"
    assert not {"/gbk.html", "/photo.jpg"} & set(source.paths)
    assert source.paths.count("/robots.txt") == 1
    kept = HarvestItem.objects.filter(state=HarvestItemState.WAITING)
    assert all("robots.txt 不允许" in " ".join(item.notes) and "<img" not in item.body for item in kept)


def test_a_site_whose_robots_cannot_be_read_is_left_alone(cast, source):
    source.put("/robots.txt", status=503)
    done = run(rule(cast, source))
    assert (done.state, source.paths) == (HarvestRunState.FAILED, ["/robots.txt"])


def test_workers_keep_the_pace_together(db):
    HarvestHost.objects.create(origin="http://news.example", next_at=NOW)
    turns = [visits.take_turn("http://news.example", 2, NOW) for _ in range(3)]
    assert turns == [0, 2, 4]
    HarvestHost.objects.update(next_at=NOW + timedelta(seconds=31))
    with pytest.raises(visits.FetchRefused, match="排队"):
        visits.take_turn("http://news.example", 2, NOW)


def test_a_page_that_fails_for_a_while_is_tried_three_times(cast, source):
    source.put("/list.html", listing(["/later.html"]))
    source.put("/later.html", status=503)
    made = rule(cast, source)
    for hour in range(5):
        run(made, NOW + timedelta(hours=hour))
    assert source.paths.count("/later.html") == 3
    assert HarvestItem.objects.get().attempts == 3


def test_failures_push_the_next_look_further_away_and_a_change_forgets_them(cast, source):
    source.put("/list.html", status=500)
    made = rule(cast, source, interval=60)
    waits = []
    for _ in range(6):
        done = run(made)
        waits.append(round((done.rule.next_at - NOW).total_seconds() / 3600))
    assert waits == [2, 4, 8, 16, 24, 24]
    made.refresh_from_db()
    change_rule(rule=made, values={"address": source.url("/feed.xml"), "kind": "feed"}, by=cast.officer, at=NOW)
    made.refresh_from_db()
    assert (made.failures, made.next_at) == (0, NOW)
    assert run(made).state == HarvestRunState.DONE


def test_one_run_of_a_rule_at_a_time_and_a_lost_one_is_closed(cast, source):
    made = rule(cast, source)
    lost = HarvestRun.objects.create(rule=made, started_by=cast.clock, started_at=NOW)
    with pytest.raises(Refused, match="正在抓取"):
        run(made, NOW + timedelta(minutes=1))
    assert source.asked == []
    assert run(made, NOW + timedelta(minutes=16)).state == HarvestRunState.DONE
    lost.refresh_from_db()
    assert (lost.state, lost.reason) == (HarvestRunState.FAILED, "中途中断,没有做完。")


def test_an_owner_who_lost_the_post_stops_the_rule(cast, source):
    made = rule(cast, source)
    cast.drafter.is_active = False
    cast.drafter.save()
    done = run(made)
    assert (done.state, source.asked) == (HarvestRunState.FAILED, [])
    assert done.reason.startswith("责任人林拟稿不能为“临河要闻”栏目拟稿")


def test_what_does_not_fit_into_a_runs_time_comes_a_minute_later(cast, source, monkeypatch):
    made = rule(cast, source)
    monkeypatch.setattr("submissions.actions.harvest.runs.SECONDS", 0.2)
    monkeypatch.setattr(visits.Visitor, "is_out_of_time", property(lambda visitor: len(source.asked) > 3))
    done = run(made)
    assert (done.state, done.kept) == (HarvestRunState.DONE, 1)
    assert "还有没抓完的" in done.reason
    assert done.rule.next_at == NOW + timedelta(minutes=1)
    assert done.rule.etag == ""


def test_the_clock_runs_what_is_due_and_active(cast, source):
    made = rule(cast, source)
    idle = rule(cast, source, name="停用", address=source.url("/feed.xml"), kind="feed", is_active=False)
    assert beat.harvest_due(at=NOW) == 1
    assert beat.harvest_due(at=NOW) == 0
    assert list(HarvestRun.objects.values_list("rule", "started_by__username")) == [(made.pk, "clock")]
    with pytest.raises(Refused, match="没有启用"):
        ask_run(rule=idle, by=cast.officer, at=NOW)
    ask_run(rule=made, by=cast.officer, at=NOW)
    assert beat.harvest_due(at=NOW) == 1


@pytest.mark.parametrize(("person", "may"), [
    ("officer", True), ("site_admin", True), ("drafter", False), ("supervisor", False), ("outsider", False)])
def test_rules_are_kept_by_the_columns_officers_and_the_sites_administrator(cast, source, person, may):
    values = {"name": "甲", "column": cast.headlines, "owner": cast.drafter, "kind": "list",
              "address": source.url("/list.html"), "item_selector": "li"}
    if may:
        create_rule(by=getattr(cast, person), at=NOW, **values)
        return
    with pytest.raises(Refused, match="由本栏目的信息员或本站管理员维护"):
        create_rule(by=getattr(cast, person), at=NOW, **values)


def test_the_owner_must_write_for_the_column(cast, source):
    with pytest.raises(Refused, match="责任人外山不能为"):
        rule(cast, source, owner=cast.outsider)
