"""Reads of manuscripts and articles for the desk. Everything goes through `permitted` querysets."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlencode

from django.core.signing import BadSignature
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.utils import timezone
from django.utils.html import escape

from columns.models import Column
from columns.queries import permitted as permitted_columns
from columns.queries import scope_of, with_those_above
from publishing.tags import CHUNK
from sites import roles
from sites.models import User
from submissions import rules
from submissions.completeness import problems
from submissions.diff import compare, count_changes
from submissions.enums import EDITABLE_STATES, AttachmentKind, State, Verb, WithdrawalState
from submissions.models import Article, ArticleAttachment, Attachment, PreviewLink, Step, Submission, Withdrawal
from submissions.models.preview_link import SIGNER


def permitted_submissions(user: User) -> QuerySet[Submission]:
    """Manuscripts of the columns this person may see; others do not exist for them."""
    return Submission.objects.filter(column__in=permitted_columns(user, roles.SEE))


def shared_preview(token: str, *, site: int, at: datetime) -> PreviewLink | None:
    """The link with this signed number, while it opens: not expired, the manuscript neither discarded nor secret."""
    try:
        number = SIGNER.unsign(token)
    except BadSignature:
        return None
    link = PreviewLink.objects.select_related("submission").filter(
        pk=number, submission__site=site, expires_at__gt=at).exclude(submission__state=State.DISCARDED).first()
    return None if link is None or rules.is_secret(link.submission) else link


def permitted_articles(user: User) -> QuerySet[Article]:
    return Article.objects.filter(column__in=permitted_columns(user, roles.SEE))


def permitted_withdrawals(user: User) -> QuerySet[Withdrawal]:
    return Withdrawal.objects.filter(article__column__in=permitted_columns(user, roles.SEE))


def permitted_attachments(user: User) -> QuerySet[Attachment]:
    """Files of the sites in which this person may see any manuscript."""
    return Attachment.objects.filter(site__in=permitted_columns(user, roles.SEE).values("site"))


def articles_showing(attachment: Attachment) -> QuerySet:
    """Numbers of the live articles that list the file, show it in their text or have it as their picture."""
    shown = Article.objects.filter(Q(picture=attachment) | Q(article_attachments__attachment=attachment))
    return shown.live().order_by("pk").values_list("pk", flat=True).distinct()


def public_pictures() -> QuerySet[Attachment]:
    """Pictures of live articles, of any site."""
    live = Article.objects.live()
    in_text = ArticleAttachment.objects.filter(attachment=OuterRef("pk"), article__in=live)
    return Attachment.objects.filter(
        Exists(in_text) | Exists(live.filter(picture=OuterRef("pk"))), kind=AttachmentKind.PICTURE).order_by("pk")


def permitted_steps(user: User) -> QuerySet[Step]:
    columns = permitted_columns(user, roles.SEE)
    return Step.objects.filter(Q(submission__column__in=columns) | Q(withdrawal__article__column__in=columns))


def waiting_for(user: User) -> QuerySet[Submission]:
    """待我审核: manuscripts on which this person may act now at their review level.

    Nobody's own, and nothing on which the person acted at another level.
    """
    acted = Step.objects.filter(submission=OuterRef("pk"), by=user)
    wrote = acted.filter(verb__in=rules.AUTHOR_VERBS)
    officer = Q(state=State.OFFICER_REVIEW, column__in=permitted_columns(user, roles.REVIEW)) & ~Exists(
        acted.filter(verb=Verb.APPROVE))
    supervisor = Q(state=State.SUPERVISOR_REVIEW, column__in=permitted_columns(user, roles.APPROVE)) & ~Exists(
        acted.filter(verb=Verb.PASS_REVIEW))
    return Submission.objects.filter(officer | supervisor).exclude(Exists(wrote)).order_by("state_since", "pk")


def waiting_count(user: User) -> int:
    """The number beside “稿件” in the navigation. Those who review nothing cost no query."""
    scope = scope_of(user)
    if not (scope.has(roles.REVIEW) or scope.has(roles.APPROVE)):
        return 0
    return waiting_for(user).order_by().count()


def to_publish(user: User) -> QuerySet[Submission]:
    """Approved and waiting for somebody who may publish."""
    return Submission.objects.filter(
        state=State.APPROVED, column__in=permitted_columns(user, roles.PUBLISH)).order_by("state_since", "pk")


def scheduled(user: User) -> QuerySet[Submission]:
    return permitted_submissions(user).filter(state=State.SCHEDULED).order_by("publish_at", "pk")


def returned_to(user: User) -> QuerySet[Submission]:
    return Submission.objects.filter(state=State.RETURNED, drafter=user).order_by("state_since", "pk")


def drafts_of(user: User) -> QuerySet[Submission]:
    return Submission.objects.filter(state=State.DRAFT, drafter=user)


def submitted_by(user: User) -> QuerySet[Submission]:
    """Somebody else's turn: this person's manuscripts under review or approved."""
    return Submission.objects.open().exclude(state__in=EDITABLE_STATES).filter(drafter=user)


def withdrawals_for(user: User) -> QuerySet[Withdrawal]:
    """Requests this person may decide on: not their own."""
    return Withdrawal.objects.filter(
        state=WithdrawalState.REQUESTED, article__column__in=permitted_columns(user, roles.TAKE_DOWN)
    ).exclude(requested_by=user).order_by("requested_at", "pk")


@dataclass(frozen=True)
class Traces:
    """Where an article could be seen: addresses that must answer no more, and pages (path, query) that must not lead to
    it."""

    gone: tuple[str, ...]
    without: tuple[tuple[str, str], ...]


def traces_of(article: Article) -> Traces:
    """Its page in both characters, its files as far as no other live article shows them, and every page, feed, sitemap
    and search that could name it. The search is narrowed to the article's year: what people search for is logged,
    narrowed searches are not, and this one is nobody's."""
    files = Attachment.objects.filter(Q(pk=article.picture_id) | Q(article_attachments__article=article)).distinct()
    gone = [article.address, f"/zh-hant{article.address}"]
    for attachment in files:
        if not articles_showing(attachment).exists():
            gone += [attachment.address, *(attachment.variant_address(width) for width in attachment.widths)]
    columns = with_those_above(Column.objects.filter(placements__article=article))
    lists = [path for column in columns for path in (column.address, f"{column.address}feed.atom")]
    chunk = f"/sitemap-{article.pk // CHUNK}.xml"
    pages = sorted({"/", "/feed.atom", "/sitemap.xml", chunk, *lists, *(f"/zh-hant{path}" for path in lists)})
    searched = urlencode({"q": article.title, "year": timezone.localdate(article.published_at).year})
    return Traces(tuple(unquote(path) for path in gone), (*((path, "") for path in pages), ("/search/", searched)))


