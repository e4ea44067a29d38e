"""Parts die in the middle of their work. The public keeps reading what is kept, nothing published is lost, nothing
withdrawn returns, and all heals without hands: the only thing done here is what systemd does, starting a dead part.
"""

import itertools
import shutil
import subprocess
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.topology.parts import until
from tests.topology.sight import comes_up, goes_away, is_gone, stands, visit_all, where
from tests.topology.visitor import Officer, Visitor

TITLES = (f"第{number}号防汛简报" for number in itertools.count(1001))
BEFORE_COMMIT = "SELECT * FROM sites_trailhead FOR UPDATE"
"""Whoever holds these rows stops a verb at its last step before the commit."""

AFTER_COMMIT = "SELECT * FROM publishing_feedhead FOR UPDATE"
"""Whoever holds this row stops a verb right after its commit, before anything is expired."""


@contextmanager
def held(cluster, rows: str):
    """Others wait for the rows meanwhile."""
    connection = cluster.connection()
    try:
        with connection.cursor() as cursor:
            cursor.execute(rows)
        yield
    finally:
        connection.close()


def somebody_waits(cluster) -> bool:
    return cluster.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")[0][0] > 0


def meanwhile(act) -> threading.Thread:
    """Somebody presses a button and may never get an answer."""
    def press():
        with suppress(OSError):
            act()

    thread = threading.Thread(target=press)
    thread.start()
    return thread


def state_of(cluster, number: int) -> str:
    return cluster.execute("SELECT state FROM submissions_submission WHERE id = %s", number)[0][0]


def address_of(cluster, number: int) -> str:
    rows = cluster.execute(
        "SELECT to_char(a.published_at AT TIME ZONE 'Asia/Shanghai', '/YYYY/MM/') || a.id || '.html' FROM"
        " submissions_article a JOIN submissions_submission s ON s.article_id = a.id WHERE s.id = %s", number)
    return rows[0][0] if rows else ""


@pytest.fixture
def live(acting, visitor):
    """An article that stands everywhere: title and address."""
    title = next(TITLES)
    address = acting.publish(acting.bring("approved", title))
    comes_up(visitor, title, address)
    visit_all(visitor)
    return title, address


@pytest.fixture
def approved(acting):
    """A manuscript that waits to be published: title and number."""
    title = next(TITLES)
    return title, acting.bring("approved", title)


@pytest.fixture
def officer(visitor):
    return Officer(visitor, "officer")


def test_web_killed_before_the_commit_published_nothing_and_it_can_be_done_again(
        cluster, visitor, officer, live, approved):
    title, number = approved
    with held(cluster, BEFORE_COMMIT):
        pressed = meanwhile(lambda: officer.act(number, "publish"))
        until(lambda: somebody_waits(cluster), "the verb waits")
        cluster.web.kill()
        assert visitor.get(live[1]).status == 200
    pressed.join()
    cluster.web.start()
    assert (state_of(cluster, number), where(visitor, title)) == ("approved", [])
    assert officer.act(number, "publish").status == 302
    comes_up(visitor, title, address_of(cluster, number))


def test_web_killed_after_the_commit_loses_no_publication(cluster, visitor, officer, live, approved):
    title, number = approved
    with held(cluster, AFTER_COMMIT):
        pressed = meanwhile(lambda: officer.act(number, "publish"))
        until(lambda: state_of(cluster, number) == "published" and somebody_waits(cluster), "it is committed")
        cluster.web.kill()
        assert title not in visitor.get("/xwzx/lhyw/").text
    pressed.join()
    cluster.web.start()
    comes_up(visitor, title, address_of(cluster, number))


def test_web_killed_after_the_commit_leaves_nothing_withdrawn(cluster, acting, visitor, live):
    title, address = live
    number = acting.ask_to_withdraw(address)
    supervisor = Officer(visitor, "supervisor")
    with held(cluster, AFTER_COMMIT):
        pressed = meanwhile(lambda: supervisor.withdraw(number))
        until(lambda: cluster.execute("SELECT state FROM submissions_withdrawal WHERE id = %s", number)
              == [("carried_out",)] and somebody_waits(cluster), "it is committed")
        cluster.web.kill()
    pressed.join()
    cluster.web.start()
    goes_away(visitor, title, address)


@pytest.mark.parametrize("moment", [BEFORE_COMMIT, AFTER_COMMIT], ids=["before the commit", "after the commit"])
def test_a_worker_killed_while_publishing_on_time_loses_nothing(cluster, acting, visitor, live, approved, moment):
    title, number = approved
    acting.schedule(number, 0.1)
    with held(cluster, moment):
        until(lambda: somebody_waits(cluster), "the worker waits")
        cluster.worker.kill()
        assert visitor.get(live[1]).status == 200
    cluster.worker.start()
    until(lambda: state_of(cluster, number) == "published", "it is published")
    comes_up(visitor, title, address_of(cluster, number))


def test_what_was_due_while_beat_was_dead_is_published_when_it_lives_again(cluster, acting, visitor, approved):
    title, number = approved
    cluster.beat.kill()
    acting.schedule(number, 0.1)
    cluster.beat.start()
    until(lambda: state_of(cluster, number) == "published", "it is published")
    comes_up(visitor, title, address_of(cluster, number))


