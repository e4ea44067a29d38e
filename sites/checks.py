"""System check: what is unique in a tenant's table is unique per site."""

from collections.abc import Iterator

from django.apps import apps
from django.core import checks
from django.db import models

PER_SITE = "sites.E001"
STALE = "sites.E002"

UNIQUE_IN_THE_CLUSTER = {
    "sites.Host.name": "a host name leads to one site in the whole world",
    "sites.Organisation.organisation_credit_code": "统一社会信用代码 is a national number",
    "sites.Post.group": "each post has a permission group of its own, made with it",
    "sites.ChangeLog.changelog_chain_number": "a chain's name holds its site",
    "submissions.WatchedWord.watched_word_once_in_the_cluster": "only of words without a site, valid in every one",
    "submissions.Step.step_chain_number": "a chain's name holds its site",
    "submissions.ReferralStep.referral_step_chain_number": "a chain's name holds its site",
    "publishing.SearchEntry.search_entry_once": "an object of a kind has one entry, whichever site it is of",
    "columns.Column.column_tree_lft": "a tree's number is its site's, by check constraint",
}
"""Uniqueness that holds over all sites, with the reason."""


def is_tenant(model: type[models.Model]) -> bool:
    """Its rows belong to one site."""
    return any(field.name == "site" and field.is_relation and field.related_model._meta.label == "sites.Site"
               for field in model._meta.concrete_fields)


def uniques(model: type[models.Model]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name and fields of everything the table holds unique, but for its primary key."""
    for field in model._meta.local_concrete_fields:
        if field.unique and not field.primary_key:
            yield field.name, (field.name,)
    for fields in model._meta.unique_together:
        yield "+".join(fields), tuple(fields)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield constraint.name, constraint.fields


def is_per_site(model: type[models.Model], fields: tuple[str, ...]) -> bool:
    """The fields hold the site, or a key to a row that belongs to one."""
    related = (model._meta.get_field(name).related_model for name in fields)
    return "site" in fields or any(other is not None and is_tenant(other) for other in related)


def unique_per_site(app_configs=None, models_to_check=None, **kwargs) -> list[checks.Error]:
    """Every uniqueness of a tenant's table that is not per site, and every exception that excepts nothing."""
    errors, excepted = [], set()
    for model in models_to_check or apps.get_models():
        for name, fields in uniques(model) if is_tenant(model) else ():
            label = f"{model._meta.label}.{name}"
            if label in UNIQUE_IN_THE_CLUSTER:
                excepted.add(label)
            elif not is_per_site(model, fields):
                errors.append(checks.Error(
                    f"{label} is unique over all sites: one site's rows would refuse another's.",
                    hint="Put the site, or a key to a row of a site, into the constraint.", obj=model, id=PER_SITE))
    if models_to_check is None:
        errors += [checks.Error(f"{label} needs no exception.", id=STALE)
                   for label in sorted(UNIQUE_IN_THE_CLUSTER.keys() - excepted)]
    return errors
