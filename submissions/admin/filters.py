"""Filters of the desk's lists. What they offer is what the person may see."""

from django.contrib import admin

from columns.models import Column
from columns.queries import permitted, scope_of
from sites import roles
from sites.numbers import whole_number
from submissions.queries import QUEUES, queue, uninterpreted_for


class QueueFilter(admin.SimpleListFilter):
    """The cards of the start page."""

    title, parameter_name = "待办", "queue"

    def lookups(self, request, model_admin):
        return [(key, title) for key, title, _, _ in QUEUES]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        if self.value() not in {key for key, _, _, _ in QUEUES}:
            return queryset.none()
        return queryset.filter(pk__in=queue(self.value(), request.user).order_by().values("pk"))


class InterpretationFilter(admin.SimpleListFilter):
    """The documents of the start page's card; for those who write."""

    title, parameter_name = "解读", "interpretation"

    def lookups(self, request, model_admin):
        return [("missing", "等待解读")] if scope_of(request.user).has(roles.DRAFT) else []

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(pk__in=uninterpreted_for(request.user).order_by().values("pk"))


class ColumnFilter(admin.SimpleListFilter):
    """A column and everything below it. Offered for one site at a time: a hundred sites have thousands of columns."""

    title, parameter_name = "栏目", "column"

    def lookups(self, request, model_admin):
        columns = permitted(request.user, roles.SEE).order_by("tree_id", "lft")
        site = whole_number(request.GET.get("site"))
        sites = scope_of(request.user).site_ids
        if site:
            columns = columns.filter(site_id=site)
        elif len(sites) > 1:
            return []
        return [(str(c.pk), f"{'　' * c.level}{c.name}") for c in columns]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        column = Column.objects.filter(pk=whole_number(self.value())).first()
        return queryset.filter(column__in=Column.objects.below(column)) if column else queryset.none()
