"""What only a browser shows of the desk: nothing typed is lost, pictures appear at once, columns are dragged under the
strict policy, and a supervisor approves on a phone."""

import base64
import io
import re

import pytest
from django.utils import timezone
from PIL import Image

from columns.models import Column
from submissions.enums import State
from submissions.models import Autosave, Submission
from tests import cast as casting
from tests.journeys.conftest import NARROW
from tests.journeys.word import PASTE, as_word

NOW = timezone.now()
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OWN_COPIES = "Object.keys(localStorage).filter((name) => name.startsWith('desk:'))"
PICTURE = """async (data) => {
  const editor = tinymce.get('id_body');
  editor.insertContent(`<img src="data:image/png;base64,${data}" alt="现场">`);
  await editor.uploadImages();
  const shown = editor.getBody().querySelector('img');
  await shown.decode();
  return [shown.naturalWidth, editor.getContent()];
}"""


def png() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "#12457a").save(made, "PNG")
    return made.getvalue()


def writing(house, page, address="/admin/submissions/submission/add/"):
    page.goto(house.url(house.cast.portal, address))
    page.wait_for_selector(".tox-edit-area")
    return page


def status(page, words: str) -> None:
    page.locator("[data-status]", has_text=words).wait_for()


def test_a_form_that_is_sent_while_a_paste_is_cleaned_waits_for_it(house, cast):
    page, held = writing(house, house.sign_in(cast.drafter)), []
    page.select_option("#id_column", str(cast.headlines.pk))
    page.fill("#id_title", "贴上就保存")
    page.route("**/submission/paste/", lambda route: held.append(route))  # noqa: PLW0108 playwright marks it
    body = page.frame_locator("#id_body_ifr").locator("body")
    body.click()
    body.evaluate(PASTE, as_word(["按下保存时还在清理的一段。"]))
    page.get_by_role("button", name="保存草稿").click()
    status(page, "正在处理刚粘贴的内容,好了就自动保存…")
    assert not Submission.objects.exists()
    held[0].continue_()
    page.wait_for_url(re.compile(r"/change/$"))
    assert Submission.objects.get().body == "<p>按下保存时还在清理的一段。</p>"


def test_what_is_typed_survives_a_lost_connection_and_a_crashed_tab(house, cast):
    page = writing(house, house.sign_in(cast.drafter))
    page.select_option("#id_column", str(cast.headlines.pk))
    page.fill("#id_title", "写到一半")
    page.locator("#id_source").focus()
    status(page, "已自动保存")
    page.context.set_offline(True)
    page.fill("#id_source", "区应急管理局")
    page.locator("#id_author").focus()
    status(page, "没有连上服务器,内容保存在本机,连上后会自动保存")
    assert Autosave.objects.get().values["source"] == ""
    page.close(run_before_unload=False)

    page.context.set_offline(False)
    again = writing(house, page.context.new_page())
    assert "《写到一半》" in again.inner_text("#found")
    again.click("[data-restore]")
    assert (again.input_value("#id_title"), again.input_value("#id_source")) == ("写到一半", "区应急管理局")
    again.click("button[name=_save]")
    again.get_by_text("已保存为第 1 稿").wait_for()
    saved = Submission.objects.get()
    assert (saved.title, saved.source, saved.column) == ("写到一半", "区应急管理局", cast.headlines)
    assert (Autosave.objects.count(), again.evaluate(OWN_COPIES)) == (0, [])
    writing(house, again)
    assert not again.is_visible("#found")


def test_after_a_sign_out_elsewhere_the_text_stays_and_the_way_back_is_shown(house, cast):
    page = writing(house, house.sign_in(cast.drafter))
    page.context.clear_cookies(name="sessionid")
    page.fill("#id_title", "没有丢")
    page.locator("#id_source").focus()
    status(page, "登录已超时,内容保存在本机")
    assert page.get_attribute("[data-status] a", "href") == "/admin/login/"
    assert len(page.evaluate(OWN_COPIES)) == 1


