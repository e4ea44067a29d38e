"""Parts of the desk's screens that know sites and columns, for the screens of other apps as well."""

from django.contrib import admin

from columns.queries import scope_of
from sites.models import Site
from sites.numbers import whole_number


class SiteFilter(admin.SimpleListFilter):
    """For those who hold posts in several sites."""

    title, parameter_name = "站点", "site"

    def lookups(self, request, model_admin):
        sites = Site.objects.filter(pk__in=scope_of(request.user).site_ids)
        return [(str(site.pk), site.short_name) for site in sites]

    def has_output(self):
        return len(self.lookup_choices) > 1

    def queryset(self, request, queryset):
        return queryset.filter(site_id=whole_number(self.value())) if self.value() else queryset
