from django.core.exceptions import ValidationError
from django.db.models import Q
from mptt.forms import TreeNodeChoiceField
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from columns.models import Column
from columns.queries import permitted
from sites.screens import DeskForm
from submissions.enums import HarvestKind
from submissions.fetching import FetchRefused, canonical
from submissions.forms.submissions import column_label
from submissions.models import HarvestRule
from submissions.queries.harvest import possible_owners
from submissions.rules.harvest import KEEPING

SELECTORS = ("item_selector", "title_selector", "body_selector", "time_selector", "source_selector")


class HarvestRuleForm(DeskForm):
    """Where to look and how to read it. A selector that no page could match is told here, not at the next run."""

    class Meta:
        model = HarvestRule
        fields = ["name", "column", "owner", "kind", "address", *SELECTORS, "default_source", "interval", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "column" not in self.fields:
            return
        kept = Q()
        for power in KEEPING:
            kept |= Q(pk__in=permitted(self.desk_user, power).values("pk"))
        columns = Column.objects.filter(kept, link_url="", parent__isnull=False).select_related("site")
        if self.instance.pk:
            columns = columns.filter(site_id=self.instance.site_id)
        self.fields["column"] = TreeNodeChoiceField(queryset=columns.order_by("tree_id", "lft"), label="目标栏目",
                                                    empty_label="请选择栏目")
        self.fields["column"].label_from_instance = column_label
        self.fields["owner"].queryset = possible_owners(self.desk_user).order_by("username")
        self.fields["owner"].initial = self.desk_user.pk

    def clean_address(self):
        try:
            return canonical(self.cleaned_data["address"])
        except FetchRefused as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean(self):
        cleaned = super().clean()
        for name in SELECTORS:
            if cleaned.get(name) and not is_selector(cleaned[name]):
                self.add_error(name, "不是能用的 CSS 选择器;例如 .list li、#content、ul.news a。")
        if cleaned.get("kind") == HarvestKind.LIST and not cleaned.get("item_selector") and not self.errors:
            self.add_error("item_selector", "列表网页须填写列表选择器。")
        column = cleaned.get("column")
        if column is not None and not self.instance.pk:
            self.instance.site_id = column.site_id
        return cleaned


def is_selector(text: str) -> bool:
    try:
        LexborHTMLParser("<p>").css(text)
    except (SelectolaxError, ValueError):
        return False
    return True
