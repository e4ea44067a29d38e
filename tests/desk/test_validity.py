"""The screens of a change of validity: the request, the decision, the card of the start page."""

import pytest

from submissions.enums import ValidityChangeState
from submissions.models import ValidityChange
from tests.desk.reading import Page, client_of
from tests.desk.test_policy import faults
from tests.submissions.documents.making import document, request_change

SCREEN = "/admin/submissions/validitychange/"


@pytest.fixture
def old(cast):
    return document(cast, number="临政办发〔2020〕3号", title="河道管理暂行办法")


def sent(**values) -> dict:
    return {"validity": "repealed", "document": "临政办发〔2026〕9号", "effective_on": "2026-01-01",
            "ground": "第三十条"} | values


def test_asked_by_the_number_of_the_other_document_and_decided_on_one_page(cast, old):
    new = document(cast)
    asked = client_of(cast.officer).post(f"{SCREEN}request/{old.pk}/", sent())
    change = ValidityChange.objects.get()
    assert (asked.status_code, change.document, change.ground) == (302, new, "第三十条")
    start = Page(client_of(cast.supervisor).get("/admin/"))
    assert start.root.xpath("//section[@aria-labelledby='validity']//a/text()") == ["全部", "河道管理暂行办法"]
    done = client_of(cast.supervisor).post(f"{SCREEN}{change.pk}/page/", {"verb": "carry_out", "reason": "同意"})
    change.refresh_from_db()
    assert (done.status_code, change.state) == (302, ValidityChangeState.CARRIED_OUT)


def test_a_number_nobody_has_is_explained_and_what_was_typed_stays(cast, old):
    page = Page(client_of(cast.officer).post(f"{SCREEN}request/{old.pk}/", sent(document="云政发〔1999〕1号")))
    assert "没有找到发文字号为“云政发〔1999〕1号”的已发布文件" in page.root.text_content()
    assert page.root.xpath("//textarea[@name='ground']")[0].text_content().strip() == "第三十条"
    assert ValidityChange.objects.count() == 0


def test_a_refusal_without_a_reason_keeps_the_request_open(cast, old):
    change = request_change(cast, old)
    page = Page(client_of(cast.supervisor).post(f"{SCREEN}{change.pk}/page/", {"verb": "refuse", "reason": ""}))
    assert "请写明不同意的理由。" in page.root.text_content()
    change.refresh_from_db()
    assert change.state == ValidityChangeState.REQUESTED


def test_the_button_stands_where_it_may_be_asked(cast, old):
    for person, shown in (("officer", 1), ("supervisor", 1), ("drafter", 0), ("bureau", 0)):
        page = Page(client_of(getattr(cast, person)).get(f"/admin/submissions/article/{old.pk}/page/"))
        assert len(page.root.xpath(f"//a[@href='{SCREEN}request/{old.pk}/']")) == shown, person


def test_the_pages_fit_the_strict_policy(cast, old):
    change = request_change(cast, old)
    for person, address in (("officer", f"{SCREEN}request/{old.pk}/"), ("officer", f"{SCREEN}{change.pk}/page/"),
                            ("supervisor", f"{SCREEN}{change.pk}/page/"), ("supervisor", SCREEN)):
        page = Page(client_of(getattr(cast, person)).get(address))
        assert (page.status, faults(page)) == (200, []), address
