"""Reads for the public's pages: one call a page, answered by a frozen dataclass that holds all the page needs."""

from portal.queries.answers import Gone, Leaving, Moved
from portal.queries.article import article_page
from portal.queries.colours import skin, skin_address
from portal.queries.feeds import column_feed, site_feed
from portal.queries.files import public_file
from portal.queries.home import home_page
from portal.queries.lists import column_page
from portal.queries.notices import notices_page, today_sheet
from portal.queries.plain import map_page, missing_page, notice_page
from portal.queries.preview import preview_file, preview_page
from portal.queries.search import search_page, suggestions
from portal.queries.sitemaps import Sitemap, SitemapIndex, sitemap, sitemap_chunk, sitemap_of_columns
from portal.queries.visit import Visit

__all__ = [
    "Gone", "Leaving", "Moved", "Sitemap", "SitemapIndex", "Visit", "article_page", "column_feed",
    "column_page", "home_page", "map_page", "missing_page", "notice_page", "notices_page", "preview_file",
    "preview_page", "public_file", "search_page", "site_feed", "sitemap", "sitemap_chunk", "sitemap_of_columns",
    "skin", "skin_address", "suggestions", "today_sheet",
]
