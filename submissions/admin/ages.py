from django.contrib import admin

from sites.screens import DeskAdmin
from submissions import actions, rules
from submissions.enums import LIMITED_STATES
from submissions.models import StepLimit


@admin.register(StepLimit)
class StepLimitAdmin(DeskAdmin):
    """How long a manuscript may wait in a step: the bureau's table."""

    fields = list_display = ["state", "hours", "citation"]
    ordering = ["id"]

    def permitted(self, user):
        return StepLimit.objects.all() if self.may_enter(user) else StepLimit.objects.none()

    def may_enter(self, user):
        return rules.may_set_limits(user) is None

    def may_add(self, user):
        """While a step has no limit."""
        return self.may_enter(user) and StepLimit.objects.count() < len(LIMITED_STATES)

    def may_change(self, user, obj):
        return self.may_enter(user)

    def get_readonly_fields(self, request, obj=None):
        return ["state"] if obj else []

    def create(self, request, values, at):
        return actions.set_limit(by=request.user, at=at, **values)

    def change(self, request, obj, values, at):
        actions.change_limit(limit=obj, values=values, by=request.user, at=at)
