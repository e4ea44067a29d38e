"""What tests of the search share."""

from django.db.models import QuerySet

from publishing.models import Change, SearchEntry
from publishing.search.engines import Scope
from publishing.search.finding import BEST, Results, find
from publishing.search.following import follow
from publishing.search.parsing import parse
from sites.models import Site
from submissions.models import Article


def search(text: str, *, order: str = BEST, page: int = 1, **facets) -> Results:
    """In all sites that run."""
    sites = tuple(Site.objects.running().values_list("pk", flat=True))
    return find(parse(text), Scope(sites, **facets), order=order, page=page)


def titles(results: Results) -> list[str]:
    return ["".join(piece.text for piece in hit.title) for hit in results.hits]


def found(text: str, **options) -> list[str]:
    return titles(search(text, **options))


def tell(*articles: Article) -> None:
    """What the change feed tells after a commit that concerned these articles."""
    follow([f"article:{article.pk}" for article in articles])


def tell_all() -> None:
    """What was announced and waits for a commit that a test does not make."""
    follow([tag for tags in Change.objects.values_list("tags", flat=True) for tag in tags])


def entries() -> QuerySet[SearchEntry]:
    return SearchEntry.objects.order_by("pk")
