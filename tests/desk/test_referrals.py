"""报送 in the desk: what each side sees and does, refusals with their reasons, and nothing typed is lost."""

import re

import pytest
from django.utils import timezone

from sites.enums import Role
from submissions import actions
from submissions.enums import DeclineReason, ReferralState, State
from submissions.models import Referral
from tests import cast as casting
from tests.desk.reading import client_of

NOW = timezone.now()
LIST = "/admin/submissions/referral/"


def address(referral: Referral, verb: str = "") -> str:
    return f"{LIST}{referral.pk}/{f'do/{verb}' if verb else 'page'}/"


def offered(html: str, referral: Referral) -> list[str]:
    """The verbs that the page has a form for."""
    return sorted(re.findall(rf'action="{LIST}{referral.pk}/do/(\w+)/"', html))


def page(person, referral: Referral) -> str:
    return client_of(person).get(address(referral)).content.decode()


@pytest.mark.parametrize(("state", "person", "verbs"), [
    (ReferralState.SENT, "outsider", ["adopt", "ask", "decline"]),
    (ReferralState.SENT, "officer", ["recall"]),
    (ReferralState.SENT, "drafter", []),
    (ReferralState.SENT, "bureau", []),
    (ReferralState.ASKED, "outsider", ["decline"]),
    (ReferralState.ASKED, "officer", ["recall", "resend"]),
    (ReferralState.DECLINED, "outsider", []),
    (ReferralState.DECLINED, "officer", []),
])
def test_each_side_has_exactly_its_verbs(cast, state, person, verbs):
    referral = casting.referral(cast, at=NOW)
    if state == ReferralState.ASKED:
        actions.ask_for_more(referral=referral, by=cast.outsider, at=NOW, words="请补图")
    elif state == ReferralState.DECLINED:
        actions.decline(referral=referral, by=cast.outsider, at=NOW, reason_type=DeclineReason.LATE, words="过时")
    assert offered(page(getattr(cast, person), referral), referral) == verbs


def test_from_the_article_to_the_portals_draft(cast):
    channel, article = casting.channel(cast, wanted="附图"), casting.article(cast, at=NOW, title="河堤加固完工")
    officer, editor = client_of(cast.officer), client_of(cast.outsider)
    form = officer.get(f"{LIST}article/{article.pk}/").content.decode()
    assert "新闻中心" in form
    sent = officer.post(f"{LIST}article/{article.pk}/", {"channels": [channel.pk], "words": "请门户采用"})
    assert sent["Location"] == f"{LIST}?whose=own"
    referral = Referral.objects.get()
    assert "河堤加固完工" in editor.get("/admin/").content.decode()
    assert "河堤加固完工" in editor.get(f"{LIST}?whose=waiting").content.decode()
    adopted = editor.post(address(referral, "adopt"), {"version": 1})
    referral.refresh_from_db()
    assert adopted["Location"] == f"/admin/submissions/submission/{referral.adopted_as_id}/change/"
    assert (referral.state, referral.adopted_as.title) == (ReferralState.ADOPTED, "河堤加固完工")
    assert "门户的稿件现在是“草稿”" in page(cast.officer, referral)


def test_an_approved_manuscript_is_sent_from_its_review_page(cast):
    channel, submission = casting.channel(cast), casting.in_state(cast, State.APPROVED, at=NOW)
    officer = client_of(cast.officer)
    link = f"{LIST}manuscript/{submission.pk}/"
    assert link in officer.get(f"/admin/submissions/submission/{submission.pk}/review/").content.decode()
    officer.post(link, {"channels": [channel.pk]})
    assert Referral.objects.get().submission == submission


def test_a_form_without_a_column_says_so_and_keeps_the_words(cast):
    casting.channel(cast)
    article = casting.article(cast, at=NOW)
    answer = client_of(cast.officer).post(f"{LIST}article/{article.pk}/", {"words": "已与区统计局核对"})
    html = answer.content.decode()
    assert ("请至少选一个栏目。" in html, "已与区统计局核对" in html, Referral.objects.count()) == (True, True, 0)


def test_a_drafter_is_told_who_sends(cast):
    channel, article = casting.channel(cast), casting.article(cast, at=NOW)
    answer = client_of(cast.drafter).post(f"{LIST}article/{article.pk}/", {"channels": [channel.pk]})
    assert "报送由本栏目的信息员办理。" in answer.content.decode()
    assert not Referral.objects.exists()


@pytest.mark.parametrize(("form", "reason"), [
    ({"reason_type": "", "words": "内容相近"}, "请选择不采用的原因。"),
    ({"reason_type": "late", "words": ""}, "请写明不采用的理由"),
])
def test_a_decline_needs_its_kind_and_its_words_and_loses_neither(cast, form, reason):
    referral = casting.referral(cast, at=NOW)
    answer = client_of(cast.outsider).post(address(referral, "decline"), {"version": 1, **form})
    html = answer.content.decode()
    assert (answer.status_code, reason in html, form["words"] in html) == (409, True, True)
    referral.refresh_from_db()
    assert referral.state == ReferralState.SENT


def test_the_second_editor_is_told_who_decided_and_keeps_the_words(cast):
    editor = casting.account("second", "孙编辑", site=cast.portal, by=cast.outsider, at=NOW)
    casting.post(editor, Role.INFO_OFFICER, cast.portal, cast.portal_home, by=cast.outsider, at=NOW)
    referral = casting.referral(cast, at=NOW)
    actions.adopt(referral=referral, by=cast.outsider, at=NOW)
    answer = client_of(editor).post(address(referral, "decline"), {
        "version": 1, "reason_type": "late", "words": "活动早已结束"})
    html = answer.content.decode()
    assert (answer.status_code, "外山 已于" in html, "活动早已结束" in html) == (409, True, True)


def test_question_and_answer_reach_the_other_side(cast):
    referral = casting.referral(cast, at=NOW)
    client_of(cast.outsider).post(address(referral, "ask"), {"version": 1, "words": "数据截至哪天?"})
    assert "数据截至哪天?" in client_of(cast.officer).get("/admin/").content.decode()
    client_of(cast.officer).post(address(referral, "resend"), {"version": 1, "words": "截至月末"})
    assert "截至月末" in page(cast.outsider, referral)
    referral.refresh_from_db()
    assert (referral.state, referral.version) == (ReferralState.SENT, 2)


@pytest.mark.parametrize("verb", ["adopt", "ask", "decline", "resend", "recall"])
@pytest.mark.parametrize(("person", "status"), [("stranger", 302), ("site_admin", 404), ("drafter", 409),
                                                ("supervisor", 409), ("bureau", 409)])
def test_who_is_not_on_either_side_changes_nothing(cast, verb, person, status):
    referral = casting.referral(cast, at=NOW)
    sent = {"version": 1, "words": "好", "reason_type": "late"}
    answer = client_of(getattr(cast, person)).post(address(referral, verb), sent)
    referral.refresh_from_db()
    assert (answer.status_code, referral.state, referral.steps.count()) == (status, ReferralState.SENT, 1)


def test_the_portals_administrator_opens_and_closes_a_column(cast):
    admin = client_of(cast.outsider)
    added = admin.post("/admin/submissions/referralchannel/add/", {
        "column": cast.portal_news.pk, "wanted": "附一张图", "is_open": "on"})
    assert added.status_code == 302
    channel = cast.portal_news.referral_channel
    admin.post(f"/admin/submissions/referralchannel/{channel.pk}/change/", {"wanted": "附一张图"})
    channel.refresh_from_db()
    assert (channel.wanted, channel.is_open) == ("附一张图", False)
