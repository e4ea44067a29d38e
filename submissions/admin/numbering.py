from django.contrib import admin
from django.utils import timezone

from columns.screens import SiteFilter
from sites.screens import DeskAdmin
from submissions import actions, rules
from submissions.forms import NumberingRuleForm
from submissions.models import NumberingRule
from submissions.queries import next_free, permitted_numbering_rules


@admin.register(NumberingRule)
class NumberingRuleAdmin(DeskAdmin):
    """How the issuing bodies number their documents: kept by the bureau, with the text that says so."""

    form = NumberingRuleForm
    list_display = ["organisation", "site", "pattern", "given_this_year", "is_active"]
    list_select_related = ["organisation", "site"]
    list_filter = ["is_active", SiteFilter]
    search_fields = ["organisation__name"]
    search_help_text = "按发文机关查找"
    ordering = ["site", "organisation"]
    fields = ["organisation", "pattern", "citation", "is_active"]

    def permitted(self, user):
        rules_seen = permitted_numbering_rules(user, timezone.localdate().year)
        return rules_seen if self.may_enter(user) else rules_seen.none()

    def may_enter(self, user):
        return rules.may_set_numbering(user) is None

    may_add = may_enter

    def may_change(self, user, obj):
        return self.may_enter(user)

    def get_readonly_fields(self, request, obj=None):
        return ["organisation", "next_number"] if obj else []

    def get_fields(self, request, obj=None):
        return [*self.fields, "next_number"] if obj else self.fields

    @admin.display(description="今年已编到")
    def given_this_year(self, rule):
        return f"{rule.last_serial} 号" if rule.last_serial else "还没有编号"

    @admin.display(description="下一个索引号")
    def next_number(self, rule):
        """As the rule is stored; a publication in between takes it."""
        return next_free(rule, timezone.localdate().year, rule.last_serial)[1]

    def create(self, request, values, at):
        return actions.create_numbering_rule(by=request.user, at=at, **values)

    def change(self, request, obj, values, at):
        actions.change_numbering_rule(rule=obj, values=values, by=request.user, at=at)
