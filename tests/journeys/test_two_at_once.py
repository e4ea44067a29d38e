"""Two persons at one manuscript, a lost tab, a phone: nothing that was typed is lost, and the screen says why."""

import re

from playwright.sync_api import expect

from submissions.enums import State
from submissions.models import Submission
from tests.cast import draft, in_state
from tests.journeys.conftest import NARROW


def form_of(house, submission) -> str:
    return house.url(house.cast.portal, f"/admin/submissions/submission/{submission.pk}/change/")


def test_a_stale_form_loses_nothing_and_the_second_save_keeps_both(house, cast):
    submission = draft(cast, title="防汛会议")
    mine, theirs = house.sign_in(cast.drafter), house.sign_in(cast.colleague)
    mine.goto(form_of(house, submission))
    theirs.goto(form_of(house, submission))
    theirs.fill("#id_title", "防汛会议(同事的改法)")
    theirs.get_by_role("button", name="保存草稿").click()
    expect(theirs.get_by_text("已保存为第 2 稿", exact=False).first).to_be_visible()

    mine.fill("#id_title", "防汛会议(我的改法)")
    mine.get_by_role("button", name="保存草稿").click()
    expect(mine.get_by_text("何同事 已于", exact=False).first).to_be_visible()
    expect(mine.locator("#id_title")).to_have_value("防汛会议(我的改法)")
    assert Submission.objects.get().title == "防汛会议(同事的改法)"

    mine.get_by_role("button", name="保存草稿").click()
    expect(mine.get_by_text("已保存为第 3 稿", exact=False).first).to_be_visible()
    titles = list(submission.revisions.order_by("number").values_list("title", flat=True))
    assert titles == ["防汛会议", "防汛会议(同事的改法)", "防汛会议(我的改法)"]


def test_what_was_typed_in_a_closed_tab_is_offered_again(house, cast):
    submission = draft(cast, title="防汛会议")
    page = house.sign_in(cast.drafter)
    page.goto(form_of(house, submission))
    with page.expect_response(re.compile("autosave")):
        page.fill("#id_title", "写了一半的标题")
        page.locator("#id_title").blur()
    other = house.sign_in(cast.drafter)
    other.goto(form_of(house, submission))
    expect(other.locator("#id_title")).to_have_value("防汛会议")
    other.get_by_role("button", name="恢复").first.click()
    expect(other.locator("#id_title")).to_have_value("写了一半的标题")
    assert Submission.objects.get().title == "防汛会议"


def test_a_supervisor_approves_on_a_phone_and_is_told_what_somebody_else_did(house, cast, axe):
    submission = in_state(cast, State.SUPERVISOR_REVIEW)
    phone = house.sign_in(cast.supervisor, page=house.visitor(viewport=NARROW))
    phone.get_by_role("link", name=submission.title).first.click()
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    phone.check("input[name=conclusion][value=public]")
    phone.select_option("select[name=ground]", "news")
    phone.fill("input[name=reviewer]", "云保密")
    phone.fill("input[name=number]", "保审〔2026〕9号")

    drafter = house.sign_in(cast.drafter)
    drafter.goto(house.url(cast.portal, f"/admin/submissions/submission/{submission.pk}/review/"))
    drafter.get_by_role("button", name="收回").click()
    expect(drafter.get_by_text("已收回", exact=False).first).to_be_visible()

    phone.get_by_role("button", name="批准并发布").click()
    expect(phone.get_by_text("林拟稿 已于", exact=False).first).to_be_visible()
    submission.refresh_from_db()
    assert submission.state == State.DRAFT
