"""The fixed cast: who works where in two sites. Built by the project's own actions, as plain functions.

    portal (云州)  ── platform_admin, bureau: cluster-wide
                   └─ outsider: every content role and the administrator's, but of this site alone
    county (临河)  ── site_admin; drafter and colleague over 新闻; officer and supervisor over the whole site
                   └─ stranger: an account without a post
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from columns import actions as column_actions
from columns.enums import ColumnType, Freshness
from columns.models import Column
from columns.queries import home_column
from columns.scope import forget
from sites import actions as site_actions
from sites.enums import Role, SiteKind, SiteStatus
from sites.models import Organisation, Site, User
from submissions import actions as submission_actions
from submissions.actions import SecrecyFindings
from submissions.enums import LIMITED_STATES, SecrecyConclusion, SecrecyGround, State
from submissions.models import Article, Referral, ReferralChannel, StepLimit, Submission

PASSWORD = "Yunzhou-2026-yz"
CONTENT = {"title": "防汛工作部署会召开", "body": "<p>会议部署了今年的防汛工作。</p>", "source": "区应急管理局"}
SECRECY = SecrecyFindings(SecrecyConclusion.PUBLIC, SecrecyGround.NEWS, reviewer="钱保密", number="保审〔2026〕7号")


@dataclass
class Cast:
    """Everybody and everything the tests talk about."""

    portal: Site
    county: Site

    clock: User
    platform_admin: User
    bureau: User
    site_admin: User
    drafter: User
    colleague: User
    officer: User
    supervisor: User
    outsider: User
    stranger: User

    office: Organisation
    home: Column
    news: Column
    headlines: Column
    notices: Column
    policy: Column
    portal_office: Organisation
    portal_home: Column
    portal_news: Column

    @property
    def people(self) -> list[User]:
        """Everybody who can sign in."""
        return [value for value in vars(self).values() if isinstance(value, User) and value != self.clock]

    def refreshed(self) -> "Cast":
        """As the database has it: a column's tree numbers changed while its children came, and so did powers."""
        for value in vars(self).values():
            value.refresh_from_db()
            if isinstance(value, User):
                forget(value)
        return self


def build(*, at: datetime | None = None) -> Cast:
    """Found both sites and appoint everybody."""
    at = at or timezone.now()
    clock = site_actions.clock()
    portal = found(by=clock, at=at, slug="yunzhou", name="云州市人民政府", short_name="云州", kind=SiteKind.PORTAL,
                   identity_code="0000000001")
    platform_admin = account("platform_admin", "周平台", site=portal, by=clock, at=at)
    post(platform_admin, Role.PLATFORM_ADMIN, portal, by=clock, at=at)
    by = platform_admin
    county = found(by=by, at=at, slug="linhe", name="临河区人民政府", short_name="临河", kind=SiteKind.COUNTY,
                   identity_code="0000000002")

    bureau = account("bureau", "沈督查", site=portal, by=by, at=at)
    outsider = account("outsider", "外山", site=portal, by=by, at=at)
    site_admin, drafter, colleague, officer, supervisor, stranger = (
        account(username, name, site=county, by=by, at=at) for username, name in {
            "site_admin": "管立", "drafter": "林拟稿", "colleague": "何同事", "officer": "陈信息",
            "supervisor": "赵主管", "stranger": "路过",
        }.items()
    )
    post(bureau, Role.BUREAU, portal, by=by, at=at)
    post(site_admin, Role.SITE_ADMIN, county, by=by, at=at)
    post(outsider, Role.SITE_ADMIN, portal, by=by, at=at)

    home, portal_home = home_column(county), home_column(portal)
    news = column(home, "xwzx", "新闻中心", by=by, at=at)
    headlines = column(news, "lhyw", "临河要闻", by=by, at=at)
    notices = column(news, "tzgg", "通知公告", by=by, at=at)
    policy = column(home, "zcwj", "政策文件", column_type=ColumnType.POLICY, by=by, at=at)
    portal_news = column(portal_home, "xwzx", "新闻中心", by=by, at=at)

    post(drafter, Role.DRAFTER, county, news, by=by, at=at)
    post(colleague, Role.INFO_OFFICER, county, news, by=by, at=at)
    post(officer, Role.INFO_OFFICER, county, home, by=by, at=at)
    post(supervisor, Role.SUPERVISOR, county, home, by=by, at=at)
    for role in (Role.DRAFTER, Role.INFO_OFFICER, Role.SUPERVISOR):
        post(outsider, role, portal, portal_home, by=by, at=at)

    return Cast(
        portal=portal, county=county, clock=clock, platform_admin=platform_admin, bureau=bureau,
        site_admin=site_admin, drafter=drafter, colleague=colleague, officer=officer, supervisor=supervisor,
        outsider=outsider, stranger=stranger, office=county.sponsor, home=home, news=news, headlines=headlines,
        notices=notices, policy=policy, portal_office=portal.sponsor, portal_home=portal_home, portal_news=portal_news,
    ).refreshed()


