"""From a host to a site, and into the desk."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sites import actions
from sites.addresses import client_address
from sites.enums import SiteStatus
from sites.hosts import normalise_host
from sites.models import Host, User
from sites.rules import Refused
from tests.cast import PASSWORD

NOW = timezone.now()


def desk(user=None) -> Client:
    client = Client(HTTP_HOST="yunzhou.localhost")
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(("raw", "name"), [
    ("WWW.Yunzhou.CN", "www.yunzhou.cn"), ("yunzhou.localhost:8000", "yunzhou.localhost"),
    ("yunzhou.localhost.", "yunzhou.localhost"), ("yunzhou.localhost.:80", "yunzhou.localhost"), ("", ""),
])
def test_host_names_are_normalised(raw, name):
    assert normalise_host(raw) == name


@pytest.mark.parametrize("host", ["unknown.localhost", "", "yunzhou.localhost.evil.test", "[::1]:8000"])
def test_unknown_hosts_are_404(cast, client, host):
    assert client.get("/", HTTP_HOST=host).status_code == 404


def test_another_name_of_a_site_redirects_with_path_and_port(cast, client):
    Host.objects.create(site=cast.county, name="old.localhost")
    response = client.get("/xwzx/?a=1", HTTP_HOST="old.localhost:8000")
    assert (response.status_code, response["Location"]) == (301, "http://linhe.localhost:8000/xwzx/?a=1")
    assert response["Cache-Control"] == "no-cache"


def test_the_desk_stands_on_the_portal_alone(cast, client):
    response = client.get("/admin/", HTTP_HOST="linhe.localhost:8000")
    assert (response.status_code, response["Location"]) == (302, "http://yunzhou.localhost:8000/admin/")
    assert client.get("/admin/login/", HTTP_HOST="yunzhou.localhost:8000").status_code == 200


@pytest.mark.parametrize("status", [SiteStatus.PREPARING, SiteStatus.SUSPENDED, SiteStatus.CLOSED])
def test_a_site_that_is_not_open_shows_its_notice(cast, client, status):
    actions.change_site(site=cast.county, values={"status": status, "notice": "本站已并入市政府门户。"},
                        by=cast.platform_admin, at=NOW)
    response = client.get("/xwzx/", HTTP_HOST="linhe.localhost")
    assert response.status_code == 503
    assert "本站已并入市政府门户。" in response.content.decode()
    assert client.get("/", HTTP_HOST="yunzhou.localhost").status_code == 200


def test_only_the_platform_opens_and_closes(cast):
    with pytest.raises(Refused, match="由平台管理员办理"):
        actions.change_site(site=cast.county, values={"status": SiteStatus.CLOSED}, by=cast.site_admin, at=NOW)
    with pytest.raises(Refused, match="门户不能关停"):
        actions.change_site(site=cast.portal, values={"status": SiteStatus.CLOSED}, by=cast.platform_admin, at=NOW)
    actions.change_site(site=cast.county, values={"status": SiteStatus.CLOSED}, by=cast.platform_admin, at=NOW)
    cast.county.refresh_from_db()
    assert cast.county.closed_on == NOW.date()


def test_sign_in_with_the_right_password_only(cast):
    client = desk()
    assert client.post("/admin/login/", {"username": "drafter", "password": "wrong"}).status_code == 200
    response = client.post("/admin/login/?next=/admin/", {"username": "drafter", "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_five_failures_lock_out_even_the_right_password(cast, settings):
    client = desk()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        response = client.post("/admin/login/", {"username": "drafter", "password": "wrong"})
    assert response.status_code == 429
    locked = client.post("/admin/login/", {"username": "drafter", "password": PASSWORD})
    assert (locked.status_code, client.get("/admin/").status_code) == (429, 302)
    other = client.post("/admin/login/?next=/admin/", {"username": "officer", "password": PASSWORD})
    assert other.status_code == 302


def test_a_person_without_a_post_does_not_enter(cast):
    assert desk(cast.stranger).get("/admin/").status_code == 302
    assert desk(cast.drafter).get("/admin/").status_code == 200


def test_an_idle_person_is_signed_out(cast, settings):
    client = desk(cast.drafter)
    assert client.get("/admin/").status_code == 200
    session = client.session
    session["seen_at"] -= settings.IDLE_MINUTES * 60 + 1
    session.save()
    response = client.get("/admin/")
    assert (response.status_code, response["Location"]) == (302, "/admin/login/?idle=1&next=/admin/")


@pytest.mark.parametrize("due", ["given by the administrator", "too old"])
def test_a_due_password_leads_to_its_form_and_a_new_one_frees(cast, settings, due):
    if due == "too old":
        old = NOW - timedelta(days=settings.PASSWORD_MAX_AGE_DAYS + 1)
        User.objects.filter(pk=cast.drafter.pk).update(password_changed_at=old)
    else:
        actions.reset_password(user=cast.drafter, password="Linhe-2026-lh", by=cast.site_admin, at=NOW)
    client = desk(User.objects.get(pk=cast.drafter.pk))
    response = client.get("/admin/submissions/submission/")
    assert (response.status_code, response["Location"]) == (302, "/admin/password_change/")
    given = PASSWORD if due == "too old" else "Linhe-2026-lh"
    client.post("/admin/password_change/", {
        "old_password": given, "new_password1": "Another-2026-lh", "new_password2": "Another-2026-lh"})
    assert client.get("/admin/submissions/submission/").status_code == 200


@pytest.mark.parametrize("password", ["short1A", "alllowercaseonly", "12345678901", "drafter-D1"])
def test_weak_passwords_are_refused_with_a_reason(cast, password):
    client = desk(cast.drafter)
    response = client.post("/admin/password_change/", {
        "old_password": PASSWORD, "new_password1": password, "new_password2": password})
    assert response.status_code == 200
    assert User.objects.get(pk=cast.drafter.pk).check_password(PASSWORD)


@pytest.mark.parametrize(("proxies", "forwarded", "address"), [
    (0, "1.2.3.4", "127.0.0.1"), (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"), (2, "6.6.6.6, 1.2.3.4, 10.0.0.1", "1.2.3.4"),
    (2, "1.2.3.4", "127.0.0.1"), (1, "", "127.0.0.1"),
])
def test_only_our_own_proxies_are_believed(rf, settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    assert client_address(rf.get("/", HTTP_X_FORWARDED_FOR=forwarded)) == address
