"""What the verbs of a referral ask for."""

from django import forms
from django.forms import ModelChoiceField

from columns.queries import permitted
from sites import roles
from sites.enums import SiteKind
from sites.screens import DeskForm
from submissions.enums import DeclineReason
from submissions.models import ReferralChannel
from submissions.queries import open_channels


class ReferForm(forms.Form):
    """Which columns to send to, and what to say with it."""

    channels = forms.ModelMultipleChoiceField(
        label="报送到", queryset=ReferralChannel.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一个栏目。"})
    words = forms.CharField(label="报送说明", required=False, max_length=500, help_text="选填;门户的编辑会看到",
                            widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["channels"].queryset = open_channels()


class ReferralVerbForm(forms.Form):
    """The version the person saw, and words: which verb needs them is said by its action."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(label="意见", required=False, max_length=500)


class DeclineForm(ReferralVerbForm):
    reason_type = forms.ChoiceField(label="原因", choices=[("", "请选择"), *DeclineReason.choices],
                                    error_messages={"required": "请选择不采用的原因。"})


class ReferralChannelForm(DeskForm):
    """Offers the portal's columns that the person keeps."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields.get("column")
        if isinstance(field, ModelChoiceField):
            field.queryset = permitted(self.desk_user, roles.ARRANGE).filter(
                site__kind=SiteKind.PORTAL, link_url="", parent__isnull=False, referral_channel=None)
        if "wanted" in self.fields:
            self.fields["wanted"].widget = forms.Textarea(attrs={"rows": 3, "maxlength": 200})
