from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth import password_validation
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from sites import actions, roles, rules
from sites.models import ChangeLog, Message, User
from sites.numbers import whole_number
from sites.queries import may_enter_desk, messages_of, people_of, permitted_sites
from sites.rules import site_powers_of
from sites.screens import DeskAdmin, OwnSitesForm, ReadOnlyAdmin


def administers(user) -> bool:
    return roles.ADMINISTER in site_powers_of(user)


class UserForm(OwnSitesForm):
    """Password: required for a new account; on an existing one, filled in only to reset it."""

    password = forms.CharField(
        label="密码", required=False, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="交给本人后,首次登录时须由本人修改。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "password" in self.fields:
            self.fields["password"].required = self.instance.pk is None
            if self.instance.pk:
                self.fields["password"].label = "重设密码"
                self.fields["password"].help_text = "不重设请留空。重设后,本人下次登录时须修改。"
            self.initial["password"] = ""
        if "is_active" in self.fields:
            self.fields["is_active"].help_text = "取消后不能登录;已有的记录都保留。"

    def clean_password(self):
        password = self.cleaned_data["password"]
        if password:
            password_validation.validate_password(password, self.instance)
        return password


@admin.register(User)
class UserAdmin(DeskAdmin):
    form = UserForm
    fields = ["username", "name", "home_site", "organisation", "email", "is_active", "password"]
    list_display = ["username", "name", "organisation", "home_site", "is_active", "last_login"]
    list_select_related = ["organisation", "home_site"]
    list_filter = ["is_active"]
    search_fields = ["username", "name"]
    ordering = ["username"]

    def permitted(self, user):
        return people_of(permitted_sites(user, roles.ADMINISTER))

    def may_enter(self, user):
        return administers(user)

    may_add = may_enter

    def may_change(self, user, obj):
        return rules.may_keep_account(user, obj) is None

    def get_readonly_fields(self, request, obj=None):
        return ["username", "home_site"] if obj else []

    def get_fields(self, request, obj=None):
        if obj and not self.may_change(request.user, obj):
            return [name for name in self.fields if name != "password"]
        return self.fields if obj else [name for name in self.fields if name != "is_active"]

    def create(self, request, values, at):
        return actions.create_user(by=request.user, at=at, **values)

    def change(self, request, obj, values, at):
        password = values.pop("password", "")
        if password:
            actions.reset_password(user=obj, password=password, by=request.user, at=at)
        if values:
            actions.change_user(user=obj, values=values, by=request.user, at=at)


OTHER_LABELS = {"hosts": "域名", "columns": "栏目", "password": "密码"}
"""What the change log names beside fields."""


def field_of(kind: str, name: str):
    """The field that a row of the change log speaks of; the log keeps the kind's name, which outlives its table."""
    for model in apps.get_models():
        if model._meta.verbose_name == kind:
            return next((field for field in model._meta.fields if field.name == name), None)
    return None


def in_words(value, field) -> str:
    """A logged value as a person reads it."""
    if isinstance(value, list):
        return "、".join(str(part) for part in value) or "(无)"
    if isinstance(value, bool):
        return "是" if value else "否"
    if value in (None, ""):
        return "(空)"
    return str(dict(field.flatchoices).get(value, value) if field is not None else value)


@admin.register(ChangeLog)
class ChangeLogAdmin(ReadOnlyAdmin):
    fieldsets = [
        (None, {"fields": ["at", "by_name", "verb", "kind", "object_name", "site", "differences"]}),
        ("防篡改", {"fields": ["chain", "number", "predecessor", "digest"], "classes": ["collapse"],
                 "description": "每条记录带着前一条的指纹;改动或删去任何一条,核对时都会发现。"}),
    ]
    list_display = ["at", "by_name", "verb", "kind", "object_name", "site"]
    list_select_related = ["site"]
    list_filter = ["verb", ("at", admin.DateFieldListFilter)]
    search_fields = ["object_name", "by_name"]
    ordering = ["-id"]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "differences"]

    @admin.display(description="改动")
    def differences(self, row):
        lines = []
        for name, (old, new) in row.changes.items():
            field = field_of(row.kind, name)
            label = field.verbose_name if field is not None else OTHER_LABELS.get(name, name)
            lines.append((label, in_words(old, field), in_words(new, field)))
        if not lines:
            return "—"
        rows = format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", lines)
        return format_html('<table class="changes-table"><thead><tr><th scope="col">项目</th><th scope="col">原来</th>'
                           '<th scope="col">现在</th></tr></thead><tbody>{}</tbody></table>', rows)

    def permitted(self, user):
        return ChangeLog.objects.filter(site__in=permitted_sites(user, roles.OVERSEE))

    def may_enter(self, user):
        return roles.OVERSEE in site_powers_of(user)


