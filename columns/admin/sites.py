"""Sites and units are registered here, not in `sites`: what their pages show is announced by `columns.actions`."""

from django.contrib import admin

from columns import actions
from columns.forms import SiteForm
from sites import actions as site_actions
from sites import roles, rules
from sites.models import Organisation, Site
from sites.queries import permitted_sites
from sites.rules import site_powers_of
from sites.screens import DeskAdmin, OwnSitesForm

BY_PLATFORM = ["slug", "kind", "language", "status", "order", "host_names"]


@admin.register(Site)
class SiteAdmin(DeskAdmin):
    form = SiteForm
    list_display = ["name", "short_name", "kind", "status", "identity_code", "sponsor"]
    list_select_related = ["sponsor"]
    list_filter = ["kind", "status"]
    search_fields = ["name", "short_name", "slug"]
    ordering = ["order", "id"]
    fieldsets = [
        (None, {"fields": ["name", "short_name", "slug", "kind", "language", "status", "order", "host_names"]}),
        ("标识与备案", {"fields": ["identity_code", "icp_number", "police_number", "mark_url", "error_report_url"]}),
        ("单位与联系", {"fields": ["sponsor", "operator", "contact"]}),
        ("外观", {"fields": ["slogan", "seal", "primary_color", "accent_color"]}),
        ("下线与关停", {"fields": ["notice", "moved_to"]}),
    ]

    def permitted(self, user):
        return permitted_sites(user, roles.OVERSEE)

    def may_enter(self, user):
        return roles.OVERSEE in site_powers_of(user)

    def may_add(self, user):
        return rules.may_found_site(user) is None

    def may_change(self, user, obj):
        return rules.may_administer(user, obj) is None

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        return ["slug", "kind", "language"] if self.may_add(request.user) else BY_PLATFORM

    @admin.display(description="域名")
    def host_names(self, obj):
        """Shown to those who may not change it; the others have the form's field."""
        return "、".join(obj.hosts.values_list("name", flat=True))

    def create(self, request, values, at):
        hosts = values.pop("host_names")
        return actions.found_site(by=request.user, at=at, hosts=hosts, **values)

    def change(self, request, obj, values, at):
        hosts = values.pop("host_names", None)
        if hosts is not None:
            actions.set_hosts(site=obj, names=hosts, by=request.user, at=at)
        if values:
            actions.change_site(site=obj, values=values, by=request.user, at=at)


@admin.register(Organisation)
class OrganisationAdmin(DeskAdmin):
    form = OwnSitesForm
    fields = ["site", "name", "short_name", "parent", "credit_code", "is_active"]
    list_display = ["name", "short_name", "parent", "site", "is_active"]
    list_select_related = ["parent", "site"]
    search_fields = ["name", "short_name"]
    ordering = ["site", "id"]

    def permitted(self, user):
        return Organisation.objects.filter(site__in=permitted_sites(user, roles.OVERSEE))

    def may_enter(self, user):
        return roles.OVERSEE in site_powers_of(user)

    def may_add(self, user):
        return roles.ADMINISTER in site_powers_of(user)

    def may_change(self, user, obj):
        return rules.may_administer(user, obj.site) is None

    def get_readonly_fields(self, request, obj=None):
        return ["site"] if obj else []

    def create(self, request, values, at):
        return site_actions.create_organisation(by=request.user, at=at, **values)

    def change(self, request, obj, values, at):
        actions.change_organisation(organisation=obj, values=values, by=request.user, at=at)
