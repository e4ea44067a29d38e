"""Tampering: what was changed, added or removed is found, put aside and made again; what is right is left alone."""

import gzip
import io
import os
import queue
import threading

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from publishing import store
from publishing.actions import examine_paths, verify
from publishing.enums import Tampering
from publishing.management.commands.verify_pages import Command
from publishing.models import Page
from tests.portal.making import get

NOW = timezone.now()
HOST = "linhe.localhost"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keeping")]


@pytest.fixture
def kept(cast):
    for path in ["/", "/map/", "/xwzx/", "/feed.atom"]:
        get(cast.county, path)
    return cast


def faults(**options) -> list[tuple[str, str, bool]]:
    return [(found.kind, found.path, not found.unrestored) for found in verify(at=NOW, **options) if found]


def file(path: str):
    return store.place(HOST, path)


def test_a_sound_store_has_no_faults_and_each_page_is_counted(kept):
    assert list(verify(at=NOW)) == [None] * 4


def test_a_changed_page_is_put_aside_and_made_again(kept, settings):
    before = file("/map/").read_bytes()
    file("/map/").write_bytes(before + b"<script>")
    found = [fault for fault in verify(at=NOW) if fault]
    assert [(fault.kind, fault.path, not fault.unrestored) for fault in found] == [(Tampering.CHANGED, "/map/", True)]
    assert found[0].evidence.read_bytes() == before + b"<script>"
    assert file("/map/").read_bytes() == before
    assert faults() == []


def test_a_changed_twin_is_found_although_the_page_is_right(kept):
    store.twin(file("/map/")).write_bytes(gzip.compress(b"other"))
    assert faults() == [(Tampering.CHANGED, "/map/", True)]
    assert gzip.decompress(store.twin(file("/map/")).read_bytes()) == file("/map/").read_bytes()


def test_a_removed_page_and_a_removed_twin_are_made_again(kept):
    file("/xwzx/").unlink()
    store.twin(file("/map/")).unlink()
    assert sorted(faults()) == [(Tampering.CHANGED, "/map/", True), (Tampering.REMOVED, "/xwzx/", True)]
    assert file("/xwzx/").exists() and store.twin(file("/map/")).exists()


def test_added_files_are_put_aside_wherever_they_stand(kept, settings):
    for name in ["xwzx/evil.html", "evil.php", ".hidden", "neu/index.html", "index.html.bak", "2026/x.html.gz"]:
        target = settings.PAGES_DIR / HOST / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("evil")
    assert sorted(faults()) == sorted((Tampering.ADDED, path, True) for path in [
        "/xwzx/evil.html", "/evil.php", "/.hidden", "/neu/", "/index.html.bak", "/2026/x.html.gz"])
    assert faults() == []
    assert len(list((settings.DATA_DIR / "evidence").rglob("*.*"))) >= 6


def test_names_that_are_no_text_are_put_aside_like_any_other_and_told(kept, settings):
    odd = settings.PAGES_DIR / HOST / os.fsdecode(b"\xff\xfe.html")
    odd.write_text("evil")
    (settings.PAGES_DIR / HOST / "zz.html").write_text("evil")
    out = io.StringIO()
    with pytest.raises(CommandError, match="发现 2 处问题"):
        call_command("verify_pages", stdout=out)
    assert f"{HOST}/\\udcff\\udcfe.html(" in out.getvalue() and f"{HOST}/zz.html(" in out.getvalue()
    assert (odd.exists(), faults()) == (False, [])


def test_links_and_what_stands_beside_the_hosts_are_put_aside(kept, settings, tmp_path):
    (tmp_path / "index.html").write_text("somebody else's")
    places = {"folder": tmp_path, "file.html": tmp_path / "index.html", "nowhere.html": tmp_path / "none"}
    for name, target in places.items():
        (settings.PAGES_DIR / HOST / name).symlink_to(target)
    (settings.PAGES_DIR / "beside.html").write_text("evil")
    assert sorted(faults()) == [(Tampering.ADDED, "", True),
                                *((Tampering.ADDED, f"/{name}", True) for name in sorted(places))]
    assert faults() == []
    assert (tmp_path / "index.html").read_text() == "somebody else's"


