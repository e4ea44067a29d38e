"""Synonyms and stop words of the search: kept for the whole cluster, at work from the next search on."""

from datetime import datetime

from django.db import transaction

from publishing import rules
from publishing.models import StopWord, Synonym
from publishing.search.parsing import LONGEST_TERM, terms_of
from sites.actions import change, record
from sites.enums import ChangeVerb
from sites.models import User
from sites.queries import portal_host
from sites.rules import Refused, demand


@transaction.atomic
def create_synonym(*, terms: str, by: User, at: datetime, is_active: bool = True) -> Synonym:
    """Words that mean the same. Refused with fewer than two, or when one already has its synonyms elsewhere."""
    demand(rules.may_keep_words(by))
    synonym = Synonym(terms=settled(terms, but=None), is_active=is_active)
    synonym.save()
    return logged(synonym, by, at)


@transaction.atomic
def change_synonym(*, synonym: Synonym, values: dict, by: User, at: datetime) -> dict:
    demand(rules.may_keep_words(by))
    if "terms" in values:
        values = values | {"terms": settled(values["terms"], but=synonym.pk)}
    return change(obj=synonym, values=values, site=portal_host().site, by=by, at=at)


@transaction.atomic
def create_stop_word(*, word: str, by: User, at: datetime, is_active: bool = True) -> StopWord:
    """A word that is left out of a search that has others."""
    demand(rules.may_keep_words(by))
    stop = StopWord(word=word, is_active=is_active)
    stop.save()
    return logged(stop, by, at)


@transaction.atomic
def change_stop_word(*, stop: StopWord, values: dict, by: User, at: datetime) -> dict:
    demand(rules.may_keep_words(by))
    return change(obj=stop, values=values, site=portal_host().site, by=by, at=at)


def logged(row, by: User, at: datetime):
    """What concerns the whole cluster stands in the portal's change log."""
    record(verb=ChangeVerb.CREATE, obj=row, site=portal_host().site, by=by, at=at)
    return row


def settled(line: str, *, but: int | None) -> str:
    """The terms in one writing, each once and in no other line: two lines of one word would mean all the same."""
    terms = terms_of(line)
    if len(terms) < 2:
        raise Refused("同义词至少要有两个,用顿号隔开。")
    long = next((term for term in terms if not 2 <= len(term) <= LONGEST_TERM), None)
    if long:
        raise Refused(f"“{long}”应为 2 至 {LONGEST_TERM} 个字。")
    for other in Synonym.objects.exclude(pk=but):
        shared = set(terms) & set(terms_of(other.terms))
        if shared:
            raise Refused(f"“{'、'.join(sorted(shared))}”已在“{other.terms}”里,请在那一条里补充。")
    return "、".join(terms)
