"""“某某正在编辑”: who else has the manuscript open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from submissions import actions
from submissions.enums import State
from submissions.models import Presence
from tests import cast as casting
from tests.desk.reading import client_of, see

NOW = timezone.now()


def tell(person, submission, *, writing: bool) -> dict:
    response = client_of(person).post(f"/admin/submissions/submission/{submission.pk}/presence/",
                                      {"writing": "1" if writing else "0"})
    return response.json()


def test_alone_one_hears_nothing(cast):
    draft = casting.draft(cast, at=NOW)
    assert tell(cast.drafter, draft, writing=True) == {"note": "", "is_warning": False}
    assert tell(cast.drafter, draft, writing=True) == {"note": "", "is_warning": False}
    assert Presence.objects.count() == 1


def test_two_who_write_are_both_warned(cast):
    draft = casting.draft(cast, at=NOW)
    tell(cast.drafter, draft, writing=True)
    second = tell(cast.officer, draft, writing=True)
    assert second["is_warning"] and second["note"].startswith("林拟稿 也在编辑这份稿件。请先商量")
    first = tell(cast.drafter, draft, writing=True)
    assert first["is_warning"] and first["note"].startswith("陈信息 也在编辑这份稿件。请先商量")


def test_who_looks_hears_who_writes_and_who_looks(cast):
    draft = casting.draft(cast, at=NOW)
    tell(cast.supervisor, draft, writing=False)
    assert tell(cast.bureau, draft, writing=False) == {"note": "赵主管 也在看这份稿件。", "is_warning": False}
    tell(cast.drafter, draft, writing=True)
    assert tell(cast.bureau, draft, writing=False) == {
        "note": "林拟稿 正在编辑这份稿件,内容可能还会变。", "is_warning": True}


def test_who_may_not_write_is_never_said_to_write(cast):
    submission = casting.in_state(cast, State.SUPERVISOR_REVIEW, at=NOW)
    tell(cast.officer, submission, writing=True)
    assert tell(cast.supervisor, submission, writing=False)["note"] == "陈信息 也在看这份稿件。"


@pytest.mark.parametrize(("minutes", "note"), [(2, "林拟稿 正在编辑这份稿件,内容可能还会变。"), (4, "")])
def test_who_has_not_been_seen_for_a_while_is_gone(cast, minutes, note):
    draft = casting.draft(cast, at=NOW)
    actions.note_presence(submission=draft, is_writing=True, by=cast.drafter,
                          at=timezone.now() - timedelta(minutes=minutes))
    assert tell(cast.supervisor, draft, writing=False)["note"] == note


def test_an_outsider_neither_tells_nor_hears(cast):
    draft = casting.draft(cast, at=NOW)
    response = client_of(cast.outsider).post(f"/admin/submissions/submission/{draft.pk}/presence/", {"writing": "1"})
    assert (response.status_code, Presence.objects.count()) == (404, 0)


def test_both_pages_carry_the_place_where_it_is_said(cast):
    draft = casting.draft(cast, at=NOW)
    for person, page, writing in ((cast.drafter, "change", "1"), (cast.supervisor, "review", "0")):
        seen = see(person, f"/admin/submissions/submission/{draft.pk}/{page}/")
        (place,) = seen.root.xpath("//*[@data-presence]")
        assert place.get("data-presence") == f"/admin/submissions/submission/{draft.pk}/presence/"
        assert (place.get("data-writing"), "hidden" in place.attrib) == (writing, True)
        assert len(seen.root.xpath("//script[contains(@src,'presence')]")) == 1


def test_old_rows_are_forgotten(cast):
    draft = casting.draft(cast, at=NOW)
    actions.note_presence(submission=draft, is_writing=True, by=cast.drafter, at=NOW - timedelta(days=2))
    actions.note_presence(submission=draft, is_writing=True, by=cast.officer, at=NOW)
    assert actions.forget_presences(at=NOW) == 1
    assert Presence.objects.get().user == cast.officer
