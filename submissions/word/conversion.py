"""Old .doc and .wps files → .docx, by LibreOffice where it is installed. Macros never run in its headless mode."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from submissions.uploads.refusal import UploadRefused

OLD = ("doc", "wps")
SECONDS = 60
ABSENT = ("本机没有安装 LibreOffice,不能读取 .{0}:请在 Word 或 WPS 里“另存为” .docx 再导入,"
          "或请管理员安装 libreoffice-writer-nogui。")
FAILED = "没能读取这个 .{0} 文件:请在 Word 或 WPS 里打开,“另存为” .docx 再导入。"


def program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_docx(content: bytes, extension: str) -> bytes:
    """The same document as .docx. Raises `UploadRefused`, saying in Chinese what to do.

    LibreOffice gets a folder, a profile and a group of processes of its own: two conversions do not meet, and one that
    hangs is ended with everything it started.
    """
    office = program()
    if office is None:
        raise UploadRefused(ABSENT.format(extension))
    with TemporaryDirectory() as folder:
        source = Path(folder, f"source.{extension}")
        source.write_bytes(content)
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
                   "--infilter=MS Word 97", "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                              env=os.environ | {"HOME": folder}, start_new_session=True) as process:
            try:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(SECONDS)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)  # soffice starts a second process that does the work
        made = source.with_suffix(".docx")
        if not made.exists():
            raise UploadRefused(FAILED.format(extension))
        return made.read_bytes()
