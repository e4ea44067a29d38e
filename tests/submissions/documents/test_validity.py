"""有效性: changed by a reviewed act, which links both documents to each other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.models import Change
from sites.rules import Refused
from sites.trail import verify
from submissions import actions
from submissions.enums import Validity, ValidityChangeState
from submissions.models import ValidityChange, ValidityStep
from tests import cast as casting
from tests.portal.making import get, hrefs, texts, withdraw
from tests.submissions.documents.making import NOW, corrected, document, request_change

OLD, NEW = "临政办发〔2020〕3号", "临政办发〔2026〕9号"


@pytest.fixture
def pair(cast):
    """A document, and the one that repeals it."""
    return document(cast, number=OLD, title="河道管理暂行办法"), document(cast, number=NEW)


def repealed(cast, old, new, validity=Validity.REPEALED):
    change = request_change(cast, old, validity, document=new)
    actions.change_validity(change=change, by=cast.supervisor, at=NOW)
    return change


def standing(cast, article) -> list[tuple[str, list[str]]]:
    page = get(cast.county, article.address)
    return list(zip(texts(page, "//*[@class='standing']/p"), [hrefs(page, "//*[@class='standing']//a")], strict=False))


def test_both_documents_link_each_other_once_it_is_agreed(cast, pair):
    old, new = pair
    assert (standing(cast, old), standing(cast, new)) == ([], [])
    repealed(cast, old, new)
    old.refresh_from_db()
    assert old.validity == Validity.REPEALED
    assert standing(cast, old) == [("本文件已被《河道管理办法》废止。", [new.address])]
    assert standing(cast, new) == [("本文件废止了《河道管理暂行办法》。", [old.address])]
    assert texts(get(cast.county, old.address), "//*[@class='docmeta']//tr[last()]/td") == ["已废止"]


def test_a_withdrawn_document_is_named_without_a_link(cast, pair):
    old, new = pair
    repealed(cast, old, new, Validity.AMENDED)
    withdraw(new)
    assert standing(cast, old) == [("本文件已被《河道管理办法》修改。", [])]


def test_a_repeal_that_was_taken_back_is_shown_on_neither(cast, pair):
    old, new = pair
    repealed(cast, old, new)
    old.refresh_from_db()
    change = request_change(cast, old, Validity.VALID)
    actions.change_validity(change=change, by=cast.supervisor, at=NOW + timedelta(minutes=1))
    assert (standing(cast, old), standing(cast, new)) == ([], [])


def test_exactly_the_pages_that_name_either_document_are_announced(cast, pair):
    old, new = pair
    Change.objects.all().delete()
    repealed(cast, old, new)
    assert Change.objects.get().tags == sorted([
        f"article:{old.pk}", f"article:{new.pk}", f"latest:{cast.county.pk}", f"chunk:{cast.county.pk}:0"])


def test_each_verb_leaves_a_step_in_an_unbroken_chain(cast, pair):
    old, new = pair
    refused = request_change(cast, old)
    actions.refuse_validity_change(change=refused, by=cast.supervisor, at=NOW, reason="仍在执行")
    cancelled = request_change(cast, old)
    actions.cancel_validity_change(change=cancelled, by=cast.officer, at=NOW)
    repealed(cast, old, new)
    assert list(ValidityStep.objects.order_by("number").values_list("verb", "by_name", "reason")) == [
        ("request", "陈信息", "文件清理结果"), ("refuse", "赵主管", "仍在执行"), ("request", "陈信息", "文件清理结果"),
        ("cancel", "陈信息", ""), ("request", "陈信息", "文件清理结果"), ("carry_out", "赵主管", "")]
    assert list(verify(ValidityStep)) == []


@pytest.mark.parametrize(("values", "reason"), [
    ({"validity": "valid"}, "文件现在就是“现行有效”"), ({"validity": ""}, "请选另一种有效性"),
    ({"ground": " "}, "请写明变更的依据"), ({"validity": "repealed"}, "“已废止”须指明"),
    ({"effective_on": timezone.localdate(NOW) + timedelta(days=1)}, "生效日期还没有到"),
])
def test_a_request_that_lacks_something_is_refused(cast, pair, values, reason):
    with pytest.raises(Refused, match=reason):
        request_change(cast, pair[0], **{"validity": "expired"} | values)
    assert (ValidityChange.objects.count(), ValidityStep.objects.count()) == (0, 0)


def test_a_document_neither_repeals_itself_nor_by_one_that_is_withdrawn(cast, pair):
    old, new = pair
    withdraw(new)
    new.refresh_from_db()
    for other, reason in ((old, "它自己"), (new, "已经撤下")):
        with pytest.raises(Refused, match=reason):
            request_change(cast, old, "repealed", document=other)
    assert ValidityChange.objects.count() == 0


def test_one_request_at_a_time(cast, pair):
    request_change(cast, pair[0])
    with pytest.raises(Refused, match="陈信息 已申请变更"):
        request_change(cast, pair[0], by=cast.supervisor)
    assert ValidityChange.objects.count() == 1


@pytest.mark.parametrize("person", ["drafter", "bureau", "site_admin", "outsider", "clock"])
def test_others_may_not_ask(cast, pair, person):
    with pytest.raises(Refused, match="由本栏目的信息员或信息主管申请"):
        request_change(cast, pair[0], by=getattr(cast, person))
    assert ValidityChange.objects.count() == 0


@pytest.mark.parametrize("person", ["officer", "drafter", "bureau", "outsider"])
def test_only_another_with_the_power_to_approve_decides(cast, pair, person):
    change = request_change(cast, pair[0])
    for verb in (actions.change_validity, actions.refuse_validity_change):
        with pytest.raises(Refused, match="信息主管"):
            verb(change=change, by=getattr(cast, person), at=NOW, reason="同意")
    change.refresh_from_db()
    pair[0].refresh_from_db()
    assert (change.state, pair[0].validity) == (ValidityChangeState.REQUESTED, Validity.VALID)


def test_nobody_decides_on_their_own_request(cast, pair):
    change = request_change(cast, pair[0], by=cast.supervisor)
    with pytest.raises(Refused, match="须由另一位信息主管审查"):
        actions.change_validity(change=change, by=cast.supervisor, at=NOW)
    assert ValidityStep.objects.count() == 1


def test_what_is_decided_is_decided_once(cast, pair):
    change = repealed(cast, *pair)
    for verb, words in ((actions.change_validity, {}), (actions.cancel_validity_change, {}),
                        (actions.refuse_validity_change, {"reason": "不"})):
        with pytest.raises(Refused, match="赵主管 已于"):
            verb(change=change, by=cast.supervisor, at=NOW, **words)
    assert ValidityStep.objects.count() == 2


def test_a_document_that_was_taken_down_meanwhile_is_left_alone(cast, pair):
    change = request_change(cast, pair[0])
    withdraw(pair[0])
    with pytest.raises(Refused, match="已经撤下"):
        actions.change_validity(change=change, by=cast.supervisor, at=NOW)
    change.refresh_from_db()
    assert change.state == ValidityChangeState.REQUESTED


def test_a_correction_begun_before_the_repeal_does_not_undo_it(cast, pair):
    old, new = pair
    correction = actions.start_correction(article=old, by=cast.drafter, at=NOW)
    correction = actions.submit(submission=correction, by=cast.drafter, at=NOW)
    correction = actions.pass_review(submission=correction, by=cast.officer, at=NOW)
    repealed(cast, old, new)
    actions.approve_and_publish(submission=correction, by=cast.supervisor, at=NOW, secrecy=casting.SECRECY)
    old.refresh_from_db()
    assert (correction.validity, old.validity, old.corrected_at) == (Validity.VALID, Validity.REPEALED, NOW)


def test_a_correction_does_not_change_the_validity(cast, pair):
    assert corrected(cast, pair[0], title="河道管理暂行办法(更正)", validity="expired").validity == Validity.VALID


def test_what_is_no_document_has_no_validity_to_change(cast):
    news = document(cast, document_number="", validity="")
    with pytest.raises(Refused, match="不是标有有效性的公文"):
        request_change(cast, news)
