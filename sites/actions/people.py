from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from sites import roles, rules
from sites.actions.change_log import change, record
from sites.enums import ChangeVerb
from sites.models import CLOCK_USERNAME, Post, Site, SiteGroupPermission, User


def clock() -> User:
    """The row that stands for the clock wherever an actor is required. It cannot sign in and holds no post."""
    user = User.objects.filter(username=CLOCK_USERNAME).first()
    if user is None:
        user = User(username=CLOCK_USERNAME, name="系统时钟")
        user.set_unusable_password()
        User.objects.bulk_create([user], ignore_conflicts=True)
        user = User.objects.get(username=CLOCK_USERNAME)
    return user


@transaction.atomic
def create_user(*, home_site: Site, password: str, by: User, at: datetime, must_change_password=True, **fields) -> User:
    """An account kept by a site. It may enter the desk as soon as it holds a post."""
    rules.demand(rules.may_administer(by, home_site))
    user = User(home_site=home_site, must_change_password=must_change_password, password_changed_at=at,
                date_joined=at, is_staff=True, **fields)
    user.set_password(password)
    user.save()
    record(verb=ChangeVerb.CREATE, obj=user, site=home_site, by=by, at=at)
    return user


@transaction.atomic
def change_user(*, user: User, values: dict, by: User, at: datetime) -> dict:
    rules.demand(rules.may_keep_account(by, user))
    return change(obj=user, values=values, site=user.home_site, by=by, at=at)


@transaction.atomic
def reset_password(*, user: User, password: str, by: User, at: datetime) -> None:
    """A new password given by the administrator; its holder must change it at the next sign-in."""
    rules.demand(rules.may_keep_account(by, user))
    user.set_password(password)
    user.must_change_password, user.password_changed_at = True, at
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])
    record(verb=ChangeVerb.CHANGE, obj=user, site=user.home_site, by=by, at=at, changes={"password": ["***", "***"]})


@transaction.atomic
def note_own_password(*, user: User, at: datetime) -> None:
    """The person has just chosen a new password."""
    user.must_change_password, user.password_changed_at = False, at
    user.save(update_fields=["must_change_password", "password_changed_at"])
    record(verb=ChangeVerb.CHANGE, obj=user, site=user.home_site, by=user, at=at, changes={"password": ["***", "***"]})


@transaction.atomic
def appoint(*, user: User, site: Site, role: str, by: User, at: datetime) -> Post:
    """Give a person a role in a site, with the role's powers over sites. Columns are added by `columns.actions`."""
    rules.demand(rules.may_appoint(by, user, site, role))
    if Post.objects.in_force().filter(user=user, site=site, role=role).exists():
        raise rules.Refused(f"{user} 在“{site.short_name}”已任这一角色。")
    group = Group.objects.create(name=f"post {user.pk} {site.pk} {role} {at:%Y%m%d%H%M%S%f}")
    group.user_set.add(user)
    post = Post.objects.create(user=user, site=site, role=role, group=group, started_at=at)
    sites = Site.objects.all() if role in roles.CLUSTER_ROLES else [site]
    grant_sites(group=group, sites=sites, powers=roles.site_powers(role))
    rules.forget_site_powers(user)
    record(verb=ChangeVerb.APPOINT, obj=post, site=site, by=by, at=at)
    return post


@transaction.atomic
def dismiss(*, post: Post, by: User, at: datetime) -> None:
    """End a post: its group loses the person at once; the row stays."""
    post = Post.objects.select_for_update(of=("self",)).select_related("user", "site").get(pk=post.pk)
    rules.demand(rules.may_dismiss(by, post))
    post.ended_at = at
    post.save(update_fields=["ended_at"])
    post.group.user_set.clear()
    rules.forget_site_powers(post.user)
    record(verb=ChangeVerb.DISMISS, obj=post, site=post.site, by=by, at=at)


def grant_sites(*, group: Group, sites, powers: set[str]) -> None:
    """Make the group's grants over sites exactly these: each power on each site."""
    SiteGroupPermission.objects.filter(group=group).delete()
    permissions = Permission.objects.filter(content_type__app_label="sites", codename__in=powers)
    SiteGroupPermission.objects.bulk_create([
        SiteGroupPermission(group=group, permission=permission, content_object=site)
        for permission in permissions for site in sites
    ])
