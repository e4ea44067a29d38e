"""Documents that wait for their interpretation (政策解读): published with its policy, each linked to the other."""

from django.db.models import Exists, OuterRef, QuerySet

from columns.enums import ColumnType
from columns.queries import permitted as permitted_columns
from sites import roles
from sites.models import User
from submissions.enums import Validity
from submissions.models import Article, Submission

IN_FORCE = (Validity.VALID, Validity.AMENDED)


def uninterpreted_for(user: User) -> QuerySet[Article]:
    """Of the policy columns this person writes for: live documents in force that nothing live explains, and no open
    manuscript is about to. The newest first: they are asked about."""
    columns = permitted_columns(user, roles.DRAFT).filter(column_type=ColumnType.POLICY)
    live = Article.objects.live().filter(interprets=OuterRef("pk"))
    written = Submission.objects.open().filter(interprets=OuterRef("pk"))
    return Article.objects.live().filter(column__in=columns, validity__in=IN_FORCE).exclude(Exists(live)).exclude(
        Exists(written)).order_by("-published_at", "-pk")
