"""Where no demo is made: nothing changes, and the reason is said."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from portal.configuration import BASE_DIR
from portal.demo import building
from portal.demo.reading import DemoError, read_cluster
from sites.models import ChangeLog, Post, Site
from submissions.models import Attachment
from tests.cast import PASSWORD
from tests.commands.test_demo import NOW, SMALL, counts, run


@pytest.mark.django_db
def test_a_failed_build_leaves_nothing(tmp_path, settings):
    texts = read_cluster(SMALL)
    texts[1].columns[2]["type"] = "interpretation"  # the document is refused there: it interprets nothing
    with pytest.raises(DemoError, match="临河区老旧小区改造实施细则"):
        building.build(texts=texts, password=PASSWORD, now=NOW)
    assert [model.objects.count() for model in (Site, Post, Attachment, ChangeLog)] == [0, 0, 0, 0]
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_a_database_with_other_sites_is_left_alone(cast):
    before = counts()
    with pytest.raises(CommandError, match="不是演示数据"):
        run()
    assert counts() == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite is reset")
def test_reset_deletes_no_other_database(cast):
    before = counts()
    with pytest.raises(CommandError, match="不能删除"):
        run(reset=True)
    assert counts() == before


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [[], ["--reset"]])
def test_a_database_that_is_not_ours_is_neither_migrated_nor_deleted(tmp_path, arguments):
    path = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE something (id INTEGER)")
        other.commit()
    environment = os.environ | {"DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{path}"}
    done = subprocess.run([sys.executable, "manage.py", "demo", "--no-serve", *arguments], cwd=BASE_DIR,
                          env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "不是演示数据" in done.stderr
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("something",)]


@pytest.mark.django_db
def test_an_interrupted_build_leaves_nothing(monkeypatch):
    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "plan", interrupted)
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    with pytest.raises(CommandError, match="已中断,没有留下半份演示数据。"):
        run()
    assert [model.objects.count() for model in (Site, Post, ChangeLog)] == [0, 0, 0]


@pytest.mark.django_db
def test_a_production_configuration_gets_no_demo(monkeypatch):
    monkeypatch.setenv("HTTPS", "on")
    with pytest.raises(CommandError, match="HTTPS 已打开"):
        run()
    assert Site.objects.count() == 0


@pytest.mark.postgres
@pytest.mark.django_db
def test_another_database_gets_a_demo_only_when_it_is_disposable():
    with pytest.raises(CommandError, match="--database-is-disposable"):
        call_command("demo", no_serve=True)
    assert Site.objects.count() == 0


@pytest.mark.django_db
def test_a_weak_password_is_refused(monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "yunzhou")
    with pytest.raises(CommandError, match="DEMO_PASSWORD 不合密码要求"):
        run()
    assert Site.objects.count() == 0
