"""The virus scan of an uploaded file by clamd. Without an address nothing is scanned, and the file says so.

With an address only clamd's own "OK" counts as clean; silence, an error or a reset refuses the file.
"""

import logging
import socket

import clamd
from django.conf import settings

from submissions.enums import ScanResult
from submissions.uploads import UploadRefused

TIMEOUT_SECONDS = 60
UNANSWERED = "病毒扫描服务没有应答,文件没有上传;请稍后再试或联系管理员。"
logger = logging.getLogger(__name__)


class _WholeSocket(socket.socket):
    """clamd's client sends without looking at how much went out; here everything does."""

    def send(self, data, flags=0):
        self.sendall(data, flags)
        return len(data)


class _Scanner(clamd.ClamdNetworkSocket):
    """clamd at `unix:/path` or `host:port`, given up after a time in connecting too."""

    def __init__(self, address: str):
        host, _, port = address.rpartition(":")
        self.is_local = host == "unix"
        super().__init__(host.strip("[]"), port if self.is_local else int(port), TIMEOUT_SECONDS)

    def _init_socket(self):
        family = socket.AF_UNIX if self.is_local else socket.AF_INET6 if ":" in self.host else socket.AF_INET
        self.clamd_socket = _WholeSocket(family, socket.SOCK_STREAM)
        self.clamd_socket.settimeout(self.timeout)
        self.clamd_socket.connect(self.port if self.is_local else (self.host, self.port))


def scan(file) -> ScanResult:
    """CLEAN or NOT_SCANNED (no scanner is set up). Raises `UploadRefused` for a virus, and when no answer came."""
    if not settings.CLAMD_ADDRESS:
        return ScanResult.NOT_SCANNED
    file.seek(0)
    try:
        verdict, detail = (_Scanner(settings.CLAMD_ADDRESS).instream(file) or {}).get("stream", ("", ""))
    except (clamd.ClamdError, OSError, ValueError) as error:
        logger.error("virus scan failed at %s: %r", settings.CLAMD_ADDRESS, error)
        raise UploadRefused(UNANSWERED) from error
    finally:
        file.seek(0)
    if verdict == "FOUND":
        raise UploadRefused(f"文件里查出病毒({detail}),没有上传;请先在电脑上杀毒,确认干净后再上传。")
    if verdict != "OK":
        logger.error("virus scan at %s answered %s %s", settings.CLAMD_ADDRESS, verdict, detail)
        raise UploadRefused(UNANSWERED)
    return ScanResult.CLEAN
