"""Reads of changes of validity."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from columns.queries import permitted as permitted_columns
from sites import roles
from sites.models import Site, User
from submissions.enums import ValidityChangeState
from submissions.models import Article, ValidityChange


def permitted_validity_changes(user: User) -> QuerySet[ValidityChange]:
    return ValidityChange.objects.filter(article__column__in=permitted_columns(user, roles.SEE))


def validity_changes_for(user: User) -> QuerySet[ValidityChange]:
    """Requests this person may decide on: not their own."""
    return ValidityChange.objects.filter(
        state=ValidityChangeState.REQUESTED, article__column__in=permitted_columns(user, roles.APPROVE)
    ).exclude(requested_by=user).order_by("requested_at", "pk")


def carried_out_for(documents: Collection[int]) -> QuerySet[ValidityChange]:
    """What became of the documents, and what they brought about, newest first; both ends without their texts."""
    return ValidityChange.objects.filter(
        Q(article__in=documents) | Q(document__in=documents), state=ValidityChangeState.CARRIED_OUT,
    ).select_related("article", "document").defer("article__body", "document__body").order_by("-closed_at", "-pk")


def live_document(number: str, site: Site) -> Article | None:
    """The live document with this 发文字号: of the site itself, else the newest in the cluster."""
    found = list(Article.objects.live().filter(document_number=number.strip()).order_by("-published_at", "-pk")[:20])
    return next((one for one in found if one.site_id == site.pk), found[0] if found else None)
