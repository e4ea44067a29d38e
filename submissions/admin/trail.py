from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from columns.queries import scope_of
from columns.screens import SiteFilter
from sites import roles
from sites.screens import ReadOnlyAdmin
from submissions.enums import State, WithdrawalState
from submissions.models import Step
from submissions.queries import permitted_steps

STATE_NAMES = dict(State.choices) | dict(WithdrawalState.choices)


@admin.register(Step)
class StepAdmin(ReadOnlyAdmin):
    """流转记录, to read."""

    list_display = ["at", "by_name", "verb", "subject", "became", "reason"]
    list_select_related = ["submission", "withdrawal__article"]
    list_filter = ["verb", SiteFilter, ("at", admin.DateFieldListFilter)]
    search_fields = ["by_name", "submission__title", "withdrawal__article__title"]
    ordering = ["-id"]
    fieldsets = [
        (None, {"fields": ["at", "by_name", "verb", "subject", "became", "revision", "reason"]}),
        ("防篡改", {"fields": ["chain", "number", "predecessor", "digest", "content_digest"], "classes": ["collapse"],
                 "description": "每条记录带着前一条的指纹;改动或删去任何一条,核对时都会发现。"}),
    ]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "subject", "became"]

    def permitted(self, user):
        return permitted_steps(user)

    def may_enter(self, user):
        return scope_of(user).has(roles.SEE)

    @admin.display(description="稿件")
    def subject(self, step):
        if step.submission is not None:
            return format_html('<a href="{}">{}</a>', reverse("admin:submissions_submission_review",
                                                              args=[step.submission_id]), step.submission)
        return format_html('<a href="{}">{}</a>', reverse("admin:submissions_withdrawal_page",
                                                          args=[step.withdrawal_id]), step.withdrawal)

    @admin.display(description="状态")
    def became(self, step):
        old, new = (STATE_NAMES.get(state, state) for state in (step.from_state, step.to_state))
        return new if old in ("", new) else f"{old} → {new}"
