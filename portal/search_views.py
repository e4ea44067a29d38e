"""The search: never kept, never cached, without session or cookie."""

from django.http import JsonResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from portal import queries
from portal.queries import Visit
from portal.views import show

SUGGESTED_SECONDS = 60


@require_safe
def search(request):
    page = queries.search_page(Visit.of(request), request.GET, at=timezone.now())
    response = show(request, page, "portal/search.html")
    patch_cache_control(response, no_store=True)
    return response


@require_safe
def suggest(request):
    found = queries.suggestions(Visit.of(request), request.GET.get("q", "")[:100], at=timezone.now())
    response = JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})
    patch_cache_control(response, private=True, max_age=SUGGESTED_SECONDS)
    return response
