"""A Word file becomes a draft with its pictures and guesses, which a person compares before it goes on."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from sites.rules import Refused
from submissions import actions
from submissions.enums import State
from submissions.models import Attachment, Revision, Submission, WordImport
from submissions.uploads import UploadRefused
from tests.submissions.word.documents import DOCUMENTS
from tests.submissions.word.drawing import Paper

NOW = timezone.now()
pytestmark = pytest.mark.django_db


def imported(cast, content: bytes, name: str = "来稿.docx", **options) -> Submission:
    values = {"column": cast.headlines, "by": cast.drafter, "at": NOW, "form_key": "word-a", **options}
    return actions.import_word(file=ContentFile(content, name), name=name, **values)


def test_the_form_is_filled_from_the_text_with_the_words_it_was_taken_from(cast):
    draft = imported(cast, DOCUMENTS["notice"](), column=cast.policy, by=cast.officer)
    assert (draft.state, draft.version, draft.title) == (
        State.DRAFT, 1, "云州市人民政府办公室关于做好2026年防汛工作的通知")
    assert (draft.document_number, draft.issuer, draft.source, draft.written_on, draft.genre) == (
        "云政办发〔2026〕14号", "云州市人民政府办公室", "云州市人民政府办公室", date(2026, 4, 28), "通知")
    assert draft.body.startswith("<p>各县（区）人民政府")
    read = draft.word_import
    assert (read.name, read.digest[:4], read.imported_at, read.is_confirmed) == ("来稿.docx", "sm3:", NOW, False)
    assert set(read.guesses) == {"title", "document_number", "issuer", "source", "written_on", "genre"}
    assert read.guesses["document_number"] == "云政办发〔２０２６〕１４号"
    assert read.notes[-1].startswith("文末的版记")
    assert Revision.objects.get(submission=draft).title == draft.title


def test_pictures_become_files_of_the_site_with_their_descriptions(cast):
    draft = imported(cast, DOCUMENTS["news"](), name="大桥.docx")
    kept = Attachment.objects.order_by("pk")
    assert [(one.site_id, one.kind, one.name, one.alt) for one in kept] == [
        (cast.county.pk, "picture", "大桥-图1.png", "大桥全景，桥上车辆有序通行"),
        (cast.county.pk, "picture", "大桥-图2.png", ""), (cast.county.pk, "picture", "大桥-图3.jpg", "施工现场")]
    assert all(f'src="{one.address}"' in draft.body for one in kept)
    assert "/files/0/" not in draft.body


def test_a_picture_that_is_refused_is_left_out_and_told(cast, monkeypatch):
    def one_is_infected(*, name, **values):
        if name.endswith("图1.png"):
            raise UploadRefused("文件带有病毒。")
        return actions.upload(name=name, **values)

    monkeypatch.setattr("submissions.actions.word.upload", one_is_infected)
    draft = imported(cast, DOCUMENTS["news"]())
    assert draft.body.count("<img") == draft.body.count('src="/files/') == 2
    assert "第 1 张图片没有放入正文:文件带有病毒。" in draft.word_import.notes


def test_the_file_itself_is_attached_where_that_is_asked(cast):
    assert list(imported(cast, DOCUMENTS["policy"]()).attachments.all()) == []
    draft = imported(cast, DOCUMENTS["policy"](), name="办法.docx", with_file=True, form_key="word-b")
    assert [one.name for one in draft.attachments.all()] == ["办法.docx"]
    assert draft.revisions.get().attachment_ids == [draft.attachments.get().pk]


def test_without_a_title_the_name_of_the_file_serves(cast):
    paper = Paper()
    paper.line("今天晴。")
    draft = imported(cast, paper.content, name="天气 小结.docx")
    assert (draft.title, draft.body, draft.word_import.guesses) == ("天气 小结", "<p>今天晴。</p>", {})


def test_what_is_too_long_is_cut_and_told(cast):
    paper = Paper()
    paper.title("关于防汛的通知")
    paper.line("　　正文。")
    for organ in ("住房和城乡建设", "农业农村和水利", "文化广电和旅游", "交通运输和港口", "自然资源和规划"):
        paper.line(f"云州市{organ}管理局", align="right")
    paper.line("2026年3月2日", align="right")
    draft = imported(cast, paper.content)
    assert (len(draft.issuer), len(draft.source)) == (60, 60)
    assert "发文机关太长,只留下前 60 个字,请改短。" in draft.word_import.notes


@pytest.mark.parametrize(("content", "name", "reason"), [
    (b"PK\3\4 no more", "坏.docx", "已损坏"),
    (b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "文.pdf", "只能导入 .docx、.doc 和 .wps"),
    (b"", "空.docx", "0 字节"), (b"a,b", "表.csv", "作为附件上传"),
])
def test_what_cannot_be_read_leaves_nothing_behind(cast, content, name, reason):
    with pytest.raises(UploadRefused, match=reason):
        imported(cast, content, name)
    assert (Submission.objects.count(), Attachment.objects.count()) == (0, 0)


def test_only_who_may_write_there_imports(cast):
    for person, column in ((cast.stranger, cast.headlines), (cast.drafter, cast.policy), (cast.bureau, cast.headlines)):
        with pytest.raises(Refused, match="没有.*拟稿权限"):
            imported(cast, DOCUMENTS["blanks"](), by=person, column=column)
    assert Attachment.objects.count() == 0


def test_the_same_form_sent_twice_makes_one_draft(cast):
    first = imported(cast, DOCUMENTS["news"]())
    assert imported(cast, DOCUMENTS["news"]()) == first
    assert (Submission.objects.count(), Attachment.objects.count()) == (1, 3)


def complete(draft: Submission, cast) -> Submission:
    return actions.save_draft(submission=draft, version=draft.version, by=cast.drafter, at=NOW,
                              content=draft.content | {"source": "县府办", "body": "<p>正文</p>"})


def test_it_is_submitted_only_after_a_person_has_compared_it(cast):
    draft = complete(imported(cast, DOCUMENTS["comments"]()), cast)
    with pytest.raises(Refused, match="从 Word 文件识别的内容还没有核对"):
        actions.submit(submission=draft, by=cast.drafter, at=NOW)
    actions.confirm_import(submission=draft, by=cast.drafter, at=NOW)
    read = WordImport.objects.get(submission=draft)
    assert (read.is_confirmed, read.confirmed_by) == (True, cast.drafter)
    assert actions.submit(submission=draft, by=cast.drafter, at=NOW).state == State.OFFICER_REVIEW


def test_who_may_not_write_it_may_not_confirm_it(cast):
    draft = imported(cast, DOCUMENTS["comments"]())
    with pytest.raises(Refused):
        actions.confirm_import(submission=draft, by=cast.stranger, at=NOW)
    assert not WordImport.objects.get(submission=draft).is_confirmed
