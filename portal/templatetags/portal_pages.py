"""What templates that are shown without a view of ours ask for."""

from django import template
from django.utils.html import format_html_join
from django.utils.translation import get_language

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


@register.simple_tag
def page_tags(tags):
    """The tags of 国办发〔2017〕47号, one `<meta>` a line: pairs of name and content."""
    return format_html_join("", '<meta name="{}" content="{}">\n', tags)


class RememberNode(template.Node):
    def __init__(self, nodes, memory, name, keys):
        self.nodes, self.memory, self.name, self.keys = nodes, memory, name, keys

    def render(self, context):
        memory = self.memory.resolve(context, ignore_failures=True)
        if memory is None:
            return self.nodes.render(context)
        key = (self.name, get_language(), *(key.resolve(context) for key in self.keys))
        if key not in memory:
            memory[key] = self.nodes.render(context)
        return memory[key]


@register.tag
def remember(parser, token):
    """`{% remember memory name key… %}`: what stands inside is rendered once for each value of the keys, and then the
    same on all pages that share the memory (a dict; a single page has one of its own)."""
    _, memory, name, *keys = token.split_contents()
    nodes = parser.parse(("endremember",))
    parser.delete_first_token()
    return RememberNode(nodes, parser.compile_filter(memory), name, [parser.compile_filter(key) for key in keys])
