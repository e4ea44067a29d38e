"""检查 in the browser: wrong words are listed and replaced by one click, also where bold splits them."""

import pytest
from django.utils import timezone

from submissions import actions
from tests import cast as casting

NOW = timezone.now()


@pytest.fixture
def words(house):
    for wrong, suggestion, severity in [("布署", "部署", "warning"), ("中港两地", "内地与香港", "blocking")]:
        actions.create_watched_word(wrong=wrong, suggestion=suggestion, severity=severity, category="mistyped",
                                    ground="《现代汉语词典》(第7版)", by=house.cast.bureau, at=NOW)


def test_wrong_words_are_found_and_replaced_by_one_click(house, words):
    body = "<p>会议<b>布</b>署了工作。</p><p>中港两地参加,再布署。</p>"
    draft = casting.draft(house.cast, title="防汛布署会", body=body)
    page = house.sign_in(house.cast.drafter)
    page.goto(house.url(house.cast.portal, f"/admin/submissions/submission/{draft.pk}/change/"))
    page.wait_for_selector(".tox-edit-area")
    page.get_by_role("button", name="检查", exact=True).click()
    panel = page.locator("#proofreading")
    panel.get_by_text("发现 4 处不妥的写法。").wait_for()
    assert panel.locator("li .tag").all_inner_texts() == ["必须改正", "提醒", "提醒", "提醒"]
    for left in (3, 2, 1):
        panel.get_by_role("button", name="替换为").first.click()
        panel.get_by_text(f"发现 {left} 处不妥的写法。").wait_for()
    panel.get_by_role("button", name="替换为").first.click()
    panel.get_by_text("按校对词表没有发现不妥的写法。").wait_for()
    assert page.input_value("[name=title]") == "防汛部署会"
    assert page.evaluate("tinymce.get('id_body').getContent({format: 'text'})").split("\n\n") == [
        "会议部署了工作。", "内地与香港参加,再部署。"]
