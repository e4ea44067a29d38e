"""Notices of the demo: a grey day long past, and a banner that stands on one county's pages."""

from datetime import datetime, timedelta

from django.utils import timezone

from portal.demo import hours
from portal.demo.founding import Founding
from portal.demo.writing import Event
from publishing import actions
from publishing.enums import NoticeKind
from sites.models import User

GREY_DAYS_AGO = 233
COUNTY = "shimen"
BANNER = {
    "kind": NoticeKind.WARNING,
    "text": "受连日降雨影响，云栈公路12公里至18公里处临时封闭，请绕行石桥镇",
    "details": "受连日降雨影响，云栈公路12公里至18公里处有落石，为保证安全临时封闭。\n\n"
               "往云门方向的车辆请在石桥镇改走乡道；客运班车照常发车，全程约多用40分钟。\n\n"
               "抢通时间另行通知。咨询电话：0000-3053110（24小时）。",
}


def events(founding: Founding, now: datetime) -> list[Event]:
    found = [grey_day(now)]
    if COUNTY in founding.places:
        found.append(banner(founding, now))
    return found


def grey_day(now: datetime) -> Event:
    asked = hours.before(now - timedelta(days=GREY_DAYS_AGO), 60)
    day = (timezone.localtime(asked) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return asked, lambda: actions.issue_notice(
        site=None, kind=NoticeKind.GREY, text="全国哀悼日", english="National day of mourning", starts_at=day,
        ends_at=day + timedelta(days=1), by=User.objects.get(username="bureau"), at=asked)


def banner(founding: Founding, now: datetime) -> Event:
    place, asked = founding.places[COUNTY], hours.before(now, 95)
    return asked, lambda: actions.issue_notice(
        site=place.site, starts_at=asked, ends_at=now + timedelta(days=30), by=place.people["supervisor"], at=asked,
        **BANNER)
