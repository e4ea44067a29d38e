"""The desk: the Django admin with its start page, its navigation and the pages that need more than one app."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse, reverse_lazy
from django.utils import timezone
from mptt.forms import TreeNodeChoiceField

from columns import rules as column_rules
from columns.models import Column
from columns.queries import permitted, scope_of
from sites import actions as site_actions
from sites import roles
from sites.queries import may_enter_desk, portal_host, posts_of, unread_count
from sites.rules import Refused
from sites.screens import DeskAdmin, public_origin
from submissions import actions
from submissions.queries import Queue, referral_cards, start_page, waiting_count
from submissions.queries.harvest import harvest_card

NAVIGATION = (
    ("内容", ("submissions.Submission", "submissions.Article", "submissions.Referral", "submissions.HarvestItem",
            "submissions.Withdrawal", "submissions.ValidityChange", "submissions.Step")),
    ("管理", ("columns.Column", "submissions.HarvestRule", "sites.Post", "sites.User", "sites.Organisation",
            "sites.Site", "submissions.NumberingRule", "publishing.Notice", "submissions.ReferralChannel",
            "submissions.WatchedWord", "publishing.SearchLog", "publishing.Synonym", "publishing.StopWord",
            "submissions.StepLimit", "sites.ChangeLog")),
)
PURPOSES = {
    "columns.Column": "排列栏目,定更新期限和责任单位",
    "submissions.HarvestRule": "从别的网站抓取文章,供选用",
    "sites.Post": "任命和免去拟稿人、信息员、信息主管",
    "sites.User": "建账号、停用账号、重设密码",
    "sites.Organisation": "维护本站的单位",
    "sites.Site": "网站名称、标识、备案、联系方式和外观",
    "submissions.NumberingRule": "各发文机关公文索引号的格式和依据",
    "publishing.Notice": "网页顶端的紧急提示,哀悼日灰度",
    "submissions.WatchedWord": "错别字和不规范的写法,检查稿件时提醒或拦下",
    "submissions.ReferralChannel": "门户哪些栏目收各单位的报送,要什么样的稿",
    "publishing.SearchLog": "公众搜得最多的词,和没搜到的词",
    "publishing.Synonym": "意思一样的词,搜一个也找到另一个",
    "publishing.StopWord": "搜索时不计的词,例如怎么、请问",
    "submissions.StepLimit": "每个环节最多等多久,超时由上一级督办",
    "sites.ChangeLog": "谁在什么时候改了什么",
}
"""What the screens of 管理 are for, on the start page."""

WORK = {
    "waiting": {roles.REVIEW, roles.APPROVE},
    "overdue": set(),
    "returned": {roles.DRAFT},
    "to_publish": {roles.PUBLISH},
    "scheduled": {roles.SEE},
    "drafts": {roles.DRAFT},
    "submitted": {roles.DRAFT},
}
"""Which powers make a queue of the start page somebody's business."""

GREETINGS = ((5, "夜深了"), (9, "早上好"), (12, "上午好"), (14, "中午好"), (18, "下午好"), (24, "晚上好"))


@dataclass(frozen=True)
class Entry:
    """A line of the navigation."""

    name: str
    address: str
    is_current: bool
    count: int = 0
    purpose: str = ""


def greeting(at: datetime) -> str:
    hour = timezone.localtime(at).hour
    return next(words for until, words in GREETINGS if hour < until)


def own_queues(queues: list[Queue], user) -> list[Queue]:
    """The queues that are this person's business, and any other that is not empty."""
    scope = scope_of(user)
    return [queue for queue in queues if queue.count or any(scope.has(power) for power in WORK[queue.key])]


def password_age(user, at: datetime) -> int:
    """Days since the person's own last choice of a password."""
    return (at - (user.password_changed_at or user.date_joined)).days


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

    def register(self, model_or_iterable, admin_class=None, **options):
        """Our own screens alone: those of libraries know no tenants, and groups are derived from posts."""
        if admin_class is not None and issubclass(admin_class, DeskAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request):
        return may_enter_desk(request.user)

    def each_context(self, request):
        context = super().each_context(request)
        if not context["has_permission"]:
            return context
        return context | {"navigation": self.navigation(request), "posts": posts_of(request.user),
                          "unread": unread_count(request.user)}

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
                entries.append(Entry(str(opts.verbose_name), address, request.path.startswith(address), count,
                                     PURPOSES.get(label, "")))
            if entries:
                sections.append((title, entries))
        return sections

    def index(self, request, extra_context=None):
        """工作台: what waits for this person."""
        at, page = timezone.now(), start_page(request.user)
        queues = own_queues(page.queues, request.user)
        context = {**self.each_context(request), "title": self.index_title, "page": page, "now": at,
                   "greeting": greeting(at), "queues": queues, "queue": {queue.key: queue for queue in queues},
                   "sees_content": scope_of(request.user).has(roles.SEE), "harvest": harvest_card(request.user),
                   "referrals": referral_cards(request.user), **(extra_context or {})}
        return TemplateResponse(request, self.index_template, context)

    def visit(self, request):
        """The public face: the person's own site, or the portal for those who work in several."""
        numbers = {post.site_id for post in posts_of(request.user)}
        return redirect(public_origin(request, numbers.pop() if len(numbers) == 1 else portal_host().site_id) + "/")

    def password_change(self, request, extra_context=None):
        days = password_age(request.user, timezone.now())
        must = request.user.must_change_password
        return PasswordChangeView.as_view(
            form_class=OwnPasswordForm, template_name="registration/password_change_form.html",
            success_url=reverse_lazy("admin:password_change_done"),
            extra_context={**self.each_context(request), "title": "修改密码",
                           "must": must, "must_now": must or days > settings.PASSWORD_MAX_AGE_DAYS,
                           "password_days": days, "password_max_days": settings.PASSWORD_MAX_AGE_DAYS,
                           **(extra_context or {})},
        )(request)

    def get_urls(self):
        merge = path("columns/column/<int:number>/merge/", self.admin_view(self.merge_view),
                     name="columns_column_merge")
        return [merge, path("visit/", self.admin_view(self.visit), name="visit"), *super().get_urls()]

    def merge_view(self, request, number):
        """Ask which column takes over, then merge."""
        column = get_object_or_404(permitted(request.user, roles.ARRANGE).select_related("site"), pk=number)
        form = MergeForm(request.POST or None, user=request.user, column=column)
        refusal = column_rules.may_move(request.user, column)
        if request.method == "POST" and form.is_valid():
            into: Column = form.cleaned_data["into"]
            try:
                moved = actions.merge_columns(column=column, into=into, by=request.user, at=timezone.now())
                messages.success(request, f"已把“{column.name}”并入“{into.name}”,移动了 {moved} 篇文章;"
                                          "旧网址会转过去。")
                return redirect("admin:columns_column_changelist")
            except Refused as refused:
                refusal = str(refused)
        context = {**self.each_context(request), "opts": Column._meta, "title": f"合并栏目:{column.name}",
                   "column": column, "form": form, "refusal": refusal}
        return TemplateResponse(request, "admin/columns/column/merge.html", context)
