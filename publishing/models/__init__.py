from publishing.models.feed import Change, FeedHead
from publishing.models.notices import Notice
from publishing.models.page import Page, PageTag
from publishing.models.search import (
    FileText,
    SearchEntry,
    SearchLog,
    SearchWord,
    StaleEntry,
    StopWord,
    Synonym,
    WordsField,
)

__all__ = [
    "Change", "FeedHead", "FileText", "Notice", "Page", "PageTag", "SearchEntry", "SearchLog", "SearchWord",
    "StaleEntry", "StopWord", "Synonym", "WordsField",
]
