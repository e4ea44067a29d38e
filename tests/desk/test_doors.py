"""Signing in and out, being locked out, and choosing a password."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import PASSWORD
from tests.desk.reading import DESK, Page, client_of, see

LOGIN = "/admin/login/?next=/admin/"


def test_the_sign_in_page_says_whom_to_ask_and_links_nowhere_for_a_password(cast):
    page = see(None, LOGIN)
    assert page.title == "登录"
    assert page.texts("//label") == ["用户名", "密码"]
    assert page.text("//p[@class='after']") == "忘记密码,请本单位所在站点的管理员重设;管理员忘记密码,请平台管理员重设。"
    assert page.texts("//main//a") == []
    assert page.texts("//*[@role='status' or @role='alert']") == []


def test_after_an_idle_sign_out_it_says_why(cast):
    assert see(None, LOGIN, idle=1).text("//*[@role='status']/h2") == "已自动退出"


@pytest.mark.parametrize(("typed", "heading"), [
    ({"username": "drafter", "password": "wrong"}, "用户名或密码不对"), ({"username": "drafter"}, "还没有填完")])
def test_a_failed_sign_in_says_what_to_do_and_keeps_the_name(cast, typed, heading):
    page = Page(client_of().post(LOGIN, typed))
    assert page.text("//*[@role='alert']/h2") == heading
    assert page.value("username") == "drafter"


def test_somebody_without_a_post_is_told_so(cast):
    page = see(cast.stranger, LOGIN)
    assert page.text("//*[@role='status']/h2") == "“路过”还没有任职"


def test_the_lockout_says_how_long(cast, settings):
    client = client_of()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        response = client.post(LOGIN, {"username": "drafter", "password": "wrong"})
    page = Page(response)
    assert page.status == 429
    assert page.title == "账号已暂时锁定"
    assert page.note == "“drafter”连续 5 次输错密码,已暂时锁定,30 分钟后可以再登录。"


def test_signing_out_is_a_form(cast):
    client = client_of(cast.drafter)
    page = Page(client.get("/admin/"))
    assert {(form.get("method"), form.get("action")) for form in page.root.xpath("//form[.//button[.='退出']]")} == {
        ("post", "/admin/logout/")}
    assert Page(client.post("/admin/logout/")).title == "已安全退出"


def test_the_password_form_shows_the_rules(cast):
    page = see(cast.drafter, "/admin/password_change/")
    assert page.texts("//*[@class='rules']//li") == [
        "你的密码不能与你的其他个人信息太相似。", "密码至少 10 个字符。", "你的密码不能是一个常见密码。",
        "密码须含小写字母、大写字母、数字、符号中的至少三种。"]
    assert page.texts("//*[contains(@class,'note')]") == []


def test_a_password_set_by_the_administrator_must_be_changed_and_the_form_explains(cast):
    cast.drafter.must_change_password = True
    cast.drafter.save()
    page = see(cast.drafter, "/admin/password_change/")
    assert page.text("//*[contains(@class,'note')]/h2") == "请先设一个自己的密码"
    assert page.texts("//nav[contains(@class,'side')]//a") == []


def test_an_old_password_must_be_changed_and_the_form_says_how_old_it_is(cast, settings):
    cast.drafter.password_changed_at = timezone.now() - timedelta(days=settings.PASSWORD_MAX_AGE_DAYS + 5)
    cast.drafter.save()
    page = see(cast.drafter, "/admin/password_change/")
    assert page.text("//*[contains(@class,'note')]/h2") == "密码已用 95 天,须更换"


def test_a_refused_password_is_explained_at_the_top_and_beside_the_field(cast):
    page = Page(client_of(cast.drafter).post("/admin/password_change/", {
        "old_password": PASSWORD, "new_password1": "short", "new_password2": "short"}))
    assert page.text("//*[@role='alert']/h2") == "没有改成"
    assert set(page.root.xpath("//*[@role='alert']//a/@href")) == {"#id_new_password2"}
    assert page.texts("//div[contains(@class,'bad')]/label") == ["新密码确认"]


@pytest.mark.parametrize(("person", "host"), [
    ("drafter", "linhe.localhost"), ("bureau", DESK), ("outsider", DESK)])
def test_the_link_to_the_website_leads_to_the_persons_own_site(cast, person, host):
    response = client_of(getattr(cast, person)).get("/admin/visit/", HTTP_HOST=f"{DESK}:8000")
    assert response["Location"] == f"http://{host}:8000/"
