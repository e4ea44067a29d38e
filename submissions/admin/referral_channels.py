from django.contrib import admin

from columns.queries import permitted, scope_of
from sites import roles
from sites.enums import SiteKind
from sites.queries import posts_of
from sites.screens import DeskAdmin
from submissions import actions
from submissions.forms import ReferralChannelForm
from submissions.models import ReferralChannel


@admin.register(ReferralChannel)
class ReferralChannelAdmin(DeskAdmin):
    """Which of the portal's columns take referrals: kept by whoever keeps its columns."""

    form = ReferralChannelForm
    fields = ["column", "wanted", "is_open"]
    list_display = ["column", "wanted", "is_open"]
    list_select_related = ["column"]
    list_filter = ["is_open"]
    search_fields = ["column__name"]
    ordering = ["column__tree_id", "column__lft"]

    def permitted(self, user):
        return ReferralChannel.objects.filter(column__in=permitted(user, roles.ARRANGE))

    def may_enter(self, user):
        is_of_portal = any(post.site.kind == SiteKind.PORTAL for post in posts_of(user))
        return is_of_portal and scope_of(user).has(roles.ARRANGE)

    may_add = may_enter

    def may_change(self, user, obj):
        return True

    def get_readonly_fields(self, request, obj=None):
        return ["column"] if obj else []

    def create(self, request, values, at):
        return actions.create_channel(by=request.user, at=at, **values)

    def change(self, request, obj, values, at):
        actions.change_channel(channel=obj, values=values, by=request.user, at=at)
