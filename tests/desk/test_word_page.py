"""Importing Word files at the desk: one answer for each file, nothing lost, nothing submitted that nobody compared."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from submissions import actions
from submissions.models import Submission
from tests.desk.reading import Page, client_of, csv, see
from tests.submissions.word.documents import DOCUMENTS

NOW = timezone.now()
IMPORT = "/admin/submissions/submission/import/"
pytestmark = pytest.mark.django_db


def docx(name: str, document: str = "comments") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, DOCUMENTS[document]())


def send(cast, *files, by=None, **values):
    fields = {"column": cast.headlines.pk, "form_key": "abc", "files": list(files), **values}
    headers = {"accept": fields.pop("accept")} if "accept" in fields else {}
    return client_of(by or cast.drafter).post(IMPORT, fields, headers=headers)


def test_the_list_leads_to_the_form_and_the_form_works_without_script(cast):
    assert "导入 Word" in see(cast.drafter, "/admin/submissions/submission/").texts("//a")
    page = see(cast.drafter, IMPORT)
    field, = page.root.xpath("//input[@type='file']")
    assert (page.title, field.get("name"), field.get("accept"), "multiple" in field.attrib) == (
        "导入 Word 文件", "files", ".docx,.doc,.wps", True)
    assert [text for text in page.texts("//select[@name='column']/option") if "临河要闻" in text]


def test_one_file_leads_to_its_draft_with_the_guesses_marked(cast):
    response = send(cast, docx("来稿.docx", "notice"), column=cast.headlines.pk)
    draft = Submission.objects.get()
    assert response["Location"] == f"/admin/submissions/submission/{draft.pk}/change/"
    page = see(cast.drafter, response["Location"])
    note = page.text("//section[@aria-labelledby='read']")
    assert "由“来稿.docx”导入" in note and "文末的版记" in note
    marked = page.root.xpath("//*[contains(concat(' ', @class, ' '), ' guessed ')]/@name")
    assert set(marked) == {"title", "document_number", "issuer", "source", "written_on", "genre"}
    assert page.text("//*[@id='id_document_number_helptext']") == "由文件中的“云政办发〔２０２６〕１４号”识别,请核对。"
    assert page.value("written_on") == "2026-04-28"


def test_many_files_get_one_answer_each(cast):
    response = send(cast, docx("甲.docx"), docx("乙.docx", "news"), csv("丙.csv"))
    page = Page(client_of(cast.drafter).get(response["Location"]))
    assert page.texts("//ul[@data-list]//a") == ["云州市夜间照明提升计划", "云州市第三座跨江大桥通车"]
    refused = send(cast, csv("丙.csv"))
    assert refused.status_code == 200
    assert "丙.csv:这里只能导入 .docx、.doc 和 .wps" in Page(refused).text("//ul[contains(@class,'messagelist')]")
    assert Page(refused).value("column") == str(cast.headlines.pk)
    assert Submission.objects.count() == 2


@pytest.mark.parametrize(("values", "reason"), [
    ({"column": ""}, "这个字段是必填项"), ({"column": "99999999"}, "选择一个有效的选项"),
    ({"files": []}, "请选择要导入的 Word 文件"),
])
def test_what_is_missing_is_said(cast, values, reason):
    page = Page(send(cast, docx("甲.docx"), **values))
    assert any(reason in text for text in page.texts("//ul[contains(@class,'errorlist')]"))
    assert Submission.objects.count() == 0


def test_more_than_twenty_are_refused_before_any_is_read(cast):
    page = Page(send(cast, *(docx(f"{n}.docx") for n in range(21))))
    assert "一次最多导入 20 个文件,您选了 21 个" in page.text("//ul[contains(@class,'errorlist')]")
    assert Submission.objects.count() == 0


def test_the_script_gets_an_answer_beside_its_file(cast):
    made = send(cast, docx("甲.docx"), accept="application/json")
    draft = Submission.objects.get()
    assert made.json() == {"title": draft.title, "notes": len(draft.word_import.notes),
                           "address": f"/admin/submissions/submission/{draft.pk}/change/"}
    refused = send(cast, csv("丙.csv"), accept="application/json")
    assert (refused.status_code, "只能导入 .docx、.doc 和 .wps" in refused.json()["error"]) == (409, True)
    missing = send(cast, accept="application/json")
    assert (missing.status_code, missing.json()) == (409, {"error": "请选择要导入的 Word 文件。"})


def test_who_may_not_write_has_no_such_page(cast):
    assert client_of(cast.bureau).get(IMPORT).status_code == 403
    assert send(cast, docx("甲.docx"), by=cast.stranger)["Location"].startswith("/admin/login/")
    assert Submission.objects.count() == 0


def test_a_column_beyond_the_wall_is_no_choice(cast):
    page = Page(send(cast, docx("甲.docx"), by=cast.outsider))
    assert "选择一个有效的选项" in page.text("//ul[contains(@class,'errorlist')]")
    assert Submission.objects.count() == 0


def test_drafts_of_columns_that_one_may_not_see_are_not_listed(cast):
    draft = actions.import_word(column=cast.policy, file=docx("甲.docx"), name="甲.docx", by=cast.officer, at=NOW,
                                form_key="word-a")
    assert see(cast.drafter, IMPORT, done=str(draft.pk)).texts("//ul[@data-list]//a") == []
    assert see(cast.officer, IMPORT, done=str(draft.pk)).texts("//ul[@data-list]//a") == [draft.title]


def test_ticking_the_box_confirms_and_submits(cast):
    send(cast, docx("甲.docx"))
    draft = Submission.objects.get()
    page = see(cast.drafter, f"/admin/submissions/submission/{draft.pk}/change/")
    values = {"column": cast.headlines.pk, "title": draft.title, "body": "<p>正文</p>", "source": "县府办",
              "version": page.value("version"), "form_key": page.value("form_key"), "attachment_ids": "", "picture": "",
              "picture_alt": "", "_submit": "1"}
    client = client_of(cast.drafter)
    answer = client.post(f"/admin/submissions/submission/{draft.pk}/change/", values, follow=True)
    assert "还没有核对" in Page(answer).text("//ul[contains(@class,'messagelist')]")
    values |= {"version": Page(answer).value("version"), "compared": "on"}
    answer = client.post(f"/admin/submissions/submission/{draft.pk}/change/", values, follow=True)
    assert "已提交" in Page(answer).text("//ul[contains(@class,'messagelist')]")
    draft.refresh_from_db()
    assert draft.state == "officer_review"
    assert draft.word_import.confirmed_by == cast.drafter
