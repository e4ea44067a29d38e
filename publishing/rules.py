"""May this person put this notice on the pages, or keep the words of the search, now? `None`, or the reason to show."""

from datetime import datetime

from publishing.enums import NoticePhase
from publishing.models import Notice
from sites import roles
from sites.models import Site, User
from sites.queries import posts_of
from sites.rules import has_site_power, site_powers_of


def may_notify(by: User, site: Site | None) -> str | None:
    if site is None:
        return None if roles.NOTIFY_CLUSTER in site_powers_of(by) else "全部站点的提示由大数据局发布。"
    if has_site_power(by, roles.NOTIFY, site):
        return None
    return f"“{site.short_name}”的提示由本站的站点管理员、信息主管或大数据局发布。"


def may_change_notice(by: User, notice: Notice, at: datetime) -> str | None:
    if notice.phase(at) == NoticePhase.OVER:
        return "这条提示已经结束,不能再改;需要时请新增一条。"
    return may_notify(by, notice.site)


def may_last(starts_at: datetime, ends_at: datetime, at: datetime) -> str | None:
    if ends_at <= starts_at:
        return "结束时间须晚于开始时间。"
    if ends_at <= at:
        return "结束时间已经过去,请重新填写。"
    return None


def may_keep_words(by: User) -> str | None:
    """Synonyms, stop words and the search log are the cluster's: kept by those who hold a post for all of it."""
    if any(post.role in roles.CLUSTER_ROLES for post in posts_of(by)):
        return None
    return "搜索用词由大数据局和平台管理员维护。"
