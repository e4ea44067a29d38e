"""网上抓取 in the desk: the form, the tester with unsaved values, the runs, the page of an item, the start page."""

import pytest
from django.test import Client

from submissions.actions.harvest import harvest
from submissions.models import HarvestItem, HarvestRule, HarvestRun, Submission
from tests.desk.reading import see
from tests.submissions.harvest.rules import NOW, rule
from tests.submissions.harvest.source import LOOPBACK, TITLES, serving

ADD, TRY = "/admin/submissions/harvestrule/add/", "/admin/submissions/harvestrule/try/"


@pytest.fixture
def source(settings):
    settings.FETCH_POLICY = f"{LOOPBACK.resolve.__module__}.LOOPBACK"
    with serving() as site:
        yield site


def desk(user) -> Client:
    client = Client(HTTP_HOST="yunzhou.localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def typed(cast, source, **values) -> dict:
    return {"name": "某站动态", "column": cast.headlines.pk, "owner": cast.drafter.pk, "kind": "list",
            "address": source.url("/list.html"), "item_selector": ".list li", "interval": 60, "is_active": "on",
            **values}


def test_a_rule_is_made_and_changed_by_the_form(cast, source):
    client = desk(cast.officer)
    assert client.post(ADD, typed(cast, source)).status_code == 302
    made = HarvestRule.objects.get()
    assert (made.site, made.owner, made.address) == (cast.county, cast.drafter, source.url("/list.html"))
    client.post(f"/admin/submissions/harvestrule/{made.pk}/change/", typed(cast, source, interval=120))
    made.refresh_from_db()
    assert made.interval == 120


@pytest.mark.parametrize(("wrong", "words"), [
    ({"address": "ftp://news.example/"}, "只抓取 http 和 https"),
    ({"item_selector": "li[["}, "不是能用的 CSS 选择器"),
    ({"item_selector": ""}, "列表网页须填写列表选择器"),
    ({"interval": "1"}, "大于或等于10"),
])
def test_what_cannot_work_is_told_and_everything_typed_stays(cast, source, wrong, words):
    answer = desk(cast.officer).post(ADD, typed(cast, source, **wrong))
    text = answer.content.decode()
    assert words in text
    assert 'value="某站动态"' in text
    assert HarvestRule.objects.count() == 0


def test_the_same_source_twice_for_a_column_is_refused(cast, source):
    rule(cast, source)
    answer = desk(cast.officer).post(ADD, typed(cast, source))
    assert "已经有一条抓取这个网址的规则" in answer.content.decode()


def test_the_tester_takes_unsaved_values_even_without_a_name(cast, source):
    answer = desk(cast.officer).post(TRY, typed(cast, source, name=""))
    text = answer.content.decode()
    assert all(words in text for words in (TITLES["gbk"], "云州日报", "gb18030", "2025-03-18 09:30", "工作报告.txt"))
    assert [model.objects.count() for model in (HarvestRule, HarvestRun, HarvestItem)] == [0, 0, 0]


def test_the_tester_shows_why_nothing_comes(cast, source):
    answer = desk(cast.officer).post(TRY, typed(cast, source, address="http://127.0.0.9/"))
    assert "127.0.0.9 指向内部或保留的网络地址,不是公开网站,不予抓取。" in answer.content.decode()
    answer = desk(cast.officer).post(TRY, typed(cast, source, address=""))
    assert "您填写的内容都还在那里" in answer.content.decode()


@pytest.mark.parametrize("person", ["drafter", "supervisor", "bureau", "stranger"])
def test_nobody_but_keepers_makes_the_server_fetch_anything(cast, source, person):
    assert desk(getattr(cast, person)).post(TRY, typed(cast, source)).status_code in (302, 403)
    assert source.asked == []


def test_an_outsider_cannot_try_a_rule_for_anothers_column(cast, source):
    desk(cast.outsider).post(TRY, typed(cast, source))
    assert source.asked == []


def test_an_item_is_taken_on_its_page(cast, source):
    harvest(rule=rule(cast, source), by=cast.clock, at=NOW)
    item = HarvestItem.objects.get(title=TITLES["gbk"])
    place = f"/admin/submissions/harvestitem/{item.pk}/page/"
    page = see(cast.officer, place)
    assert page.texts("//button[@name='verb']") == ["选用,成为草稿", "不选用"]
    assert see(cast.supervisor, place).texts("//button[@name='verb']") == []
    answer = desk(cast.officer).post(place, {"verb": "take"})
    made = Submission.objects.get()
    assert answer["Location"] == f"/admin/submissions/submission/{made.pk}/change/"
    late = desk(cast.drafter).post(place, {"verb": "decline"})
    assert "陈信息 已于" in late.content.decode()


def test_a_failing_rule_stands_on_the_start_page_of_those_who_keep_it(cast, source):
    source.put("/list.html", status=500)
    made = rule(cast, source)
    harvest(rule=made, by=cast.clock, at=NOW)
    shown = {person: see(getattr(cast, person), "/admin/").texts("//section[@aria-labelledby='harvest']//li/a")
             for person in ("officer", "site_admin", "platform_admin", "drafter", "supervisor", "outsider")}
    assert shown == {"officer": ["某站动态"], "site_admin": ["某站动态"], "platform_admin": ["某站动态"],
                     "drafter": [], "supervisor": [], "outsider": []}
    page = see(cast.officer, f"/admin/submissions/harvestrule/{made.pk}/change/")
    assert page.texts("//div[@role='alert']/p[1]") == ["对方网站出错(状态码 500)。"]


def test_run_now_is_asked_for_and_refused_for_an_idle_rule(cast, source):
    made = rule(cast, source, is_active=False)
    answer = desk(cast.officer).post(f"/admin/submissions/harvestrule/{made.pk}/run/", follow=True)
    assert "规则没有启用" in answer.content.decode()