class UnreadFilter(admin.SimpleListFilter):
    title, parameter_name = "阅读", "read"

    def lookups(self, request, model_admin):
        return [("no", "未读"), ("yes", "已读或已办结")]

    def queryset(self, request, queryset):
        match self.value():
            case "no":
                return queryset.unread()
            case "yes":
                return queryset.exclude(pk__in=queryset.unread().values("pk"))
        return queryset


@admin.register(Message)
class MessageAdmin(DeskAdmin):
    """What one was told oneself; nobody reads another's messages."""

    list_display = ["subject", "kind", "sent_at", "standing"]
    list_display_links = None
    list_filter = [UnreadFilter, "kind"]
    search_fields = ["text"]
    ordering = ["-sent_at", "-id"]
    actions = ["mark_read"]
    change_list_template = "admin/sites/message/change_list.html"

    def permitted(self, user):
        return messages_of(user)

    def may_enter(self, user):
        return may_enter_desk(user)

    @admin.display(description="内容")
    def subject(self, message):
        return format_html('<a class="{}" href="{}">{}</a>', "unread" if message.is_unread else "read",
                           reverse("admin:sites_message_open", args=[message.pk]), message.text)

    @admin.display(description="状态")
    def standing(self, message):
        if message.is_unread:
            return format_html('<span class="tag warn">{}</span>', "未读")
        return format_html('<span class="tag grey">{}</span>', "已读" if message.read_at else "已办结")

    @admin.action(description="标为已读", permissions=["view"])
    def mark_read(self, request, queryset):
        number = actions.mark_read(messages=queryset.values_list("pk", flat=True), by=request.user, at=timezone.now())
        messages.success(request, f"已把 {number} 条消息标为已读。")

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A message has no page of its own; it leads to what it is about."""
        return self.open_view(request, object_id)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [path("<int:number>/open/", wrap(self.open_view), name="sites_message_open"),
                path("read/", wrap(self.read_view), name="sites_message_read"),
                path("mail/", wrap(self.mail_view), name="sites_message_mail"), *super().get_urls()]

    def open_view(self, request, number):
        """Read it, and go where it leads."""
        message = get_object_or_404(messages_of(request.user), pk=whole_number(number) or 0)
        actions.mark_read(messages=[message.pk], by=request.user, at=timezone.now())
        return redirect(message.link)

    def read_view(self, request):
        """The button 全部标为已读."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        number = actions.mark_all_read(by=request.user, at=timezone.now())
        messages.success(request, f"已把 {number} 条消息标为已读。" if number else "没有未读的消息。")
        return redirect("admin:sites_message_changelist")

    def mail_view(self, request):
        """The button that turns mail on or off."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        wanted = request.POST.get("wanted") == "yes"
        actions.want_mail(wanted=wanted, by=request.user, at=timezone.now())
        messages.success(request, "有未读消息时会发邮件提醒您。" if wanted else "不再发邮件提醒;消息仍在这里。")
        return redirect("admin:sites_message_changelist")
