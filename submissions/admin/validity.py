from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from columns.queries import scope_of
from columns.screens import SiteFilter
from sites import roles
from sites.numbers import whole_number
from sites.rules import Refused
from sites.screens import DeskAdmin
from submissions import access, actions, rules
from submissions.admin.articles import public_address
from submissions.enums import ValidityVerb
from submissions.forms import ValidityChangeForm
from submissions.models import ValidityChange
from submissions.queries import permitted_validity_changes

PAGE = "admin:submissions_validitychange_page"
VERBS = {
    "carry_out": (ValidityVerb.CARRY_OUT, actions.change_validity, "已变更有效性,公众网页上立即看到。"),
    "refuse": (ValidityVerb.REFUSE, actions.refuse_validity_change, "已答复不同意变更。"),
    "cancel": (ValidityVerb.CANCEL, actions.cancel_validity_change, "已取消变更申请。"),
}


@admin.register(ValidityChange)
class ValidityChangeAdmin(DeskAdmin):
    """Requests to change what holds of a document, and the decision on each."""

    list_display = ["link", "site", "validity", "state", "requested_by", "requested_at", "closed_by"]
    list_display_links = None
    list_select_related = ["article", "site", "requested_by", "closed_by"]
    list_filter = ["state", "validity", SiteFilter]
    search_fields = ["article__title", "article__document_number"]
    search_help_text = "按标题或发文字号查找"
    ordering = ["-id"]

    def permitted(self, user):
        return permitted_validity_changes(user)

    def may_enter(self, user):
        return scope_of(user).has(roles.SEE)

    @admin.display(description="文件")
    def link(self, change):
        return format_html('<a href="{}">{}</a>', reverse(PAGE, args=[change.pk]), change.article.title)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            raise Http404
        return redirect(PAGE, access.validity_change(request.user, whole_number(object_id) or 0).pk)

    def get_urls(self):
        wrap, name = self.admin_site.admin_view, "submissions_validitychange_{}".format
        return [path("<int:number>/page/", wrap(self.page_view), name=name("page")),
                path("request/<int:number>/", wrap(self.request_view), name=name("request")), *super().get_urls()]

    def request_view(self, request, number):
        """The request: what becomes of the document with this number, and on what ground."""
        article = access.article(request.user, number)
        form = ValidityChangeForm(request.POST or None, article=article)
        refusal = rules.may_request_validity_change(request.user, article)
        if request.method == "POST" and form.is_valid():
            try:
                change = actions.request_validity_change(article=article, by=request.user, at=timezone.now(),
                                                         **form.cleaned_data)
                messages.success(request, "已申请变更有效性,等待信息主管审查。")
                return redirect(PAGE, change.pk)
            except Refused as refused:
                refusal = str(refused)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "article": article, "form": form,
                   "refusal": refusal, "title": f"变更有效性:{article.title}"}
        return TemplateResponse(request, "admin/submissions/documents/request.html", context)

    def page_view(self, request, number):
        """The request, and the decision: agree, refuse, or cancel one's own."""
        change, refusal = access.validity_change(request.user, number), ""
        if request.method == "POST":
            verb = request.POST.get("verb", "")
            if verb not in VERBS:
                raise Http404
            _, action, done = VERBS[verb]
            words = {} if verb == "cancel" else {"reason": request.POST.get("reason", "")[:500]}
            try:
                action(change=change, by=request.user, at=timezone.now(), **words)
                messages.success(request, done)
                return redirect(PAGE, number)
            except Refused as refused:
                refusal, change = str(refused), access.validity_change(request.user, number)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "change": change, "refusal": refusal,
            "title": f"有效性变更:{change.article.title}", "typed": request.POST.get("reason", ""),
            "refusals": {name: rules.may_close_validity_change(verb, change, request.user)
                         for name, (verb, _, _) in VERBS.items()},
            "steps": change.steps.order_by("-number"),
            "public_address": public_address(request, change.article),
            "document_address": change.document and public_address(request, change.document),
        }
        return TemplateResponse(request, "admin/submissions/documents/change.html", context)
