"""The public's pages: each view makes one call to `queries` and shows the answer.

Templates are rendered without the request: no context processor, so no session and no cookie is ever touched.
"""

import re
from functools import wraps

from django.http import Http404, HttpResponse, HttpResponseGone, HttpResponseRedirect
from django.http import HttpResponsePermanentRedirect as PermanentRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal import queries, traditional
from portal.queries import Gone, Leaving, Moved, SitemapIndex, Visit
from publishing.keeping import kept
from sites.enums import SiteKind
from sites.hosts import normalise_host

HOME_TEMPLATES = {
    SiteKind.PORTAL: "portal/home_portal.html",
    SiteKind.COUNTY: "portal/home_county.html",
    SiteKind.DEPARTMENT: "portal/home_department.html",
}
CLOSED_TO_ROBOTS = ("/admin/", "/preview/", "/search/", "/zh-hant/search/")
PAGE_LINK = re.compile(r'href="(/(?:[^"?#]*/|[^"?#]*\.html)?)(#[^"]*)?"')


def in_both_characters(view):
    """The same view below /zh-hant/: of Chinese sites alone."""

    @wraps(view)
    def below(request, *args, **kwargs):
        if not request.site.is_chinese:
            raise Http404
        return view(request, *args, **kwargs)

    return below


@require_safe
@kept
def home(request):
    page = queries.home_page(Visit.of(request))
    return show(request, page, HOME_TEMPLATES[page.kind])


@require_safe
@kept
def column(request, path, number=None):
    return show(request, queries.column_page(Visit.of(request), path=path, number=number), "portal/list.html")


@require_safe
@kept
def article(request, year, month, number):
    page = queries.article_page(Visit.of(request), year=year, month=month, number=int(number))
    return show(request, page, "portal/article.html")


@require_safe
@kept
def site_map(request):
    return show(request, queries.map_page(Visit.of(request)), "portal/map.html")


@require_safe
@kept
def notices(request):
    return show(request, queries.notices_page(Visit.of(request), at=timezone.now()), "portal/notices.html")


@require_safe
@kept
def today(request):
    return HttpResponse(queries.today_sheet(Visit.of(request), at=timezone.now()),
                        content_type="text/css; charset=utf-8")


@require_safe
@kept
def feed(request, path=None):
    visit = Visit.of(request)
    found = queries.site_feed(visit) if path is None else queries.column_feed(visit, path=path)
    if found is None:
        raise Http404
    if isinstance(found, Moved):
        return PermanentRedirect(found.url)
    return HttpResponse(render_to_string("portal/feed.xml", {"page": found}),
                        content_type="application/atom+xml; charset=utf-8")


@require_safe
@kept
def sitemap(request):
    return show_sitemap(queries.sitemap(Visit.of(request)))


@require_safe
@kept
def sitemap_of_columns(request):
    return show_sitemap(queries.sitemap_of_columns(Visit.of(request)))


@require_safe
@kept
def sitemap_chunk(request, chunk):
    return show_sitemap(queries.sitemap_chunk(Visit.of(request), chunk=chunk))


@require_safe
@kept
def robots(request):
    address = Visit.of(request).absolute("/sitemap.xml")
    closed = "".join(f"Disallow: {path}\n" for path in CLOSED_TO_ROBOTS)
    return HttpResponse(f"User-agent: *\n{closed}Sitemap: {address}\n", content_type="text/plain; charset=utf-8")


@require_safe
@kept
def skin(request):
    """The site's colours, under an address of their own for each change of them."""
    address = queries.skin_address(request.site)
    if request.path != address:
        return HttpResponseRedirect(address)
    return HttpResponse(queries.skin(request.site), content_type="text/css; charset=utf-8")


def not_found(request, exception=None):
    page = queries.missing_page(Visit.of(request))
    return HttpResponse(render(request, page, "404.html"), status=404)


def server_error(request):
    """Asks the database for nothing: it may be what failed."""
    site = getattr(request, "site", None)
    page = queries.notice_page(site, normalise_host(request.META.get("HTTP_HOST", ""))) if site else None
    number = getattr(request, "number", "")
    return HttpResponse(render_to_string("500.html", {"page": page, "number": number}), status=500)


def show(request, answer, template: str) -> HttpResponse:
    """The response for a query's answer: a page, or where it leads instead."""
    match answer:
        case None:
            raise Http404
        case Moved(url=url, is_permanent=is_permanent):
            url = traditional.address(url) if Visit.of(request).is_traditional else url
            return PermanentRedirect(url) if is_permanent else HttpResponseRedirect(url)
        case Gone():
            return HttpResponseGone(render(request, answer, "portal/gone.html"))
        case Leaving():
            return HttpResponse(render(request, answer, "portal/leave.html"))
    return HttpResponse(render(request, answer, template))


def show_sitemap(answer) -> HttpResponse:
    if answer is None:
        raise Http404
    template = "portal/sitemap_index.xml" if isinstance(answer, SitemapIndex) else "portal/sitemap.xml"
    return HttpResponse(render_to_string(template, {"page": answer}), content_type="application/xml; charset=utf-8")


def render(request, page, template: str) -> str:
    """The page's HTML, in Traditional characters below /zh-hant/. Settings asked for in the query travel along in its
    links, for readers without script."""
    visit = Visit.of(request)
    html = render_to_string(template, {"page": page})
    if visit.is_traditional:
        html = traditional.page(html, page.frame.origins)
    query = visit.query
    return PAGE_LINK.sub(rf'href="\g<1>{query.replace("&", "&amp;")}\g<2>"', html) if query else html
