"""Manuscripts: the list, the form to write in, and the addresses of the review page."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django import forms
from django.contrib import admin, messages
from django.db.models import DateField, QuerySet
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html

from columns.queries import scope_of
from columns.screens import SiteFilter
from sites import roles
from sites.numbers import whole_number
from sites.rules import Refused
from sites.screens import DeskAdmin
from submissions import access, actions, rules
from submissions.admin import batch, pieces, presence, proofreading, review, word
from submissions.admin.filters import ColumnFilter, QueueFilter
from submissions.enums import CLOSED_STATES, State, Verb
from submissions.forms import SubmissionForm
from submissions.models import Submission
from submissions.queries import permitted_submissions, with_limits
from submissions.sanitise import clean
from submissions.templatetags.desk import age_class, waited

DOCUMENT_FIELDS = ["document_number", "index_number", "issuer", "written_on", "topic", "genre", "subject_words",
                   "validity"]
TONES = {State.DRAFT: "grey", State.RETURNED: "hot", State.APPROVED: "ok", State.SCHEDULED: "ok",
         State.PUBLISHED: "grey", State.DISCARDED: "grey"}


@admin.register(Submission)
class SubmissionAdmin(DeskAdmin):
    form = SubmissionForm
    list_display = ["link", "column", "site_name", "drafter", "stage", "age", "saved_at"]
    list_display_links = None
    list_filter = [QueueFilter, "state", SiteFilter, ColumnFilter, ("saved_at", admin.DateFieldListFilter)]
    search_fields = ["title", "document_number"]
    search_help_text = "按标题或发文字号查找"
    date_hierarchy = None
    actions = ["batch_approve", "batch_pass"]
    change_form_template = "admin/submissions/submission/change_form.html"
    autocomplete_fields = ["interprets"]
    formfield_overrides = {DateField: {"widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}}
    fieldsets = [
        (None, {"fields": ["column", "title", "body"]}),
        ("来源与摘要", {"fields": ["source", "author", "summary", "keywords"]}),
        ("题图", {"fields": ["picture", "picture_alt"], "classes": ["picture-field"]}),
        ("公文信息", {"fields": DOCUMENT_FIELDS, "classes": ["collapse"],
                  "description": "政策文件栏目必填;其他栏目没有发文字号的不用填。"}),
        ("关联", {"fields": ["interprets", "also_in"], "classes": ["collapse"]}),
        (None, {"fields": ["attachment_ids", "version", "form_key", "compared"], "classes": ["hidden-fields"]}),
    ]

    class Media:
        js = ["desk/autosave.js", "desk/uploads.js", "desk/paste.js", "desk/proofreading.js", "desk/presence.js"]

    def permitted(self, user) -> QuerySet:
        return permitted_submissions(user)

    def get_queryset(self, request):
        together = ("column", "site", "drafter", "word_import")
        return with_limits(super().get_queryset(request)).select_related(*together).defer("body")

    def may_enter(self, user):
        return scope_of(user).has(roles.SEE)

    def may_add(self, user):
        return scope_of(user).has(roles.DRAFT)

    def may_change(self, user, obj):
        return rules.may(Verb.SAVE, obj, user) is None

    # --- the list -----------------------------------------------------------------------------------------------

    @admin.display(description="标题", ordering="title")
    def link(self, submission):
        name = "change" if submission.is_editable else "review"
        mark = format_html('<span class="tag">{}</span> ', "更正") if submission.is_correction else ""
        return format_html('{}<a href="{}">{}</a>', mark,
                           reverse(f"admin:submissions_submission_{name}", args=[submission.pk]), submission.title)

    def get_list_display(self, request):
        """The site is worth a column only to those who work in several."""
        several = len(scope_of(request.user).site_ids) > 1
        return [name for name in self.list_display if several or name != "site_name"]

    @admin.display(description="站点", ordering="site")
    def site_name(self, submission):
        return submission.site.short_name

    @admin.display(description="状态", ordering="state")
    def stage(self, submission):
        return format_html('<span class="tag {}">{}</span>', TONES.get(submission.state, ""),
                           submission.get_state_display())

    @admin.display(description="等候", ordering="state_since")
    def age(self, submission):
        if submission.state in CLOSED_STATES:
            return "—"
        return format_html('<span class="{}">{}</span>', age_class(submission), waited(submission.state_since))

    @admin.action(description="批量批准(逐件记录保密审查)", permissions=["view"])
    def batch_approve(self, request, queryset):
        numbers = ",".join(str(n) for n in queryset.values_list("pk", flat=True))
        return redirect(f"{reverse('admin:submissions_submission_batch')}?ids={numbers}")

    @admin.action(description="批量审核通过", permissions=["view"])
    def batch_pass(self, request, queryset):
        chosen = queryset.defer(None).select_related("column", "site")
        outcomes = actions.in_batch(actions.pass_review, chosen, by=request.user, at=timezone.now())
        batch.report(request, outcomes, "审核通过")

    # --- the form -----------------------------------------------------------------------------------------------

    def get_object(self, request, object_id, from_field=None):
        obj = super().get_object(request, object_id, from_field)
        if obj is not None and request.method == "POST" and getattr(request, "refusal_is_stale", False):
            request.POST = request.POST.copy()
            request.POST["version"] = str(obj.version)
        return obj

    # TinyMCE writes style attributes into its text, and shows a pasted picture as a blob while it is uploaded
    @method_decorator(csp_update({"style-src": [SELF, UNSAFE_INLINE], "img-src": ["blob:"]}))
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        submission = None
        if object_id is not None:
            submission = access.submission(request.user, whole_number(object_id) or 0)
            if request.method == "GET" and not self.may_change(request.user, submission):
                return redirect("admin:submissions_submission_review", submission.pk)
        if request.method == "POST":
            twin = pieces.sent_before(request) if object_id is None else None
            if twin is not None:
                messages.warning(request, "这份稿件刚才已经保存,没有再存一份;下面就是它。")
                return redirect("admin:submissions_submission_change", twin.pk)
            pieces.take_files(request)
        return super().changeform_view(request, object_id, form_url,
                                       pieces.form_context(request, submission, extra_context))

    def explain(self, request, refusal):
        super().explain(request, refusal)
        if isinstance(refusal, actions.Stale):
            request.refusal_is_stale = True
            request.refusal += ("您写的内容都还在下面。再按一次“保存草稿”,会以您的内容另存为新的一稿;"
                                "对方那一稿仍保存在“稿次”里,可以对照。")

    def save_model(self, request, obj, form, change):
        at, values = timezone.now(), form.cleaned_data
        arguments = {"by": request.user, "at": at, "content": form.content, "also_in": values["also_in"],
                     "column": values["column"], "attachments": values["attachment_ids"]}
        if change:
            saved = actions.save_draft(submission=obj, version=values["version"] or 0, **arguments)
        else:
            saved = actions.create_submission(**arguments, form_key=values["form_key"])
        if values["picture"]:
            actions.describe(attachment=values["picture"], alt=values["picture_alt"], by=request.user, at=at)
        if values["compared"]:
            actions.confirm_import(submission=saved, by=request.user, at=at)
        if values["form_key"]:
            actions.forget_autosave(by=request.user, form_key=values["form_key"])
        obj.__dict__.update(saved.__dict__)

    def response_add(self, request, obj, post_url_continue=None):
        return self.after_save(request, obj)

    def response_change(self, request, obj):
        return self.after_save(request, obj)

    def after_save(self, request, obj):
        """Saved; and submitted where that was asked. A refused submission leaves the saved draft and says why."""
        edit = reverse("admin:submissions_submission_change", args=[obj.pk])
        for note in clean(request.POST.get("body", "")).notes:
            messages.warning(request, note)
        if "_submit" not in request.POST:
            messages.success(request, f"已保存为第 {obj.version} 稿。写好后按“保存并提交”送审。")
            return HttpResponseRedirect(edit)
        try:
            submission = actions.submit(submission=obj, by=request.user, at=timezone.now())
        except Refused as refusal:
            messages.error(request, f"已保存,但还不能提交:{refusal}")
            return HttpResponseRedirect(edit)
        messages.success(request, f"已提交,现在{submission.get_state_display()}。")
        return redirect("admin:submissions_submission_review", obj.pk)

    # --- other addresses ----------------------------------------------------------------------------------------

    def get_urls(self):
        wrap = self.admin_site.admin_view
        name = "submissions_submission_{}".format
        return [
            path("batch/", wrap(batch.view(self)), name=name("batch")),
            path("import/", wrap(word.view(self)), name=name("import")),
            path("autosave/", wrap(pieces.autosave), name=name("autosave")),
            path("paste/", wrap(pieces.paste), name=name("paste")),
            path("check/", wrap(proofreading.check), name=name("check")),
            path("upload/", wrap(pieces.upload), name=name("upload")),
            path("file/<int:number>/", wrap(pieces.file), name=name("file")),
            path("<int:number>/review/", wrap(review.page(self)), name=name("review")),
            path("<int:number>/do/<str:verb>/", wrap(review.act(self)), name=name("do")),
            path("<int:number>/presence/", wrap(presence.presence), name=name("presence")),
            path("<int:number>/share/", wrap(review.share), name=name("share")),
            path("<int:number>/compare/", wrap(review.compare(self)), name=name("compare")),
            path("<int:number>/restore/<int:revision>/", wrap(review.restore), name=name("restore")),
            *super().get_urls(),
        ]


