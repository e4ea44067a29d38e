"""What happened to each text: who did what, when. A text is a story; its steps are carried out in order of time with
those of all others, so that numbers, trails and lists look as if the years had really passed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone
from django.utils.html import format_html

from columns.enums import ColumnType
from columns.models import Column
from portal.demo import files, hours
from portal.demo.founding import Place
from portal.demo.people import SECOND_DRAFTER
from portal.demo.reading import DemoError, Piece
from sites.actions import clock
from sites.models import User
from sites.rules import Refused
from submissions import actions
from submissions.enums import SecrecyConclusion, SecrecyGround
from submissions.models import Article, Attachment, Submission

Event = tuple[datetime, Callable[[], None]]
Step = tuple[str, int]
"""A verb, and how many minutes of work it came before the one after it."""

GROUNDS = {
    ColumnType.NEWS: SecrecyGround.NEWS, ColumnType.RESPONSE: SecrecyGround.NEWS,
    ColumnType.POLICY: SecrecyGround.ISSUED, ColumnType.SERVICE: SecrecyGround.SERVICE,
}
UNFINISHED = "关键词和摘要还没有填写，请补上后再提交。"
LATEST = timedelta(minutes=3)
"""Nothing in the demo happened later than this before now."""


@dataclass
class Story:
    """One text on its way. `moments` says when each verb is carried out; `publish_at` when the clock does the last.
    `title` is the one written in the data, before dates are put in."""

    place: Place
    piece: Piece
    title: str
    moments: list[tuple[datetime, str]] = field(default_factory=list)
    published_at: datetime | None = None
    publish_at: datetime | None = None
    document: "Story | None" = None
    writer: User | None = None
    submission: Submission | None = None
    article: Article | None = None
    full_content: dict = field(default_factory=dict)

    @property
    def rng(self) -> Random:
        return Random(f"{self.place.texts.slug}/{self.title}")

    @property
    def column(self) -> Column:
        return self.place.column(self.piece.column, self.piece.title)

    def events(self) -> list[Event]:
        return [(at, lambda verb=verb, at=at: self.carry_out(verb, at)) for at, verb in self.moments]

    def carry_out(self, verb: str, at: datetime) -> None:
        try:
            getattr(self, verb)(at)
        except Refused as refusal:
            raise DemoError(f"演示数据 {self.place.texts.slug}:“{self.piece.title}”:{refusal}") from refusal

    # --- one method a verb ---------------------------------------------------------------------------------------
    def create(self, at: datetime, *, is_half: bool = False) -> None:
        place, piece = self.place, self.piece
        uploads = [self.upload(files.attachment(item), at) for item in piece.attachments]
        content = self.full_content = self.content(at)
        self.submission = actions.create_submission(
            column=self.column, content=content | ({"summary": "", "keywords": ""} if is_half else {}),
            also_in=[place.column(path, piece.title) for path in piece.also], attachments=uploads,
            by=self.writer, at=at,
        )

    def begin(self, at: datetime) -> None:
        """A first version that lacks something."""
        self.create(at, is_half=True)

    def complete(self, at: datetime) -> None:
        self.submission = actions.save_draft(
            submission=self.submission, content=self.full_content, version=self.submission.version, by=self.writer,
            at=at)

    def submit(self, at: datetime) -> None:
        self.submission = actions.submit(submission=self.submission, by=self.writer, at=at)

    def send_back(self, at: datetime) -> None:
        reason = self.piece.reason or UNFINISHED
        self.submission = actions.send_back(
            submission=self.submission, by=self.place.people["officer"], at=at, reason=reason)

    def pass_review(self, at: datetime) -> None:
        self.submission = actions.pass_review(submission=self.submission, by=self.place.people["officer"], at=at)

    def approve(self, at: datetime) -> None:
        ground = GROUNDS.get(self.column.column_type, SecrecyGround.STATUTORY)
        self.submission = actions.approve(
            submission=self.submission, by=self.place.people["supervisor"], at=at,
            secrecy=findings(self.place, ground, at))

    def schedule(self, at: datetime) -> None:
        self.submission = actions.schedule(
            submission=self.submission, publish_at=self.publish_at, by=self.place.people["officer"], at=at)

    def publish(self, at: datetime) -> None:
        by = clock() if self.publish_at else self.place.people["officer"]
        self.article = actions.publish(submission=self.submission, by=by, at=at)

    # --- what it says --------------------------------------------------------------------------------------------
    def content(self, at: datetime) -> dict:
        piece = self.piece
        content = {"title": piece.title, "body": piece.body, "summary": piece.summary, "keywords": piece.keywords,
                   "source": piece.source, "author": piece.author}
        if piece.document:
            content |= self.document_fields()
        if self.document:
            content["interprets"] = self.document.article
        if piece.picture:
            picture = self.upload(self.place.pictures[self.title].result(), at, alt=piece.picture_alt)
            content |= {"picture": picture, "body": with_picture(piece.body, picture, piece.picture_caption)}
        return content

    def document_fields(self) -> dict:
        values = self.piece.document
        day = timezone.localtime(self.published_at).date()
        return {
            "document_number": values.get("number", ""), "issuer": values["issuer"], "topic": values["topic"],
            "genre": values["genre"], "validity": values["validity"], "subject_words": self.piece.keywords[:100],
            "written_on": day - timedelta(days=values["written_days_before"]),
            "index_number": "" if self.place.is_numbered(values["issuer"]) else self.typed_index_number(day.year),
        }

    def typed_index_number(self, year: int) -> str:
        """Of a body without a rule."""
        return f"{self.place.site.identity_code}/{year}-{self.place.serial('index', year):05d}"

    def upload(self, file, at: datetime, alt: str = "") -> Attachment:
        uploaded = actions.upload(site=self.place.site, file=file, name=file.name, by=self.writer, at=at, alt=alt)
        self.place.uploads.append(uploaded)
        return uploaded


def findings(place: Place, ground: SecrecyGround, at: datetime) -> actions.SecrecyFindings:
    """As the site's paper form says, signed by its supervisor."""
    year = timezone.localtime(at).year
    return actions.SecrecyFindings(
        conclusion=SecrecyConclusion.PUBLIC, ground=ground, reviewer=place.people["supervisor"].name,
        number=f"保审〔{year}〕{place.serial('secrecy', year):03d}号")


