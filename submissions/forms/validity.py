from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from submissions.enums import Validity
from submissions.models import Article
from submissions.queries import live_document


class ValidityChangeForm(forms.Form):
    """What becomes of a document, since when, by which other one."""

    validity = forms.ChoiceField(label="变更为", choices=[("", "请选择"), *Validity.choices[1:]])
    document = forms.CharField(label="修改或废止它的文件", max_length=60, required=False,
                               help_text="填那份文件的发文字号,例如 云政发〔2026〕14号;须已在网站发布。"
                                         "变更为失效或现行有效的不填。")
    effective_on = forms.DateField(label="生效日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ground = forms.CharField(label="依据", max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
                             help_text="例如新文件的条款、清理结果的文号。")

    def __init__(self, *args, article: Article, **kwargs):
        super().__init__(*args, **kwargs)
        self.article = article
        self.fields["effective_on"].initial = timezone.localdate()

    def clean_document(self) -> Article | None:
        number = self.cleaned_data["document"].strip()
        if not number:
            return None
        document = live_document(number, self.article.site)
        if document is None:
            raise ValidationError(f"没有找到发文字号为“{number}”的已发布文件,请核对字号;还没有发布的请先发布。")
        return document
