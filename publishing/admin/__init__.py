from publishing.admin.notices import NoticeAdmin
from publishing.admin.words import SearchLogAdmin, StopWordAdmin, SynonymAdmin

__all__ = ["NoticeAdmin", "SearchLogAdmin", "StopWordAdmin", "SynonymAdmin"]