def found(*, by: User, at: datetime, slug: str, short_name: str, **values) -> Site:
    """A running site at `<slug>.localhost` with a unit that answers for it."""
    site = column_actions.found_site(
        by=by, at=at, hosts=[f"{slug}.localhost"], slug=slug, short_name=short_name, seal=short_name,
        status=SiteStatus.RUNNING, **values)
    unit = site_actions.create_organisation(
        site=site, by=by, at=at, name=f"{site.name}办公室", short_name=f"{short_name}政府办")
    site_actions.change_site(site=site, values={"sponsor": unit, "operator": unit}, by=by, at=at)
    return site


def account(username: str, name: str, *, site: Site, by: User, at: datetime) -> User:
    """A person who has already chosen a password of their own."""
    return site_actions.create_user(
        home_site=site, username=username, name=name, organisation=site.sponsor, password=PASSWORD,
        must_change_password=False, by=by, at=at)


def post(user: User, role: Role, site: Site, *columns: Column, by: User, at: datetime):
    return column_actions.appoint(user=user, site=site, role=role, columns=list(columns), by=by, at=at)


def column(parent: Column, slug: str, name: str, *, by: User, at: datetime, **values) -> Column:
    return column_actions.create_column(parent=parent, by=by, at=at, slug=slug, name=name, **{
        "column_type": ColumnType.NEWS, "freshness": Freshness.REALTIME, "interval_days": 14,
        "description": f"{name}栏目", "keywords": name, **values,
    })


def draft(cast: Cast, *, column: Column | None = None, by: User | None = None, at: datetime | None = None,
          **content) -> Submission:
    """A complete manuscript, by the drafter for 临河要闻 unless said otherwise."""
    return submission_actions.create_submission(
        column=column or cast.headlines, content=CONTENT | content, by=by or cast.drafter, at=at or timezone.now())


def in_state(cast: Cast, state: State, *, at: datetime | None = None, **given) -> Submission:
    """A manuscript that the cast has brought to this state, each by their own verb."""
    at = at or timezone.now()
    actions, submission = submission_actions, draft(cast, at=at, **given)
    by_drafter, by_officer, by_supervisor = ({"by": person, "at": at} for person in (
        submission.drafter, cast.officer, cast.supervisor))
    if state == State.DRAFT:
        return submission
    if state == State.DISCARDED:
        return actions.discard(submission=submission, **by_drafter)
    submission = actions.submit(submission=submission, **by_drafter)
    if state == State.OFFICER_REVIEW:
        return submission
    if state == State.RETURNED:
        return actions.send_back(submission=submission, reason="请补充参会单位。", **by_officer)
    submission = actions.pass_review(submission=submission, **by_officer)
    if state == State.SUPERVISOR_REVIEW:
        return submission
    submission = actions.approve(submission=submission, secrecy=SECRECY, **by_supervisor)
    if state == State.SCHEDULED:
        return actions.schedule(submission=submission, publish_at=at + timedelta(days=1), **by_officer)
    if state == State.PUBLISHED:
        actions.publish(submission=submission, **by_officer)
        submission.refresh_from_db()
    return submission


def limits(hours: int = 24) -> dict[str, StepLimit]:
    """The same time limit in every step, whether or not a flush took away those that migrations brought."""
    return {state: StepLimit.objects.update_or_create(state=state, defaults={"hours": hours, "citation": "试验"})[0]
            for state in LIMITED_STATES}


def article(cast: Cast, **given) -> Article:
    """A live article that went the whole way."""
    return in_state(cast, State.PUBLISHED, **given).article


def channel(cast: Cast, *, column: Column | None = None, at: datetime | None = None, **values) -> ReferralChannel:
    """A portal column that takes referrals: 新闻中心 unless said otherwise."""
    return submission_actions.create_channel(
        column=column or cast.portal_news, by=cast.outsider, at=at or timezone.now(), **values)


def referral(cast: Cast, *, to: ReferralChannel | None = None, at: datetime | None = None, **given) -> Referral:
    """A live article of the county, sent up by its officer."""
    at = at or timezone.now()
    to = to or ReferralChannel.objects.filter(column=cast.portal_news).first() or channel(cast, at=at)
    [sent] = submission_actions.refer(source=article(cast, at=at, **given), channels=[to], by=cast.officer, at=at)
    return sent


def correct(cast: Cast, live: Article, *, at: datetime | None = None, **content) -> Article:
    """A live article of the county, corrected the whole way."""
    at, actions = at or timezone.now(), submission_actions
    correction = actions.start_correction(article=live, by=cast.drafter, at=at)
    correction = actions.save_draft(submission=correction, content=content, version=1, by=cast.drafter, at=at)
    correction = actions.submit(submission=correction, by=cast.drafter, at=at)
    correction = actions.pass_review(submission=correction, by=cast.officer, at=at)
    correction = actions.approve(submission=correction, secrecy=SECRECY, by=cast.supervisor, at=at)
    return actions.publish(submission=correction, by=cast.officer, at=at)


def take_down(cast: Cast, live: Article, *, at: datetime | None = None) -> Article:
    """A live article of the county, asked for by its officer and taken down by its supervisor."""
    at = at or timezone.now()
    withdrawal = submission_actions.request_withdrawal(
        article=live, reason_type="expired", reason="过期", by=cast.officer, at=at)
    return submission_actions.withdraw(withdrawal=withdrawal, by=cast.supervisor, at=at)
