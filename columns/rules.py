"""May this person do this to a column now? `None`, or the reason to show."""

from columns.models import Column
from columns.scope import scope_of
from sites import roles
from sites.models import Post, User
from sites.rules import is_clock, may_administer, may_dismiss, no_platform_admin


def has_power(user: User, power: str, column: Column) -> bool:
    """Does a post of this person carry the power over the column or one above it?"""
    return scope_of(user).covers(power, column)


def may_arrange(by: User, column: Column) -> str | None:
    if no_platform_admin() and is_clock(by):
        return None
    return None if has_power(by, roles.ARRANGE, column) else "管理栏目由本站的站点管理员办理。"


def may_add_child(by: User, parent: Column) -> str | None:
    if parent.is_link:
        return f"“{parent.name}”只是一个链接,下面不能放栏目。"
    return may_arrange(by, parent)


def may_move(by: User, column: Column) -> str | None:
    if column.is_home:
        return "首页是栏目树的根,不能移动、合并或删除。"
    return may_arrange(by, column)


def may_change_post_columns(by: User, post: Post, columns: list[Column]) -> str | None:
    reason = may_dismiss(by, post)
    if reason:
        return reason
    if post.role not in roles.CONTENT_ROLES:
        return f"“{post.get_role_display()}”对整个站点有效,不分栏目。"
    if not columns:
        return "请至少选一个栏目;整个站点请选“首页”。"
    strangers = [column.name for column in columns if column.site_id != post.site_id]
    return f"栏目不属于本站:{'、'.join(strangers)}。" if strangers else may_administer(by, post.site)
