"""消息: the bell, the list, reading, and turning mail off."""

from django.utils import timezone

from sites.models import ChangeLog, Message, User
from submissions.enums import State
from tests import cast as casting
from tests.desk.reading import client_of, see

NOW = timezone.now()
LIST = "/admin/sites/message/"


def test_the_bell_counts_what_is_unread_and_is_silent_otherwise(cast):
    casting.in_state(cast, State.OFFICER_REVIEW, at=NOW)
    casting.in_state(cast, State.OFFICER_REVIEW, at=NOW)
    assert see(cast.officer, "/admin/").text("//a[@class='bell']") == "消息 2条未读"
    assert see(cast.supervisor, "/admin/").text("//a[@class='bell']") == "消息"


def test_the_list_shows_ones_own_messages_alone(cast):
    casting.in_state(cast, State.OFFICER_REVIEW, at=NOW, title="甲件")
    casting.in_state(cast, State.SUPERVISOR_REVIEW, at=NOW, title="乙件")
    assert see(cast.supervisor, LIST).texts("//td[@class='field-subject']") == ["“乙件”等您审批"]
    page = see(cast.officer, LIST)
    assert page.texts("//td[@class='field-subject']") == ["“乙件”等您审核", "“甲件”等您审核"]
    assert page.texts("//td[@class='field-standing']") == ["已办结", "未读"]
    assert see(cast.officer, LIST, read="no").texts("//td[@class='field-subject']") == ["“甲件”等您审核"]
    assert see(cast.officer, LIST, read="yes").texts("//td[@class='field-subject']") == ["“乙件”等您审核"]


def test_opening_reads_it_and_leads_to_the_manuscript(cast):
    submission = casting.in_state(cast, State.SUPERVISOR_REVIEW, at=NOW)
    message = Message.objects.get(person=cast.supervisor)
    response = client_of(cast.supervisor).get(f"{LIST}{message.pk}/open/")
    assert response["Location"] == f"/admin/submissions/submission/{submission.pk}/review/"
    message.refresh_from_db()
    assert message.read_at is not None


def test_anothers_message_cannot_be_read(cast):
    casting.in_state(cast, State.SUPERVISOR_REVIEW, at=NOW)
    message = Message.objects.get(person=cast.supervisor)
    assert client_of(cast.officer).get(f"{LIST}{message.pk}/open/").status_code == 404
    client_of(cast.officer).post(LIST, {"action": "mark_read", "_selected_action": [message.pk]})
    message.refresh_from_db()
    assert message.read_at is None


def test_some_and_all_can_be_marked_as_read(cast):
    for title in ("甲件", "乙件", "丙件"):
        casting.in_state(cast, State.OFFICER_REVIEW, at=NOW, title=title)
    first = Message.objects.filter(person=cast.officer).earliest("pk")
    client = client_of(cast.officer)
    client.post(LIST, {"action": "mark_read", "_selected_action": [first.pk]})
    assert set(Message.objects.unread().filter(person=cast.officer).values_list("text", flat=True)) == {
        "“乙件”等您审核", "“丙件”等您审核"}
    client.post(f"{LIST}read/")
    assert Message.objects.unread().filter(person=cast.officer).count() == 0
    assert Message.objects.unread().filter(person=cast.colleague).count() == 3


def test_mail_is_turned_off_and_on_by_oneself_and_recorded(cast):
    User.objects.filter(pk=cast.officer.pk).update(email="officer@mail.example")
    client, log = client_of(cast.officer), ChangeLog.objects.count()
    assert see(cast.officer, LIST).texts("//form[contains(@class,'mailing')]//button") == ["关闭邮件提醒"]
    client.post(f"{LIST}mail/", {"wanted": "no"})
    assert see(cast.officer, LIST).texts("//form[contains(@class,'mailing')]//button") == ["打开邮件提醒"]
    assert User.objects.get(pk=cast.officer.pk).wants_mail is False
    assert ChangeLog.objects.count() == log + 1


def test_who_has_no_address_is_told_where_to_get_one(cast):
    page = see(cast.officer, LIST)
    assert page.text("//form[contains(@class,'mailing')]").startswith("您的账号没有填邮箱")


def test_without_script_or_message_the_list_says_so(cast):
    assert see(cast.supervisor, LIST).text("//*[contains(@class,'empty')]/b") == "这里没有消息"
