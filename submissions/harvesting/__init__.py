"""Other people's pages read: a list or feed into entries, an article into its parts. Pure; fetches nothing."""

from submissions.harvesting.articles import Extract, Selectors, extract
from submissions.harvesting.lists import Entry, NotReadable, entries_of_feed, entries_of_list
from submissions.harvesting.media import Media, media_of, with_media

__all__ = ["Entry", "Extract", "Media", "NotReadable", "Selectors", "entries_of_feed", "entries_of_list", "extract",
           "media_of", "with_media"]
