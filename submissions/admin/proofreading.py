"""The list of watched words, and the address by which the writing form asks for a check."""

import json

from django.contrib import admin
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from columns.queries import targets_for
from sites.numbers import whole_number
from sites.screens import DeskAdmin
from submissions import actions, queries, rules
from submissions.admin.pieces import TEXT_BYTES
from submissions.enums import WordSeverity
from submissions.forms import WatchedWordForm
from submissions.models import WatchedWord

TONES = {WordSeverity.BLOCKING: "hot", WordSeverity.WARNING: "warn", WordSeverity.ADVICE: "grey"}


@admin.register(WatchedWord)
class WatchedWordAdmin(DeskAdmin):
    form = WatchedWordForm
    fields = ["wrong", "suggestion", "severity", "category", "ground", "exceptions", "site", "is_active"]
    list_display = ["wrong", "suggestion", "tone", "category", "where", "is_active"]
    list_filter = ["severity", "category", "is_active", "site"]
    search_fields = ["wrong", "suggestion"]
    search_help_text = "按不妥写法或建议写法查找"
    list_select_related = ["site"]
    ordering = ["-id"]

    def permitted(self, user):
        return WatchedWord.objects.all() if self.may_enter(user) else WatchedWord.objects.none()

    def may_enter(self, user):
        return rules.may_keep_watched_words(user) is None

    may_add = may_enter

    def may_change(self, user, obj):
        return self.may_enter(user)

    def create(self, request, values, at):
        return actions.create_watched_word(by=request.user, at=at, **values)

    def change(self, request, obj, values, at):
        actions.change_watched_word(word=obj, values=values, by=request.user, at=at)

    @admin.display(description="程度", ordering="severity")
    def tone(self, word):
        return format_html('<span class="tag {}">{}</span>', TONES[word.severity], word.get_severity_display())

    @admin.display(description="站点", ordering="site")
    def where(self, word):
        return word.site.short_name if word.site else "全部站点"


@require_POST
def check(request):
    """What is typed: JSON `{column, title, summary, body}` → `{results}`; nothing is saved."""
    if len(request.body) > TEXT_BYTES:
        return JsonResponse({"error": "内容太长,不能检查。"}, status=413)
    try:
        sent = json.loads(request.body)
        texts = {field: str(sent.get(field) or "") for field in ("title", "summary", "body")}
        column = whole_number(sent.get("column"))
    except (ValueError, AttributeError, RecursionError):
        return JsonResponse({"error": "送来的内容不完整,没有检查。"}, status=400)
    targets = targets_for(request.user)
    if not targets.exists():
        raise Http404
    site = get_object_or_404(targets, pk=column).site_id if column else None
    return JsonResponse({"results": [one.as_json() for one in queries.check(texts, site=site)]})
