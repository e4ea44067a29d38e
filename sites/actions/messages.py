"""Telling people, in the transaction of the verb; reading."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from sites.actions.change_log import change
from sites.enums import WAITING_KINDS, MessageKind
from sites.models import Message, User

LONGEST_TEXT = 300


def tell(
    *, people: Iterable[int], kind: MessageKind, text: str, link: str, event: str, at: datetime, about: str = ""
) -> None:
    """One message for each person (by number), once for each event: telling again writes nothing. Demands the
    transaction of the verb."""
    if not connection.in_atomic_block:
        raise RuntimeError("A message is written in the transaction of what it tells of.")
    Message.objects.bulk_create(
        [Message(person_id=number, kind=kind, text=text[:LONGEST_TEXT], link=link, event=event, about=about, sent_at=at)
         for number in people],
        ignore_conflicts=True,
    )


def settle(*, about: str, at: datetime) -> None:
    """It waits no more, whoever dealt with it: what was told of its waiting is settled."""
    if not connection.in_atomic_block:
        raise RuntimeError("A message is settled in the transaction of what settles it.")
    Message.objects.filter(about=about, settled_at=None, kind__in=sorted(WAITING_KINDS)).update(settled_at=at)


@transaction.atomic
def mark_read(*, messages: Iterable[int], by: User, at: datetime) -> int:
    """Of the person's own messages those with these numbers. Returns how many had not been read."""
    return Message.objects.filter(person=by, pk__in=list(messages), read_at=None).update(read_at=at)


@transaction.atomic
def mark_all_read(*, by: User, at: datetime) -> int:
    return Message.objects.unread().filter(person=by).update(read_at=at)


@transaction.atomic
def want_mail(*, wanted: bool, by: User, at: datetime) -> None:
    """The person's own choice whether unread messages are announced by mail."""
    change(obj=User.objects.get(pk=by.pk), values={"wants_mail": wanted}, site=by.home_site, by=by, at=at)
