from django.contrib import admin
from django.urls import path, re_path, register_converter

from portal import views


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

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", views.home),
    path("map/", views.site_map, name="map"),
    path("feed.atom", views.feed),
    path("sitemap.xml", views.sitemap),
    path("sitemap-columns.xml", views.sitemap_of_columns),
    path("sitemap-<int:chunk>.xml", views.sitemap_chunk),
    path("robots.txt", views.robots),
    path("skin.css", views.skin),
    path("files/<number:number>/<str:name>", views.file),
    re_path(r"^(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<number>[1-9][0-9]{0,17})\.html$", views.article),
    path("<column:path>/", views.column),
    path("<column:path>/page-<number:number>.html", views.column),
    path("<column:path>/feed.atom", views.feed),
]

handler404 = views.not_found
handler500 = views.server_error
