from django.contrib import admin, messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone

from publishing import actions, rules
from publishing.enums import NoticePhase
from publishing.forms import NoticeForm
from publishing.models import Notice
from publishing.queries import permitted_notices
from sites import roles
from sites.rules import Refused, site_powers_of
from sites.screens import DeskAdmin

CLUSTER = "全部站点"


class PhaseFilter(admin.SimpleListFilter):
    title, parameter_name = "阶段", "phase"

    def lookups(self, request, model_admin):
        return NoticePhase.choices

    def queryset(self, request, queryset):
        now = timezone.now()
        match self.value():
            case NoticePhase.COMING:
                return queryset.filter(starts_at__gt=now)
            case NoticePhase.IN_FORCE:
                return queryset.in_force(now)
            case NoticePhase.OVER:
                return queryset.filter(ends_at__lte=now)
        return queryset


@admin.register(Notice)
class NoticeAdmin(DeskAdmin):
    """Banners and grey days: of one's own site, for the bureau of any site or of all."""

    form = NoticeForm
    list_display = ["text", "kind", "where", "starts_at", "ends_at", "phase", "created_by"]
    list_select_related = ["site", "created_by"]
    list_filter = [PhaseFilter, "kind"]
    search_fields = ["text"]
    ordering = ["-starts_at", "-id"]
    change_form_template = "admin/publishing/notice/change_form.html"

    def permitted(self, user):
        return permitted_notices(user)

    def may_enter(self, user):
        return roles.NOTIFY in site_powers_of(user)

    may_add = may_enter

    def may_change(self, user, obj):
        return rules.may_change_notice(user, obj, timezone.now()) is None

    def get_fields(self, request, obj=None):
        fields = ["site", "kind", "text", "english", "details", "link", "starts_at", "ends_at", "seen"]
        may_all = roles.NOTIFY_CLUSTER in site_powers_of(request.user)
        if obj is None:
            return [name for name in fields if name != "seen" and (may_all or name != "english")]
        shown = [name for name in fields if name != "english" or obj.site_id is None]
        return shown if self.may_change(request.user, obj) else ["where", *(n for n in shown[1:] if n != "seen")]

    def get_readonly_fields(self, request, obj=None):
        return ["where"] if obj else []

    @admin.display(description="站点", ordering="site")
    def where(self, notice):
        return notice.site.short_name if notice.site else CLUSTER

    @admin.display(description="阶段")
    def phase(self, notice):
        return notice.phase(timezone.now()).label

    def create(self, request, values, at):
        values.pop("seen", None)
        return actions.issue_notice(by=request.user, at=at, **values)

    def change(self, request, obj, values, at):
        actions.change_notice(notice=obj, values=values, version=values.pop("seen") or 0, by=request.user, at=at)

    def get_urls(self):
        end = path("<int:number>/end/", self.admin_site.admin_view(self.end_view), name="publishing_notice_end")
        return [end, *super().get_urls()]

    def end_view(self, request, number):
        """The button 立即结束."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        notice = get_object_or_404(self.get_queryset(request), pk=number)
        try:
            actions.end_notice(notice=notice, by=request.user, at=timezone.now())
            messages.success(request, f"“{notice}”已结束,一分钟内从网页上消失。")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("admin:publishing_notice_changelist")
