"""检查: what it tells of a text, that a changed list is at work at once, and that grave words stop a submit."""

import pytest
from django.utils import timezone

from sites.rules import Refused
from submissions import actions
from submissions.enums import State
from submissions.models import Step
from submissions.queries import check
from submissions.queries.proofreading import Keeper
from tests import cast as casting

NOW = timezone.now()
pytestmark = pytest.mark.django_db


def add(cast, wrong="布署", suggestion="部署", **values):
    return actions.create_watched_word(**{"ground": "词典", **values}, wrong=wrong, suggestion=suggestion,
                                       by=cast.bureau, at=NOW)


def wrongs(text: str, site=None) -> list[str]:
    return [one.wrong for one in check({"title": text}, site=site)]


def test_a_result_says_where_it_stands_and_what_to_write(cast):
    add(cast)
    one, other = check({"title": "", "body": "<p>布<b>署</b>工作</p><p>再<i>布署</i>。</p>"}, site=None)
    assert (one.place, one.before, one.wrong, one.after, one.suggestion, one.ground, one.nth) == (
        "正文", "", "布署", "工作", "部署", "词典", 0)
    assert (other.before, other.after, other.nth) == ("再", "。", 1)


def test_the_gravest_are_told_first(cast):
    add(cast, "甲乙", severity="advice")
    add(cast, "丙丁", severity="blocking")
    add(cast, "戊己", severity="warning")
    assert wrongs("甲乙丙丁戊己") == ["丙丁", "戊己", "甲乙"]


def test_a_changed_list_is_at_work_at_once_in_every_process(cast):
    other_process = Keeper()
    assert other_process.matcher().find("布署", None) == []
    word = add(cast)
    assert len(other_process.matcher().find("布署", None)) == len(wrongs("布署")) == 1
    actions.change_watched_word(word=word, values={"exceptions": "布署司"}, by=cast.bureau, at=NOW)
    assert (other_process.matcher().find("布署司", None), wrongs("布署司")) == ([], [])
    actions.change_watched_word(word=word, values={"is_active": False}, by=cast.bureau, at=NOW)
    assert (other_process.matcher().find("布署", None), wrongs("布署")) == ([], [])


def test_an_unchanged_list_costs_one_query_and_no_second_building(cast, django_assert_num_queries):
    add(cast)
    keeper = Keeper()
    first = keeper.matcher()
    with django_assert_num_queries(1):
        assert keeper.matcher() is first


def test_a_word_of_one_site_is_found_there_alone(cast):
    add(cast, "临和区", "临河区", site=cast.county)
    assert [wrongs("临和区", site) for site in (cast.county.pk, cast.portal.pk, None)] == [["临和区"], [], []]


@pytest.mark.parametrize(("severity", "state"), [
    ("advice", State.OFFICER_REVIEW), ("warning", State.OFFICER_REVIEW), ("blocking", State.DRAFT),
])
def test_only_a_blocking_word_stops_a_submit(cast, severity, state):
    add(cast, "中港两地", "内地与香港", severity=severity)
    draft = casting.draft(cast, body="<p>中港两地合作。</p>")
    steps = Step.objects.count()
    if severity == "blocking":
        with pytest.raises(Refused, match="正文“中港两地”应为“内地与香港”.*联系大数据局"):
            actions.submit(submission=draft, by=cast.drafter, at=NOW)
        assert Step.objects.count() == steps
    else:
        actions.submit(submission=draft, by=cast.drafter, at=NOW)
    draft.refresh_from_db()
    assert draft.state == state


def test_a_corrected_manuscript_is_submitted(cast):
    add(cast, "中港两地", "内地与香港", severity="blocking")
    draft = casting.draft(cast, body="<p>中港两地合作。</p>")
    fixed = actions.save_draft(submission=draft, content={"body": "<p>内地与香港合作。</p>"}, version=1,
                               by=cast.drafter, at=NOW)
    assert actions.submit(submission=fixed, by=cast.drafter, at=NOW).state == State.OFFICER_REVIEW
