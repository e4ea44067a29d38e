"""The demo cluster is as large and as varied as it promises."""

import json
import re
from dataclasses import asdict

import pytest

from columns.enums import ColumnType
from portal.demo.reading import SiteTexts, read_cluster
from sites.enums import SiteKind
from submissions.enums import OPEN_STATES


@pytest.fixture(scope="module")
def cluster() -> dict[str, SiteTexts]:
    return {texts.slug: texts for texts in read_cluster()}


def test_the_sites(cluster):
    kinds = {slug: texts.site["kind"] for slug, texts in cluster.items()}
    assert kinds == {
        "yunzhou": SiteKind.PORTAL, **dict.fromkeys(("linhe", "pingchuan", "shimen"), SiteKind.COUNTY),
        **dict.fromkeys(("education", "housing", "audit", "health", "english"), SiteKind.DEPARTMENT),
    }


def test_the_portals_tree_is_large_deep_and_has_every_type(cluster):
    columns = cluster["yunzhou"].columns
    assert len(columns) >= 40
    assert max(column["path"].count("/") + 1 for column in columns) == 4
    assert {column["type"] for column in columns} == set(ColumnType) - {ColumnType.HOME}


def test_every_chinese_site_has_fifteen_columns_and_manuscripts_at_every_step(cluster):
    for slug, texts in cluster.items():
        if slug == "english":
            continue
        assert len(texts.columns) >= 15, slug
        assert {piece.state for piece in texts.manuscripts} == set(OPEN_STATES), slug


def test_the_english_site_is_english_throughout(cluster):
    texts = cluster["english"]
    assert texts.site["language"] == "en"
    assert len(texts.articles) >= 15
    written = json.dumps([texts.site, texts.organisations, texts.columns, [asdict(piece) for piece in texts.articles]],
                         ensure_ascii=False)
    assert re.findall("[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]", written) == []


def test_there_is_enough_to_read_over_fourteen_months(cluster):
    articles = [piece for texts in cluster.values() for piece in texts.articles]
    assert len(articles) >= 200
    assert max(piece.days_ago for piece in articles) > 400
    assert sum(1 for piece in articles if "<table" in piece.body) >= 50
    assert sum(1 for piece in articles if piece.picture) >= 50
    assert sum(1 for piece in articles if piece.attachments) >= 30
    assert len({piece.body for piece in articles}) == len(articles)
