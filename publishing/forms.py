from django import forms

from publishing.models import Notice, StopWord, Synonym
from sites import roles
from sites.models import Site
from sites.queries import permitted_sites
from sites.rules import site_powers_of
from sites.screens import DeskForm

MINUTE = "%Y-%m-%dT%H:%M"


class ShownVersion(forms.IntegerField):
    """The version that the person saw: handed on to the action whether or not it is the newest."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return True


def minute(label: str, help_text: str) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, help_text=help_text, input_formats=[MINUTE, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE))


class NoticeForm(DeskForm):
    starts_at = minute("开始时间", "北京时间。到时自动出现;填现在或以前的时间,保存后一分钟内出现。")
    ends_at = minute("结束时间", "到时自动消失。")
    seen = ShownVersion(required=False)

    class Meta:
        model = Notice
        fields = ["site", "kind", "text", "english", "details", "link", "starts_at", "ends_at"]
        help_texts = {
            "kind": "紧急提示(红底)和警示提示(黄底)在每个网页顶端显示文字;哀悼日灰度让所有网页变成灰色,不显示文字。",
            "text": "一句话说清发生了什么、公众该怎么办,不超过 100 字。哀悼日灰度请写明缘由,只在“网站提示”页上显示。",
            "english": "显示在英文网站上。不填,英文网站就不显示这条提示;灰度不受影响。",
            "details": "点开提示后看到的全文,可以不填。空一行表示另起一段。",
            "link": "全文后面的链接,可以不填。",
        }
        widgets = {"details": forms.Textarea(attrs={"rows": 6}), "english": forms.TextInput(attrs={"lang": "en"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "site" in self.fields:
            sites = permitted_sites(self.desk_user, roles.NOTIFY)
            may_all = roles.NOTIFY_CLUSTER in site_powers_of(self.desk_user)
            field = self.fields["site"]
            field.queryset, field.required = sites, not may_all
            field.empty_label = "全部站点" if may_all else "请选择"
            field.help_text = "在哪个站点显示。保存后不能改。"
            if not may_all and len(sites) == 1:
                field.initial = sites[0]
        if "seen" in self.fields:
            self.initial["seen"] = self.instance.version

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())

    def clean_english(self):
        return " ".join(self.cleaned_data["english"].split())


class SynonymForm(DeskForm):
    class Meta:
        model = Synonym
        fields = ["terms", "is_active"]


class StopWordForm(DeskForm):
    class Meta:
        model = StopWord
        fields = ["word", "is_active"]

    def clean_word(self):
        return "".join(self.cleaned_data["word"].split())


class PeriodForm(forms.Form):
    """Which part of the search log to look at."""

    site = forms.ModelChoiceField(queryset=Site.objects.order_by("order", "id"), required=False, label="站点",
                                  empty_label="全部站点")
    days = forms.TypedChoiceField(label="时间", coerce=int, empty_value=30, required=False,
                                  choices=[(30, "最近 30 天"), (7, "最近 7 天"), (365, "最近一年")])
