from django.contrib import admin

from columns.queries import scope_of
from sites import roles
from sites.screens import ReadOnlyAdmin
from submissions.admin.filters import SiteFilter
from submissions.models import Step
from submissions.queries import permitted_steps


@admin.register(Step)
class StepAdmin(ReadOnlyAdmin):
    """流转记录, to read."""

    list_display = ["at", "by_name", "verb", "subject", "from_state", "to_state", "reason"]
    list_select_related = ["submission", "withdrawal__article"]
    list_filter = ["verb", SiteFilter, ("at", admin.DateFieldListFilter)]
    search_fields = ["by_name", "submission__title", "withdrawal__article__title"]
    ordering = ["-id"]

    def permitted(self, user):
        return permitted_steps(user)

    def may_enter(self, user):
        return scope_of(user).has(roles.SEE)

    @admin.display(description="稿件")
    def subject(self, step):
        return step.submission or step.withdrawal
