"""The demo's sites and articles, entered without their way through review: what a search is judged by."""

from datetime import datetime, timedelta

from django.utils import timezone

from portal.demo import wording
from portal.demo.founding import Founding, Place
from portal.demo.reading import Piece, read_cluster
from publishing.search import rebuilding
from submissions.models import Article
from tests.cast import PASSWORD

NOW = datetime.fromisoformat("2026-11-18T15:00+08:00")  # a Wednesday


def build() -> None:
    texts = read_cluster()
    founding = Founding(at=NOW - timedelta(days=460), password=PASSWORD, slugs=frozenset(one.slug for one in texts),
                        pictures={})
    for one in texts:
        founding.found(one)
    Article.objects.bulk_create(
        article(place, piece) for place in founding.places.values() for piece in place.texts.articles)
    wording.keep(NOW)
    rebuilding.rebuild()


def article(place: Place, piece: Piece) -> Article:
    day = timezone.localtime(NOW).date() - timedelta(days=piece.days_ago)
    told = piece.on(day)
    document = {"document_number": told.document.get("number", ""), "issuer": told.document["issuer"]} \
        if told.document else {}
    return Article(
        site=place.site, column=place.column(piece.column, piece.title), title=told.title, body=told.body,
        summary=told.summary, keywords=told.keywords, source=told.source,
        published_at=timezone.make_aware(datetime.combine(day, told.clock())), **document)
