"""A published policy without interpretation is a to-do of those who write for its column."""

import pytest

from columns.enums import ColumnType
from submissions import actions
from submissions.models import Article
from submissions.queries import uninterpreted_for
from tests import cast as casting
from tests.desk.reading import Page, client_of
from tests.portal.making import publish, withdraw
from tests.submissions.documents.making import NOW

CARD = "//section[@aria-labelledby='uninterpreted']"


@pytest.fixture
def policy(cast) -> Article:
    return publish(cast.policy, title="河道管理办法", document_number="临政办发〔2026〕9号", validity="valid")


def waiting(user) -> list[str]:
    return list(uninterpreted_for(user).values_list("title", flat=True))


def test_it_waits_for_those_who_write_for_its_column_alone(cast, policy):
    assert {name: waiting(getattr(cast, name)) for name in (
        "officer", "drafter", "colleague", "supervisor", "bureau", "outsider", "site_admin")} == {
        "officer": ["河道管理办法"], "drafter": [], "colleague": [], "supervisor": [], "bureau": [], "outsider": [],
        "site_admin": []}


@pytest.mark.parametrize("values", [
    {"validity": "repealed"}, {"validity": "expired"}, {"validity": ""},
])
def test_what_is_not_in_force_needs_none(cast, values):
    publish(cast.policy, **values)
    assert waiting(cast.officer) == []


def test_other_columns_and_withdrawn_documents_need_none(cast, policy):
    publish(cast.headlines, validity="valid")
    withdraw(policy)
    assert waiting(cast.officer) == []


def test_it_is_done_by_a_live_interpretation_and_comes_back_when_that_is_withdrawn(cast, policy):
    text = publish(cast.headlines, interprets=policy)
    assert waiting(cast.officer) == []
    withdraw(text)
    assert waiting(cast.officer) == ["河道管理办法"]


def test_it_is_done_while_somebody_writes_and_comes_back_when_that_is_discarded(cast, policy):
    draft = casting.draft(cast, interprets=policy)
    assert waiting(cast.officer) == []
    actions.discard(submission=draft, by=cast.drafter, at=NOW)
    assert waiting(cast.officer) == ["河道管理办法"]


def test_the_card_leads_to_a_form_in_which_the_document_is_chosen(cast, policy):
    casting.column(cast.home, "zcjd", "政策解读", column_type=ColumnType.INTERPRETATION, by=cast.site_admin, at=NOW)
    client = client_of(cast.officer)
    links = Page(client.get("/admin/")).root.xpath(f"{CARD}//a/@href")
    form = f"/admin/submissions/submission/add/?interprets={policy.pk}"
    assert links == ["/admin/submissions/article/?interpretation=missing",
                     f"/admin/submissions/article/{policy.pk}/page/", form]
    chosen = Page(client.get(form)).root.xpath("//select[@name='interprets']/option[@selected]/@value")
    assert chosen == [str(policy.pk)]


def test_the_list_behind_the_card_shows_the_same_documents(cast, policy):
    casting.article(cast)
    page = Page(client_of(cast.officer).get("/admin/submissions/article/?interpretation=missing"))
    assert page.root.xpath("//td[contains(@class,'field-link')]/a/text() | //th[contains(@class,'field-link')]/a/text()"
                           ) == ["河道管理办法"]


def test_without_such_documents_there_is_no_card(cast):
    assert Page(client_of(cast.officer).get("/admin/")).root.xpath(CARD) == []
