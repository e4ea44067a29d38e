from django.contrib import admin
from django.urls import include, path, re_path, register_converter

from portal import file_views, preview_views, search_views, views


class ColumnPath:
    """Slugs from the first level down: `zwgk/zcwj`."""

    regex = r"[a-z][a-z0-9-]*(?:/[a-z][a-z0-9-]*)*"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Number:
    """A row's number or a page's; more digits than any row has do not reach the database."""

    regex = r"[1-9][0-9]{0,17}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


register_converter(ColumnPath, "column")
register_converter(Number, "number")


def pages(wrapped=lambda view: view) -> list:
    """The pages that exist in Simplified and in Traditional characters."""
    return [
        path("", wrapped(views.home)),
        path("map/", wrapped(views.site_map), name="map"),
        path("search/", wrapped(search_views.search), name="search"),
        path("notice/", wrapped(views.notices), name="notices"),
        path("today.css", wrapped(views.today)),
        re_path(r"^(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<number>[1-9][0-9]{0,17})\.html$",
                wrapped(views.article)),
        path("<column:path>/", wrapped(views.column)),
        path("<column:path>/page-<number:number>.html", wrapped(views.column)),
    ]


urlpatterns = [
    path("admin/", admin.site.urls),
    path("feed.atom", views.feed),
    path("sitemap.xml", views.sitemap),
    path("sitemap-columns.xml", views.sitemap_of_columns),
    path("sitemap-<int:chunk>.xml", views.sitemap_chunk),
    path("search/suggest", search_views.suggest, name="suggest"),
    path("robots.txt", views.robots),
    re_path(r"^skin-[0-9a-f]+\.css$", views.skin),
    path("files/<number:number>/<str:name>", file_views.file),
    path("pictures/<number:number>/<number:width>.webp", file_views.picture),
    path("preview/<str:token>/", preview_views.page),
    path("preview/<str:token>/files/<number:number>/<str:name>", preview_views.file),
    path("zh-hant/", include(pages(views.in_both_characters))),
    *pages(),
    path("<column:path>/feed.atom", views.feed),
]

handler404 = views.not_found
handler500 = views.server_error
