"""May this person do this verb on this manuscript now? `None`, or the reason to show.

The check is complete: state, power over the column, and “nobody acts twice”. Screens ask it for every button, actions
ask it again under the row's lock.
"""

from columns.models import Column
from columns.rules import has_power
from columns.scope import holders
from sites import roles
from sites.models import User
from sites.rules import is_clock
from submissions import workflow
from submissions.enums import REVIEW_STATES, SecrecyConclusion, State, Verb
from submissions.models import Article, Submission

AUTHOR_VERBS = frozenset({Verb.CREATE, Verb.SAVE, Verb.SUBMIT})

REVIEW_VERBS = {Verb.PASS_REVIEW, Verb.SEND_BACK, Verb.REVIEW_SECRECY, Verb.APPROVE}

POWER_OF_VERB = {
    Verb.SAVE: roles.DRAFT,
    Verb.SUBMIT: roles.DRAFT,
    Verb.RECALL: roles.DRAFT,
    Verb.DISCARD: roles.DRAFT,
    Verb.PASS_REVIEW: roles.REVIEW,
    Verb.REVIEW_SECRECY: roles.APPROVE,
    Verb.APPROVE: roles.APPROVE,
    Verb.PUBLISH: roles.PUBLISH,
    Verb.SCHEDULE: roles.PUBLISH,
    Verb.UNSCHEDULE: roles.PUBLISH,
}

POWER_OF_STATE = {
    State.OFFICER_REVIEW: roles.REVIEW,
    State.SUPERVISOR_REVIEW: roles.APPROVE,
    State.APPROVED: roles.APPROVE,
    State.SCHEDULED: roles.APPROVE,
}


def may(verb: Verb, submission: Submission, by: User) -> str | None:
    """Every verb of a submission but CREATE (see `may_write_for`)."""
    return wrong_state(verb, submission) or no_power(verb, submission, by) or acted_before(verb, submission, by)


def wrong_state(verb: Verb, submission: Submission) -> str | None:
    if verb == Verb.SAVE:
        allowed = submission.is_editable
    else:
        allowed = workflow.target(verb, State(submission.state), submission.levels) is not None
    if allowed:
        return None
    return f"稿件现在是“{submission.get_state_display()}”,不能{Verb(verb).label}。"


def no_power(verb: Verb, submission: Submission, by: User) -> str | None:
    """SEND_BACK belongs to whoever may review at the submission's present level."""
    if verb == Verb.PUBLISH and is_clock(by):
        return None if submission.state == State.SCHEDULED else "系统时钟只发布到时的定时稿件。"
    power = POWER_OF_STATE[submission.state] if verb == Verb.SEND_BACK else POWER_OF_VERB[verb]
    if has_power(by, power, submission.column):
        return None
    return f"您没有“{submission.column.name}”栏目的“{roles.COLUMN_POWERS[power]}”权限。"


def acted_before(verb: Verb, submission: Submission, by: User) -> str | None:
    """三级审核: who wrote may not review, and who reviewed at one level may not act at another.

    Only who wrote recalls.
    """
    if verb == Verb.RECALL and not any(done in AUTHOR_VERBS and person == by.pk for done, person in submission.acts):
        return "只有写这份稿件的人可以收回;审核人请用“退回”。"
    if verb not in REVIEW_VERBS or submission.state not in REVIEW_STATES:
        return None
    verbs = {done for done, person in submission.acts if person == by.pk}
    if verbs & AUTHOR_VERBS:
        return "您写过或改过这份稿件,须由另一人审核。"
    if submission.state == State.SUPERVISOR_REVIEW and Verb.PASS_REVIEW in verbs:
        return "您已作为信息员审核过这份稿件,须由另一人审批。"
    if submission.state == State.OFFICER_REVIEW and Verb.APPROVE in verbs:
        return "您已作为信息主管审批过这份稿件,须由另一人审核。"
    return None


def may_write_for(by: User, column: Column) -> str | None:
    """Begin a manuscript for this column, or move one to it."""
    if column.is_link:
        return f"“{column.name}”只是一个链接,不放文章,请选别的栏目。"
    if column.is_home:
        return "“首页”由各栏目自动汇集,请选一个具体栏目。"
    if has_power(by, roles.DRAFT, column):
        return None
    return f"您没有“{column.name}”栏目的拟稿权限,请联系本站管理员。"


def no_reviewer(submission: Submission, by: User) -> str | None:
    """Before `submit`: is there anybody who could act at each level? Otherwise the manuscript would be stranded."""
    if not holders(roles.APPROVE, submission.column).exists():
        return f"“{submission.column.name}”栏目没有信息主管,无人审批;请联系本站管理员任命后再提交。"
    if not has_power(by, roles.REVIEW, submission.column) and not holders(roles.REVIEW, submission.column).exists():
        return f"“{submission.column.name}”栏目没有信息员,无人审核;请联系本站管理员任命后再提交。"
    return None


def may_share(submission: Submission, by: User) -> str | None:
    """A preview link leaves the house: not of what was discarded or found secret, and only by who works on it."""
    if submission.state == State.DISCARDED:
        return "稿件已作废,不能分享预览。"
    if is_secret(submission):
        return "保密审查的结论是不宜公开,不能分享预览。"
    if not works_on(submission, by):
        return f"您在“{submission.column.name}”栏目只能查看,不能分享预览。"
    return None


def works_on(submission: Submission, by: User) -> bool:
    """May this person do more with the column's manuscripts than look at them?"""
    return any(has_power(by, power, submission.column) for power in (roles.DRAFT, roles.REVIEW, roles.APPROVE))


def is_secret(submission: Submission) -> bool:
    """Does the newest secrecy review say that it may not be public?"""
    newest = submission.secrecy_reviews.order_by("-pk").values_list("conclusion", flat=True).first()
    return newest == SecrecyConclusion.NOT_PUBLIC


def not_compared(submission: Submission) -> str | None:
    """Before `submit`: what was read from a Word file has been looked at by a person."""
    read = getattr(submission, "word_import", None)  # Django raises an AttributeError where there is none
    if read is not None and not read.is_confirmed:
        return "从 Word 文件识别的内容还没有核对:请打开稿件,对照原文件看一遍,在“导入核对”里打勾后再提交。"
    return None


def is_only_officer(submission: Submission, by: User) -> bool:
    """The drafter holds the officer's post over this column and nobody else could review."""
    if not has_power(by, roles.REVIEW, submission.column):
        return False
    authors = {person for verb, person in submission.acts if verb in AUTHOR_VERBS} | {by.pk}
    return not holders(roles.REVIEW, submission.column).exclude(pk__in=authors).exists()


def may_correct(by: User, article: Article) -> str | None:
    if not article.is_live:
        return "文章已撤下,不能更正;如需再次发布请新建稿件。"
    return may_write_for(by, article.column)
