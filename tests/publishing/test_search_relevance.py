"""What people type leads to the right page, first or second, over the whole demo cluster and in both engines."""

import shutil

import pytest
from django.db import transaction
from django.test import override_settings

from portal.queries.search import Search
from portal.queries.visit import Visit
from sites.models import Site
from tests.publishing import cluster
from tests.publishing.judged import JUDGED

pytestmark = pytest.mark.slow

RIGHT = 0.95


@pytest.fixture(scope="module")
def _index(tmp_path_factory):
    return tmp_path_factory.mktemp("relevance")


@pytest.fixture(scope="module")
def portal(django_db_setup, django_db_blocker, _index):
    """The cluster, in one transaction around the whole module."""
    with django_db_blocker.unblock(), override_settings(DATA_DIR=_index), transaction.atomic():
        cluster.build()
        yield Site.objects.get(kind="portal")
        transaction.set_rollback(True)
    shutil.rmtree(_index)


@pytest.fixture
def found(portal, _index, settings):
    """What a search of the portal finds: the titles of the first page."""
    settings.DATA_DIR = _index
    visit = Visit(site=portal, scheme="http", domain="yunzhou.localhost", port="", path="/search/")

    def titles(text: str) -> list[str]:
        page = Search(visit, {"q": text}, cluster.NOW).page()
        return ["".join(piece.text for piece in hit.title) for hit in page.found]

    return titles


def place_of(titles: list[str], wanted: str) -> int | None:
    wanted = wanted.replace("{year}", str(cluster.NOW.year - 1))
    return next((place for place, title in enumerate(titles, 1) if title.startswith(wanted)), None)


def test_at_least_95_of_100_searches_have_the_right_page_first_or_second(found):
    judged = [(kind, text, wanted) for kind, searches in JUDGED.items() for text, wanted in searches]
    assert len(judged) >= 40
    missed = {text: found(text)[:3] for _, text, wanted in judged
              if (place_of(found(text), wanted) or 99) > 2}
    assert 1 - len(missed) / len(judged) >= RIGHT, missed


@pytest.mark.parametrize("kind", JUDGED)
def test_no_kind_of_search_is_left_behind(found, kind):
    missed = [text for text, wanted in JUDGED[kind] if (place_of(found(text), wanted) or 99) > 2]
    assert len(missed) <= 1, missed


