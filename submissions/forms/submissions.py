from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape
from mptt.forms import TreeNodeChoiceField, TreeNodeMultipleChoiceField
from tinymce.widgets import TinyMCE

from columns.models import Column
from columns.queries import targets_for
from sites.numbers import whole_number, whole_numbers
from sites.screens import DeskForm
from submissions.editor import EDITOR
from submissions.forms.numbering import explain_index_number
from submissions.models import Article, Attachment, Content, Submission
from submissions.queries import permitted_articles


def column_label(column: Column) -> str:
    return f"{column.site.short_name} › {'　' * (column.level - 1)}{column.name}"


class FileNumbers(forms.CharField):
    """`3,17` in a hidden input → the files this person may use, in that order."""

    widget = forms.HiddenInput

    def clean(self, value):
        value = super().clean(value)
        numbers = whole_numbers(value)
        if len(numbers) != len([part for part in value.split(",") if part]):
            raise ValidationError("附件清单不对,请刷新页面后重新选择附件。")
        return numbers


class SubmissionForm(DeskForm):
    """Everything an author writes. Half a manuscript may be saved; only a title and a column are needed."""

    column = TreeNodeChoiceField(queryset=Column.objects.none(), label="栏目", empty_label="请选择栏目")
    also_in = TreeNodeMultipleChoiceField(
        queryset=Column.objects.none(), label="同时挂载到", required=False,
        help_text="同站的其他栏目;按住 Ctrl 可多选。")
    attachment_ids = FileNumbers(label="附件", required=False)
    picture_alt = forms.CharField(label="题图说明", max_length=120, required=False,
                                  help_text="一句话说明图上是什么,读屏软件会读出来;有题图时必填。")
    version = forms.IntegerField(label="稿次", widget=forms.HiddenInput, required=False)
    form_key = forms.CharField(label="表单编号", widget=forms.HiddenInput, required=False, max_length=40)
    compared = forms.BooleanField(label="我已对照原文件核对过", required=False,
                                  widget=forms.CheckboxInput(attrs={"form": "submission_form"}))

    class Meta:
        model = Submission
        fields = ["column", "also_in", "title", "body", "summary", "keywords", "source", "author", "picture",
                  "document_number", "index_number", "issuer", "written_on", "topic", "genre", "subject_words",
                  "validity", "interprets"]
        widgets = {
            "title": forms.TextInput(attrs={"class": "vTextField title"}),
            "body": TinyMCE(mce_attrs=dict(EDITOR)),
            "summary": forms.Textarea(attrs={"rows": 2}),
            "picture": forms.HiddenInput,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and whole_number(self.data.get("interprets")) is None:
            self.data = self.data.copy()  # the chooser cannot show what is no number
            self.data["interprets"] = ""
        targets = targets_for(self.desk_user).order_by("tree_id", "lft")
        if self.instance.pk:
            targets = targets.filter(site_id=self.instance.site_id)
        for name in ("column", "also_in"):
            self.fields[name].queryset = targets
            self.fields[name].label_from_instance = column_label
        self.fields["picture"].queryset = Attachment.objects.filter(site__in=targets.values("site"))
        self.fields["picture"].required = False
        if "interprets" in self.fields:
            self.fields["interprets"].queryset = Article.objects.filter(
                pk__in=permitted_articles(self.desk_user).live().values("pk"))
        if self.instance.pk:
            self.initial |= {
                "version": self.instance.version, "form_key": str(self.instance.pk),
                "also_in": list(self.instance.also_in.values_list("pk", flat=True)),
                "attachment_ids": ",".join(
                    str(n) for n in self.instance.submission_attachments.values_list("attachment_id", flat=True)),
                "picture_alt": self.instance.picture.alt if self.instance.picture else "",
            }
        if "index_number" in self.fields:
            explain_index_number(self.fields["index_number"], self.instance, targets.values("site"))
        if "validity" in self.fields and self.instance.is_correction and self.instance.article.validity:
            self.fields["validity"].disabled = True
            self.fields["validity"].help_text = "更正不改有效性;要改的,请在文章页申请“变更有效性”。"
        self.word_import = getattr(self.instance, "word_import", None)  # an AttributeError where there is none
        if self.word_import and not self.word_import.is_confirmed:
            for name, words in self.word_import.guesses.items():
                field = self.fields[name]
                field.help_text = f"由文件中的“{escape(words)}”识别,请核对。"
                field.widget.attrs["class"] = f"{field.widget.attrs.get('class', '')} guessed".strip()

    def clean(self):
        cleaned = super().clean()
        column, also_in = cleaned.get("column"), cleaned.get("also_in") or ()
        if column and any(other.site_id != column.site_id for other in also_in):
            self.add_error("also_in", "只能同时挂载到同一站点的栏目。")
        cleaned["also_in"] = [other for other in also_in if other != column]
        numbers = cleaned.get("attachment_ids") or []
        if column and numbers:
            own = set(Attachment.objects.filter(pk__in=numbers, site_id=column.site_id).values_list("pk", flat=True))
            if own != set(numbers):
                self.add_error(None, "有附件不属于本站,请删去后重新上传。")
        return cleaned

    @property
    def content(self) -> dict:
        return {name: self.cleaned_data[name] for name in Content.CONTENT_FIELDS if name in self.cleaned_data}
