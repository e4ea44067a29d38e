"""The search's words, kept by the bureau and the platform's administrator, and what the public searches for."""

from datetime import timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils import timezone

from publishing import actions, rules
from publishing.forms import PeriodForm, StopWordForm, SynonymForm
from publishing.models import SearchLog, StopWord, Synonym
from publishing.search import logbook
from sites.models import Site
from sites.screens import DeskAdmin, ReadOnlyAdmin


def keeps_words(user) -> bool:
    return rules.may_keep_words(user) is None


class WordsAdmin(DeskAdmin):
    """A list of words for the whole cluster."""

    list_filter = ["is_active"]

    def permitted(self, user):
        return self.model.objects.all() if keeps_words(user) else self.model.objects.none()

    def may_enter(self, user):
        return keeps_words(user)

    may_add = may_enter

    def may_change(self, user, obj):
        return keeps_words(user)


@admin.register(Synonym)
class SynonymAdmin(WordsAdmin):
    form = SynonymForm
    fields = list_display = ["terms", "is_active"]
    search_fields = ordering = ["terms"]

    def create(self, request, values, at):
        return actions.create_synonym(by=request.user, at=at, **values)

    def change(self, request, obj, values, at):
        actions.change_synonym(synonym=obj, values=values, by=request.user, at=at)


@admin.register(StopWord)
class StopWordAdmin(WordsAdmin):
    form = StopWordForm
    fields = list_display = ["word", "is_active"]
    search_fields = ordering = ["word"]

    def create(self, request, values, at):
        return actions.create_stop_word(by=request.user, at=at, **values)

    def change(self, request, obj, values, at):
        actions.change_stop_word(stop=obj, values=values, by=request.user, at=at)


@admin.register(SearchLog)
class SearchLogAdmin(ReadOnlyAdmin):
    """Not a list of rows: the words that were searched for most, and those that found nothing."""

    def permitted(self, user):
        return SearchLog.objects.none()

    def may_enter(self, user):
        return keeps_words(user)

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = PeriodForm(request.GET)
        chosen = form.cleaned_data if form.is_valid() else {"site": None, "days": 30}
        site, days = chosen["site"], chosen["days"]
        sites = [site.pk] if site else list(Site.objects.values_list("pk", flat=True))
        since = timezone.localdate() - timedelta(days=days - 1)
        context = {
            **self.admin_site.each_context(request), "title": "搜索记录", "opts": self.opts, "form": form,
            "hot": logbook.most_wanted(sites=sites, since=since, nothing_found=False),
            "missed": logbook.most_wanted(sites=sites, since=since, nothing_found=True),
        }
        return TemplateResponse(request, "admin/publishing/searchlog/report.html", context)
