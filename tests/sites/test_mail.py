"""Mail about unread messages: one for each person and turn, nothing of what the manuscript says."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from sites import actions as site_actions
from sites.actions import mail_unread
from sites.models import Message, User
from submissions import actions
from submissions.enums import State
from tests import cast as casting

NOW = timezone.now()
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def reachable(cast):
    """Everybody has an address."""
    for person in cast.people:
        User.objects.filter(pk=person.pk).update(email=f"{person.username}@mail.example")
        person.email = f"{person.username}@mail.example"
    return cast


def receivers() -> list[str]:
    return sorted(to for one in mail.outbox for to in one.to)


def test_one_mail_for_each_person_however_many_messages(reachable):
    for title in ("甲", "乙", "丙"):
        casting.in_state(reachable, State.OFFICER_REVIEW, at=NOW, title=title)
    assert mail_unread(at=NOW) == 2
    assert receivers() == ["colleague@mail.example", "officer@mail.example"]
    assert "· 待审核 3 条" in mail.outbox[0].body
    assert mail_unread(at=LATER) == 0
    assert len(mail.outbox) == 2


def test_a_mail_says_what_waits_and_nothing_of_the_manuscript(reachable):
    casting.in_state(reachable, State.RETURNED, at=NOW, title="张某某低保名单")
    mail_unread(at=NOW)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["drafter@mail.example"], "网站群工作台:您有 1 条新消息")
    assert "· 退回修改 1 条" in sent.body
    assert "http://linhe.localhost/admin/sites/message/" in sent.body
    private = ("张某某", "低保", "参会单位", "林拟稿", "陈信息")
    assert [word for word in private if word in sent.body + sent.subject] == []


def test_who_turned_mail_off_or_has_no_address_gets_none(reachable):
    site_actions.want_mail(wanted=False, by=reachable.officer, at=NOW)
    User.objects.filter(pk=reachable.colleague.pk).update(email="")
    casting.in_state(reachable, State.OFFICER_REVIEW, at=NOW)
    assert mail_unread(at=NOW) == 0
    assert Message.objects.unread().count() == 2
    site_actions.want_mail(wanted=True, by=reachable.officer, at=NOW)
    assert mail_unread(at=NOW) == 1
    assert receivers() == ["officer@mail.example"]


def test_what_was_read_or_settled_meanwhile_is_not_mailed(reachable):
    submission = casting.in_state(reachable, State.OFFICER_REVIEW, at=NOW)
    site_actions.mark_all_read(by=reachable.officer, at=NOW)
    assert actions.recall(submission=submission, by=reachable.drafter, at=NOW).state == State.DRAFT
    assert mail_unread(at=NOW) == 0


def test_a_mail_server_that_is_away_is_asked_again(reachable, monkeypatch):
    casting.in_state(reachable, State.OFFICER_REVIEW, at=NOW)

    def away(*_):
        raise SMTPServerDisconnected
    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", away)
        assert mail_unread(at=NOW) == 0
    assert mail_unread(at=LATER) == 2
    assert receivers() == ["colleague@mail.example", "officer@mail.example"]


def test_a_refused_address_keeps_nobody_else_from_mail(reachable, monkeypatch):
    casting.in_state(reachable, State.OFFICER_REVIEW, at=NOW)
    sending = EmailBackend.send_messages

    def picky(self, messages):
        if messages[0].to == ["colleague@mail.example"]:
            raise SMTPRecipientsRefused({})
        return sending(self, messages)
    monkeypatch.setattr(EmailBackend, "send_messages", picky)
    assert mail_unread(at=NOW) == 1
    assert mail_unread(at=LATER) == 0
    assert receivers() == ["officer@mail.example"]