def waiting_for_proof() -> QuerySet[Withdrawal]:
    return Withdrawal.objects.filter(state=WithdrawalState.CARRIED_OUT).filter(
        Q(leftovers=None) | ~Q(leftovers=[])).select_related("article").order_by("pk")


def due(at: datetime) -> QuerySet[Submission]:
    """Due and not live."""
    return Submission.objects.filter(state=State.SCHEDULED, publish_at__lte=at).order_by("publish_at", "pk")


@dataclass(frozen=True)
class Queue:
    """One card of the start page: its count, and its first few manuscripts."""

    key: str
    title: str
    count: int
    items: list
    is_urgent: bool = False


@dataclass(frozen=True)
class StartPage:
    """工作台: what waits for this person."""

    queues: list[Queue]
    withdrawals: list[Withdrawal]
    can_write: bool
    recent: list[Article]

    @property
    def waiting(self) -> Queue:
        return self.queues[0]


QUEUES = (
    ("waiting", "待我审核", waiting_for, True),
    ("returned", "退回给我", returned_to, True),
    ("to_publish", "待发布", to_publish, False),
    ("scheduled", "定时发布", scheduled, False),
    ("drafts", "我的草稿", drafts_of, False),
    ("submitted", "我已提交", submitted_by, False),
)


def queue(key: str, user: User) -> QuerySet[Submission]:
    """The manuscripts behind a card of the start page."""
    return next(read(user) for name, _, read, _ in QUEUES if name == key)


def start_page(user: User, *, length: int = 6) -> StartPage:
    """One query a queue, whatever hangs in it."""
    queues = []
    for key, title, read, urgent in QUEUES:
        found = read(user).annotate(total=Window(Count("pk")))
        items = list(found.select_related("column", "site", "drafter", "organisation").defer("body")[:length])
        count = items[0].total if items else 0
        queues.append(Queue(key, title, count, items, urgent and count > 0))
    return StartPage(
        queues=queues,
        withdrawals=list(withdrawals_for(user).select_related("article", "site", "requested_by")[:length]),
        can_write=scope_of(user).has(roles.DRAFT),
        recent=list(permitted_articles(user).live().select_related("site", "column").defer("body")[:length]),
    )


