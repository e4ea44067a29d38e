"""What becomes of a few articles after their publication: two are corrected, one is taken down, one is to be, one
at a time that was agreed to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.demo import hours
from portal.demo.writing import Event, Story, findings
from submissions import actions
from submissions.enums import SecrecyGround, WithdrawalReason
from submissions.models import Submission

NOTES = (
    "<p>补充说明：读者来电询问办理时间，现补充如下：工作日上午8:30至12:00、下午14:00至17:30可到现场咨询。</p>",
    "<p>补充说明：读者来电询问咨询时间，现补充如下：工作日8:30至12:00、14:00至17:30可到现场或电话咨询，"
    "法定节假日不对外办公。</p>",
)
"""Second and third version of a corrected text."""
EXPIRED = "公告所述事项已经办结，继续展示容易让人误会还在办理。"
ENDS = "公告所述事项下周结束，结束后不宜继续展示。"
SUPERSEDED = "内容已由后来的公告代替，请撤下旧稿，以免两种说法并存。"

MONTH = timedelta(days=30)


@dataclass
class Correction:
    """An article gets a supplement: three versions, both reviews, published again at the same address."""

    story: Story
    submission: Submission | None = None

    def events(self) -> list[Event]:
        at, found = hours.after(self.story.published_at + timedelta(days=1), 45), []
        for minutes, step in ((0, self.start), (25, self.first), (80, self.second), (6, self.submit),
                              (70, self.pass_review), (95, self.approve), (15, self.publish)):
            at = hours.after(at, minutes)
            found.append((at, lambda step=step, at=at: step(at)))
        return found

    @property
    def people(self) -> dict:
        return self.story.place.people

    def start(self, at: datetime) -> None:
        self.submission = actions.start_correction(article=self.story.article, by=self.people["drafter"], at=at)

    def first(self, at: datetime) -> None:
        self.save(NOTES[0], at)

    def second(self, at: datetime) -> None:
        self.save(NOTES[1], at)

    def save(self, note: str, at: datetime) -> None:
        self.submission = actions.save_draft(
            submission=self.submission, content={"body": self.story.article.body + note},
            version=self.submission.version, by=self.people["drafter"], at=at)

    def submit(self, at: datetime) -> None:
        self.submission = actions.submit(submission=self.submission, by=self.people["drafter"], at=at)

    def pass_review(self, at: datetime) -> None:
        self.submission = actions.pass_review(submission=self.submission, by=self.people["officer"], at=at)

    def approve(self, at: datetime) -> None:
        self.submission = actions.approve(
            submission=self.submission, by=self.people["supervisor"], at=at,
            secrecy=findings(self.story.place, SecrecyGround.STATUTORY, at))

    def publish(self, at: datetime) -> None:
        actions.publish(submission=self.submission, by=self.people["officer"], at=at)


def taken_down(story: Story) -> list[Event]:
    """Asked for by the officer, carried out by the supervisor."""
    asked = hours.after(story.published_at + timedelta(days=20), 40)
    people, held = story.place.people, {}

    def ask():
        held["withdrawal"] = actions.request_withdrawal(
            article=story.article, reason_type=WithdrawalReason.EXPIRED, reason=EXPIRED, by=people["officer"], at=asked)

    def carry_out():
        actions.withdraw(withdrawal=held["withdrawal"], by=people["supervisor"], at=done)

    done = hours.after(asked, 50)
    return [(asked, ask), (done, carry_out)]


def to_be_taken_down(story: Story, now: datetime) -> list[Event]:
    """Asked for a while ago, not decided yet."""
    asked = max(hours.before(now, 130), story.published_at + timedelta(hours=1))
    return [(asked, lambda: actions.request_withdrawal(
        article=story.article, reason_type=WithdrawalReason.SUPERSEDED, reason=SUPERSEDED,
        by=story.place.people["officer"], at=asked))]


def to_be_taken_down_at_a_time(story: Story, now: datetime) -> list[Event]:
    """Asked for and agreed to yesterday, for a day next week: the clock will do it."""
    asked, people, held = hours.before(now - timedelta(days=1), 90), story.place.people, {}
    due = hours.after(now + timedelta(days=7), 60).replace(minute=0, second=0, microsecond=0)

    def ask():
        held["withdrawal"] = actions.request_withdrawal(
            article=story.article, reason_type=WithdrawalReason.EXPIRED, reason=ENDS, by=people["officer"], at=asked,
            due_at=due)

    def agree():
        actions.schedule_withdrawal(withdrawal=held["withdrawal"], by=people["supervisor"], at=agreed)

    agreed = hours.after(asked, 40)
    return [(asked, ask), (agreed, agree)]


def events(stories: list[Story], now: datetime) -> list[Event]:
    """For notices nobody refers to: the newest fit one of the portal and of the first county is corrected, the
    county's others are taken down, to be taken down, and to be taken down at a time."""
    explained = {id(story.document) for story in stories}
    fit = [story for story in stories if is_notice(story) and id(story) not in explained]
    fit.sort(key=lambda story: story.published_at, reverse=True)
    slugs = list(dict.fromkeys(story.place.texts.slug for story in stories))[:2]
    found: list[Event] = []
    for slug in slugs:
        old = [story for story in fit if story.place.texts.slug == slug and story.published_at < now - MONTH]
        if old:
            found += Correction(old[0]).events()
        if slug == slugs[-1] and len(old) > 2:
            found += taken_down(old[-1]) + to_be_taken_down(old[-2], now)
        if slug == slugs[-1] and len(old) > 3:
            found += to_be_taken_down_at_a_time(old[1], now)
    return found


def is_notice(story: Story) -> bool:
    piece = story.piece
    return piece.column.endswith("tzgg") and not (piece.state or piece.key or piece.document or piece.interprets)
