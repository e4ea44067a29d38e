"""The desk: the Django admin with its start page, its navigation and the pages that need more than one app."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse, reverse_lazy
from django.utils import timezone
from mptt.forms import TreeNodeChoiceField

from columns import access as column_access
from columns import rules as column_rules
from columns.models import Column
from columns.queries import permitted
from sites import actions as site_actions
from sites import roles
from sites.queries import may_enter_desk, posts_of
from sites.rules import Refused
from submissions import actions
from submissions.queries import start_page, waiting_count

NAVIGATION = (
    ("内容", ("submissions.Submission", "submissions.Article", "submissions.Withdrawal", "submissions.Step")),
    ("管理", ("columns.Column", "sites.Post", "sites.User", "sites.Organisation", "sites.Site", "sites.ChangeLog")),
)


@dataclass(frozen=True)
class Entry:
    """A line of the navigation."""

    name: str
    address: str
    is_current: bool
    count: int = 0


class OwnPasswordForm(PasswordChangeForm):
    """Choosing a new password also ends the duty to change it."""

    def save(self, commit=True):
        user = super().save(commit)
        site_actions.note_own_password(user=user, at=timezone.now())
        return user


class MergeForm(forms.Form):
    """The column that takes everything over."""

    def __init__(self, *args, user, column, **kwargs):
        super().__init__(*args, **kwargs)
        targets = permitted(user, roles.ARRANGE).filter(site=column.site, link_url="", parent__isnull=False)
        self.fields["into"] = TreeNodeChoiceField(
            queryset=targets.exclude(pk=column.pk).order_by("lft"), label="并入栏目", empty_label="请选择栏目")


class DeskSite(admin.AdminSite):
    site_header = site_title = "网站群工作台"
    index_title = "工作台"
    index_template = "admin/start.html"
    enable_nav_sidebar = False

    def has_permission(self, request):
        return may_enter_desk(request.user)

    def each_context(self, request):
        context = super().each_context(request)
        if not context["has_permission"]:
            return context
        return context | {"navigation": self.navigation(request), "posts": posts_of(request.user)}

    def get_app_list(self, request, app_label=None):
        """The navigation replaces Django's list of models, and saves its queries."""
        return []

    def navigation(self, request) -> list[tuple[str, list[Entry]]]:
        """Sections of the screens this person may enter."""
        models = {model._meta.label: screen for model, screen in self._registry.items()}
        sections = []
        for title, labels in NAVIGATION:
            entries = []
            for label in labels:
                screen = models[label]
                if not screen.may_enter(request.user):
                    continue
                opts = screen.opts
                address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
                count = waiting_count(request.user) if label == "submissions.Submission" else 0
                entries.append(Entry(str(opts.verbose_name), address, request.path.startswith(address), count))
            if entries:
                sections.append((title, entries))
        return sections

    def index(self, request, extra_context=None):
        """工作台: what waits for this person."""
        context = {**self.each_context(request), "title": self.index_title, "page": start_page(request.user),
                   "now": timezone.now(), **(extra_context or {})}
        return TemplateResponse(request, self.index_template, context)

    def password_change(self, request, extra_context=None):
        return PasswordChangeView.as_view(
            form_class=OwnPasswordForm, template_name="registration/password_change_form.html",
            success_url=reverse_lazy("admin:password_change_done"),
            extra_context={**self.each_context(request), "title": "修改密码",
                           "must": request.user.must_change_password, **(extra_context or {})},
        )(request)

    def get_urls(self):
        merge = path("columns/column/<int:number>/merge/", self.admin_view(self.merge_view),
                     name="columns_column_merge")
        return [merge, *super().get_urls()]

    def merge_view(self, request, number):
        """Ask which column takes over, then merge."""
        column = column_access.arrangeable(request.user, number)
        form = MergeForm(request.POST or None, user=request.user, column=column)
        refusal = column_rules.may_move(request.user, column)
        if request.method == "POST" and form.is_valid():
            into: Column = form.cleaned_data["into"]
            try:
                moved = actions.merge_columns(column=column, into=into, by=request.user, at=timezone.now())
                messages.success(request, f"已把“{column.name}”并入“{into.name}”,移动了 {moved} 篇文章;旧网址会转过去。")
                return redirect("admin:columns_column_changelist")
            except Refused as refused:
                refusal = str(refused)
        context = {**self.each_context(request), "opts": Column._meta, "title": f"合并栏目:{column.name}",
                   "column": column, "form": form, "refusal": refusal}
        return TemplateResponse(request, "admin/columns/column/merge.html", context)
