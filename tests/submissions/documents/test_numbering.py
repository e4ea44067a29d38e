"""索引号: given at publication by the body's rule, without gaps, for ever."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from sites.models import ChangeLog
from sites.rules import Refused
from submissions import actions
from submissions.enums import State
from submissions.models import Article, IndexNumber, NumberingCounter, NumberingRule
from submissions.models.numbering import rendered, validate_pattern
from tests.submissions.documents.making import CITATION, CODE, NOW, PATTERN, YEAR, approved, corrected, document
from tests.submissions.documents.making import numbering_rule as make_rule


@pytest.fixture
def rule(cast):
    return make_rule(cast)


def numbers() -> list[str]:
    return list(IndexNumber.objects.order_by("pk").values_list("number", flat=True))


def own(serial: int) -> str:
    return f"{CODE}/{YEAR}-{serial:05d}"


def test_documents_are_numbered_in_the_order_of_their_publication(cast, rule):
    first, second = approved(cast), approved(cast)
    later = actions.publish(submission=second, by=cast.officer, at=NOW)
    earlier = actions.publish(submission=first, by=cast.officer, at=NOW)
    assert (later.index_number, earlier.index_number) == (own(1), own(2))
    assert numbers() == [own(1), own(2)]


def test_a_discarded_manuscript_and_a_failed_publication_leave_no_gap(cast, rule):
    document(cast)
    returned = actions.send_back(submission=approved(cast), by=cast.supervisor, at=NOW, reason="改")
    actions.discard(submission=returned, by=cast.drafter, at=NOW)
    failing = approved(cast)
    with pytest.raises(RuntimeError), transaction.atomic():
        assert actions.publish(submission=failing, by=cast.officer, at=NOW).index_number == own(2)
        raise RuntimeError
    assert document(cast).index_number == own(2)
    assert numbers() == [own(1), own(2)]


def test_serials_begin_anew_every_year(cast, rule):
    last = document(cast)
    submission = approved(cast)
    next_year = NOW + timedelta(days=366)
    article = actions.publish(submission=submission, by=cast.officer, at=next_year)
    assert (last.index_number, article.index_number) == (own(1), f"{CODE}/{next_year.year}-00001")


def test_corrections_moves_and_withdrawals_leave_the_number(cast, rule):
    article = document(cast)
    corrected(cast, article, title="河道管理办法(修订)", index_number="", document_number="", issuer="别的机关")
    assert (article.title, article.index_number) == ("河道管理办法(修订)", own(1))
    withdrawal = actions.request_withdrawal(article=article, reason_type="expired", reason="过期", by=cast.officer,
                                            at=NOW)
    actions.withdraw(withdrawal=withdrawal, by=cast.supervisor, at=NOW)
    article.refresh_from_db()
    assert article.index_number == own(1)
    assert document(cast).index_number == own(2)


def test_a_typed_number_is_respected_and_stepped_over(cast, rule):
    assert document(cast, index_number=own(2)).index_number == own(2)
    assert [document(cast).index_number for _ in range(2)] == [own(1), own(3)]


def test_an_imported_number_is_stepped_over_however_many_there_are(cast, rule):
    Article.objects.bulk_create(
        Article(site=cast.county, column=cast.policy, title="旧", published_at=NOW, index_number=own(serial))
        for serial in range(1, 121))
    assert document(cast).index_number == own(121)


def test_a_typed_number_of_another_document_is_refused_and_nothing_is_published(cast, rule):
    document(cast)
    submission = approved(cast, index_number=own(1))
    with pytest.raises(Refused, match="已被“临河区人民政府办公室”的另一份文件使用"):
        actions.publish(submission=submission, by=cast.officer, at=NOW)
    submission.refresh_from_db()
    assert (submission.state, numbers(), Article.objects.count()) == (State.APPROVED, [own(1)], 1)


@pytest.mark.parametrize("content", [
    {"issuer": "临河区水利局"}, {"document_number": "", "index_number": ""},
])
def test_what_no_rule_is_for_gets_no_number(cast, rule, content):
    assert document(cast, **content).index_number == ""
    assert (numbers(), NumberingCounter.objects.count()) == ([], 0)


def test_a_rule_out_of_use_numbers_nothing(cast):
    make_rule(cast, is_active=False)
    assert document(cast).index_number == ""


def test_an_older_document_keeps_its_typed_number_once_there_is_a_rule(cast):
    article = document(cast, index_number="000014349/2011-00348")
    make_rule(cast)
    assert corrected(cast, article, index_number="另一个").index_number == "000014349/2011-00348"
    assert list(IndexNumber.objects.values_list("number", "serial")) == [("000014349/2011-00348", None)]


def test_a_given_number_is_neither_changed_nor_deleted(cast, rule):
    document(cast)
    for statement in ("UPDATE submissions_indexnumber SET number = 'x'", "DELETE FROM submissions_indexnumber"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert numbers() == [own(1)]


def test_the_bureau_alone_sets_rules(cast):
    for person in ("platform_admin", "site_admin", "supervisor", "outsider", "clock"):
        with pytest.raises(Refused):
            actions.create_numbering_rule(organisation=cast.office, pattern=PATTERN, citation=CITATION,
                                          by=getattr(cast, person), at=NOW)
    assert NumberingRule.objects.count() == 0
    rule = make_rule(cast)
    with pytest.raises(Refused):
        actions.change_numbering_rule(rule=rule, values={"is_active": False}, by=cast.site_admin, at=NOW)
    actions.change_numbering_rule(rule=rule, values={"pattern": "{year}-{serial:4}"}, by=cast.bureau, at=NOW)
    assert document(cast).index_number == f"{YEAR}-0001"
    assert list(ChangeLog.objects.filter(kind="索引号规则").values_list("verb", flat=True)) == ["change", "create"]


@pytest.mark.parametrize(("pattern", "reason"), [
    ("{code}-{serial:5}", "年份"), ("{year}-{year}-{serial}", "年份"), ("{code}/{year}", "流水号"),
    ("{year}-{serial}-{serial}", "流水号"), ("{year}-{serial:12}", "格式里只能用"),
    ("{year}-{serial}<b>", "格式里只能用"),
    ("{year}-{serial}{name}", "格式里只能用"),
    ("云州市" * 12 + "{code}{year}{serial:9}", "超过 60"),
])
def test_a_pattern_that_could_give_a_number_twice_is_refused(pattern, reason):
    with pytest.raises(ValidationError, match=reason):
        validate_pattern(pattern)


def test_a_pattern_names_what_it_is_made_of():
    assert rendered("{code}/{year}-{serial:5}", code="11220000013544357T", year=2011, serial=348) == (
        "11220000013544357T/2011-00348")
    assert rendered("云〔{year}〕{serial}号", code="", year=2026, serial=123456) == "云〔2026〕123456号"


def test_a_pattern_with_a_code_needs_a_body_that_has_one(cast):
    with pytest.raises(ValidationError, match="还没有填统一社会信用代码"):
        actions.create_numbering_rule(organisation=cast.office, pattern=PATTERN, citation=CITATION, by=cast.bureau,
                                      at=NOW)
    assert NumberingRule.objects.count() == 0
