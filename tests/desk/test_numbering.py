"""The screen of index number rules, and how the writing form shows the number."""

from django.utils import timezone

from submissions import actions
from submissions.models import NumberingRule
from tests.desk.reading import Page, client_of
from tests.submissions.documents.making import CITATION, CODE, YEAR, approved, document, numbering_rule

RULES = "/admin/submissions/numberingrule/"


def index_field(page: Page):
    return page.root.xpath("//input[@name='index_number']")[0]


def help_of(page: Page) -> str:
    return " ".join(page.root.xpath("//*[@id='id_index_number_helptext']")[0].text_content().split())


def test_the_bureau_makes_a_rule_and_sees_the_next_number(cast):
    client = client_of(cast.bureau)
    sent = {"organisation": cast.office.pk, "pattern": "临〔{year}〕{serial:3}", "citation": CITATION,
            "is_active": "on"}
    assert client.post(f"{RULES}add/", sent).status_code == 302
    rule = NumberingRule.objects.get()
    assert (rule.site, rule.citation) == (cast.county, CITATION)
    document(cast)
    page = Page(client.get(f"{RULES}{rule.pk}/change/"))
    assert f"临〔{YEAR}〕002" in page.root.text_content()


def test_a_bad_pattern_is_explained_and_what_was_typed_stays(cast):
    page = Page(client_of(cast.bureau).post(f"{RULES}add/", {
        "organisation": cast.office.pk, "pattern": "{code}-{serial:5}", "citation": CITATION, "is_active": "on"}))
    assert page.status == 200
    assert "格式里须有且只有一处年份 {year}。" in page.root.text_content()
    assert page.root.xpath("//input[@name='pattern']/@value") == ["{code}-{serial:5}"]
    assert NumberingRule.objects.count() == 0


def test_a_second_rule_of_a_body_is_refused(cast):
    numbering_rule(cast)
    page = Page(client_of(cast.bureau).post(f"{RULES}add/", {
        "organisation": cast.office.pk, "pattern": "{year}-{serial}", "citation": CITATION, "is_active": "on"}))
    assert "这个发文机关已有索引号规则。" in page.root.text_content()
    assert NumberingRule.objects.count() == 1


def test_the_number_is_not_typed_where_a_rule_gives_it(cast):
    numbering_rule(cast)
    client, draft = client_of(cast.drafter), returned(cast)
    page = Page(client.get(f"/admin/submissions/submission/{draft.pk}/change/"))
    assert index_field(page).get("disabled") is not None
    assert help_of(page) == "发布时按发文机关的规则自动编号,不用填写。"


def test_the_number_is_shown_and_kept_in_a_correction(cast):
    numbering_rule(cast)
    correction = actions.start_correction(article=document(cast), by=cast.drafter, at=timezone.now())
    page = Page(client_of(cast.drafter).get(f"/admin/submissions/submission/{correction.pk}/change/"))
    assert index_field(page).get("value") == f"{CODE}/{YEAR}-00001"
    assert index_field(page).get("disabled") is not None
    assert help_of(page) == "索引号编定后永久不变,更正时也不改。"


def test_a_new_form_says_for_whom_the_number_is_given(cast):
    numbering_rule(cast)
    page = Page(client_of(cast.drafter).get("/admin/submissions/submission/add/"))
    assert index_field(page).get("disabled") is None
    assert help_of(page) == "发文机关是临河区人民政府办公室的,发布时自动编号,请留空;已有旧号的照填。"


def test_without_a_rule_the_number_is_typed(cast):
    page = Page(client_of(cast.drafter).get(f"/admin/submissions/submission/{returned(cast).pk}/change/"))
    assert index_field(page).get("disabled") is None


def returned(cast):
    return actions.send_back(submission=approved(cast), by=cast.supervisor, at=timezone.now(), reason="改")