def test_without_redis_people_publish_withdraw_and_read(cluster, acting, visitor, live, approved, officer):
    title, number = approved
    withdrawal = acting.ask_to_withdraw(live[1])
    supervisor = Officer(visitor, "supervisor")
    scheduled_title = next(TITLES)
    scheduled = acting.bring("approved", scheduled_title)
    acting.schedule(scheduled, 0.1)
    cluster.redis.kill()
    try:
        assert officer.act(number, "publish").status == 302
        assert stands(visitor, title, address_of(cluster, number))
        answer = supervisor.withdraw(withdrawal)
        assert answer.status == 302
        assert is_gone(visitor, *live)
        health = Visitor(cluster).get("/healthz")
        assert (health.status, '"queue": "unreachable"' in health.text) == (503, True)
    finally:
        cluster.redis.start()
    until(lambda: state_of(cluster, scheduled) == "published", "beat and worker have found Redis again")
    comes_up(visitor, scheduled_title, address_of(cluster, scheduled))


def test_after_a_restart_of_the_database_all_goes_on(cluster, visitor, live, approved, officer):
    title, number = approved
    cluster.restart_postgresql()
    assert visitor.get(live[1]).status == 200
    assert officer.act(number, "publish").status == 302
    comes_up(visitor, title, address_of(cluster, number))


def test_without_a_database_kept_pages_are_read_and_the_rest_says_sorry(cluster, visitor, live):
    title, address = live
    cluster.postgresql.kill()
    try:
        assert title in visitor.get(address).text
        assert title in visitor.get("/xwzx/lhyw/").text
        refused = visitor.get("/?elder=1")
        assert refused.status == 500
        assert refused.headers["x-request-id"] in refused.text
        assert Visitor(cluster).get("/healthz").status == 503
        assert Visitor(cluster).get("/healthz/live").status == 200
    finally:
        (cluster.folder / "postgresql" / "postmaster.pid").unlink(missing_ok=True)
        cluster.postgresql.start()
    assert visitor.get("/?elder=1").status == 200


def test_a_deleted_store_fills_again(cluster, acting, visitor, live, approved):
    shutil.rmtree(cluster.data / "pages")
    assert stands(visitor, *live)
    title, number = approved
    comes_up(visitor, title, acting.publish(number))
    until(lambda: visitor.get(live[1]) and cluster.file(live[1]).exists(), "pages are kept again")


@contextmanager
def stopped(part):
    part.stop()
    yield
    part.start()


def emptied(folder: Path) -> None:
    """Whoever renders pages meanwhile may put one there while the others go."""
    def has_gone() -> bool:
        shutil.rmtree(folder, ignore_errors=True)
        return not folder.exists()

    until(has_gone, f"{folder} fills as fast as it is emptied")
    folder.mkdir(exist_ok=True)


@pytest.fixture
def disk(cluster):
    """The store on a small disk of its own; gives the command that mounts it anew with other options.

    nginx is not running while disks change: it knows open files by their inode's number, which means something on one
    disk alone (docs/deploy.md).
    """
    pages = cluster.data / "pages"

    def mount(*options: str) -> bool:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(pages)], check=False,
                              capture_output=True)
        return done.returncode == 0

    emptied(pages)
    with stopped(cluster.nginx):
        is_mounted = mount("size=4m")
    if not is_mounted:
        pytest.skip("this machine does not allow mounting")
    yield lambda *options: until(lambda: mount("remount", "size=4m", *options), "the disk is busy")
    with stopped(cluster.nginx):
        until(lambda: subprocess.run(["umount", str(pages)], check=False).returncode == 0, "the disk is busy")
    emptied(pages)


def test_a_store_that_cannot_be_written_to_is_told_and_caught_up_with(cluster, acting, disk, visitor, live, approved):
    """What is kept cannot be removed meanwhile, and monitors know it; the moment the store is well, all is true."""
    title, address = live
    new_title, number = approved
    assert disk("ro")
    new_address = acting.publish(number)
    acting.withdraw(acting.ask_to_withdraw(address))
    assert new_title in visitor.get(new_address).text
    health = Visitor(cluster).get("/healthz")
    assert (health.status, '"store": "os_error_30"' in health.text) == (503, True)
    assert disk("rw")
    goes_away(visitor, title, address)
    comes_up(visitor, new_title, new_address)


def fill(file: Path) -> None:
    """Until nothing more goes onto the disk."""
    with file.open("ab", buffering=0) as opened, pytest.raises(OSError, match="No space left"):
        while True:
            opened.write(b"0" * 4096)


def test_a_full_disk_keeps_no_half_pages_and_nobody_notices(cluster, acting, disk, visitor, live, approved):
    title, address = live
    new_title, number = approved
    filler = cluster.data / "pages" / "filler"
    fill(filler)
    new_address = acting.publish(number)
    fill(filler)  # what was expired made room
    assert new_title in visitor.get(new_address).text
    assert not cluster.file(new_address).exists()
    assert visitor.get(address).status == 200
    acting.withdraw(acting.ask_to_withdraw(address))
    goes_away(visitor, title, address)
    filler.unlink()
    comes_up(visitor, new_title, new_address)
    until(lambda: visitor.get(new_address) and cluster.file(new_address).exists(), "pages are kept again")
    assert list((cluster.data / "pages" / ".work").iterdir()) == []
