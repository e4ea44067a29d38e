"""The virus scan: a real clamd with a signature of our own, and a server that fails in every way clamd can."""

import hashlib
import io
import os
import shutil
import socket
import socketserver
import struct
import subprocess
import threading
import time
import zipfile
from pathlib import Path

import pytest

from submissions import scanning
from submissions.enums import ScanResult
from submissions.uploads import UploadRefused

CLAMD = "/usr/sbin/clamd"
VIRUS = "".join(("X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE", "!$H+H*"))
"""The harmless string that every scanner knows, joined when run: neither this file nor its bytecode holds it."""

UNANSWERED = "病毒扫描服务没有应答,文件没有上传;请稍后再试或联系管理员。"
INFECTED = "文件里查出病毒(Zhanqun-Test.UNOFFICIAL),没有上传;请先在电脑上杀毒,确认干净后再上传。"
STREAM_LIMIT = 1 << 20


@pytest.fixture(scope="session")
def clamd_address(tmp_path_factory):
    """A real clamd on a socket of its own, knowing one signature; a file over 1 MB makes it reset the connection."""
    if not Path(CLAMD).exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{CLAMD} is missing: apt-get install clamav-daemon")
    folder = tmp_path_factory.mktemp("clamd")
    content = VIRUS.encode()
    signature = f"{hashlib.md5(content).hexdigest()}:{len(content)}:Zhanqun-Test\n"
    (folder / "db").mkdir()
    (folder / "db" / "zhanqun.hdb").write_text(signature)
    (folder / "clamd.conf").write_text(
        f"Foreground yes\nLocalSocket {folder}/socket\nDatabaseDirectory {folder}/db\nLogFile {folder}/log\n"
        f"TemporaryDirectory {folder}\nStreamMaxLength {STREAM_LIMIT}\n"
    )
    process = subprocess.Popen([CLAMD, "--config-file", folder / "clamd.conf"], stdout=subprocess.DEVNULL,
                               stderr=subprocess.STDOUT)
    try:
        _wait_for(folder / "socket", process)
        yield f"unix:{folder}/socket"
    finally:
        process.terminate()
        process.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(path: Path, process) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(str(path)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"clamd did not start (exit {process.poll()})")


def scan_refusal(content: bytes) -> str:
    file = io.BytesIO(content)
    with pytest.raises(UploadRefused) as refused:
        scanning.scan(file)
    assert file.tell() == 0
    return str(refused.value)


def test_without_an_address_nothing_is_scanned(settings):
    settings.CLAMD_ADDRESS = ""
    assert scanning.scan(io.BytesIO(VIRUS.encode())) is ScanResult.NOT_SCANNED


def test_real_scanner_passes_the_clean_file_and_names_the_virus(settings, clamd_address):
    settings.CLAMD_ADDRESS = clamd_address
    file = io.BytesIO(b"%PDF-1.7\n%%EOF\n")
    assert (scanning.scan(file), file.tell()) == (ScanResult.CLEAN, 0)
    assert scan_refusal(VIRUS.encode()) == INFECTED


def test_real_scanner_looks_into_archives(settings, clamd_address):
    settings.CLAMD_ADDRESS = clamd_address
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("名单.txt", VIRUS)
    assert scan_refusal(made.getvalue()) == INFECTED


def test_real_scanner_over_its_size_limit_is_no_answer(settings, clamd_address):
    settings.CLAMD_ADDRESS = clamd_address
    assert scan_refusal(b"\x00" * (STREAM_LIMIT * 4)) == UNANSWERED
    assert scanning.scan(io.BytesIO(b"\x00" * (STREAM_LIMIT // 2))) is ScanResult.CLEAN


class Scripted(socketserver.BaseRequestHandler):
    """Speaks as clamd does when things go wrong: reads the stream (or a part of it), then gives its answer."""

    def handle(self):
        reader = self.request.makefile("rb")
        assert reader.readline() == b"nINSTREAM\n"
        received, length = 0, 1
        while length and received < self.server.patience:
            (length,) = struct.unpack("!L", reader.read(4))
            received += len(reader.read(length))
        self.server.received.append(received)
        if self.server.answer is None:
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # reset, not close
        elif self.server.answer == "silence":
            self.server.released.wait(20)
        else:
            self.request.sendall(self.server.answer)


@pytest.fixture
def scripted(settings):
    """A server on the loopback that plays clamd: set `answer`, and `patience` (bytes it reads before answering)."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Scripted) as server:
        server.answer, server.patience, server.received, server.released = b"", 1 << 40, [], threading.Event()
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        settings.CLAMD_ADDRESS = f"127.0.0.1:{server.server_address[1]}"
        yield server
        server.released.set()
        server.shutdown()
        thread.join()


def test_scanner_at_host_and_port_gets_every_byte(scripted):
    scripted.answer = b"stream: OK\n"
    assert scanning.scan(io.BytesIO(b"\x01" * 3_000_001)) is ScanResult.CLEAN
    assert scripted.received == [3_000_001]


@pytest.mark.parametrize("answer", [
    b"", b"\n", None, b"INSTREAM size limit exceeded. ERROR\n", b"stream: Can't allocate memory ERROR\n",
    b"UNKNOWN COMMAND\n", b"other: OK\n", b"\xff\xfe OK\n", b"stream: OK maybe\n",
])
def test_any_answer_but_ok_is_no_answer(scripted, answer):
    scripted.answer = answer
    assert scan_refusal(b"a" * 5000) == UNANSWERED


@pytest.mark.parametrize("answer", [None, b"INSTREAM size limit exceeded. ERROR\n"])
def test_connection_reset_amid_the_stream_is_no_answer(scripted, answer):
    scripted.answer, scripted.patience = answer, 100_000
    assert scan_refusal(b"a" * 20_000_000) == UNANSWERED


def test_silent_scanner_is_no_answer(scripted, monkeypatch):
    monkeypatch.setattr(scanning, "TIMEOUT_SECONDS", 0.2)
    scripted.answer = "silence"
    assert scan_refusal(b"a") == UNANSWERED


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd.sock", "127.0.0.1:1", "127.0.0.1", "[::1]:1", "127.0.0.1:x"])
def test_unreachable_scanner_is_no_answer(settings, address):
    settings.CLAMD_ADDRESS = address
    assert scan_refusal(b"a") == UNANSWERED
