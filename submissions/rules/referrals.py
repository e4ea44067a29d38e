"""May this person send this up, or decide on what was sent? `None`, or the reason to show."""

from django.db.models import QuerySet
from django.utils import timezone

from columns.models import Column
from columns.rules import has_power, may_arrange
from sites import roles
from sites.enums import SiteKind
from sites.models import User
from submissions import workflow
from submissions.enums import ReferralState, ReferralVerb, State
from submissions.models import Article, Referral, ReferralChannel, SourceChange, Submission
from submissions.rules.review import may_write_for

REFERABLE_STATES = frozenset({State.APPROVED, State.SCHEDULED})
"""Of a manuscript: nothing leaves the unit that its supervisor has not approved, secrecy review included."""

DESK_VERBS = frozenset({ReferralVerb.ADOPT, ReferralVerb.DECLINE, ReferralVerb.ASK})
"""The portal desk's; the others are the sender's."""


def may_keep_channel(by: User, column: Column) -> str | None:
    """Open a column to referrals, or close it: who keeps the portal's columns."""
    if column.site.kind != SiteKind.PORTAL:
        return "只有门户的栏目接收报送。"
    if column.is_link or column.is_home:
        return f"“{column.name}”不放文章,不能接收报送。"
    return may_arrange(by, column)


def may_refer(by: User, source: Article | Submission) -> str | None:
    if source.site.kind == SiteKind.PORTAL:
        return "门户自己的内容不用报送。"
    if not has_power(by, roles.REVIEW, source.column):
        return "报送由本栏目的信息员办理。"
    if isinstance(source, Article):
        return None if source.is_live else "文章已撤下,不能报送。"
    if source.article_id is not None:
        return "这份稿件已有文章,请在文章页面报送。"
    if source.state not in REFERABLE_STATES:
        return f"稿件现在是“{source.get_state_display()}”,经信息主管批准后才能报送。"
    return None


def may_refer_to(source: Article | Submission, channel: ReferralChannel) -> str | None:
    """The column takes referrals, and has not got this one: waiting, or adopted and not given up since."""
    if not channel.is_open:
        return f"“{channel.column.name}”现在不接收报送。"
    for earlier in earlier_referrals(source, channel.column):
        if earlier.state != ReferralState.ADOPTED:
            return f"已报送到“{channel.column.name}”,现在是“{earlier.get_state_display()}”。"
        if earlier.adopted_as.state != State.DISCARDED:
            return f"“{channel.column.name}”已采用,不用再报。"
    return None


def earlier_referrals(source: Article | Submission, column: Column) -> QuerySet[Referral]:
    """Of the source to the column, waiting or adopted; an article's manuscripts may have been sent before it."""
    states = [ReferralState.SENT, ReferralState.ASKED, ReferralState.ADOPTED]
    found = Referral.objects.filter(target=column, state__in=states).select_related("adopted_as")
    if isinstance(source, Article):
        return found.filter(article=source) | found.filter(submission__article=source)
    return found.filter(submission=source)


def may_on_referral(verb: ReferralVerb, referral: Referral, by: User) -> str | None:
    """Every verb but REFER."""
    return referral_wrong_state(verb, referral) or no_power_on_referral(verb, referral, by)


def referral_wrong_state(verb: ReferralVerb, referral: Referral) -> str | None:
    sources, _ = workflow.REFERRAL_MOVES[verb]
    if referral.state in sources:
        return None
    return f"这件报送现在是“{referral.get_state_display()}”,不能{ReferralVerb(verb).label}。"


def no_power_on_referral(verb: ReferralVerb, referral: Referral, by: User) -> str | None:
    """The desk's verbs belong to the officers of the target column, the sender's to those of the source's column."""
    if verb in DESK_VERBS:
        if not has_power(by, roles.REVIEW, referral.target):
            return f"报送由门户“{referral.target.name}”栏目的信息员处理。"
        if verb != ReferralVerb.ADOPT:
            return None
        if isinstance(referral.source, Article) and not referral.source.is_live:
            return "报送单位已撤下原文,不能采用。"
        return may_write_for(by, referral.target)
    if not has_power(by, roles.REVIEW, referral.source_column):
        return "补充和收回由报送单位本栏目的信息员办理。"
    if verb == ReferralVerb.RESEND and isinstance(referral.source, Article) and not referral.source.is_live:
        return "文章已撤下,不能再报;请收回这件报送。"
    return None


def may_dismiss_source_change(by: User, change: SourceChange) -> str | None:
    """Decide that the portal need not follow: the desk that adopted the piece, while it is open."""
    if change.closed_at is not None:
        return f"{change.closed_by} 已于 {timezone.localtime(change.closed_at):%m-%d %H:%M} 办结。"
    if has_power(by, roles.REVIEW, change.referral.target):
        return None
    return f"跟进由门户“{change.referral.target.name}”栏目的信息员办理。"
