"""The public's pages: each view makes one call to `queries` and shows the answer.

Templates are rendered without the request: no context processor, so no session and no cookie is ever touched.
"""

import re

from django.http import FileResponse, Http404, HttpResponse, HttpResponseGone, HttpResponseRedirect
from django.http import HttpResponsePermanentRedirect as PermanentRedirect
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from portal import queries
from portal.queries import Gone, Leaving, Moved, SitemapIndex, Visit
from sites.enums import SiteKind
from sites.hosts import normalise_host

HOME_TEMPLATES = {
    SiteKind.PORTAL: "portal/home_portal.html",
    SiteKind.COUNTY: "portal/home_county.html",
    SiteKind.DEPARTMENT: "portal/home_department.html",
}
INLINE_TYPES = {"image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf"}
FILE_SECONDS = 600
SKIN_SECONDS = 31_536_000
PAGE_LINK = re.compile(r'href="(/(?:[^"?#]*/|[^"?#]*\.html)?)(#[^"]*)?"')


@require_safe
def home(request):
    page = queries.home_page(Visit.of(request))
    return show(request, page, HOME_TEMPLATES[page.kind])


@require_safe
def column(request, path, number=None):
    return show(request, queries.column_page(Visit.of(request), path=path, number=number), "portal/list.html")


@require_safe
def article(request, year, month, number):
    page = queries.article_page(Visit.of(request), year=year, month=month, number=int(number))
    return show(request, page, "portal/article.html")


@require_safe
def site_map(request):
    return show(request, queries.map_page(Visit.of(request)), "portal/map.html")


@require_safe
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
def sitemap(request):
    return show_sitemap(queries.sitemap(Visit.of(request)))


@require_safe
def sitemap_of_columns(request):
    return show_sitemap(queries.sitemap_of_columns(Visit.of(request)))


@require_safe
def sitemap_chunk(request, chunk):
    return show_sitemap(queries.sitemap_chunk(Visit.of(request), chunk=chunk))


@require_safe
def robots(request):
    address = Visit.of(request).absolute("/sitemap.xml")
    return HttpResponse(f"User-agent: *\nDisallow: /admin/\nSitemap: {address}\n",
                        content_type="text/plain; charset=utf-8")


@require_safe
def skin(request):
    """The site's colours; kept for ever by whoever asked with the right version."""
    response = HttpResponse(queries.skin(request.site), content_type="text/css; charset=utf-8")
    is_versioned = request.GET.get("v") == queries.skin_version(request.site)
    patch_cache_control(response, public=True, max_age=SKIN_SECONDS if is_versioned else FILE_SECONDS)
    return response


@require_safe
def file(request, number, name):
    """An attachment of a live article. Pictures and PDF open in the browser, all else is saved under its own name."""
    attachment = queries.public_file(request.site, number=number)
    if attachment is None:
        raise Http404
    if name != attachment.name:
        return PermanentRedirect(attachment.address)
    response = get_conditional_response(request, etag=f'"{attachment.digest}"') or stream(attachment)
    response.headers["ETag"] = f'"{attachment.digest}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, public=True, max_age=FILE_SECONDS)
    return response


def stream(attachment) -> FileResponse:
    try:
        content = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(content, as_attachment=attachment.mime not in INLINE_TYPES, filename=attachment.name,
                        content_type=attachment.mime)


def not_found(request, exception=None):
    page = queries.missing_page(Visit.of(request))
    return HttpResponse(render(request, page, "404.html"), status=404)


def server_error(request):
    """Asks the database for nothing: it may be what failed."""
    site = getattr(request, "site", None)
    page = queries.notice_page(site, normalise_host(request.META.get("HTTP_HOST", ""))) if site else None
    return HttpResponse(render_to_string("500.html", {"page": page}), status=500)


def show(request, answer, template: str) -> HttpResponse:
    """The response for a query's answer: a page, or where it leads instead."""
    match answer:
        case None:
            raise Http404
        case Moved(url=url, is_permanent=is_permanent):
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
    """The page's HTML. Settings asked for in the query travel along in its links, for readers without script."""
    html = render_to_string(template, {"page": page})
    query = Visit.of(request).query
    return PAGE_LINK.sub(rf'href="\g<1>{query.replace("&", "&amp;")}\g<2>"', html) if query else html
