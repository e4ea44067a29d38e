"""索引号: rules are set by the bureau; a number is given in the transaction that publishes the document."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sites.actions import change, record
from sites.enums import ChangeVerb
from sites.models import Organisation, User
from sites.rules import Refused, demand
from submissions import rules
from submissions.models import Article, IndexNumber, NumberingCounter, NumberingRule
from submissions.queries import next_free, rule_for, taken


@transaction.atomic
def create_numbering_rule(
    *, organisation: Organisation, pattern: str, citation: str, by: User, at: datetime, is_active: bool = True
) -> NumberingRule:
    """A body's rule. Refused when its pattern could give a number twice; the citation names the text it comes from."""
    demand(rules.may_set_numbering(by))
    rule = NumberingRule(site_id=organisation.site_id, organisation=organisation, pattern=pattern, citation=citation,
                         is_active=is_active)
    rule.full_clean()
    rule.save()
    record(verb=ChangeVerb.CREATE, obj=rule, site=organisation.site, by=by, at=at,
           changes={"pattern": ["", pattern], "citation": ["", citation]})
    return rule


@transaction.atomic
def change_numbering_rule(*, rule: NumberingRule, values: dict, by: User, at: datetime) -> dict:
    """Pattern, citation, in use or not. Numbers that were given stay; serials go on."""
    demand(rules.may_set_numbering(by))
    changed = NumberingRule.objects.select_related("organisation").get(pk=rule.pk)
    for name, value in values.items():
        setattr(changed, name, value)
    changed.full_clean()
    return change(obj=rule, values=values, site=rule.site, by=by, at=at)


def give_index_number(article: Article, *, held: str, at: datetime) -> None:
    """The document's number: the one it already holds, the typed one, or the body's next.

    Called in the publishing transaction, after its step is written: every publication of a site locks the trail first
    and the counter second. A publication that fails gives the serial back with everything else.
    """
    given = IndexNumber.objects.filter(article=article).first() if held else None
    rule = None if given else rule_for(article, article.column)
    if given:
        number = given.number
    elif rule:
        number = registered(rule, article, held or article.index_number, at)
    else:
        return
    if article.index_number != number:
        article.index_number = number
        article.save(update_fields=["index_number"])


def registered(rule: NumberingRule, article: Article, own: str, at: datetime) -> str:
    """Enter the document's own number, or the body's next free one, into the register."""
    year = timezone.localtime(at).year
    counter = locked_counter(rule, year)
    serial, number = (None, own) if own else next_free(rule, year, counter.last)
    if own and taken(rule, [own], but=article.pk):
        raise Refused(f"索引号“{own}”已被“{rule.organisation.name}”的另一份文件使用。"
                      "请退回稿件,把索引号留空,发布时会自动编号。")
    if serial:
        counter.last = serial
        counter.save(update_fields=["last"])
    IndexNumber.objects.create(article=article, organisation_id=rule.organisation_id, year=year, serial=serial,
                               number=number, given_at=at)
    return number


def locked_counter(rule: NumberingRule, year: int) -> NumberingCounter:
    key = {"organisation_id": rule.organisation_id, "year": year}
    counter = NumberingCounter.objects.select_for_update().filter(**key).first()
    if counter is None:
        NumberingCounter.objects.bulk_create([NumberingCounter(**key)], ignore_conflicts=True)
        counter = NumberingCounter.objects.select_for_update().get(**key)
    return counter
