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
from submissions.enums import Verb
from submissions.models import Withdrawal
from submissions.queries import permitted_withdrawals

VERBS = {
    "withdraw": (Verb.WITHDRAW, actions.withdraw, "已撤下文章,公众打开它时会看到“已撤下”。"),
    "schedule": (Verb.SCHEDULE_WITHDRAWAL, actions.schedule_withdrawal, "已同意,到时自动撤下。"),
    "refuse": (Verb.REFUSE_WITHDRAWAL, actions.refuse_withdrawal, "已答复不同意撤稿。"),
    "cancel": (Verb.CANCEL_WITHDRAWAL, actions.cancel_withdrawal, "已取消撤稿申请。"),
}


@admin.register(Withdrawal)
class WithdrawalAdmin(DeskAdmin):
    list_display = ["link", "site", "reason_type", "state", "requested_by", "requested_at", "closed_by"]
    list_display_links = None
    list_select_related = ["article", "site", "requested_by", "closed_by"]
    list_filter = ["state", "reason_type", SiteFilter]
    search_fields = ["article__title"]
    ordering = ["-id"]

    def permitted(self, user):
        return permitted_withdrawals(user)

    def may_enter(self, user):
        return scope_of(user).has(roles.SEE)

    @admin.display(description="文章")
    def link(self, withdrawal):
        return format_html('<a href="{}">{}</a>',
                           reverse("admin:submissions_withdrawal_page", args=[withdrawal.pk]), withdrawal.article.title)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            raise Http404
        return redirect("admin:submissions_withdrawal_page",
                        access.withdrawal(request.user, whole_number(object_id) or 0).pk)

    def get_urls(self):
        return [path("<int:number>/page/", self.admin_site.admin_view(self.page_view),
                     name="submissions_withdrawal_page"), *super().get_urls()]

    def page_view(self, request, number):
        """The request, and the decision: carry out, refuse, or cancel one's own."""
        withdrawal, refusal = access.withdrawal(request.user, number), ""
        if request.method == "POST":
            verb = request.POST.get("verb", "")
            if verb not in VERBS:
                raise Http404
            _, action, done = VERBS[verb]
            words = {} if verb == "cancel" else {"reason": request.POST.get("reason", "")[:500]}
            try:
                action(withdrawal=withdrawal, by=request.user, at=timezone.now(), **words)
                messages.success(request, done)
                return redirect("admin:submissions_withdrawal_page", number)
            except Refused as refused:
                refusal = str(refused)
                withdrawal = access.withdrawal(request.user, number)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "withdrawal": withdrawal, "refusal": refusal,
            "title": f"撤稿:{withdrawal.article.title}", "typed": request.POST.get("reason", ""),
            "refusals": {name: rules.may_close_withdrawal(verb, withdrawal, request.user)
                         for name, (verb, _, _) in VERBS.items()},
            "steps": withdrawal.steps.order_by("-number"),
            "public_address": public_address(request, withdrawal.article),
        }
        return TemplateResponse(request, "admin/submissions/withdrawal/page.html", context)
