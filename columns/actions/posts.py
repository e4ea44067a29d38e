from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from columns import rules
from columns.models import Column, ColumnGroupPermission, PostColumn
from columns.scope import forget
from sites import actions as site_actions
from sites import roles
from sites.actions import record
from sites.enums import ChangeVerb
from sites.models import Post, Site, User
from sites.rules import demand


@transaction.atomic
def appoint(*, user: User, site: Site, role: str, columns: list[Column], by: User, at: datetime) -> Post:
    """任命: a person, a role, a site and the columns (the home page column for the whole site).

    Site and cluster roles need no columns: they reach the whole tree, or every tree.
    """
    post = site_actions.appoint(user=user, site=site, role=role, by=by, at=at)
    if role in roles.CONTENT_ROLES:
        set_post_columns(post=post, columns=columns, by=by, at=at)
    else:
        trees = Column.objects.filter(parent=None)
        grant(group=post.group, role=role, columns=trees if role in roles.CLUSTER_ROLES else trees.filter(site=site))
    forget(user)
    return post


@transaction.atomic
def set_post_columns(*, post: Post, columns: list[Column], by: User, at: datetime) -> None:
    """Replace the columns over which a post is held; the grants follow."""
    post = Post.objects.select_for_update(of=("self",)).select_related("user", "site", "group").get(pk=post.pk)
    demand(rules.may_change_post_columns(by, post, columns))
    before = sorted(post.post_columns.values_list("column__path", flat=True))
    after = sorted(column.path for column in columns)
    post.post_columns.all().delete()
    PostColumn.objects.bulk_create(PostColumn(post=post, column=column) for column in columns)
    grant(group=post.group, role=post.role, columns=columns)
    forget(post.user)
    if before != after:
        record(verb=ChangeVerb.CHANGE, obj=post, site=post.site, by=by, at=at, changes={"columns": [before, after]})


@transaction.atomic
def dismiss(*, post: Post, by: User, at: datetime) -> None:
    """免职: the person loses every power of the post at once."""
    site_actions.dismiss(post=post, by=by, at=at)
    ColumnGroupPermission.objects.filter(group=post.group).delete()
    forget(post.user)


def grant(*, group: Group, role: str, columns) -> None:
    """Make the group's grants over columns exactly these: the role's powers on each column."""
    ColumnGroupPermission.objects.filter(group=group).delete()
    permissions = list(Permission.objects.filter(
        content_type__app_label="columns", codename__in=roles.column_powers(role)))
    ColumnGroupPermission.objects.bulk_create(
        ColumnGroupPermission(group=group, permission=permission, content_object=column)
        for column in columns for permission in permissions
    )


def grant_cluster_posts(site: Site) -> None:
    """A new site comes under every cluster-wide post in force."""
    for post in Post.objects.in_force().filter(role__in=roles.CLUSTER_ROLES).select_related("group", "site"):
        grant_post(post)


def hand_over_posts(column: Column, heir: Column) -> None:
    """Posts held over a column are held over its heir from now on; their grants follow."""
    posts = list(Post.objects.filter(post_columns__column=column).select_related("group", "site", "user"))
    PostColumn.objects.bulk_create([PostColumn(post=post, column=heir) for post in posts], ignore_conflicts=True)
    PostColumn.objects.filter(column=column).delete()
    for post in posts:
        if post.ended_at is None:
            grant_post(post)
            forget(post.user)


def grant_post(post: Post) -> None:
    """Make a post's grants exactly what its role and its columns say."""
    everywhere = post.role in roles.CLUSTER_ROLES
    sites = Site.objects.all() if everywhere else [post.site]
    site_actions.grant_sites(group=post.group, sites=sites, powers=roles.site_powers(post.role))
    trees = Column.objects.filter(parent=None)
    if post.role in roles.CONTENT_ROLES:
        columns = Column.objects.filter(post_columns__post=post)
    else:
        columns = trees if everywhere else trees.filter(site=post.site)
    grant(group=post.group, role=post.role, columns=columns)


def rebuild_grants() -> int:
    """Grant every post in force anew: after the powers of a role have changed. Returns the number of posts."""
    posts = Post.objects.in_force().select_related("group", "site")
    for post in posts:
        grant_post(post)
    return len(posts)
