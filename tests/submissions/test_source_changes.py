"""原文变动: who adopted a piece gets a task when its source changes, and it is done when they act."""

import pytest
from django.utils import timezone

from columns.scope import forget
from sites.enums import Role
from sites.rules import Refused
from sites.trail import verify
from submissions import actions
from submissions.enums import ReferralVerb, SourceChangeKind
from submissions.models import Article, Referral, ReferralStep, SourceChange, Submission
from submissions.queries import referral_cards
from tests import cast as casting
from tests.desk.reading import client_of

NOW = timezone.now()
CORRECTED, WITHDRAWN = SourceChangeKind.CORRECTED, SourceChangeKind.WITHDRAWN


@pytest.fixture
def desk(cast):
    """The portal's crew: drafting and officer's review by one person each, the outsider being the supervisor."""
    people = []
    for username, role in (("portal_editor", Role.INFO_OFFICER), ("portal_officer", Role.INFO_OFFICER)):
        person = casting.account(username, username, site=cast.portal, by=cast.outsider, at=NOW)
        casting.post(person, role, cast.portal, cast.portal_home, by=cast.outsider, at=NOW)
        forget(person)
        people.append(person)
    return people


def reviewed(cast, desk, submission: Submission) -> Article:
    editor, officer = desk
    submission = actions.submit(submission=submission, by=editor, at=NOW)
    submission = actions.pass_review(submission=submission, by=officer, at=NOW)
    return actions.approve_and_publish(submission=submission, secrecy=casting.SECRECY, by=cast.outsider, at=NOW)


@pytest.fixture
def adopted(cast, desk) -> Referral:
    """Adopted, reviewed and published on the portal."""
    referral = casting.referral(cast, at=NOW, title="河堤加固完工")
    reviewed(cast, desk, actions.adopt(referral=referral, by=desk[0], at=NOW))
    referral.refresh_from_db()
    return referral


def changes(referral: Referral) -> list[tuple]:
    return [(change.kind, change.closed_at is None, change.is_followed) for change in
            referral.source_changes.order_by("pk")]


def test_a_correction_makes_a_task_that_the_portals_own_correction_closes(cast, desk, adopted):
    casting.correct(cast, adopted.article, at=NOW, title="河堤加固提前完工")
    assert changes(adopted) == [(CORRECTED, True, False)]
    assert [change.referral for change in referral_cards(desk[0]).changes] == [adopted]
    own = adopted.adopted_as.article
    correction = actions.start_correction(article=own, by=desk[0], at=NOW)
    reviewed(cast, desk, actions.save_draft(submission=correction, content={"title": "河堤加固提前完工"}, version=1,
                                            by=desk[0], at=NOW))
    assert changes(adopted) == [(CORRECTED, False, True)]
    assert [step.verb for step in adopted.steps.order_by("number")] == [
        ReferralVerb.REFER, ReferralVerb.ADOPT, ReferralVerb.NOTE_CHANGE, ReferralVerb.FOLLOW]
    assert list(verify(ReferralStep)) == []


def test_a_take_down_makes_a_task_that_only_a_take_down_closes(cast, desk, adopted):
    casting.correct(cast, adopted.article, at=NOW, title="又改")
    casting.take_down(cast, adopted.article, at=NOW)
    assert changes(adopted) == [(WITHDRAWN, True, False)]
    own = adopted.adopted_as.article
    reviewed(cast, desk, actions.start_correction(article=own, by=desk[0], at=NOW))
    assert changes(adopted) == [(WITHDRAWN, True, False)]
    withdrawal = actions.request_withdrawal(article=own, reason_type="expired", reason="原文已撤", by=desk[0], at=NOW)
    actions.withdraw(withdrawal=withdrawal, by=cast.outsider, at=NOW)
    assert changes(adopted) == [(WITHDRAWN, False, True)]


def test_everyone_who_adopted_it_gets_a_task_and_nobody_else(cast, desk, adopted):
    works = casting.column(cast.portal_home, "gzdt", "工作动态", by=cast.outsider, at=NOW)
    third = casting.column(cast.portal_home, "tzgg", "通知公告", by=cast.outsider, at=NOW)
    channels = [casting.channel(cast, column=column, at=NOW) for column in (works, third)]
    second, waiting = actions.refer(source=adopted.article, channels=channels, by=cast.officer, at=NOW)
    actions.adopt(referral=second, by=cast.outsider, at=NOW)
    casting.correct(cast, adopted.article, at=NOW, title="又改")
    assert set(SourceChange.objects.values_list("referral", flat=True)) == {adopted.pk, second.pk}
    assert not waiting.source_changes.exists()


def test_what_the_portal_gave_up_needs_no_following(cast, desk):
    referral = casting.referral(cast, at=NOW)
    draft = actions.adopt(referral=referral, by=desk[0], at=NOW)
    actions.discard(submission=draft, by=desk[0], at=NOW)
    casting.correct(cast, referral.article, at=NOW, title="又改")
    assert not SourceChange.objects.exists()


@pytest.mark.parametrize("person", ["officer", "supervisor", "bureau", "site_admin"])
def test_only_the_desk_dismisses_and_says_why(cast, desk, adopted, person):
    casting.correct(cast, adopted.article, at=NOW, title="又改")
    change = adopted.source_changes.get()
    with pytest.raises(Refused):
        actions.dismiss_source_change(change=change, reason="只改了标点", by=getattr(cast, person), at=NOW)
    with pytest.raises(Refused, match="请写明为什么不用跟进"):
        actions.dismiss_source_change(change=change, reason=" ", by=desk[0], at=NOW)
    assert changes(adopted) == [(CORRECTED, True, False)]
    actions.dismiss_source_change(change=change, reason="只改了标点", by=desk[0], at=NOW)
    assert changes(adopted) == [(CORRECTED, False, False)]
    with pytest.raises(Refused, match="portal_editor 已于"):
        actions.dismiss_source_change(change=change, reason="又", by=desk[1], at=NOW)


def test_the_desk_sees_what_changed_and_how_to_follow(cast, desk, adopted):
    casting.correct(cast, adopted.article, at=NOW, title="河堤加固提前完工")
    client, own = client_of(desk[0]), adopted.adopted_as.article_id
    assert "采用过的原文有变动" in client.get("/admin/").content.decode()
    page = f"/admin/submissions/referral/{adopted.pk}/page/"
    html = client.get(page).content.decode()
    assert f'action="/admin/submissions/article/{own}/correct/"' in html
    assert "<ins>提前</ins>" in html
    assert f"/article/{own}/correct/" not in client_of(cast.officer).get(page).content.decode()
    dismiss = f"/admin/submissions/referral/{adopted.pk}/dismiss/"
    assert client_of(cast.officer).post(dismiss, {"words": "好"}).status_code == 409
    assert client.post(dismiss, {"words": ""}).status_code == 409
    assert client.post(dismiss, {"words": "只改了标点"}).status_code == 302
    assert "采用过的原文有变动" not in client.get("/admin/").content.decode()
    casting.take_down(cast, adopted.article, at=NOW)
    assert f"/admin/submissions/article/{own}/withdrawal/" in client.get(page).content.decode()
