"""Health and figures: true, for monitors alone, and on any host."""

import json
import shutil
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audit.actions import note_heartbeat
from audit.enums import BackupKind
from audit.models import BackupRun
from portal.queries import health
from publishing.models import Change
from submissions.enums import State
from submissions.models import Submission
from tests import cast as casting

NOW = timezone.now()
WELL = dict.fromkeys(("database", "migrations", "store", "disk", "queue", "clock", "feed"), "ok")


@pytest.fixture
def well(cast, settings, tmp_path):
    settings.PAGES_DIR = tmp_path / "pages"
    settings.DISK_MIN_MB = 0
    Change.objects.update(done_at=NOW)
    note_heartbeat(at=timezone.now())


def ask(path: str, *, address: str = "127.0.0.1", host: str = "10.1.2.3", follow: bool = False, **headers):
    return Client(headers={"host": host} | headers, REMOTE_ADDR=address).get(path, follow=follow)


def parts() -> tuple[int, dict]:
    answer = ask("/healthz")
    return answer.status_code, json.loads(answer.content)["parts"]


def test_a_node_that_works_is_well_on_any_host(well):
    assert parts() == (200, WELL)
    answer = ask("/healthz/live")
    assert (answer.status_code, json.loads(answer.content)) == (200, {"status": "ok"})


def test_health_costs_few_queries(well, django_assert_num_queries):
    parts()
    with django_assert_num_queries(3):
        parts()


@pytest.mark.parametrize("path", ["/healthz", "/healthz/live", "/metrics"])
def test_for_the_public_there_is_nothing(well, path, settings):
    for host in ("10.1.2.3", "linhe.localhost"):
        assert ask(path, host=host, address="203.0.113.7", follow=True).status_code == 404
    settings.TRUSTED_PROXIES = 1
    assert ask(path, **{"x-forwarded-for": "203.0.113.7"}).status_code == 404
    assert ask(path, **{"x-forwarded-for": "127.0.0.1, 203.0.113.7"}).status_code == 404
    assert ask(path, **{"x-forwarded-for": "203.0.113.7, 127.0.0.1"}).status_code == 200
    assert ask(path, address="").status_code == 200


def test_a_clock_that_stands_still_is_told(well):
    note_heartbeat(at=NOW - timedelta(minutes=4))
    assert parts() == (503, WELL | {"clock": "late"})
    health.Heartbeat.objects.all().delete()
    assert parts() == (503, WELL | {"clock": "never"})


def test_a_feed_that_lags_is_told(well):
    Change.objects.create(tags=["site:1"], announced_at=NOW - timedelta(minutes=4))
    assert parts() == (503, WELL | {"feed": "lagging"})


def test_a_store_that_cannot_be_written_to_is_told(well, settings, tmp_path):
    shutil.rmtree(settings.PAGES_DIR, ignore_errors=True)
    settings.PAGES_DIR.write_text("a file where a folder should be")
    assert parts() == (503, WELL | {"store": "os_error_17"})


def test_too_little_space_is_told(well, settings):
    settings.DISK_MIN_MB = 10**9
    assert parts() == (503, WELL | {"disk": "nearly_full"})


def figures() -> dict[str, float]:
    lines = [line for line in ask("/metrics").content.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_figures_tell_what_waits_and_how_old_it_is(well, cast):
    found = figures()
    assert [found[f"zhanqun_{name}"] for name in ("feed_waiting", "feed_lag_seconds", "scheduled_late")] == [0, 0, 0]
    assert "zhanqun_backup_age_seconds" not in found
    Change.objects.create(tags=["site:1"], announced_at=timezone.now() - timedelta(seconds=100))
    casting.in_state(cast, State.SCHEDULED)
    Submission.objects.update(publish_at=NOW - timedelta(minutes=10))
    Change.objects.exclude(tags=["site:1"]).update(done_at=NOW)
    backup, drill = BackupKind.BACKUP, BackupKind.DRILL
    for kind, days, is_sound in ((backup, 3, True), (backup, 1, False), (drill, 2, True)):
        BackupRun.objects.create(kind=kind, name="x", at=NOW - timedelta(days=days), seconds=1, is_sound=is_sound)
    found = figures()
    assert (found["zhanqun_feed_waiting"], found["zhanqun_scheduled_late"]) == (1, 1)
    assert 100 <= found["zhanqun_feed_lag_seconds"] < 130
    assert [round(found[f"zhanqun_{name}_age_seconds"] / 86400) for name in ("backup", "drill")] == [3, 2]


def test_requests_are_counted_by_view_and_status(well, cast):
    by_view = {'zhanqun_requests_total{status="404",view="none"}': "/nothing.php",
               'zhanqun_requests_total{status="404",view="portal.views.column"}': "/nothing/",
               'zhanqun_request_seconds_count{view="map"}': "/map/"}
    before = figures()
    for path in by_view.values():
        ask(path, host="linhe.localhost")
    found = figures()
    assert [found[name] - before.get(name, 0) for name in by_view] == [1, 1, 1]