def with_picture(body: str, picture: Attachment, caption: str) -> str:
    """The picture after the text's first paragraph."""
    figure = format_html('<figure><img src="{}" alt="{}" width="{}" height="{}">{}</figure>', picture.address,
                         picture.alt, picture.width, picture.height,
                         format_html("<figcaption>{}</figcaption>", caption) if caption else "")
    return re.sub("</p>", lambda found: found[0] + figure, body, count=1)


# --- when it happened --------------------------------------------------------------------------------------------
def told(place: Place, piece: Piece, now: datetime) -> Story:
    """The story of a published article, or of a manuscript that waits."""
    story = Story(place, piece, piece.title)
    story.writer = writer_of(story)
    return waiting(story, now) if piece.state else published(story, now)


def writer_of(story: Story) -> User:
    """Mostly the drafter; sometimes the officer, who is the only one and whose own level is then closed."""
    people, (_, second, path) = story.place.people, SECOND_DRAFTER
    if second in people and story.piece.column == path and story.rng.random() < 0.6:
        return people[second]
    return people["officer" if not story.piece.state and story.rng.random() < 0.06 else "drafter"]


def published(story: Story, now: datetime) -> Story:
    """On the day and hour the text gives. Outside office hours the clock published what was scheduled."""
    rng, piece = story.rng, story.piece
    at = hours.at((timezone.localtime(now) - timedelta(days=piece.days_ago)).date(), piece.clock())
    at = min(at, now - LATEST - timedelta(minutes=rng.randint(0, 20)))
    last_work = hours.before(at, 0)
    story.published_at, story.piece = at, piece.on(timezone.localtime(at).date())
    steps = reviews(story) + [("approve", rng.randint(4, 30))]
    if last_work == at:
        story.moments = backwards(steps, at) + [(at, "publish")]
    else:
        story.publish_at = at
        steps.append(("schedule", rng.randint(2, 90)))
        story.moments = backwards(steps, last_work) + [(at, "publish")]
    return story


