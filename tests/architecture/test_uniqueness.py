"""Uniqueness is per site, and a system check proves it."""

import pytest
from django.apps.registry import Apps
from django.core import checks
from django.db import models

from sites.checks import PER_SITE, STALE, UNIQUE_IN_THE_CLUSTER, unique_per_site
from sites.models import Organisation, Site

ISOLATED = Apps()


def tenant(name: str, *constraints, **fields) -> type[models.Model]:
    """A model of a table that belongs to sites, outside the project's registry."""
    meta = type("Meta", (), {"app_label": "sites", "apps": ISOLATED, "constraints": list(constraints)})
    return type(name, (models.Model,), {
        "__module__": __name__, "Meta": meta, "site": models.ForeignKey(Site, models.CASCADE, related_name="+"),
        "number": models.IntegerField(), **fields,
    })


def found(model) -> list[str]:
    return [error.id for error in unique_per_site(models_to_check=[model])]


def unique(*fields):
    return models.UniqueConstraint(fields=fields, name="_".join(["unique", *fields]))


def test_the_project_has_no_uniqueness_across_sites():
    assert unique_per_site() == []


def test_the_check_runs_with_the_others():
    assert unique_per_site in checks.registry.registry.get_checks()


def test_a_constraint_without_the_site_is_found():
    assert found(tenant("Numbered", unique("number"))) == [PER_SITE]


def test_a_unique_field_is_found():
    assert found(tenant("Slugged", slug=models.SlugField(unique=True))) == [PER_SITE]


def test_a_unique_key_to_a_row_of_no_site_is_found():
    assert found(tenant("OfOne", twin=models.OneToOneField(Site, models.CASCADE, related_name="+"))) == [PER_SITE]


def test_a_constraint_with_the_site_is_fine():
    assert found(tenant("NumberedPerSite", unique("site", "number"))) == []


def test_a_constraint_with_a_row_of_a_site_is_fine():
    unit = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    assert found(tenant("NumberedPerUnit", unique("unit", "number"), unit=unit)) == []


def test_an_exception_that_excepts_nothing_is_found(monkeypatch):
    monkeypatch.setitem(UNIQUE_IN_THE_CLUSTER, "sites.Site.nothing", "no reason")
    assert [error.id for error in unique_per_site()] == [STALE]


@pytest.mark.parametrize("label", UNIQUE_IN_THE_CLUSTER)
def test_every_exception_has_a_reason(label):
    assert len(UNIQUE_IN_THE_CLUSTER[label]) > 10
