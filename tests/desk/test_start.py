"""工作台: what each role finds, and what the desk says when nothing waits."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from portal.desk import greeting
from submissions import actions
from submissions.enums import State
from submissions.models import StepLimit
from tests import cast as casting
from tests.desk.reading import see

NOW = timezone.now()
CARDS = "//nav[@aria-label='待办']/a"

NAVIGATION = {
    "drafter": ["工作台", "稿件", "文章", "报送", "抓取待选", "撤稿申请", "有效性变更", "流转记录"],
    "officer": ["工作台", "稿件", "文章", "报送", "抓取待选", "撤稿申请", "有效性变更", "流转记录", "抓取规则"],
    "supervisor": ["工作台", "稿件", "文章", "报送", "抓取待选", "撤稿申请", "有效性变更", "流转记录", "网站提示"],
    "site_admin": ["工作台", "栏目", "抓取规则", "任职", "人员", "单位", "站点", "网站提示", "变更记录"],
    "platform_admin": ["工作台", "栏目", "抓取规则", "任职", "人员", "单位", "站点",
                       "接收报送的栏目", "搜索记录", "同义词", "停用词", "变更记录"],
    "bureau": ["工作台", "稿件", "文章", "报送", "抓取待选", "撤稿申请", "有效性变更", "流转记录", "单位", "站点",
               "索引号规则", "网站提示", "校对词", "搜索记录", "同义词", "停用词", "办理时限", "变更记录"],
}


@pytest.mark.parametrize("person", NAVIGATION)
def test_the_navigation_holds_exactly_what_may_be_entered(cast, person):
    page = see(getattr(cast, person), "/admin/")
    assert page.texts("//nav[contains(@class,'side')]//a") == NAVIGATION[person]
    assert page.texts("//nav[contains(@class,'side')]//a[@aria-current='page']") == ["工作台"]
    assert page.texts("//details[contains(@class,'menu')]//nav//a") == NAVIGATION[person]


@pytest.mark.parametrize(("person", "cards"), [
    ("drafter", ["退回给我", "定时发布", "我的草稿", "我已提交"]),
    ("officer", ["待我审核", "退回给我", "待发布", "定时发布", "我的草稿", "我已提交"]),
    ("supervisor", ["待我审核", "待发布", "定时发布"]),
    ("bureau", ["定时发布"]),
    ("site_admin", []),
    ("platform_admin", []),
])
def test_each_role_has_the_cards_of_its_own_work(cast, person, cards):
    page = see(getattr(cast, person), "/admin/")
    assert page.texts(CARDS) == [f"0{card}" for card in cards]
    assert page.texts("//div[@class='tools']/a[.='写稿件']") == ["写稿件"] * (person in ("drafter", "officer"))


@pytest.mark.parametrize(("person", "screens"), [
    ("site_admin", ["栏目", "抓取规则", "任职", "人员", "单位", "站点", "网站提示", "变更记录"]),
    ("supervisor", ["网站提示"]), ("drafter", []),
    ("bureau", ["单位", "站点", "索引号规则", "网站提示", "校对词", "搜索记录", "同义词", "停用词",
                "办理时限", "变更记录"]),
])
def test_keepers_find_doors_to_their_screens(cast, person, screens):
    page = see(getattr(cast, person), "/admin/")
    assert page.texts("//a[contains(@class,'gate')]/b") == screens
    assert "" not in page.texts("//a[contains(@class,'gate')]/span")


def test_the_supervisor_sees_how_many_wait_and_how_long(cast):
    casting.limits()
    now = timezone.now()
    old = casting.in_state(cast, State.SUPERVISOR_REVIEW, at=now - timedelta(days=1, hours=3), title="第一件")
    casting.in_state(cast, State.SUPERVISOR_REVIEW, at=now - timedelta(hours=13), title="第二件")
    casting.in_state(cast, State.SUPERVISOR_REVIEW, at=now - timedelta(minutes=40), title="第三件")
    page = see(cast.supervisor, "/admin/")
    assert page.title.endswith(",赵主管,有 3 件稿件等您审核")
    assert page.text("//div[@class='head']//p").endswith("· 最早一件已等候 1 天 3 小时")
    assert page.texts("//section[@aria-labelledby='waiting']//td[1]/a") == ["第一件", "第二件", "第三件"]
    assert page.texts("//section[@aria-labelledby='waiting']//td[@class='num']") == [
        "1 天 3 小时", "13 小时", "40 分钟"]
    assert page.root.xpath("//section[@aria-labelledby='waiting']//td[@class='num']/span/@class") == [
        "tag hot", "tag warn"]
    assert page.texts("//nav[contains(@class,'side')]//a[contains(.,'稿件')]") == ["稿件 3件等您处理"]
    assert f"/admin/submissions/submission/{old.pk}/review/" in page.root.xpath("//section//a/@href")
    assert page.root.xpath(f"{CARDS}/@href")[0] == "/admin/submissions/submission/?queue=waiting"


def test_what_is_over_its_time_goes_to_the_level_above(cast):
    StepLimit.objects.update_or_create(state=State.OFFICER_REVIEW, defaults={"hours": 10, "citation": "试验"})
    casting.in_state(cast, State.OFFICER_REVIEW, at=timezone.now() - timedelta(hours=11), title="压住的")
    page = see(cast.supervisor, "/admin/")
    assert page.texts(CARDS) == ["0待我审核", "1下级超时未办", "0待发布", "0定时发布"]
    assert page.texts("//section[@aria-labelledby='queue-overdue']//td") == [
        "压住的", "临河要闻", "待信息员审核", "11 小时"]
    assert page.root.xpath("//section[@aria-labelledby='queue-overdue']//td[@class='num']/span/@class") == ["tag hot"]
    listed = see(cast.supervisor, "/admin/submissions/submission/", queue="overdue")
    assert listed.texts("//td[@class='field-link']") == ["压住的"]


def test_the_drafter_is_led_to_what_was_returned(cast):
    returned = casting.in_state(cast, State.RETURNED, at=NOW, title="要改的")
    page = see(cast.drafter, "/admin/")
    assert page.title.endswith(",林拟稿,有 1 件稿件退回给您修改")
    assert page.root.xpath("//section[@aria-labelledby='queue-returned']//td//a/@href") == [
        f"/admin/submissions/submission/{returned.pk}/change/"]


def test_the_bureau_is_led_to_withdrawals(cast):
    article = casting.article(cast, at=NOW)
    actions.request_withdrawal(article=article, reason_type="expired", reason="过期", by=cast.officer, at=NOW)
    page = see(cast.bureau, "/admin/")
    assert page.title.endswith(",沈督查,有 1 件撤稿申请等您审查")
    assert page.texts("//section[@aria-labelledby='withdrawals']//li/a") == ["防汛工作部署会召开"]


@pytest.mark.parametrize(("person", "words"), [
    ("drafter", ["手头没有稿件"]), ("officer", ["都处理完了", "手头没有稿件"]), ("supervisor", ["都处理完了"]),
    ("bureau", ["没有定时发布的稿件"]), ("site_admin", []),
])
def test_an_empty_desk_says_what_to_do_next(cast, person, words):
    assert see(getattr(cast, person), "/admin/").texts("//*[contains(@class,'empty')]/b") == words


@pytest.mark.parametrize(("hour", "words"), [
    (3, "夜深了"), (8, "早上好"), (10, "上午好"), (12, "中午好"), (15, "下午好"), (20, "晚上好")])
def test_the_greeting_follows_the_citys_clock(hour, words):
    assert greeting(datetime(2026, 11, 21, hour, tzinfo=UTC) - timedelta(hours=8)) == words