def test_files_are_sent_at_once_and_pictures_are_seen_before_they_are_public(house, cast, axe):
    page = writing(house, house.sign_in(cast.drafter))
    page.fill("#id_title", "带图的稿件")
    page.select_option("#id_column", str(cast.headlines.pk))
    page.set_input_files("#id_new_files", [
        {"name": "名单.csv", "mimeType": "text/csv", "buffer": "甲,乙\n1,2\n".encode()},
        {"name": "工具.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}])
    page.locator("[data-list] .bad", has_text="不能上传 .exe 文件").wait_for()
    page.set_input_files("#id_new_picture", [{"name": "题图.png", "mimeType": "image/png", "buffer": png()}])
    page.locator("[data-preview] img").wait_for()
    page.fill("#id_picture_alt", "会场")
    width, content = page.evaluate(PICTURE, base64.b64encode(png()).decode())
    assert width == 40
    assert 'src="/files/' in content
    axe(page)
    page.click("button[name=_save]")
    page.get_by_text("已保存为第 1 稿").wait_for()
    saved = Submission.objects.get()
    assert [kept.name for kept in saved.attachments.all()] == ["名单.csv"]
    page.get_by_role("link", name="预览与流转").click()
    page.wait_for_url("**/review/")
    shown = page.evaluate("Promise.all([...document.querySelectorAll('article img')].map(async (picture) => {"
                          " await picture.decode(); return picture.naturalWidth; }))")
    assert shown == [40, 40]


def test_a_column_is_dragged_before_its_neighbour(house, cast):
    page = house.sign_in(cast.site_admin)
    page.goto(house.url(cast.portal, "/admin/columns/column/"))
    row = page.locator("#result_list tbody tr")
    handle = row.filter(has_text="通知公告").locator(".drag-handle").bounding_box()
    target = row.filter(has_text="临河要闻").bounding_box()
    page.mouse.move(handle["x"] + 8, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(handle["x"] + 20, handle["y"], steps=4)
    page.mouse.move(target["x"] + 80, target["y"] + 4, steps=6)
    page.mouse.up()
    page.get_by_text("已移动“通知公告”").wait_for()
    assert list(Column.objects.filter(parent=cast.news).order_by("order").values_list("name", flat=True)) == [
        "通知公告", "临河要闻"]


def test_a_supervisor_approves_on_a_phone_with_the_thumb(house, cast, axe):
    submission = casting.in_state(cast, State.SUPERVISOR_REVIEW, at=NOW)
    page = house.sign_in(cast.supervisor, page=house.visitor(viewport=NARROW))
    page.get_by_role("link", name=submission.title).first.click()
    page.wait_for_url("**/review/")
    heights = page.evaluate("[...document.querySelectorAll('.acts .btn')].map((b) => b.offsetHeight)")
    assert [height for height in heights if height and height < 44] == []
    page.check("[name=conclusion][value=public]")
    page.select_option("[name=ground]", "news")
    page.fill("[name=reviewer]", "钱保密")
    page.fill("[name=number]", "保审〔2026〕9号")
    axe(page)
    page.get_by_role("button", name="批准并发布").click()
    page.get_by_text("已批准并发布。").wait_for()
    submission.refresh_from_db()
    assert submission.state == State.PUBLISHED


@pytest.mark.parametrize(("person", "addresses"), [
    ("supervisor", ["", "submissions/submission/", "submissions/article/", "submissions/withdrawal/",
                    "submissions/step/"]),
    ("drafter", ["submissions/submission/add/", "password_change/"]),
    ("site_admin", ["", "columns/column/", "columns/column/add/", "sites/post/add/", "sites/changelog/"]),
])
def test_no_page_is_wider_than_a_phone(house, cast, person, addresses):
    casting.in_state(cast, State.SUPERVISOR_REVIEW, at=NOW)
    casting.article(cast, at=NOW)
    page = house.sign_in(getattr(cast, person), page=house.visitor(viewport=NARROW))
    found = {}
    for address in addresses:
        page.goto(house.url(cast.portal, f"/admin/{address}"))
        found[address] = page.evaluate(OVERFLOW)
    assert found == dict.fromkeys(addresses, 0)
