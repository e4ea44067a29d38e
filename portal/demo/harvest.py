"""What a county harvested from a fictional website a while ago. Nothing is fetched: the rows tell of it, and the rule's
next look is a week away."""

from datetime import datetime, timedelta

from portal.demo import hours
from portal.demo.founding import Founding, Place
from portal.demo.writing import Event
from sites.actions import clock
from submissions.actions.harvest import create_rule, decline_item
from submissions.enums import HarvestItemState, HarvestKind, HarvestRunState
from submissions.models import HarvestItem, HarvestRule, HarvestRun

COUNTY, COLUMN = "linhe", "xwzx/jzdt"
ORIGIN = "https://news.qingxi-town.example"
WEEK = timedelta(days=7)
TIMED_OUT = "对方网站太慢,没有及时应答。"
FOUND = (
    ("清溪镇老街排水管网改造完工", "清溪镇融媒体中心", HarvestItemState.WAITING, "",
     "<p>清溪镇老街排水管网改造日前完工,新埋雨水管一千二百米、污水管九百米,沿街一百六十户商铺全部接入。</p>"
     "<p>改造期间,镇里把施工分成六段,每段不超过五天,沿街商铺没有一家停业。</p>"),
    ("清溪镇开展独居老人上门巡访", "清溪镇融媒体中心", HarvestItemState.WAITING, "",
     "<p>入冬以来,清溪镇社区干部、网格员每周上门一次,看取暖设备、用电线路和常用药,登记需要帮办的事项。</p>"
     "<p>全镇已建立二百三十七份巡访记录,帮助更换老旧插座八十四处。</p>"),
    ("镇机关食堂本周菜单", "清溪镇政府", HarvestItemState.DECLINED, "与公众无关。",
     "<p>周一至周五供应早餐和午餐,详见食堂门口的公示栏。</p>"),
    ("老街排水管网改造完工", "", HarvestItemState.DUPLICATE, "与“清溪镇老街排水管网改造完工”的正文相同。", ""),
    ("清溪镇冬季果树管护培训报名", "", HarvestItemState.REFUSED, TIMED_OUT, ""),
)


def events(founding: Founding, now: datetime) -> list[Event]:
    place = founding.places.get(COUNTY)
    if place is None or COLUMN not in place.columns:
        return []
    at = hours.before(now - timedelta(days=1), 120)
    return [(at, lambda: tell(place, at))]


def tell(place: Place, at: datetime) -> None:
    """A rule, three looks of it, and five entries."""
    rule = create_rule(
        name="清溪镇网站·镇内动态", column=place.columns[COLUMN], owner=place.people["drafter"], kind=HarvestKind.LIST,
        address=f"{ORIGIN}/news/", item_selector=".list li", default_source="清溪镇政府", interval=7 * 24 * 60,
        by=place.people["officer"], at=at - 2 * WEEK)
    for weeks, state, counts, reason in (
        (2, HarvestRunState.DONE, {"found": 2, "kept": 1, "duplicates": 1}, ""),
        (1, HarvestRunState.FAILED, {}, TIMED_OUT),
        (0, HarvestRunState.DONE, {"found": 5, "kept": 2, "refused": 1}, f"1 篇没有抓成:{TIMED_OUT}"),
    ):
        started = at - weeks * WEEK
        HarvestRun.objects.create(rule=rule, state=state, started_at=started, started_by=clock(), reason=reason,
                                  ended_at=started + timedelta(seconds=21), **counts)
    HarvestRule.objects.filter(pk=rule.pk).update(
        last_run_at=at, last_reason=f"1 篇没有抓成:{TIMED_OUT}", next_at=at + WEEK)
    for number, (title, source, state, reason, body) in enumerate(FOUND, 1):
        declined = state == HarvestItemState.DECLINED
        item = HarvestItem.objects.create(
            site=place.site, rule=rule, address=f"{ORIGIN}/news/{number}.html", title=title, source=source, body=body,
            state=HarvestItemState.WAITING if declined else state, reason="" if declined else reason, seen_at=at,
            published_at=at - timedelta(hours=20 * number) if body else None)
        if declined:
            decline_item(item=item, by=place.people["officer"], at=at, reason=reason)
