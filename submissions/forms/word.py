from django import forms
from django.core.exceptions import ValidationError
from mptt.forms import TreeNodeChoiceField

from columns.models import Column
from columns.queries import targets_for
from submissions.forms.submissions import column_label

MOST_FILES = 20


class ManyFiles(forms.FileField):
    """One file or several, as a list."""

    class Input(forms.FileInput):
        allow_multiple_selected = True

    widget = Input

    def clean(self, data, initial=None):
        return [super(ManyFiles, self).clean(one, initial) for one in data or [None]]


class WordImportForm(forms.Form):
    """Word files that are to become drafts in one column."""

    column = TreeNodeChoiceField(queryset=Column.objects.none(), label="栏目", empty_label="请选择栏目")
    files = ManyFiles(
        label="Word 文件", widget=ManyFiles.Input(attrs={"accept": ".docx,.doc,.wps"}),
        help_text=f".docx、.doc 或 .wps,一次最多 {MOST_FILES} 个,每个成为一份草稿。",
        error_messages={"required": "请选择要导入的 Word 文件。"})
    with_file = forms.BooleanField(label="原文件同时作为附件", required=False)
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=20)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["column"].queryset = targets_for(user).order_by("tree_id", "lft")
        self.fields["column"].label_from_instance = column_label

    def clean_files(self):
        files = self.cleaned_data["files"]
        if len(files) > MOST_FILES:
            raise ValidationError(f"一次最多导入 {MOST_FILES} 个文件,您选了 {len(files)} 个,请分几次。")
        return files
