"""What this person may see of manuscripts and articles; the rest does not exist for them."""

from django.db.models import Q, QuerySet

from columns.queries import permitted as permitted_columns
from sites import roles
from sites.models import User
from submissions.models import Article, Attachment, Step, Submission, Withdrawal


def permitted_submissions(user: User) -> QuerySet[Submission]:
    """Manuscripts of the columns this person may see; others do not exist for them."""
    return Submission.objects.filter(column__in=permitted_columns(user, roles.SEE))


def permitted_articles(user: User) -> QuerySet[Article]:
    return Article.objects.filter(column__in=permitted_columns(user, roles.SEE))


def permitted_withdrawals(user: User) -> QuerySet[Withdrawal]:
    return Withdrawal.objects.filter(article__column__in=permitted_columns(user, roles.SEE))


def permitted_attachments(user: User) -> QuerySet[Attachment]:
    """Files of the sites in which this person may see any manuscript."""
    return Attachment.objects.filter(site__in=permitted_columns(user, roles.SEE).values("site"))


def permitted_steps(user: User) -> QuerySet[Step]:
    columns = permitted_columns(user, roles.SEE)
    return Step.objects.filter(Q(submission__column__in=columns) | Q(withdrawal__article__column__in=columns))
