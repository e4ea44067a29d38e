"""Word files at the desk, in a browser: several at once, one of them no Word file, then compared and submitted."""

import re

from submissions.models import Submission
from tests.submissions.word.documents import DOCUMENTS

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_files_become_drafts_that_are_compared_and_submitted(house, cast, axe):
    page = house.sign_in(cast.drafter)
    page.get_by_role("link", name="稿件", exact=True).first.click()
    page.get_by_role("link", name="导入 Word").click()
    axe(page)
    page.select_option("#id_column", str(cast.headlines.pk))
    page.set_input_files("#id_files", [
        {"name": "大桥通车.docx", "mimeType": DOCX, "buffer": DOCUMENTS["news"]()},
        {"name": "名单.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"},
        {"name": "防汛通知.docx", "mimeType": DOCX, "buffer": DOCUMENTS["notice"]()},
    ])
    page.get_by_role("button", name="导入", exact=True).click()
    results = page.locator("[data-results] li")
    results.filter(has_text="防汛通知.docx").get_by_role("link").wait_for()
    assert results.count() == 3
    assert results.nth(1).get_by_role("alert").inner_text().startswith("这里只能导入 .docx、.doc 和 .wps")
    axe(page)

    results.first.get_by_role("link").click()
    page.wait_for_url(re.compile(r"/change/$"))
    axe(page)
    editor = page.frame_locator("#id_body_ifr")
    picture = editor.locator("img").first
    picture.wait_for()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert page.input_value("#id_source") == "云州日报"
    page.get_by_role("button", name="保存并提交").click()
    page.get_by_text("没有图片说明", exact=False).first.wait_for()
    editor.locator("img[alt='']").evaluate("image => image.setAttribute('alt', '通车后的大桥')")
    page.get_by_role("button", name="保存并提交").click()
    page.get_by_text("还没有核对", exact=False).first.wait_for()
    page.get_by_label("我已对照原文件核对过").check()
    page.get_by_role("button", name="保存并提交").click()
    page.wait_for_url(re.compile(r"/review/$"))
    draft = Submission.objects.get(title="云州市第三座跨江大桥通车")
    assert (draft.state, draft.word_import.confirmed_by) == ("officer_review", cast.drafter)
    assert Submission.objects.count() == 2
