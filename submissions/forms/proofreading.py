from django import forms

from sites.models import Site
from sites.screens import DeskForm
from submissions.models import WatchedWord


class WatchedWordForm(DeskForm):
    class Meta:
        model = WatchedWord
        fields = ["wrong", "suggestion", "severity", "category", "ground", "exceptions", "site", "is_active"]
        help_texts = {
            "wrong": "稿件里出现这几个字就会提示,至少两个字。",
            "suggestion": "拟稿人按“替换”时,不妥写法会换成这里的字。",
            "severity": "“建议”和“提醒”只提示;“必须改正”的不改好不能提交。",
            "ground": "为什么不妥:标准、文件或词典的名称。",
            "exceptions": "在这些词句里不提示,一行写一个,例如“按装”的例外“按装配”。",
            "site": "只在哪个站点提示。",
        }
        widgets = {"exceptions": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "site" in self.fields:
            self.fields["site"].queryset = Site.objects.order_by("order", "id")
            self.fields["site"].empty_label = "全部站点"
            self.fields["site"].required = False
