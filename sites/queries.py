"""Reads of sites, people and posts."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sites.addresses import origin
from sites.models import Host, Message, Post, Site, SiteGroupPermission, User


def host_by_name(name: str) -> Host | None:
    """The host with its site and the site's units: all that a public page says of its site, in one query."""
    return Host.objects.select_related("site__sponsor", "site__operator").filter(name=name).first()


def canonical_hosts() -> dict[int, str]:
    """Site number → canonical host name."""
    return dict(Host.objects.filter(is_canonical=True).values_list("site_id", "name"))


def portal_host() -> Host:
    return Host.objects.select_related("site").get(is_canonical=True, site__kind="portal")


def cluster_menu() -> QuerySet[Site]:
    """Running sites with their canonical host, in the cluster's order."""
    return Site.objects.running().prefetch_related(
        Prefetch("hosts", Host.objects.filter(is_canonical=True), to_attr="canonical")
    )


def permitted_sites(user: User, power: str) -> QuerySet[Site]:
    """Sites over which a post of this person carries the power. One query, whatever the number of posts."""
    if not user.is_active:
        return Site.objects.none()
    return Site.objects.filter(Exists(SiteGroupPermission.objects.filter(
        group__user=user, permission__codename=power, content_object=OuterRef("pk"))))


def posts_of(user: User) -> list[Post]:
    """The person's posts in force; read once for each `User` object, that is once a request. The number of unread
    messages comes with them: it stands on every page of the desk and costs no query of its own."""
    if not hasattr(user, "_posts"):
        unread = Message.objects.unread().filter(person=user).order_by().values("person").annotate(number=Count("pk"))
        user._posts = list(Post.objects.in_force().filter(user=user).select_related("site").annotate(
            unread=Coalesce(Subquery(unread.values("number")), 0)))
    return user._posts


def unread_count(user: User) -> int:
    """The number on the bell."""
    posts = posts_of(user)
    return posts[0].unread if posts else 0


def messages_of(user: User) -> QuerySet[Message]:
    return Message.objects.filter(person=user)


def desk_origin(user: User) -> str:
    """Where the person reaches the desk: the canonical host of the site that keeps the account."""
    return origin(canonical_hosts().get(user.home_site_id) or portal_host().name)


def may_enter_desk(user) -> bool:
    """Anyone who holds a post, in any site."""
    return bool(user.is_authenticated and user.is_active and posts_of(user))


def people_of(sites: QuerySet[Site]) -> QuerySet[User]:
    """People whose account one of the sites keeps, or who hold a post there."""
    posts = Post.objects.in_force().filter(user=OuterRef("pk"), site__in=sites)
    return User.objects.filter(Q(home_site__in=sites) | Exists(posts))
