"""What every test gets: fast passwords, a cache and files of its own, and the fixed cast on request."""

import atexit
import os
import shutil
import tempfile

import pytest
from django.conf import settings as project_settings
from django.core.cache import cache
from django.db import connection

from tests import cast as casting
from tests.guards import lowered_in_flush
from tests.replay import Replay

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
CAST = Replay(casting.build)


def pytest_configure(config):
    folder = tempfile.mkdtemp(prefix="zhanqun-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    project_settings.STATIC_ROOT = folder  # nothing is collected in tests: static files come from their sources
    project_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    project_settings.CELERY_TASK_ALWAYS_EAGER = True
    project_settings.CACHES["default"]["KEY_PREFIX"] = f"zhanqun-test-{WORKER}"


def pytest_runtest_setup(item):
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: set DATABASE_URL")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite in a file, as in the embedded default: each thread of a live server has a connection of its own."""
    database = project_settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        database["TEST"]["NAME"] = tmp_path_factory.mktemp("database") / "zhanqun.sqlite3"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """The tables that refuse to be emptied let the flush between two transactional tests pass, and nothing else."""
    with lowered_in_flush(connection):
        yield


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Uploads and everything else the project writes go to the test's own folder."""
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PAGES_DIR = tmp_path / "pages"
    settings.KEEP_PAGES = False  # commits do not come in most tests, so kept pages would not expire


@pytest.fixture
def keeping(settings):
    """Pages are kept, as outside of tests."""
    settings.KEEP_PAGES = True


@pytest.fixture(autouse=True)
def _empty_cache():
    """Each test starts with an empty cache; in Redis only the keys of this worker's tests are removed."""
    if "Redis" not in project_settings.CACHES["default"]["BACKEND"]:
        cache.clear()
        return
    client = cache._cache.get_client(write=True)
    keys = list(client.scan_iter(f"{cache.key_prefix}:*"))
    if keys:
        client.delete(*keys)


@pytest.fixture
def cast(db):
    """The fixed cast over two sites."""
    return CAST()
