"""May this person do this to a site, a person or a post now? `None`, or the reason to show."""

from collections import defaultdict

from sites import roles
from sites.enums import Role, SiteStatus
from sites.models import CLOCK_USERNAME, Post, Site, SiteGroupPermission, User


class Refused(Exception):
    """An action was refused; the message is the reason, in the words of the screen."""


def demand(reason: str | None) -> None:
    """Raise `Refused` unless the rule had no objection."""
    if reason:
        raise Refused(reason)


def is_clock(user: User) -> bool:
    return user.username == CLOCK_USERNAME


def site_powers_of(user: User) -> dict[str, set[int]]:
    """Power → numbers of the sites; read once for each `User` object, that is once a request."""
    if not hasattr(user, "_site_powers"):
        user._site_powers = defaultdict(set)
        if user.is_active:
            rows = SiteGroupPermission.objects.filter(group__user=user)
            for power, site_id in rows.values_list("permission__codename", "content_object_id"):
                user._site_powers[power].add(site_id)
    return user._site_powers


def forget_site_powers(user: User) -> None:
    """Read them again at the next question: the person's posts have changed."""
    user.__dict__.pop("_site_powers", None)


def has_site_power(user: User, power: str, site: Site) -> bool:
    return site.pk in site_powers_of(user).get(power, ())


def may_found_site(by: User) -> str | None:
    if no_platform_admin() and is_clock(by):
        return None
    return None if roles.RUN_CLUSTER in site_powers_of(by) else "只有平台管理员可以开办站点。"


def may_administer(by: User, site: Site) -> str | None:
    if no_platform_admin() and is_clock(by):
        return None
    if has_site_power(by, roles.ADMINISTER, site):
        return None
    return f"您不是“{site.name}”的站点管理员。"


def may_change_status(by: User, site: Site, status: str) -> str | None:
    if not has_site_power(by, roles.RUN_CLUSTER, site):
        return "站点的开通、下线和关停由平台管理员办理。"
    if status == SiteStatus.CLOSED and site.is_portal:
        return "门户不能关停。"
    return None


def may_appoint(by: User, user: User, site: Site, role: str) -> str | None:
    """A site's administrator appoints its content roles; only the platform's administrator appoints administrators
    and the bureau. Nobody appoints themselves (GB/T 22239-2019: separated powers)."""
    if is_clock(by) and role == Role.PLATFORM_ADMIN and no_platform_admin():
        return None
    if by.pk == user.pk:
        return "不能任命自己,请由另一位管理员办理。"
    if not user.is_active:
        return f"{user} 的账号已停用。"
    if role in roles.CLUSTER_ROLES and not site.is_portal:
        return f"“{Role(role).label}”只在门户任职,对全部站点有效。"
    if role in roles.CONTENT_ROLES:
        return may_administer(by, site)
    if not has_site_power(by, roles.RUN_CLUSTER, site):
        return f"“{Role(role).label}”由平台管理员任命。"
    return None


def may_dismiss(by: User, post: Post) -> str | None:
    if post.ended_at:
        return "此任职已经结束。"
    if by.pk == post.user_id:
        return "不能免去自己,请由另一位管理员办理。"
    return may_appoint(by, post.user, post.site, post.role) if post.user.is_active else may_administer(by, post.site)


def may_keep_account(by: User, user: User) -> str | None:
    """Change name, unit, password or activity of an account."""
    if user.home_site_id is None:
        return "系统账号不能修改。"
    if by.pk == user.pk:
        return "不能修改自己的账号,请由另一位管理员办理。"
    return may_administer(by, user.home_site)


def no_platform_admin() -> bool:
    return not Post.objects.in_force().filter(role=Role.PLATFORM_ADMIN).exists()
