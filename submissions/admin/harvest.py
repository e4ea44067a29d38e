"""网上抓取: the rules with their tester and runs, and what they brought, waiting to be taken."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
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
from submissions import access
from submissions.actions import harvest as actions
from submissions.forms.harvest import SELECTORS, HarvestRuleForm
from submissions.models import HarvestItem, HarvestRule
from submissions.queries.harvest import (
    files_of,
    keeps_rules,
    last_runs,
    permitted_harvest_items,
    permitted_harvest_rules,
)
from submissions.rules.harvest import may_ask_run, may_decline, may_keep_rule, may_take


@admin.register(HarvestRule)
class HarvestRuleAdmin(DeskAdmin):
    form = HarvestRuleForm
    list_display = ["name", "column", "kind", "owner", "is_active", "health", "last_run_at", "next_at"]
    list_select_related = ["site", "column", "owner"]
    list_filter = ["is_active", SiteFilter]
    search_fields = ["name", "address"]
    ordering = ["-failures", "-id"]
    change_form_template = "admin/submissions/harvest/rule.html"
    fieldsets = [
        (None, {"fields": ["name", "column", "owner", "kind", "address", "item_selector"]}),
        ("文章怎么读", {"fields": [*SELECTORS[1:], "default_source"],
                   "description": "都可以不填:标题、正文、时间、来源会自动识别。识别得不对时再填 CSS 选择器。"}),
        ("什么时候抓", {"fields": ["interval", "is_active"]}),
    ]

    def permitted(self, user):
        return permitted_harvest_rules(user)

    def may_enter(self, user):
        return keeps_rules(user)

    may_add = may_enter

    def may_change(self, user, obj):
        return may_keep_rule(user, obj.column) is None

    @admin.display(description="情况", ordering="failures")
    def health(self, rule):
        if not rule.is_active:
            return "停用"
        if rule.is_failing:
            return format_html('<span class="tag hot">连续失败 {} 次</span>', rule.failures)
        if rule.last_run_at is None:
            return "还没抓过"
        return format_html('<span class="tag ok">{}</span>', "正常")

    def create(self, request, values, at):
        return actions.create_rule(by=request.user, at=at, **values)

    def change(self, request, obj, values, at):
        actions.change_rule(rule=obj, values=values, by=request.user, at=at)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        rule = object_id and self.get_object(request, object_id)
        shown = {"runs": last_runs(rule), "run_refusal": may_ask_run(rule, request.user)} if rule else {}
        return super().changeform_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [path("try/", wrap(self.try_view), name="submissions_harvestrule_try"),
                path("<int:number>/run/", wrap(self.run_view), name="submissions_harvestrule_run"), *super().get_urls()]

    def try_view(self, request):
        """试抓 with the values as they stand in the form, saved or not."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not keeps_rules(request.user):
            raise PermissionDenied
        form = self.get_form(request)(request.POST)
        is_ready = form.is_valid() or not set(form.errors) - {"name", "owner", "__all__"}
        trial = actions.try_rule(rule=form.instance, at=timezone.now()) if is_ready else None
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": "试抓", "form": form,
                   "trial": trial, "rule": form.instance}
        return TemplateResponse(request, "admin/submissions/harvest/trial.html", context)

    def run_view(self, request, number):
        """The button 立即抓取."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        rule = access.harvest_rule(request.user, number)
        try:
            actions.ask_run(rule=rule, by=request.user, at=timezone.now())
            messages.success(request, "已排上队,一两分钟内开始;结果会列在下面的抓取记录里。")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("admin:submissions_harvestrule_change", number)


@admin.register(HarvestItem)
class HarvestItemAdmin(DeskAdmin):
    list_display = ["link", "rule", "state", "source", "published_at", "seen_at", "closed_by"]
    list_display_links = None
    list_select_related = ["rule", "closed_by"]
    list_filter = ["state", SiteFilter]
    search_fields = ["title"]
    ordering = ["-id"]

    def permitted(self, user):
        return permitted_harvest_items(user).defer("body")

    def may_enter(self, user):
        return scope_of(user).has(roles.SEE)

    @admin.display(description="标题")
    def link(self, item):
        address = reverse("admin:submissions_harvestitem_page", args=[item.pk])
        return format_html('<a href="{}">{}</a>{}', address, item,
                           format_html("<br><small>{}</small>", item.reason) if item.reason else "")

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            raise Http404
        item = access.harvest_item(request.user, whole_number(object_id) or 0)
        return redirect("admin:submissions_harvestitem_page", item.pk)

    def get_urls(self):
        return [path("<int:number>/page/", self.admin_site.admin_view(self.page_view),
                     name="submissions_harvestitem_page"), *super().get_urls()]

    def page_view(self, request, number):
        """The article as it was read, and the decision: take it or not."""
        item, refusal = access.harvest_item(request.user, number), ""
        if request.method == "POST":
            try:
                return self.decide(request, item)
            except Refused as refused:
                refusal, item = str(refused), access.harvest_item(request.user, number)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": str(item), "item": item,
                   "refusal": refusal, "typed": request.POST.get("reason", ""), "files": files_of(item),
                   "take_refusal": may_take(item, request.user), "decline_refusal": may_decline(item, request.user),
                   "keeps_rule": may_keep_rule(request.user, item.rule.column) is None}
        return TemplateResponse(request, "admin/submissions/harvest/item.html", context)

    def decide(self, request, item):
        at = timezone.now()
        match request.POST.get("verb"):
            case "take":
                made = actions.take_item(item=item, by=request.user, at=at)
                messages.success(request, "已成为您的草稿。请核对文字、图片说明和来源,再提交送审。")
                return redirect("admin:submissions_submission_change", made.pk)
            case "decline":
                actions.decline_item(item=item, by=request.user, at=at, reason=request.POST.get("reason", ""))
                messages.success(request, f"“{item}”不选用。")
                return redirect(reverse("admin:submissions_harvestitem_changelist") + "?state__exact=waiting")
        raise Http404
