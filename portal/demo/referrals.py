"""What units send up to the portal: one referral in each state, decided on by the portal's information officer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from columns.enums import ColumnType
from portal.demo import hours
from portal.demo.founding import Founding, Place
from portal.demo.writing import Event, Story
from sites.models import User
from submissions import actions
from submissions.enums import DeclineReason
from submissions.models import Attachment, Referral, ReferralChannel

CHANNELS = {
    "ywdt/xqdt": "县区一周内的工作成效，五百字左右，附一张现场图片",
    "ywdt/bmdt": "部门新举措、新数据，写明办理渠道和咨询电话",
}
"""Portal column that takes referrals → what its desk wants."""

PORTAL, COUNTY, DEPARTMENT = "yunzhou", "linhe", "education"
WEEK = timedelta(days=7)
QUESTION = "文中的数据是截至哪一天的？请核对后写明，并补一句市民可以拨打的电话。"
ANSWER = "数据截至发稿前一天，已与业务科室核对；咨询电话用市教育局总机，市民都可以打。"
DECLINED = "门户上周已发过同一项工作的全市稿，这一篇内容相近，建议留在本站。"


@dataclass
class Sending:
    """One article on its way up: who sends it, and who decides."""

    story: Story
    column: str
    founding: Founding
    referral: Referral | None = None

    @property
    def portal(self) -> Place:
        return self.founding.places[PORTAL]

    @property
    def editor(self) -> User:
        return self.portal.people["officer"]

    @property
    def sender(self) -> User:
        return self.story.place.people["officer"]

    def refer(self, at: datetime) -> None:
        channel = ReferralChannel.objects.get(column__site=self.portal.site, column__path=self.column)
        [self.referral] = actions.refer(source=self.story.article, channels=[channel], by=self.sender, at=at)

    def ask(self, at: datetime) -> None:
        actions.ask_for_more(referral=self.referral, words=QUESTION, by=self.editor, at=at)

    def resend(self, at: datetime) -> None:
        actions.resend(referral=self.referral, words=ANSWER, by=self.sender, at=at)

    def decline(self, at: datetime) -> None:
        actions.decline(referral=self.referral, reason_type=DeclineReason.REPEATED, words=DECLINED, by=self.editor,
                        at=at)

    def adopt(self, at: datetime) -> None:
        adopted = actions.adopt(referral=self.referral, by=self.editor, at=at)
        self.portal.uploads += Attachment.objects.filter(site=self.portal.site, uploaded_by=self.editor, uploaded_at=at)
        actions.submit(submission=adopted, by=self.editor, at=at)


def events(founding: Founding, stories: list[Story], now: datetime) -> list[Event]:
    if not {PORTAL, COUNTY, DEPARTMENT} <= founding.places.keys():
        return []
    opened = hours.before(now - timedelta(days=20), 60)
    found: list[Event] = [(opened, lambda: open_channels(founding, opened))]
    county, department = (news_of(stories, slug, now - WEEK) for slug in (COUNTY, DEPARTMENT))
    plans = [
        (county, "ywdt/xqdt", ("refer", "adopt")), (county, "ywdt/xqdt", ("refer", "decline")),
        (county, "ywdt/xqdt", ("refer",)), (department, "ywdt/bmdt", ("refer", "ask", "resend")),
        (department, "ywdt/bmdt", ("refer", "ask")),
    ]
    for own, column, verbs in plans:
        if own:
            found += told(Sending(own.pop(0), column, founding), verbs, now)
    return found


def open_channels(founding: Founding, at: datetime) -> None:
    place = founding.places[PORTAL]
    for path, wanted in CHANNELS.items():
        actions.create_channel(column=place.column(path, "报送"), wanted=wanted, by=place.people["admin"], at=at)


def news_of(stories: list[Story], slug: str, before: datetime) -> list[Story]:
    """Its news published before that moment, the newest first."""
    fit = [story for story in stories if story.place.texts.slug == slug and not story.piece.state
           and story.column.column_type == ColumnType.NEWS and not story.piece.column.endswith("tzgg")
           and story.published_at < before]
    return sorted(fit, key=lambda story: story.published_at, reverse=True)


def told(sending: Sending, verbs: tuple[str, ...], now: datetime) -> list[Event]:
    """The verbs in their order, within the last working days."""
    found = []
    for later, verb in enumerate(reversed(verbs)):
        at = hours.before(now, 40 + 85 * later)
        found.append((at, lambda verb=verb, at=at: getattr(sending, verb)(at)))
    return found[::-1]
