"""One part of the topology: a process that can be started, stopped, killed and waited for."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 45
INTERVAL = 0.05


def until(condition: Callable, what: str | Callable[[], str], *, seconds: float = PATIENCE):
    """What the condition returns as soon as it is true. Fails with what was waited for."""
    last = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > last:
            raise AssertionError(f"not within {seconds} s: {what() if callable(what) else what}")
        time.sleep(INTERVAL)
    return found


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


def listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Part:
    """A process with its children, in a group of its own so that `kill` takes them all at once."""

    name: str
    command: list[str]
    log: Path
    is_ready: Callable[[], bool]
    port: int | None = None
    environment: dict[str, str] = field(default_factory=dict)
    user: str | None = None
    folder: Path | None = None
    process: subprocess.Popen | None = None
    begun: int = 0

    def start(self) -> None:
        self.begun = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, user=self.user, cwd=self.folder,
                env=os.environ | self.environment, start_new_session=True)
        until(self._is_up, f"{self.name} is ready")

    def _is_up(self) -> bool:
        if self.process.poll() is not None:
            raise AssertionError(f"{self.name} ended with {self.process.returncode}:\n{self.tail()}")
        return self.is_ready()

    def kill(self) -> None:
        """kill -9 of all its processes."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """As an administrator stops it."""
        if self.process and self.process.poll() is None:
            self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        os.killpg(self.process.pid, number)
        self.process.wait(PATIENCE)
        if self.port:
            until(lambda: not listens(self.port), f"{self.name} has let go of its port")

    def says(self, text: str) -> bool:
        """Has it written this since it was started?"""
        with self.log.open("rb") as log:
            log.seek(self.begun)
            return text.encode() in log.read()

    def tail(self, lines: int = 40) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
