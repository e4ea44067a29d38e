"""The writing form: nothing typed or uploaded is lost, with script or without."""

import json

import pytest
from django.utils import timezone

from submissions import actions
from submissions.enums import State
from submissions.models import Attachment, Autosave, Submission
from tests import cast as casting
from tests.desk.reading import Page, client_of, csv, png, see

NOW = timezone.now()
ADD = "/admin/submissions/submission/add/"
AUTOSAVE = "/admin/submissions/submission/autosave/"
FILES = "//ul[@data-list]//a"


def change(submission) -> str:
    return f"/admin/submissions/submission/{submission.pk}/change/"


def typed(cast, **values) -> dict:
    return {"column": cast.headlines.pk, "title": "防汛会议", "body": "<p>部署</p>", "source": "应急局",
            "form_key": "new-a", "attachment_ids": "", "picture": "", "picture_alt": "", **values}


def test_a_new_form_is_ready_for_script_and_works_without(cast):
    page = see(cast.drafter, ADD)
    form = page.root.get_element_by_id("submission_form")
    assert page.title == "写稿件"
    assert (form.get("enctype"), form.get("method")) == ("multipart/form-data", "post")
    assert {name: value for name, value in form.attrib.items() if name.startswith("data-")} == {
        "data-autosave": AUTOSAVE, "data-upload": "/admin/submissions/submission/upload/", "data-submission": "",
        "data-check": "/admin/submissions/submission/check/",
        "data-paste": "/admin/submissions/submission/paste/", "data-file": "/admin/submissions/submission/file/0/",
        "data-login": "/admin/login/", "data-user": str(cast.drafter.pk)}
    assert page.value("form_key").startswith("new-")
    assert page.texts("//*[contains(@class,'acts')]//button[not(@hidden)]") == ["保存草稿", "保存并提交"]
    assert [field.get("name") for field in page.root.xpath("//input[@type='file']")] == ["new_files", "new_picture"]
    assert page.texts("//form[@id='submission_form']//h2[not(ancestor::*[@hidden])]") == [
        "附件", "来源与摘要", "题图", "公文信息", "关联"]


def test_an_invalid_form_keeps_what_was_typed_and_every_file(cast):
    """Without script: files travel with the form, and an error elsewhere loses none."""
    page = Page(client_of(cast.drafter).post(ADD, typed(
        cast, title="", summary="摘要在此", new_files=[csv("甲.csv"), csv("乙.csv")], new_picture=png())))
    assert page.texts("//*[@id='errors']//li") == ["标题:这个字段是必填项。"]
    assert page.root.xpath("//*[@id='errors']//a/@href") == ["#id_title"]
    assert page.texts("//div[contains(@class,'errors') and contains(@class,'form-row')]//label") == ["标题"]
    assert page.texts(FILES) == ["甲.csv", "乙.csv"]
    assert (page.value("summary"), page.value("body"), page.value("form_key")) == ("摘要在此", "<p>部署</p>", "new-a")
    first, second, picture = Attachment.objects.order_by("pk")
    assert page.value("attachment_ids") == f"{first.pk},{second.pk}"
    assert page.value("picture") == str(picture.pk)
    assert page.root.xpath("//*[@data-preview]/img/@src") == [f"/admin/submissions/submission/file/{picture.pk}/"]


def test_files_kept_in_an_invalid_form_are_saved_with_the_next(cast):
    client = client_of(cast.drafter)
    page = Page(client.post(ADD, typed(cast, title="", new_files=[csv()], new_picture=png())))
    client.post(ADD, typed(cast, attachment_ids=page.value("attachment_ids"), picture=page.value("picture"),
                           picture_alt="会场全景"))
    submission = Submission.objects.get()
    assert [kept.name for kept in submission.attachments.all()] == ["说明.csv"]
    assert (submission.picture.name, submission.picture.alt) == ("题图.png", "会场全景")


def test_files_are_dropped_by_ticking_them(cast):
    kept = [actions.upload(site=cast.county, file=csv(), name=f"{n}.csv", by=cast.drafter, at=NOW) for n in range(3)]
    picture = actions.upload(site=cast.county, file=png(), name="图.png", by=cast.drafter, at=NOW, alt="图")
    submission = actions.create_submission(column=cast.headlines, content=casting.CONTENT | {"picture": picture},
                                           by=cast.drafter, at=NOW, attachments=[k.pk for k in kept])
    numbers = ",".join(str(k.pk) for k in kept)
    client_of(cast.drafter).post(change(submission), typed(
        cast, version=1, form_key=submission.pk, attachment_ids=numbers, picture=picture.pk, drop_files=[kept[1].pk],
        drop_picture="1"))
    submission.refresh_from_db()
    assert [a.name for a in submission.attachments.order_by("submission_attachments__order")] == ["0.csv", "2.csv"]
    assert submission.picture is None


