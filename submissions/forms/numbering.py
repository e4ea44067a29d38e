from django import forms
from django.db.models import QuerySet

from sites import roles
from sites.models import Organisation
from sites.queries import permitted_sites
from sites.screens import DeskForm
from submissions.models import NumberingRule, Submission
from submissions.queries import active_rules, rule_for

NAMED = 3
"""Bodies whose names fit the help of one field."""


class UnitChoice(forms.ModelChoiceField):
    def label_from_instance(self, unit):
        return f"{unit.site.short_name} › {unit.name}"


class NumberingRuleForm(DeskForm):
    """The chooser offers the units in use; a rule's unit is not changed later."""

    organisation = UnitChoice(queryset=Organisation.objects.none(), label="发文机关", empty_label="请选择单位",
                              help_text="公文的“发文机关”写这个单位全称的,发布时按本规则编号。")

    class Meta:
        model = NumberingRule
        fields = ["organisation", "pattern", "citation", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "organisation" in self.fields:
            self.fields["organisation"].queryset = Organisation.objects.filter(
                is_active=True, site__in=permitted_sites(self.desk_user, roles.OVERSEE)).select_related("site")


def explain_index_number(field: forms.Field, submission: Submission, sites: QuerySet) -> None:
    """Not typed where a rule numbers the document, nor where it has its number already; else the help says for whom
    the number is given."""
    if submission.is_correction and submission.index_number:
        field.disabled, field.help_text = True, "索引号编定后永久不变,更正时也不改。"
    elif submission.pk and not submission.index_number and rule_for(submission, submission.column):
        field.disabled, field.help_text = True, "发布时按发文机关的规则自动编号,不用填写。"
    else:
        found = active_rules().filter(site__in=sites).order_by("site", "organisation")
        names = [rule.organisation.name for rule in found[:NAMED + 1]]
        if names:
            others = "等" if len(names) > NAMED else ""
            field.help_text = f"发文机关是{'、'.join(names[:NAMED])}{others}的,发布时自动编号,请留空;已有旧号的照填。"
