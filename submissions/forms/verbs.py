"""What the verbs of the review and of a withdrawal ask for."""

from django import forms

from submissions.enums import SecrecyConclusion, SecrecyGround, WithdrawalReason


class VersionForm(forms.Form):
    """What every verb on the review page sends: the version the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    """A verb with words: required to send back, welcome elsewhere."""

    reason = forms.CharField(label="意见", required=False, max_length=500,
                             widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}))


class SecrecyForm(forms.Form):
    """The secrecy review's paper form."""

    conclusion = forms.ChoiceField(label="结论", choices=SecrecyConclusion, widget=forms.RadioSelect)
    ground = forms.ChoiceField(label="审查依据", choices=[("", "请选择"), *SecrecyGround.choices])
    reviewer = forms.CharField(label="审查人", max_length=30)
    number = forms.CharField(label="审查编号", max_length=40)
    note = forms.CharField(label="审查意见", max_length=300, required=False)


class ScheduleForm(VersionForm):
    publish_at = forms.DateTimeField(
        label="发布时间", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])


class WithdrawalForm(forms.Form):
    reason_type = forms.ChoiceField(label="撤稿原因", choices=[("", "请选择"), *WithdrawalReason.choices])
    reason = forms.CharField(label="说明", max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
    due_at = forms.DateTimeField(
        label="撤下时间", required=False, help_text="不填,审查同意后立即撤下;填了,可以同意到时自动撤下。",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])


class BatchItemForm(SecrecyForm):
    """One line of a batch approval: the secrecy review is recorded item by item."""

    chosen = forms.BooleanField(label="批准", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["note"]
        self.fields["conclusion"].widget = forms.HiddenInput()
        self.fields["conclusion"].initial = SecrecyConclusion.PUBLIC
        self.fields["ground"].choices = [c for c in self.fields["ground"].choices if c[0] != SecrecyGround.OTHER]
        if self.is_bound and not self.data.get(self.add_prefix("chosen")):
            for field in self.fields.values():
                field.required = False