def test_a_title_picture_must_be_a_picture(cast):
    page = Page(client_of(cast.drafter).post(ADD, typed(cast, title="", new_picture=csv("表.csv"))))
    assert page.texts("//ul[@class='messagelist']/li") == ["表.csv:题图须是图片。"]
    assert page.value("picture") == ""


def test_numbers_of_anothers_files_show_nothing(cast):
    foreign = actions.upload(site=cast.portal, file=csv("外站.csv"), name="外站.csv", by=cast.outsider, at=NOW)
    page = Page(client_of(cast.drafter).post(ADD, typed(cast, attachment_ids=str(foreign.pk), picture=str(foreign.pk))))
    assert page.texts(FILES) == []
    assert "外站" not in page.response.content.decode()
    assert Submission.objects.count() == 0


def test_the_reason_of_a_return_stands_above_the_form(cast):
    submission = casting.in_state(cast, State.RETURNED, at=NOW)
    page = see(cast.drafter, change(submission))
    assert page.text("//section[@aria-labelledby='returned']/h2") == "陈信息退回了这份稿件"
    assert page.text("//section[@aria-labelledby='returned']/blockquote") == "请补充参会单位。"


def test_an_autosave_is_offered_with_its_values(cast):
    submission = casting.draft(cast)
    client = client_of(cast.drafter)
    client.post(AUTOSAVE, json.dumps({"form_key": str(submission.pk), "submission": submission.pk, "version": 1,
                                      "values": {"title": "改到</script>一半"}}), content_type="application/json")
    page = Page(client.get(change(submission)))
    form = page.root.get_element_by_id("submission_form")
    assert json.loads(page.root.get_element_by_id("autosaved-values").text) == {"title": "改到</script>一半"}
    assert (form.get("data-found-key"), form.get("data-found-version")) == (str(submission.pk), "1")
    assert page.value("title") == "防汛工作部署会召开"


def test_an_autosave_can_be_given_up_by_its_owner_alone(cast):
    for person in (cast.drafter, cast.colleague):
        actions.autosave(by=person, form_key="new-a", values={"title": "x"}, base_version=0, at=NOW)
    response = client_of(cast.drafter).post(AUTOSAVE, json.dumps({"form_key": "new-a", "forget": True}),
                                            content_type="application/json")
    assert (response.status_code, response.json()) == (200, {})
    assert [kept.user for kept in Autosave.objects.all()] == [cast.colleague]


@pytest.mark.parametrize("sent", [b"", b"[]", b'"x"', b"{}", b'{"form_key": "a", "values": 3}'])
def test_a_malformed_autosave_is_refused(cast, sent):
    response = client_of(cast.drafter).post(AUTOSAVE, sent, content_type="application/json")
    assert (response.status_code, response.json()) == (400, {"error": "自动保存的内容不完整。"})


def test_a_stale_save_keeps_the_text_and_offers_to_go_on(cast):
    submission = casting.draft(cast)
    actions.save_draft(submission=submission, content={"title": "同事改过"}, version=1, by=cast.colleague, at=NOW)
    client = client_of(cast.drafter)
    page = Page(client.post(change(submission), typed(cast, title="我的标题", version=1, form_key=submission.pk)))
    assert page.text("//*[@id='errors']//li").endswith("对方那一稿仍保存在“稿次”里,可以对照。")
    assert (page.value("title"), page.value("version")) == ("我的标题", "2")
    client.post(change(submission), typed(cast, title="我的标题", version=2, form_key=submission.pk))
    submission.refresh_from_db()
    assert (submission.title, submission.version) == ("我的标题", 3)


@pytest.mark.parametrize(("column", "is_open"), [("policy", True), ("headlines", False)])
def test_document_fields_stand_open_where_they_are_needed(cast, column, is_open):
    submission = casting.draft(cast, column=getattr(cast, column), by=cast.officer)
    page = see(cast.officer, change(submission))
    assert ("公文信息" in page.texts("//details[@open]/summary/h2")) is is_open


def test_revisions_lead_to_comparison_and_restoring(cast):
    submission = casting.draft(cast)
    actions.save_draft(submission=submission, content={"title": "第二稿"}, version=1, by=cast.drafter, at=NOW)
    page = see(cast.drafter, change(submission))
    assert page.root.xpath("//ol[@class='revisions']//a/@href") == [
        f"/admin/submissions/submission/{submission.pk}/compare/?old=1&new=2"]
    button = page.root.xpath("//ol[@class='revisions']//button")[0]
    assert (button.get("form"), button.get("formaction")) == (
        "restore", f"/admin/submissions/submission/{submission.pk}/restore/1/")
    assert page.root.get_element_by_id("restore").xpath("ancestor::form") == []
