"""Serves the demo: Django's threaded server, with the clock as a child process that ends with it."""

import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

from portal.configuration import BASE_DIR
from portal.demo.reading import DemoError
from publishing.actions import remove_all
from publishing.front import KeptPages
from publishing.models import Page

ADDRESS = "127.0.0.1"
CLOCK_ENDS_WITHIN = 10


class QuietHandler(WSGIRequestHandler):
    """Without a line a request: the table of sign-ins stays on the screen."""

    def log_message(self, format, *args):
        pass


def demand_port(port: int) -> None:
    """Raises `DemoError` when the port cannot be had."""
    try:
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((ADDRESS, port))
    except (OSError, OverflowError) as error:
        raise DemoError(f"端口 {port} 用不了(可能已被占用),请换一个,例如 --port {port % 60000 + 1}。") from error


def serve(port: int) -> None:
    """Until Ctrl-C or SIGTERM. Pages kept before, perhaps by other templates or for another port, are not shown."""
    settings.PUBLIC_PORT = port
    remove_all(Page.objects.all())
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    logging.getLogger("portal.requests").setLevel(logging.WARNING)  # the table of sign-ins stays on the screen
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with ThreadedWSGIServer((ADDRESS, port), QuietHandler) as server, clock_beside(port):
        server.daemon_threads = True
        server.set_app(KeptPages(get_wsgi_application()))
        with suppress(KeyboardInterrupt):
            server.serve_forever()


@contextmanager
def clock_beside(port: int) -> Iterator[subprocess.Popen]:
    """The clock in a process of its own. It also ends by itself when this one vanishes: its standard input closes."""
    child = subprocess.Popen(
        [sys.executable, str(BASE_DIR / "manage.py"), "clock", "--with-parent"], stdin=subprocess.PIPE,
        env=os.environ | {"PUBLIC_PORT": str(port)})
    try:
        yield child
    finally:
        child.stdin.close()
        child.terminate()
        try:
            child.wait(CLOCK_ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            child.kill()
