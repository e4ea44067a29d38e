"""What templates that are shown without a view of ours ask for."""

from django import template

from portal import queries
from sites.hosts import normalise_host

register = template.Library()


@register.simple_tag(takes_context=True)
def notice_page(context):
    """The frame of a page that asks the database for nothing: given by the view, or made of the middleware's `site`."""
    page = context.get("page")
    if page or "site" not in context:
        return page
    return queries.notice_page(context["site"], normalise_host(context["request"].META.get("HTTP_HOST", "")))
