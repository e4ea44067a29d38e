"""办理时限: the bureau's table of how long a manuscript may wait."""

import pytest

from submissions.enums import LIMITED_STATES, State
from submissions.models import StepLimit
from tests.desk.reading import Page, client_of, see

LIST = "/admin/submissions/steplimit/"


@pytest.fixture
def limits(db) -> dict[State, StepLimit]:
    return {state: StepLimit.objects.update_or_create(state=state, defaults={"hours": 10, "citation": "试验"})[0]
            for state in LIMITED_STATES}


def test_a_limit_is_changed_with_its_ground(cast, limits):
    limit = limits[State.APPROVED]
    response = client_of(cast.bureau).post(f"{LIST}{limit.pk}/change/", {"hours": "36", "citation": "新办法第三条"})
    assert response["Location"] == LIST
    limit.refresh_from_db()
    assert (limit.hours, limit.citation) == (36, "新办法第三条")


@pytest.mark.parametrize(("typed", "reason"), [
    ({"hours": "0", "citation": "新办法"}, "至少 1 小时。"),
    ({"hours": "9999", "citation": "新办法"}, "最多 2160 小时(90 天)。"),
    ({"hours": "36", "citation": ""}, "这个字段是必填项。"),
])
def test_a_limit_out_of_reason_or_without_ground_is_refused_and_what_was_typed_stays(cast, limits, typed, reason):
    limit = limits[State.APPROVED]
    page = Page(client_of(cast.bureau).post(f"{LIST}{limit.pk}/change/", typed))
    assert page.texts("//ul[contains(@class,'errorlist')]/li") == [reason]
    assert {name: page.value(name) for name in typed} == typed
    limit.refresh_from_db()
    assert limit.hours == 10


def test_a_new_one_is_offered_while_a_step_has_none(cast, limits):
    add = "//a[contains(@class,'addlink')]"
    assert see(cast.bureau, LIST).texts(add) == []
    limits[State.RETURNED].delete()
    assert see(cast.bureau, LIST).texts(add) == ["新增办理时限"]
    client_of(cast.bureau).post(f"{LIST}add/", {"state": State.RETURNED, "hours": "60", "citation": "新办法第四条"})
    assert StepLimit.objects.get(state=State.RETURNED).hours == 60
