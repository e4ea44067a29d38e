"""Reads of index numbers: which rule numbers a document, and what its next free number is."""

from collections.abc import Iterable

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from columns.enums import ColumnType
from columns.models import Column
from sites import roles
from sites.models import User
from sites.queries import permitted_sites
from submissions.models import Article, Content, IndexNumber, NumberingCounter, NumberingRule

AT_ONCE = 50
"""Numbers that are looked at together: where a body brought old numbers along, the next free one may lie far ahead."""


def active_rules() -> QuerySet[NumberingRule]:
    return NumberingRule.objects.filter(is_active=True).select_related("organisation")


def rule_for(content: Content, column: Column) -> NumberingRule | None:
    """The rule that numbers this document; none for what is no document, and no query either."""
    if not content.issuer or not (content.is_document or column.column_type == ColumnType.POLICY):
        return None
    return active_rules().filter(site=column.site_id, organisation__name=content.issuer).first()


def permitted_numbering_rules(user: User, year: int) -> QuerySet[NumberingRule]:
    """Rules of the sites this person oversees, each with the last serial of the year."""
    last = NumberingCounter.objects.filter(organisation=OuterRef("organisation"), year=year).values("last")
    return NumberingRule.objects.filter(site__in=permitted_sites(user, roles.OVERSEE)).annotate(
        last_serial=Coalesce(Subquery(last, output_field=IntegerField()), Value(0)))


def next_free(rule: NumberingRule, year: int, last: int) -> tuple[int, str]:
    """The first serial behind `last` whose number no document of the body's site carries, and that number."""
    while True:
        numbers = {rule.number(year, serial): serial for serial in range(last + 1, last + 1 + AT_ONCE)}
        held = taken(rule, numbers)
        for number, serial in numbers.items():
            if number not in held:
                return serial, number
        last += AT_ONCE


def taken(rule: NumberingRule, numbers: Iterable[str], *, but: int | None = None) -> set[str]:
    """Which of the numbers are held already: given by the body, or standing on an article of its site."""
    numbers = list(numbers)
    articles = Article.objects.filter(site=rule.site_id, index_number__in=numbers).exclude(pk=but)
    given = IndexNumber.objects.filter(organisation=rule.organisation_id, number__in=numbers).exclude(article=but)
    return {*articles.values_list("index_number", flat=True), *given.values_list("number", flat=True)}
