"""Mail about unread messages: what waits and a link, never whom or what it is about."""

import logging
from collections import Counter
from datetime import datetime
from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import send_mail
from django.db import transaction

from sites.enums import MessageKind
from sites.models import Message, User
from sites.queries import desk_origin

log = logging.getLogger(__name__)

BODY = """您在网站群工作台有 {total} 条新消息:

{lines}

请登录工作台查看:
{link}

为保护信息安全,邮件里不写稿件内容。
不想再收到这样的邮件,请在工作台“消息”页关闭“邮件提醒”。
"""


def mail_unread(*, at: datetime) -> int:
    """One mail for each person, about everything they were told since the last one. Returns how many were sent.

    A mail server that is away is tried again at the next turn; the messages themselves stand in the desk all the time.
    """
    sent = 0
    people = Message.objects.to_mail().order_by("person").values_list("person", flat=True).distinct()
    for person in User.objects.filter(pk__in=people).select_related("home_site").order_by("pk"):
        claimed = claim(person, at)
        if not claimed:
            continue
        try:
            send(person, claimed)
            sent += 1
        except SMTPRecipientsRefused:
            log.warning("the mail server refuses the address of user %s", person.pk)
        except (OSError, SMTPException) as error:
            Message.objects.filter(pk__in=[message.pk for message in claimed]).update(mailed_at=None)
            log.warning("mail not sent, tried again later: %s", error.__class__.__name__)
            break
    return sent


@transaction.atomic
def claim(person: User, at: datetime) -> list[Message]:
    """Take the person's messages before the mail is sent: two clocks send one mail, and no row is locked while the
    mail server is thinking."""
    claimed = list(Message.objects.to_mail().filter(person=person).order_by("pk")
                   .select_for_update(of=("self",), skip_locked=True))
    Message.objects.filter(pk__in=[message.pk for message in claimed]).update(mailed_at=at)
    return claimed


def send(person: User, messages: list[Message]) -> None:
    counts = Counter(message.kind for message in messages)
    lines = "\n".join(f"· {kind.label} {counts[kind]} 条" for kind in MessageKind if counts[kind])
    send_mail(
        f"网站群工作台:您有 {len(messages)} 条新消息",
        BODY.format(total=len(messages), lines=lines, link=f"{desk_origin(person)}/admin/sites/message/"),
        None, [person.email],
    )