def test_a_page_replaced_by_a_link_to_its_own_content_is_made_again(kept, tmp_path):
    file("/map/").rename(tmp_path / "map.html")
    file("/map/").symlink_to(tmp_path / "map.html")
    assert faults() == [(Tampering.CHANGED, "/map/", True)]
    assert not file("/map/").is_symlink() and faults() == []


@pytest.mark.django_db(transaction=True)
def test_watching_goes_on_after_a_name_that_is_no_text(kept, settings):
    command, stop, told = Command(stdout=io.StringIO(), stderr=io.StringIO()), threading.Event(), queue.Queue()
    command.tell = lambda fault: told.put(fault.path)

    def write_until_it_is_told(name: bytes, path: str):
        while True:
            (settings.PAGES_DIR / HOST / os.fsdecode(name)).write_text("evil")
            try:
                while told.get(timeout=1) != path:
                    pass
                return
            except queue.Empty:
                continue

    def disturb():
        try:
            for name, path in [(b"one.html", "/one.html"), (b"\xff.html", "/\\udcff.html"), (b"two.html", "/two.html")]:
                write_until_it_is_told(name, path)
        finally:
            stop.set()

    disturber = threading.Thread(target=disturb)
    disturber.start()
    command.keep_watching(stop)
    disturber.join()
    assert faults() == []


def test_a_page_that_is_no_longer_public_is_not_made_again(kept):
    Page.objects.filter(path="/map/").update(path="/none/")
    assert sorted(faults()) == [(Tampering.ADDED, "/map/", True), (Tampering.REMOVED, "/none/", True)]
    assert not file("/none/").exists() and not file("/map/").exists()


def test_one_site_is_verified_alone(kept):
    get(kept.portal, "/map/")
    store.place("yunzhou.localhost", "/map/").write_text("x")
    assert faults(site=kept.county.pk) == []
    assert faults(site=kept.portal.pk) == [(Tampering.CHANGED, "/map/", True)]


def test_watched_files_are_judged_one_by_one(kept):
    file("/map/").write_text("x")
    stranger = file("/map/").with_name("evil.html")
    stranger.write_text("x")
    found = examine_paths([str(file("/map/")), str(file("/")), str(stranger)], at=NOW)
    assert [(fault.kind, fault.path) for fault in found] == [
        (Tampering.CHANGED, "/map/"), (Tampering.ADDED, "/map/evil.html")]


@pytest.mark.parametrize(("setting", "reason"), [
    ({"PUBLIC_PORT": 8123}, "请把环境变量 PUBLIC_PORT 设成和网站一样"), ({"KEEP_PAGES": False}, "请检查 KEEP_PAGES"),
])
def test_the_command_says_why_a_page_is_not_back(kept, setting, reason):
    file("/map/").write_text("x")
    out = io.StringIO()
    with override_settings(**setting), pytest.raises(CommandError):
        call_command("verify_pages", stdout=out)
    assert f"{HOST}/map/(没有恢复:" in out.getvalue() and reason in out.getvalue()


def test_the_command_names_each_fault_and_says_so_by_its_exit(kept):
    out = io.StringIO()
    call_command("verify_pages", stdout=out)
    assert out.getvalue() == "已核对 4 个网页,0 处问题。\n"
    file("/map/").write_text("x")
    with pytest.raises(CommandError, match="发现 1 处问题"):
        call_command("verify_pages", "--site", "linhe", stdout=out)
    assert f"被改动:{HOST}/map/(已恢复,证据在 " in out.getvalue()
    with pytest.raises(CommandError, match="没有代号为“nowhere”的站点"):
        call_command("verify_pages", "--site", "nowhere", stdout=out)
