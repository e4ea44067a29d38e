"""Two people open the same draft: both are told before either saves; a page at rest is silent."""

from submissions.models import Presence
from tests import cast as casting

REST = "document.querySelector('[data-presence]').hidden"


def open_draft(house, person, draft, page="change"):
    browser = house.sign_in(person)
    with browser.expect_response(lambda answer: answer.url.endswith("/presence/")):
        browser.goto(house.url(house.cast.portal, f"/admin/submissions/submission/{draft.pk}/{page}/"))
    return browser


def test_whoever_comes_second_is_warned_at_once(house, cast, axe):
    draft = casting.draft(cast)
    first = open_draft(house, cast.drafter, draft)
    assert first.evaluate(REST)
    second = open_draft(house, cast.officer, draft)
    second.get_by_text("林拟稿 也在编辑这份稿件。").wait_for()
    axe(second)
    with first.expect_response(lambda answer: answer.url.endswith("/presence/")):
        first.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    first.get_by_text("陈信息 也在编辑这份稿件。").wait_for()
    looking = open_draft(house, cast.supervisor, draft, "review")
    looking.get_by_text("林拟稿、陈信息 正在编辑这份稿件,内容可能还会变。").wait_for()
    assert Presence.objects.count() == 3
