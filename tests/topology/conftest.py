"""The topology is started once for all its tests, which leave it as they found it: running. TOPOLOGY=on runs them."""

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.configuration import BASE_DIR
from tests.topology.cluster import Cluster
from tests.topology.parts import until
from tests.topology.visitor import Visitor

NEEDED = ["nginx", "redis-server", "openssl"]
ADDRESSES = itertools.count(2)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    ours = [item for item in items if item.path.is_relative_to(here)]
    for item in ours:
        item.add_marker(pytest.mark.topology)
        item.add_marker(pytest.mark.slow)
        if os.environ.get("TOPOLOGY") != "on":
            item.add_marker(pytest.mark.skip("starts nginx, gunicorn, Celery, PostgreSQL and Redis: set TOPOLOGY=on"))


class Acting:
    """The hand's process: `acting.publish(7)`."""

    def __init__(self, cluster: Cluster):
        self.log = cluster.folder / "hand.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.topology.hand"], cwd=BASE_DIR, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=log, text=True,
                env=os.environ | cluster.environment | {"DJANGO_SETTINGS_MODULE": "portal.settings"})

    def __getattr__(self, name: str) -> Callable:
        def call(*arguments):
            self.process.stdin.write(json.dumps([name, *arguments]) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
            assert line, f"{name}{arguments} failed:\n{self.log.read_text()[-3000:]}"
            return json.loads(line)

        return call

    def close(self) -> None:
        self.process.terminate()
        self.process.communicate()


@pytest.fixture(scope="session")
def running():
    missing = [name for name in NEEDED if not shutil.which(name)]
    assert not missing, f"apt-get install {' '.join(missing)}"
    cluster = Cluster()
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.close()


@pytest.fixture(scope="session")
def acting(running):
    acting = Acting(running)
    try:
        acting.build()
        yield acting
    finally:
        acting.close()


@pytest.fixture
def cluster(running, acting, request):
    """The running topology, well before the test and well again after it."""
    yield running
    visitor = Visitor(running)
    try:
        until(lambda: visitor.behind("/healthz").status == 200,
              lambda: f"the topology is well again: {visitor.behind('/healthz').text}")
    except AssertionError as error:
        logs = "\n".join(f"== {part.name}\n{part.tail()}" for part in running.parts)
        raise AssertionError(f"{error}\n{logs}") from error


@pytest.fixture
def visitor(cluster):
    """Somebody with an address of their own."""
    return Visitor(cluster, f"127.0.1.{next(ADDRESSES)}")
