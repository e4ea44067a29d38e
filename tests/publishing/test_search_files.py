"""The text of attachments is searched, once read; a file that cannot be read harms nothing."""

import io
import subprocess
import time
import zipfile

import docx
import openpyxl
import pytest
from django.utils import timezone

from publishing import extraction
from publishing.models import FileText, SearchEntry
from publishing.search import files
from publishing.search.files import read_files, read_waiting
from tests.portal.making import attach, publish, upload
from tests.publishing.searching import found, search, tell

NOW = timezone.now()
pytestmark = pytest.mark.django_db


def word(*lines: str) -> bytes:
    document, content = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.add_table(1, 2).rows[0].cells[1].text = "表格里的字"
    document.save(content)
    return content.getvalue()


def excel(*rows) -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def pdf(text: str) -> bytes:
    """One page with a line of Latin text, as small as a PDF can be."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, one)
    start = len(content)
    content += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b"\0" * (extraction.UNPACKED + 1))
    return content.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "content", "words"), [
    ("登记表.docx", word("申请低保须知"), ["低保", "表格", "登记表"]),
    ("名单.xlsx", excel(["序号", "小区"], [1, "柳荫小区"]), ["柳荫", "名单"]),
    ("plan.pdf", pdf("Riverside bridge 2026"), ["riverside", "plan"]),
])
def test_the_text_of_a_file_is_found_and_said_to_stand_in_it(cast, name, content, words):
    article = publish(cast.headlines, title="公告", body="<p>见附件。</p>")
    attach(article, upload(cast, cast.county, name, content=content))
    tell(article)  # the task runs in place
    assert [found(text) for text in words] == [["公告"]] * len(words)
    hit, = search(words[0]).hits
    assert (hit.from_file, hit.has_file) == (True, True)


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"%PDF-1.4 broken", bomb()],
                         ids=["empty", "no zip", "broken", "bomb"])
@pytest.mark.parametrize("name", ["坏.docx", "坏.xlsx", "坏.pdf"])
def test_a_file_that_cannot_be_read_is_read_once_and_its_article_found(cast, name, content, caplog):
    article = publish(cast.headlines, title="公告")
    attach(article, upload(cast, cast.county, name, content=content))
    tell(article)
    kept = FileText.objects.get()
    assert (kept.text, bool(kept.fault)) == ("", True)
    assert found("公告") == ["公告"]
    assert SearchEntry.objects.get().has_unread_file is False
    assert "attachment not read" in caplog.text


def test_kinds_of_files_without_text_are_not_opened(cast, monkeypatch):
    monkeypatch.setattr(files, "run", None)
    article = publish(cast.headlines, title="公告")
    attach(article, upload(cast, cast.county, "录音.mp3"), upload(cast, cast.county, "表.zip", content=b"z"))
    tell(article)
    assert set(FileText.objects.values_list("fault", flat=True)) == {files.NOT_READ}


def test_a_file_that_is_gone_or_too_large_is_not_opened(cast, monkeypatch):
    monkeypatch.setattr(files, "run", None)
    monkeypatch.setattr(files, "LARGEST", 10)
    article = publish(cast.headlines, title="公告")
    gone, large = upload(cast, cast.county, "一.docx"), upload(cast, cast.county, "二.docx", content=b"x" * 11)
    gone.file.storage.delete(gone.file.name)
    attach(article, gone, large)
    tell(article)
    assert dict(FileText.objects.values_list("digest", "fault")) == {
        gone.digest: files.MISSING, large.digest: files.TOO_LARGE}


def test_the_same_file_is_read_once_for_all(cast, monkeypatch):
    asked = []
    monkeypatch.setattr(files, "run", lambda paths: asked.append(len(paths)) or [{"text": "低保", "fault": ""}])
    for number in range(3):
        article = publish(cast.headlines, title=f"公告{number}")
        attach(article, upload(cast, cast.county, "表.docx", content=b"same"))
        tell(article)
    assert asked == [1]
    assert sorted(found("低保")) == ["公告0", "公告1", "公告2"]


def test_a_file_that_the_reader_does_not_survive_costs_itself_alone(cast, monkeypatch):
    """The reader answers for the first, dies at the second, and is started again for the third."""
    answers = iter([[{"text": "低保", "fault": ""}]] * 2)
    monkeypatch.setattr(files, "run", lambda paths: next(answers))
    article = publish(cast.headlines, title="公告")
    attach(article, *(upload(cast, cast.county, f"{n}.docx", content=bytes([n])) for n in range(3)))
    tell(article)
    assert sorted(FileText.objects.values_list("fault", flat=True)) == ["", "", files.TOO_SLOW]


def test_a_reader_that_does_not_end_is_stopped(monkeypatch, tmp_path):
    monkeypatch.setattr(files, "PATIENCE", 0.5)
    monkeypatch.setattr(files.sys, "executable", str(sleeper(tmp_path)))
    begun = time.monotonic()
    assert files.run([tmp_path / "a.pdf"]) == [{"text": "x", "fault": ""}]
    assert time.monotonic() - begun < 5


def sleeper(folder):
    """A program that answers for one file and then sleeps."""
    program = folder / "python"
    program.write_text('#!/bin/sh\necho \'{"text": "x", "fault": ""}\'\nprintf \'{"te\'\nexec sleep 30\n')
    program.chmod(0o755)
    return program


def test_what_nobody_was_told_to_read_is_read_by_the_clock(cast, monkeypatch):
    monkeypatch.setattr("publishing.search.following.hand_off", lambda *arguments: None)
    monkeypatch.setattr(files, "run", lambda paths: [{"text": "低保", "fault": ""}])
    article = publish(cast.headlines, title="公告")
    attach(article, upload(cast, cast.county, "表.docx"))
    tell(article)
    assert (found("公告"), found("低保")) == (["公告"], [])
    assert read_waiting() == 1
    assert found("低保") == ["公告"]
    assert read_waiting() == 0


def test_a_withdrawn_article_is_not_brought_back_by_its_file(cast, monkeypatch):
    monkeypatch.setattr(files, "run", lambda paths: [{"text": "低保", "fault": ""}])
    article = publish(cast.headlines, title="公告")
    attach(article, upload(cast, cast.county, "表.docx"))
    type(article).objects.filter(pk=article.pk).update(status="withdrawn", withdrawn_at=NOW)
    read_files("article", [article.pk])
    assert (found("公告"), SearchEntry.objects.count()) == ([], 0)


@pytest.mark.slow
def test_the_reader_keeps_to_its_memory(tmp_path):
    """A file that asks for more ends with a fault, not with the machine's memory."""
    program = "import publishing.extraction as e; e.MEMORY = 300 * 1024**2; e.limit_resources(); bytearray(1024**3)"
    done = subprocess.run([files.sys.executable, "-c", program], capture_output=True, check=False)
    assert b"MemoryError" in done.stderr
