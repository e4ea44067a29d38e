"""报送: every verb of it, what it refuses, and what remains."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from columns import actions as column_actions
from columns.scope import forget
from sites.digest import digest
from sites.enums import Role
from sites.models import User
from sites.rules import Refused
from sites.trail import verify
from submissions import actions, rules, workflow
from submissions.enums import DeclineReason, ReferralState, ReferralVerb, State
from submissions.models import Attachment, Referral, ReferralStep, ReferredText
from submissions.queries import permitted_referrals, referral_cards, referrals_for
from tests import cast as casting

NOW = timezone.now()
LATE = {"reason_type": DeclineReason.LATE, "words": "活动已结束一个月。"}


def second_editor(cast) -> User:
    """Another information officer of the portal."""
    person = casting.account("second", "孙编辑", site=cast.portal, by=cast.outsider, at=NOW)
    casting.post(person, Role.INFO_OFFICER, cast.portal, cast.portal_home, by=cast.outsider, at=NOW)
    forget(person)
    return person


def in_referral_state(cast, state: ReferralState) -> Referral:
    referral = casting.referral(cast, at=NOW)
    at_desk = {"referral": referral, "by": cast.outsider, "at": NOW}
    if state == ReferralState.ASKED:
        actions.ask_for_more(**at_desk, words="请补一张图。")
    elif state == ReferralState.ADOPTED:
        actions.adopt(**at_desk)
    elif state == ReferralState.DECLINED:
        actions.decline(**at_desk, **LATE)
    elif state == ReferralState.RECALLED:
        actions.recall_referral(referral=referral, by=cast.officer, at=NOW)
    referral.refresh_from_db()
    return referral


def stored(cast, name: str, content: bytes, **values) -> Attachment:
    return Attachment.objects.create(**{
        "site": cast.county, "kind": "file", "name": name, "mime": "application/pdf", "size": len(content),
        "digest": digest(content), "uploaded_by": cast.drafter, "uploaded_at": NOW,
        "file": ContentFile(content, name)} | values)


def carried_out(verb: ReferralVerb, referral: Referral, cast):
    desk, sender = ({"referral": referral, "by": person, "at": NOW} for person in (cast.outsider, cast.officer))
    return {
        ReferralVerb.ADOPT: lambda: actions.adopt(**desk),
        ReferralVerb.DECLINE: lambda: actions.decline(**desk, **LATE),
        ReferralVerb.ASK: lambda: actions.ask_for_more(**desk, words="请补一张图。"),
        ReferralVerb.RESEND: lambda: actions.resend(**sender, words="已补。"),
        ReferralVerb.RECALL: lambda: actions.recall_referral(**sender),
    }[verb]()


@pytest.mark.parametrize("state", ReferralState)
@pytest.mark.parametrize("verb", workflow.REFERRAL_MOVES)
def test_each_verb_moves_as_the_table_says_or_changes_nothing(cast, verb, state):
    referral = in_referral_state(cast, state)
    steps, (sources, target) = referral.steps.count(), workflow.REFERRAL_MOVES[verb]
    if state in sources:
        carried_out(verb, referral, cast)
        referral.refresh_from_db()
        assert (referral.state, referral.steps.count()) == (target, steps + 1)
    else:
        with pytest.raises(Refused):
            carried_out(verb, referral, cast)
        referral.refresh_from_db()
        assert (referral.state, referral.steps.count()) == (state, steps)
    assert list(verify(ReferralStep)) == []


@pytest.mark.parametrize("person", ["drafter", "supervisor", "site_admin", "bureau", "outsider", "stranger"])
def test_only_the_officer_of_the_source_column_sends(cast, person):
    channel, article = casting.channel(cast), casting.article(cast)
    with pytest.raises(Refused):
        actions.refer(source=article, channels=[channel], by=getattr(cast, person), at=NOW)
    assert not Referral.objects.exists()
    actions.refer(source=article, channels=[channel], by=cast.officer, at=NOW)
    assert Referral.objects.count() == 1


@pytest.mark.parametrize("person", ["drafter", "officer", "supervisor", "site_admin", "bureau", "stranger"])
@pytest.mark.parametrize("verb", sorted(rules.DESK_VERBS))
def test_nobody_but_the_desk_decides(cast, verb, person):
    referral = casting.referral(cast, at=NOW)
    assert rules.may_on_referral(verb, referral, cast.outsider) is None
    assert rules.may_on_referral(verb, referral, getattr(cast, person)) is not None


@pytest.mark.parametrize("state", sorted(set(State) - {State.APPROVED, State.SCHEDULED, State.PUBLISHED}))
def test_a_manuscript_that_its_supervisor_has_not_approved_stays_in_the_unit(cast, state):
    channel, submission = casting.channel(cast), casting.in_state(cast, state, at=NOW)
    with pytest.raises(Refused):
        actions.refer(source=submission, channels=[channel], by=cast.officer, at=NOW)
    assert not Referral.objects.exists()


def test_an_approved_manuscript_is_sent_and_its_article_counts_as_the_same(cast):
    channel, submission = casting.channel(cast), casting.in_state(cast, State.APPROVED, at=NOW)
    [referral] = actions.refer(source=submission, channels=[channel], by=cast.officer, at=NOW)
    article = actions.publish(submission=submission, by=cast.officer, at=NOW)
    with pytest.raises(Refused, match="已报送到“新闻中心”"):
        actions.refer(source=article, channels=[channel], by=cast.officer, at=NOW)
    referral.refresh_from_db()
    assert (referral.source, Referral.objects.count()) == (article, 1)


def test_one_source_goes_to_several_columns_or_to_none(cast):
    first = casting.channel(cast)
    works = casting.column(cast.portal_home, "gzdt", "工作动态", by=cast.outsider, at=NOW)
    second, article = casting.channel(cast, column=works), casting.article(cast, at=NOW)
    actions.change_channel(channel=second, values={"is_open": False}, by=cast.outsider, at=NOW)
    with pytest.raises(Refused, match="“工作动态”现在不接收报送"):
        actions.refer(source=article, channels=[first, second], by=cast.officer, at=NOW)
    assert not Referral.objects.exists()
    actions.change_channel(channel=second, values={"is_open": True}, by=cast.outsider, at=NOW)
    sent = actions.refer(source=article, channels=[first, second], by=cast.officer, at=NOW)
    assert {one.target for one in sent} == {cast.portal_news, works}


def test_what_was_declined_or_recalled_may_be_sent_again_what_was_adopted_may_not(cast):
    channel = casting.channel(cast)
    for state in (ReferralState.DECLINED, ReferralState.RECALLED):
        old = in_referral_state(cast, state)
        actions.refer(source=old.article, channels=[channel], by=cast.officer, at=NOW)
    adopted = in_referral_state(cast, ReferralState.ADOPTED)
    with pytest.raises(Refused, match="已采用"):
        actions.refer(source=adopted.article, channels=[channel], by=cast.officer, at=NOW)
    actions.discard(submission=adopted.adopted_as, by=cast.outsider, at=NOW)
    actions.refer(source=adopted.article, channels=[channel], by=cast.officer, at=NOW)


def test_a_second_open_row_is_refused_by_the_database(cast):
    referral = casting.referral(cast, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.create(site=cast.county, article=referral.article, target=referral.target, title="又",
                                state_since=NOW, sent_by=cast.officer, sent_at=NOW)


def test_what_is_sent_stays_as_it_was_until_it_is_sent_again(cast):
    referral = casting.referral(cast, at=NOW, title="旧题")
    casting.correct(cast, referral.article, at=NOW, title="新题")
    assert [text.title for text in referral.texts.all()] == ["旧题"]
    actions.ask_for_more(referral=referral, by=cast.outsider, at=NOW, words="题目请写全。")
    again = actions.resend(referral=referral, by=cast.officer, at=NOW, words="已改。")
    assert (again.title, [(text.number, text.title) for text in referral.texts.all()]) == (
        "新题", [(2, "新题"), (1, "旧题")])


def test_adopting_makes_a_draft_of_the_portal_with_files_of_its_own(cast):
    listed = stored(cast, "名单.pdf", b"%PDF-1.4 list")
    shown = stored(cast, "现场.png", b"png", kind="picture", alt="现场")
    body = f'<p>见图</p><p><img src="{shown.address}" alt="现场"></p>'
    article = casting.article(cast, body=body, picture=shown, at=NOW)
    article.article_attachments.create(attachment=listed, order=0)
    [referral] = actions.refer(source=article, channels=[casting.channel(cast)], by=cast.officer, at=NOW)

    adopted = actions.adopt(referral=referral, by=cast.outsider, at=NOW, version=1)

    copies = Attachment.objects.filter(site=cast.portal)
    own_shown, own_listed = copies.get(name="现场.png"), copies.get(name="名单.pdf")
    assert {(copy.digest, Path(copy.file.path).read_bytes()) for copy in copies} == {
        (listed.digest, b"%PDF-1.4 list"), (shown.digest, b"png")}
    assert (adopted.state, adopted.site, adopted.column) == (State.DRAFT, cast.portal, cast.portal_news)
    assert own_shown.address in adopted.body
    assert shown.address not in adopted.body
    assert (adopted.picture, list(adopted.attachments.all())) == (own_shown, [own_listed])
    assert adopted.source == article.source
    referral.refresh_from_db()
    assert (referral.state, referral.adopted_as, referral.closed_by) == (
        ReferralState.ADOPTED, adopted, cast.outsider)


def test_a_source_that_names_no_origin_gets_the_site_named(cast):
    referral = casting.referral(cast, at=NOW)
    ReferredText.objects.filter(referral=referral).update(source="")
    assert actions.adopt(referral=referral, by=cast.outsider, at=NOW).source == "临河区人民政府"


def test_a_changed_file_stops_the_adoption_and_nothing_remains(cast, settings):
    listed, broken = stored(cast, "甲.pdf", b"first"), stored(cast, "乙.pdf", b"second")
    article = casting.article(cast, at=NOW)
    for order, attachment in enumerate((listed, broken)):
        article.article_attachments.create(attachment=attachment, order=order)
    [referral] = actions.refer(source=article, channels=[casting.channel(cast)], by=cast.officer, at=NOW)
    with open(broken.file.path, "wb") as file:
        file.write(b"forged")
    before = sorted(path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())
    with pytest.raises(Refused, match="“乙.pdf”与上传时的指纹不符"):
        actions.adopt(referral=referral, by=cast.outsider, at=NOW)
    assert sorted(path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()) == before
    referral.refresh_from_db()
    assert (referral.state, Attachment.objects.filter(site=cast.portal).count()) == (ReferralState.SENT, 0)


def test_the_adopter_may_not_review_what_they_adopted(cast):
    editor = second_editor(cast)
    adopted = actions.adopt(referral=casting.referral(cast, at=NOW), by=cast.outsider, at=NOW)
    adopted = actions.submit(submission=adopted, by=cast.outsider, at=NOW)
    assert adopted.state == State.OFFICER_REVIEW
    with pytest.raises(Refused, match="您写过或改过"):
        actions.pass_review(submission=adopted, by=cast.outsider, at=NOW)
    assert actions.pass_review(submission=adopted, by=editor, at=NOW).state == State.SUPERVISOR_REVIEW


def test_the_second_editor_is_told_who_decided(cast):
    referral, editor = casting.referral(cast, at=NOW), second_editor(cast)
    actions.decline(referral=referral, by=cast.outsider, at=NOW, **LATE)
    with pytest.raises(Refused, match="外山 已于 .* 不采用。这件报送现在是“未采用”,不能采用。"):
        actions.adopt(referral=referral, by=editor, at=NOW, version=1)


def test_nothing_is_decided_on_a_text_that_was_not_seen(cast):
    referral = casting.referral(cast, at=NOW)
    actions.ask_for_more(referral=referral, by=cast.outsider, at=NOW, words="补")
    actions.resend(referral=referral, by=cast.officer, at=NOW, words="已补")
    with pytest.raises(actions.Stale, match="现在是第 2 版,您看到的是第 1 版"):
        actions.adopt(referral=referral, by=cast.outsider, at=NOW, version=1)
    assert actions.adopt(referral=referral, by=cast.outsider, at=NOW, version=2).state == State.DRAFT


@pytest.mark.parametrize("verb", [actions.ask_for_more, actions.decline, actions.resend])
def test_words_are_demanded_where_the_other_side_needs_them(cast, verb):
    asked = verb == actions.resend
    referral = in_referral_state(cast, ReferralState.ASKED if asked else ReferralState.SENT)
    more = {"reason_type": DeclineReason.LATE} if verb == actions.decline else {}
    with pytest.raises(Refused):
        verb(referral=referral, by=cast.officer if asked else cast.outsider, at=NOW, words="  ", **more)
    state = referral.state
    referral.refresh_from_db()
    assert referral.state == state


def test_a_withdrawn_article_is_not_sent_again(cast):
    referral = in_referral_state(cast, ReferralState.ASKED)
    casting.take_down(cast, referral.article, at=NOW)
    with pytest.raises(Refused, match="文章已撤下"):
        actions.resend(referral=referral, by=cast.officer, at=NOW, words="已补")


def test_a_withdrawn_article_is_not_adopted(cast):
    referral = casting.referral(cast, at=NOW)
    casting.take_down(cast, referral.article, at=NOW)
    with pytest.raises(Refused, match="报送单位已撤下原文"):
        actions.adopt(referral=referral, by=cast.outsider, at=NOW)
    assert actions.decline(referral=referral, by=cast.outsider, at=NOW, **LATE).state == ReferralState.DECLINED


def test_each_side_sees_its_own_and_nobody_else_does(cast):
    referral = casting.referral(cast, at=NOW)
    seen = {name for name in ("drafter", "colleague", "officer", "supervisor", "outsider", "bureau", "site_admin",
                              "platform_admin", "stranger")
            if permitted_referrals(getattr(cast, name)).filter(pk=referral.pk).exists()}
    assert seen == {"drafter", "colleague", "officer", "supervisor", "outsider", "bureau"}
    assert list(referrals_for(cast.outsider)) == [referral]
    assert list(referrals_for(cast.officer)) == []
    assert (referral_cards(cast.officer).own, referral_cards(cast.outsider).waiting) == ([referral], [referral])


def test_another_countys_people_do_not_see_it(cast):
    referral = casting.referral(cast, at=NOW)
    other = casting.found(slug="shimen", short_name="石门", name="石门县人民政府", kind="county",
                          identity_code="0000000009", by=cast.platform_admin, at=NOW)
    person = casting.account("other", "别县", site=other, by=cast.platform_admin, at=NOW)
    home = other.columns.get(parent=None)
    admin = casting.account("other_admin", "别管", site=other, by=cast.platform_admin, at=NOW)
    casting.post(admin, Role.SITE_ADMIN, other, by=cast.platform_admin, at=NOW)
    for role in (Role.INFO_OFFICER, Role.SUPERVISOR):
        casting.post(person, role, other, home, by=admin, at=NOW)
    forget(person)
    assert not permitted_referrals(person).filter(pk=referral.pk).exists()


@pytest.mark.parametrize("person", ["site_admin", "officer", "bureau"])
def test_only_the_portals_administrator_opens_a_column(cast, person):
    with pytest.raises(Refused):
        actions.create_channel(column=cast.portal_news, by=getattr(cast, person), at=NOW)
    actions.create_channel(column=cast.portal_news, by=cast.outsider, at=NOW)


def test_a_countys_column_takes_no_referrals(cast):
    with pytest.raises(Refused, match="只有门户的栏目"):
        actions.create_channel(column=cast.notices, by=cast.site_admin, at=NOW)


def test_merging_columns_waits_for_open_referrals_and_takes_closed_ones_along(cast):
    into = casting.column(cast.portal_home, "gzdt", "工作动态", by=cast.outsider, at=NOW)
    referral = casting.referral(cast, at=NOW)
    with pytest.raises(Refused, match="还有 1 件报送没有办结"):
        actions.merge_columns(column=cast.portal_news, into=into, by=cast.outsider, at=NOW)
    actions.decline(referral=referral, by=cast.outsider, at=NOW, **LATE)
    actions.merge_columns(column=cast.portal_news, into=into, by=cast.outsider, at=NOW)
    referral.refresh_from_db()
    assert (referral.target, into.referral_channel.is_open) == (into, True)
    with pytest.raises(Refused, match="1 个报送"):
        column_actions.delete_column(column=into, by=cast.outsider, at=NOW)
