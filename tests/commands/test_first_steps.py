"""How a real cluster begins: the portal, then the first administrator."""

import io

import pytest
from django.core.management import CommandError, call_command

from columns.queries import home_column
from sites.enums import Role, SiteKind, SiteStatus
from sites.models import Host, Post, Site, User

GOOD = "Yun-zhou-2026"


def found(*hosts: str, name: str = "云州市人民政府", **options):
    hosts = hosts or ("WWW.yunzhou.test:80", "yunzhou.test")
    call_command("found_portal", "--name", name, *(part for host in hosts for part in ("--host", host)),
                 stdout=io.StringIO(), **options)


def appoint(monkeypatch, password: str = GOOD, *, username: str = "zhou", name: str = "周平"):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    call_command("appoint_admin", username, name=name, password_stdin=True, stdout=io.StringIO())


@pytest.mark.django_db
def test_the_portal_is_founded_with_its_hosts_and_tree():
    found()
    site = Site.objects.get()
    assert (site.kind, site.status, site.short_name, site.seal) == (
        SiteKind.PORTAL, SiteStatus.RUNNING, "云州市", "云州")
    assert set(Host.objects.values_list("name", "is_canonical")) == {
        ("www.yunzhou.test", True), ("yunzhou.test", False)}
    assert home_column(site).name == "首页"


@pytest.mark.django_db
@pytest.mark.parametrize(("hosts", "options", "reason"), [
    (["云州"], {}, "主机名只含小写字母"), ([], {"slug": "云州"}, "下划线"), ([], {"seal": "云州市政府"}, "4"),
])
def test_a_malformed_portal_is_refused(hosts, options, reason):
    with pytest.raises(CommandError, match=reason):
        found(*hosts, **options)
    assert Site.objects.count() == 0


@pytest.mark.django_db
def test_there_is_one_portal():
    found()
    with pytest.raises(CommandError, match="已有门户站点,不再新开。"):
        found("other.test", name="另一个", slug="other")
    assert Site.objects.count() == 1


@pytest.mark.django_db
def test_the_first_administrator_may_sign_in_at_once(monkeypatch):
    found()
    appoint(monkeypatch)
    user = User.objects.get(username="zhou")
    assert (user.name, user.must_change_password, user.check_password(GOOD)) == ("周平", False, True)
    assert list(Post.objects.values_list("user__username", "site__slug", "role")) == [
        ("zhou", "portal", Role.PLATFORM_ADMIN)]


@pytest.mark.django_db
def test_without_a_portal_nobody_is_appointed(monkeypatch):
    with pytest.raises(CommandError, match="还没有门户站点"):
        appoint(monkeypatch)
    assert User.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("values", "reason"), [
    ({"password": "short"}, "密码不合要求"), ({"password": "zhouzhouzhouzhou"}, "密码不合要求"),
    ({"username": "周 平"}, "用户名"), ({"name": "长" * 31}, "30"), ({"username": "clock"}, "已存在"),
])
def test_a_bad_password_or_name_appoints_nobody(monkeypatch, values, reason):
    found()
    with pytest.raises(CommandError, match=reason):
        appoint(monkeypatch, **values)
    assert (User.objects.exclude(username="clock").count(), Post.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_second_administrator_is_not_appointed_here(monkeypatch):
    found()
    appoint(monkeypatch)
    with pytest.raises(CommandError, match="已有平台管理员"):
        appoint(monkeypatch, username="wu", name="吴平")
    assert set(Post.objects.values_list("user__username", flat=True)) == {"zhou"}


@pytest.mark.django_db
def test_two_different_passwords_are_refused(monkeypatch):
    found()
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    answers = iter([GOOD, f"{GOOD}x"])
    monkeypatch.setattr("sys.stdin", terminal)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    with pytest.raises(CommandError, match="两次输入的密码不一样,没有任命。"):
        call_command("appoint_admin", "zhou", name="周平")
    assert Post.objects.count() == 0