@dataclass(frozen=True)
class VerbButton:
    """A button of the review page: allowed, or refused with its reason."""

    verb: Verb
    label: str
    refusal: str | None


@dataclass(frozen=True)
class ReviewPage:
    """Everything to decide on: the text, what changed, what is missing, who did what, and the buttons."""

    submission: Submission
    stages: list["Stage"]
    buttons: dict[str, VerbButton]
    steps: list[Step]
    revisions: list
    files: list[Attachment]
    secrecy: object | None
    missing: list[str]
    differences: list
    compared_with: str
    also_in: list
    next_waiting: Submission | None
    waiting_count: int

    @property
    def change_count(self) -> int:
        return count_changes(self.differences)


@dataclass(frozen=True)
class Stage:
    """One of the four stages at the top: who passed it and when, or who is awaited."""

    title: str
    status: str
    note: str


SHOWN_VERBS = (Verb.APPROVE, Verb.PASS_REVIEW, Verb.PUBLISH, Verb.SCHEDULE, Verb.UNSCHEDULE, Verb.SUBMIT,
               Verb.SEND_BACK, Verb.RECALL, Verb.DISCARD)


def review_page(submission: Submission, user: User) -> ReviewPage:
    """The review page of a manuscript that `access` has handed out. A fixed number of queries."""
    steps = list(submission.steps.order_by("-number"))
    submission.__dict__["acts"] = {(step.verb, step.by_id) for step in steps}
    revisions = list(submission.revisions.select_related("saved_by").defer("body", "summary"))
    differences, compared_with = differences_of(submission, steps)
    others = list(waiting_for(user).exclude(pk=submission.pk).only("pk", "title")[:1])
    buttons = {}
    for verb in SHOWN_VERBS:
        if rules.wrong_state(verb, submission) is None:
            refusal = rules.no_power(verb, submission, user) or rules.acted_before(verb, submission, user)
            buttons[verb.value] = VerbButton(verb, verb.label, refusal)
    return ReviewPage(
        submission=submission, stages=stages(submission, steps), buttons=buttons, steps=steps, revisions=revisions,
        files=list(submission.attachments.order_by("submission_attachments__order")),
        secrecy=submission.secrecy_reviews.filter(revision=submission.version).select_related("recorded_by").first(),
        missing=problems(submission, submission.column), differences=differences, compared_with=compared_with,
        also_in=list(submission.also_in.all()), next_waiting=others[0] if others else None,
        waiting_count=waiting_count(user),
    )


def differences_of(submission: Submission, steps: list[Step]) -> tuple[list, str]:
    """What a reviewer has not seen: against the live article of a correction, or against the revision that was last
    sent back; nothing for a first draft."""
    if submission.is_correction and submission.state != State.PUBLISHED:
        return compare(full_text(submission.article), full_text(submission)), "与线上文章的不同"
    sent_back = next((step for step in steps if step.verb == Verb.SEND_BACK), None)
    if sent_back is not None and sent_back.revision != submission.version:
        older = submission.revisions.get(number=sent_back.revision)
        return compare(full_text(older), full_text(submission)), f"与退回的第 {older.number} 稿的不同"
    return [], ""


def full_text(content) -> str:
    """Title and body as one text to compare."""
    return f"<p>{escape(content.title)}</p>{content.body}"


def stages(submission: Submission, steps: list[Step]) -> list[Stage]:
    """拟稿 → 信息员审核 → 信息主管审批 → 发布, with the newest step that closed each."""
    state = submission.state
    wanted = [
        ("拟稿", {Verb.SUBMIT}, EDITABLE_STATES),
        ("信息员审核", {Verb.PASS_REVIEW, Verb.SKIP_REVIEW}, {State.OFFICER_REVIEW}),
        ("信息主管审批", {Verb.APPROVE}, {State.SUPERVISOR_REVIEW}),
        ("发布", {Verb.PUBLISH}, {State.APPROVED, State.SCHEDULED}),
    ]
    now = next((n for n, (_, _, states) in enumerate(wanted) if state in states), len(wanted))
    found = []
    for number, (title, verbs, _) in enumerate(wanted):
        step = next((step for step in steps if step.verb in verbs), None)
        if number < now and step is not None:
            found.append(Stage(title, "done", f"{step.by_name} · {timezone.localtime(step.at):%m-%d %H:%M}"))
        elif number == now:
            found.append(Stage(title, "now", f"等待处理 · 自 {timezone.localtime(submission.state_since):%m-%d %H:%M}"))
        else:
            found.append(Stage(title, "", ""))
    return found