def reviews(story: Story) -> list[Step]:
    rng, is_officer = story.rng, story.writer == story.place.people["officer"]
    if is_officer:
        return [("create", rng.randint(10, 60)), ("submit", rng.randint(20, 150))]
    last = [("submit", rng.randint(10, 90)), ("pass_review", rng.randint(20, 150))]
    if story.piece.keywords and rng.random() < 0.08:
        return [("begin", rng.randint(5, 30)), ("submit", rng.randint(15, 60)), ("send_back", rng.randint(10, 90)),
                ("complete", rng.randint(1, 15)), *last]
    return [("create", rng.randint(10, 60)), *last]


STEPS_TO = {
    "draft": ["create"],
    "officer_review": ["create", "submit"],
    "returned": ["create", "submit", "send_back"],
    "supervisor_review": ["create", "submit", "pass_review"],
    "approved": ["create", "submit", "pass_review", "approve"],
    "scheduled": ["create", "submit", "pass_review", "approve", "schedule"],
}


def waiting(story: Story, now: datetime) -> Story:
    """The last step so many hours ago, or when somebody was last at work before that."""
    rng, piece = story.rng, story.piece
    if piece.state not in STEPS_TO:
        raise DemoError(f"演示数据 {story.place.texts.slug}:“{piece.title}”的 state 不对:{piece.state}。")
    last = hours.before(min(now - timedelta(hours=piece.hours_ago), now - LATEST), rng.randint(0, 25))
    if piece.state == "scheduled":
        story.publish_at = hours.after(now, rng.randint(300, 900)).replace(minute=30, second=0, microsecond=0)
    story.published_at = story.publish_at or now
    story.piece = piece.on(timezone.localtime(story.published_at).date())
    *steps, end = STEPS_TO[piece.state]
    story.moments = backwards([(verb, rng.randint(8, 70)) for verb in steps], last) + [(last, end)]
    return story


def backwards(steps: list[Step], end: datetime) -> list[tuple[datetime, str]]:
    moments, at = [], end
    for verb, minutes in reversed(steps):
        at = hours.before(at, minutes)
        moments.append((at, verb))
    return moments[::-1]


def explain(stories: list[Story]) -> None:
    """An interpretation is written once its document is public: its steps move behind the document's publication."""
    by_key = {story.piece.key: story for story in stories if story.piece.key and not story.piece.state}
    for story in stories:
        if not story.piece.interprets:
            continue
        story.document = by_key.get(story.piece.interprets)
        if story.document is None:
            raise DemoError(f"演示数据 {story.place.texts.slug}:“{story.piece.title}”解读的文件"
                            f" {story.piece.interprets} 不在已发布的文章里。")
        follow(story, story.document.published_at)


def follow(story: Story, earliest: datetime) -> None:
    """Squeeze the steps between `earliest` and the last of them, which moves too when it came no later."""
    first, last = story.moments[0][0], story.moments[-1][0]
    if first > earliest:
        return
    last = max(last, earliest + timedelta(minutes=20))
    share = (last - earliest) / len(story.moments)
    story.moments = [(earliest + share * number, verb) for number, (_, verb) in enumerate(story.moments, 1)]
    if not story.piece.state:
        story.published_at = last
    if story.publish_at and not story.piece.state:
        story.publish_at = last
