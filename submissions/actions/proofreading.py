"""Keeping the list of watched words. Each change renews the list's stamp, so every process notices it."""

import uuid
from datetime import datetime

from django.db import transaction

from sites.actions import change, record
from sites.enums import ChangeVerb
from sites.models import Site, User
from sites.queries import portal_host
from sites.rules import Refused, demand
from submissions import rules
from submissions.models import WatchedWord, WordListStamp
from submissions.proofreading import starting_words


def renew_stamp() -> None:
    """First thing of every change: its row lock also lets one change of the list go after the other."""
    WordListStamp.objects.update_or_create(pk=1, defaults={"token": uuid.uuid4().hex})


@transaction.atomic
def create_watched_word(*, by: User, at: datetime, site: Site | None = None, **values) -> WatchedWord:
    """A word for the whole cluster or one site. Refused when the list has it already."""
    demand(rules.may_keep_watched_words(by))
    renew_stamp()
    word = WatchedWord(site=site, **values)
    settle(word)
    refuse_twin(word)
    word.save()
    record(verb=ChangeVerb.CREATE, obj=word, site=site or portal_host().site, by=by, at=at)
    return word


@transaction.atomic
def change_watched_word(*, word: WatchedWord, values: dict, by: User, at: datetime) -> dict:
    """Also how a word goes out of use; nothing is deleted, its history stands in the change log."""
    demand(rules.may_keep_watched_words(by))
    renew_stamp()
    fresh = WatchedWord.objects.select_related("site").get(pk=word.pk)
    for name, value in values.items():
        setattr(fresh, name, value)
    settle(fresh)
    refuse_twin(fresh)
    values = {name: getattr(fresh, name) for name in values}
    return change(obj=word, values=values, site=fresh.site or portal_host().site, by=by, at=at)


@transaction.atomic
def load_starting_words(*, by: User, at: datetime) -> int:
    """Those words of the starting list that the cluster's list does not have yet.

    What the bureau has changed or put out of use stays so.

    Returns how many came in. One row in the change log tells of all of them.
    """
    demand(rules.may_keep_watched_words(by))
    renew_stamp()
    known = set(WatchedWord.objects.filter(site=None).values_list("wrong", flat=True))
    new = [WatchedWord(**vars(word)) for word in starting_words() if word.wrong not in known]
    WatchedWord.objects.bulk_create(new)
    if new:
        site = portal_host().site
        record(verb=ChangeVerb.IMPORT, obj=site, site=site, by=by, at=at,
               changes={"校对词": [len(known), len(known) + len(new)]})
    return len(new)


def settle(word: WatchedWord) -> None:
    word.exceptions = "\n".join(dict.fromkeys(filter(None, map(str.strip, word.exceptions.splitlines()))))
    demand(rules.exceptions_without(word.wrong, word.exceptions))
    if word.suggestion == word.wrong:
        raise Refused("建议写法与不妥写法一样,请改正。")


def refuse_twin(word: WatchedWord) -> None:
    twin = WatchedWord.objects.filter(site=word.site, wrong=word.wrong).exclude(pk=word.pk).first()
    if twin is not None:
        where = f"“{word.site.short_name}”的" if word.site else "全部站点的"
        raise Refused(f"{where}校对词里已有“{word.wrong}”(建议写法“{twin.suggestion}”),请改那一条。")
