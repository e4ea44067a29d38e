"""Old .doc and .wps files, by a real LibreOffice where there is one; a clear sentence where there is none."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from submissions.uploads import UploadRefused
from submissions.word import conversion, guess, read_docx, to_docx
from tests.submissions.word.documents import DOCUMENTS

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def office() -> str:
    found = conversion.program()
    if found is None:
        ask = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        ask("LibreOffice is absent: apt-get install libreoffice-writer-nogui")
    return found


@pytest.fixture
def old(office, tmp_path):
    """Makes the .doc of one of the documents, as Word 97 would write it."""
    def make(name: str) -> bytes:
        source = tmp_path / f"{name}.docx"
        source.write_bytes(DOCUMENTS[name]())
        subprocess.run([office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
                        "doc:MS Word 97", "--outdir", str(tmp_path), str(source)], check=True, capture_output=True)
        return source.with_suffix(".doc").read_bytes()

    return make


@pytest.mark.slow
@pytest.mark.parametrize("extension", ["doc", "wps"])
def test_an_old_document_is_read_as_a_new_one(old, extension):
    content = old("notice")
    assert content.startswith(OLE)
    read = read_docx(to_docx(content, extension))
    found = guess(read.paragraphs)
    assert (found.title.value, found.document_number.value, found.written_on.value) == (
        "云州市人民政府办公室关于做好2026年防汛工作的通知", "云政办发〔2026〕14号", date(2026, 4, 28))
    assert "<h2>一、压实防汛责任</h2>" in read.html


@pytest.mark.slow
def test_what_no_office_can_read_is_refused(office):
    with pytest.raises(UploadRefused, match="没能读取这个 .doc 文件"):
        to_docx(OLE + bytes(3000), "doc")


@pytest.mark.slow
def test_one_that_hangs_is_ended_with_all_it_started(tmp_path, monkeypatch):
    program, started = tmp_path / "soffice", tmp_path / "started"
    program.write_text(f"#!/bin/sh\nsleep 600 & echo $! > {started}\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(conversion, "program", lambda: str(program))
    monkeypatch.setattr(conversion, "SECONDS", 1)
    with pytest.raises(UploadRefused, match="没能读取"):
        to_docx(b"", "wps")
    status = Path(f"/proc/{started.read_text().strip()}/stat")
    assert not status.exists() or status.read_text().split()[2] == "Z"


def test_without_libreoffice_the_writer_is_told_what_to_do(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UploadRefused, match="本机没有安装 LibreOffice,不能读取 .wps.*另存为"):
        to_docx(OLE, "wps")
