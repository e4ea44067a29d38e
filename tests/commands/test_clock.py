"""The embedded clock: does what is due, survives failures, ends when asked."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal import celery_app
from portal.configuration import BASE_DIR
from portal.management.commands.clock import Turn
from sites.models import CLOCK_USERNAME
from submissions import actions
from submissions.enums import State, Verb
from submissions.models import Article
from tests import cast as casting

NOW = timezone.now()


def scheduled(cast, publish_at):
    at = NOW - timedelta(hours=3)
    submission = casting.in_state(cast, State.APPROVED, at=at)
    return actions.schedule(submission=submission, publish_at=publish_at, by=cast.officer, at=at)


def test_once_publishes_what_is_due_and_nothing_else(cast):
    due = scheduled(cast, NOW - timedelta(minutes=1))
    later = scheduled(cast, NOW + timedelta(hours=1))
    call_command("clock", once=True)
    due.refresh_from_db()
    later.refresh_from_db()
    assert (due.state, later.state) == (State.PUBLISHED, State.SCHEDULED)
    assert set(Article.objects.values_list("pk", flat=True)) == {due.article_id}
    assert due.steps.get(verb=Verb.PUBLISH).by.username == CLOCK_USERNAME


@pytest.mark.django_db
def test_once_says_what_failed_and_does_the_rest(monkeypatch):
    done = []
    celery_app.loader.import_default_modules()
    monkeypatch.setitem(celery_app.conf, "beat_schedule",
                        {name: {"task": name, "schedule": 60} for name in ("bad", "good")})
    monkeypatch.setitem(celery_app.tasks, "bad", lambda: 1 / 0)
    monkeypatch.setitem(celery_app.tasks, "good", lambda: done.append(1))
    with pytest.raises(CommandError, match="没有做成:bad。"):
        call_command("clock", once=True)
    assert done == [1]


def test_every_entry_of_the_schedule_names_a_task():
    celery_app.loader.import_default_modules()
    entries = celery_app.conf.beat_schedule.values()
    assert [entry["task"] for entry in entries if entry["task"] not in celery_app.tasks] == []


@pytest.mark.parametrize(("now", "due"), [(100, 160), (130, 160), (160, 220), (500, 520)])
def test_missed_turns_are_not_made_up(now, due):
    turn = Turn("name", "task", 60, 100)
    turn.postpone(now)
    assert turn.due == due


@pytest.fixture
def process(tmp_path):
    """The clock in a process of its own, over a database without tables: every turn fails."""
    environment = os.environ | {"DATA_DIR": str(tmp_path), "DATABASE_URL": "", "REDIS_URL": ""}

    def start(*arguments):
        return subprocess.Popen(
            [sys.executable, "manage.py", "clock", *arguments], cwd=BASE_DIR, env=environment, text=True,
            stdin=subprocess.PIPE, stderr=subprocess.PIPE)

    return start


def failure(process) -> str:
    """Waits for the first report of a failed turn."""
    return next(line for line in process.stderr if "publish_due failed" in line)


@pytest.mark.slow
def test_a_failing_clock_goes_on_until_sigterm(process):
    with process() as clock:
        assert failure(clock)
        assert clock.poll() is None
        clock.send_signal(signal.SIGTERM)
        assert clock.wait(10) == 0


@pytest.mark.slow
def test_beside_the_demo_the_clock_ends_with_its_parent(process):
    with process("--with-parent") as clock:
        assert failure(clock)
        clock.stdin.close()
        assert clock.wait(10) == 0
