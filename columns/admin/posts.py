"""Posts are registered here, not in `sites`: they are held over columns."""

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from columns import actions
from columns.forms import PostForm
from sites import roles, rules
from sites.models import Post
from sites.queries import permitted_sites
from sites.rules import Refused, site_powers_of
from sites.screens import DeskAdmin


class InForceFilter(admin.SimpleListFilter):
    title, parameter_name = "任期", "in_force"

    def lookups(self, request, model_admin):
        return [("yes", "在任"), ("no", "已免去")]

    def queryset(self, request, queryset):
        return queryset.filter(ended_at__isnull=self.value() == "yes") if self.value() in ("yes", "no") else queryset


@admin.register(Post)
class PostAdmin(DeskAdmin):
    """Who holds which post over which columns: kept by the site's own administrator."""

    form = PostForm
    fields = ["site", "user", "role", "columns"]
    list_display = ["user", "role", "site", "held_over", "started_at", "ended_at"]
    list_select_related = ["user", "site"]
    list_filter = [InForceFilter, "role"]
    search_fields = ["user__name", "user__username", "site__name"]
    ordering = ["site", "role", "user"]
    change_form_template = "admin/columns/post/change_form.html"

    def permitted(self, user):
        return Post.objects.filter(site__in=permitted_sites(user, roles.ADMINISTER))

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("post_columns__column")

    def may_enter(self, user):
        return roles.ADMINISTER in site_powers_of(user)

    may_add = may_enter

    def may_change(self, user, obj):
        return rules.may_dismiss(user, obj) is None

    def get_readonly_fields(self, request, obj=None):
        return ["site", "user", "role"] if obj else []

    def get_fields(self, request, obj=None):
        if obj is not None and (obj.role not in roles.CONTENT_ROLES or not self.may_change(request.user, obj)):
            return ["site", "user", "role"]
        return self.fields

    @admin.display(description="栏目")
    def held_over(self, post):
        if post.role in roles.CLUSTER_ROLES:
            return "全部站点"
        names = [held.column.name if held.column.path else "整个站点" for held in post.post_columns.all()]
        return "、".join(names) or ("(无)" if post.role in roles.CONTENT_ROLES else "整个站点")

    def create(self, request, values, at):
        return actions.appoint(
            user=values["user"], site=values["site"], role=values["role"], columns=list(values["columns"]),
            by=request.user, at=at,
        )

    def change(self, request, obj, values, at):
        if "columns" in values:
            actions.set_post_columns(post=obj, columns=list(values["columns"]), by=request.user, at=at)

    def get_urls(self):
        dismiss = path("<int:number>/dismiss/", self.admin_site.admin_view(self.dismiss_view),
                       name="columns_post_dismiss")
        return [dismiss, *super().get_urls()]

    def dismiss_view(self, request, number):
        """Ask, then end the post."""
        post = get_object_or_404(self.get_queryset(request), pk=number)
        if request.method == "POST":
            try:
                actions.dismiss(post=post, by=request.user, at=timezone.now())
                messages.success(request, f"已免去 {post}。")
            except Refused as refusal:
                messages.error(request, str(refusal))
            return redirect(reverse("admin:sites_post_changelist"))
        context = {**self.admin_site.each_context(request), "post": post, "opts": self.opts, "title": "免去任职",
                   "refusal": rules.may_dismiss(request.user, post)}
        return TemplateResponse(request, "admin/columns/post/dismiss.html", context)
