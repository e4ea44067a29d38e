from django.contrib import admin, messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from mptt.admin import DraggableMPTTAdmin

from columns import actions, rules
from columns.access import arrangeable
from columns.forms import ColumnForm, MoveForm
from columns.models import Column
from columns.queries import permitted, scope_of
from columns.screens import SiteFilter
from sites import roles
from sites.rules import Refused
from sites.screens import DeskAdmin


@admin.register(Column)
class ColumnAdmin(DeskAdmin, DraggableMPTTAdmin):
    """The tree of columns, ordered by dragging."""

    form = ColumnForm
    list_display = ["tree_actions", "indented_title", "column_type", "freshness", "interval_days", "organisation",
                    "is_visible", "path"]
    list_display_links = ["indented_title"]
    list_select_related = ["organisation", "site"]
    list_filter = [SiteFilter, "column_type"]
    search_fields = ["name", "path"]
    list_per_page = 400
    expand_tree_by_default = True
    change_form_template = "admin/columns/column/change_form.html"
    fieldsets = [
        (None, {"fields": ["parent", "name", "slug", "column_type", "is_visible", "home_block"]}),
        ("更新要求", {"fields": ["freshness", "interval_days", "organisation"]}),
        ("网页标签", {"fields": ["description", "keywords"]}),
        ("链接栏目", {"fields": ["link_url"]}),
    ]

    def permitted(self, user):
        return permitted(user, roles.ARRANGE)

    def get_ordering(self, request):
        return ["tree_id", "lft"]

    def may_enter(self, user):
        return scope_of(user).has(roles.ARRANGE)

    may_add = may_enter

    def may_change(self, user, obj):
        return rules.may_arrange(user, obj) is None

    def has_change_permission(self, request, obj=None):
        return self.may_enter(request.user) if obj is None else self.may_change(request.user, obj)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.fieldsets
        hidden = {"parent", "slug", "column_type", "link_url", "home_block"} if obj.is_home else {"parent"}
        kept = [(name, {"fields": [f for f in part["fields"] if f not in hidden]}) for name, part in self.fieldsets]
        return [(name, part) for name, part in kept if part["fields"]]

    def get_actions(self, request):
        return {}

    @admin.display(description="拖动")
    def tree_actions(self, column):
        return super().tree_actions(column)

    @admin.display(description="名称")
    def indented_title(self, column):
        return format_html('<span class="indent-{}">{}</span>', column.level,
                           column.name if column.parent_id else f"{column.site.short_name} · 首页")

    def create(self, request, values, at):
        return actions.create_column(by=request.user, at=at, **values)

    def change(self, request, obj, values, at):
        actions.change_column(column=obj, values=values, by=request.user, at=at)

    def _move_node(self, request):
        """The drag: `cut_item` goes left or right of `pasted_on`, or becomes its last child."""
        column = arrangeable(request.user, request.POST.get("cut_item"))
        target = arrangeable(request.user, request.POST.get("pasted_on"))
        refusal = place(column, target, request.POST.get("position"), request.user)
        if refusal:
            messages.error(request, refusal)
            return HttpResponse("FAIL")
        messages.success(request, f"已移动“{column.name}”,旧网址会自动转到新网址。")
        return HttpResponse("OK")

    def move_view(self, request, number):
        """The same as the drag, by choosing."""
        column = arrangeable(request.user, number)
        form = MoveForm(request.POST or None, user=request.user, column=column)
        refusal = rules.may_move(request.user, column)
        if request.method == "POST" and form.is_valid():
            refusal = place(column, form.cleaned_data["target"], form.cleaned_data["position"], request.user)
            if not refusal:
                messages.success(request, f"已移动“{column.name}”,旧网址会自动转到新网址。")
                return redirect("admin:columns_column_changelist")
        context = {**self.admin_site.each_context(request), "column": column, "opts": self.opts,
                   "title": f"移动栏目:{column.name}", "form": form, "refusal": refusal}
        return TemplateResponse(request, "admin/columns/column/move.html", context)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:number>/remove/", wrap(self.remove_view), name="columns_column_remove"),
            path("<int:number>/move/", wrap(self.move_view), name="columns_column_move"),
            *super().get_urls(),
        ]

    def remove_view(self, request, number):
        """Ask, then delete an empty column; a full one is refused with what hangs on it."""
        column = arrangeable(request.user, number)
        context = {**self.admin_site.each_context(request), "column": column, "opts": self.opts,
                   "title": f"删除栏目:{column.name}",
                   "refusal": rules.may_move(request.user, column)}
        if request.method == "POST":
            try:
                actions.delete_column(column=column, by=request.user, at=timezone.now())
                messages.success(request, f"已删除栏目“{column.name}”。")
                return redirect(reverse("admin:columns_column_changelist"))
            except Refused as refusal:
                context["refusal"] = str(refusal)
        return TemplateResponse(request, "admin/columns/column/remove.html", context)


def place(column: Column, target: Column, position: str | None, by) -> str | None:
    """Move a column beside or below another; the reason where that is refused."""
    parent, before = target, None
    if position in ("left", "right"):
        parent, before = target.parent, target if position == "left" else following(target)
    if parent is None or position not in ("left", "right", "last-child"):
        return "首页旁边不能放栏目。"
    try:
        actions.move_column(column=column, parent=parent, before=before, by=by, at=timezone.now())
    except Refused as refusal:
        return str(refusal)
    return None


def following(column: Column) -> Column | None:
    """The next column under the same parent."""
    return Column.objects.filter(parent_id=column.parent_id, order__gt=column.order).order_by("order").first()
