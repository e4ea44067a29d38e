"""Numbers that are none, sent twice, tampered: an answer in Chinese, never a server error, and nothing is lost."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from columns import actions as column_actions
from columns.models import Column
from sites.models import Post, Site, User
from sites.numbers import whole_number, whole_numbers
from sites.rules import Refused
from submissions import actions
from submissions.enums import State
from submissions.models import Submission
from tests.cast import in_state

NOW = timezone.now()

ODD = ("²", "abc", "-1", "1e9", "9" * 30, "", "%00")
LISTS = ("submissions/submission", "submissions/article", "submissions/withdrawal", "submissions/step")


def desk(user) -> Client:
    client = Client(HTTP_HOST="yunzhou.localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(("raw", "number"), [
    ("7", 7), ("0", 0), (12, 12), ("²", None), ("-1", None), ("1e9", None), ("9" * 19, None), (None, None), ("", None)])
def test_only_plain_digits_are_a_number(raw, number):
    assert whole_number(raw) == number


def test_a_list_of_numbers_leaves_out_what_is_none():
    assert whole_numbers("3,,x,²,17") == [3, 17]


@pytest.mark.parametrize("odd", ODD)
def test_odd_filters_and_addresses_are_no_server_error(cast, odd):
    client, found = desk(cast.officer), {}
    for name in LISTS:
        for key in ("site", "column", "queue", "state", "p"):
            found[name, key] = client.get(f"/admin/{name}/", {key: odd}).status_code
        found[name, "change"] = client.get(f"/admin/{name}/{odd or 'x'}/change/").status_code
    assert {place: code for place, code in found.items() if code not in (200, 302, 400, 404)} == {}
    assert desk(cast.supervisor).get("/admin/submissions/submission/batch/", {"ids": odd}).status_code == 200


@pytest.mark.parametrize("odd", ODD)
def test_tampered_forms_are_no_server_error(cast, odd):
    client = desk(cast.drafter)
    form = {"title": "写好的标题", "column": cast.headlines.pk, "body": "<p>正文</p>"}
    for key in ("attachment_ids", "picture", "also_in", "interprets", "column", "version"):
        response = client.post("/admin/submissions/submission/add/", form | {key: odd, "form_key": f"k{key}"})
        assert response.status_code in (200, 302, 400), key
    drag = {"cmd": "move_node", "position": "left", "cut_item": odd, "pasted_on": odd}
    assert desk(cast.site_admin).post("/admin/columns/column/", drag).status_code == 404


@pytest.mark.parametrize("sent", [
    '{"form_key": "a", "values": {}, "version": 1e999}', '{"form_key": "a", "values": {}, "version": -5}',
    '{"form_key": "a", "values": {}, "version": 1000000000000000000000000}', "[" * 100_000, "null", "",
])
def test_an_odd_autosave_is_a_bad_request(cast, sent):
    response = desk(cast.drafter).post("/admin/submissions/submission/autosave/", sent, content_type="application/json")
    assert (response.status_code, json.loads(response.content)) == (400, {"error": "自动保存的内容不完整。"})


def test_a_form_that_is_sent_twice_makes_one_manuscript(cast):
    client = desk(cast.drafter)
    form = {"title": "写好的标题", "column": cast.headlines.pk, "body": "<p>正文</p>", "form_key": "new-1"}
    first = client.post("/admin/submissions/submission/add/", form)
    again = client.post("/admin/submissions/submission/add/", form, follow=True)
    assert Submission.objects.count() == 1
    assert first["Location"] == again.redirect_chain[0][0]
    assert "这份稿件刚才已经保存" in again.content.decode()


def test_a_wrong_host_name_is_told_and_the_form_keeps_what_was_typed(cast):
    form = {"name": "东岭县人民政府", "short_name": "东岭县", "slug": "dongling", "kind": "county",
            "language": "zh-hans", "status": "preparing", "order": 9, "seal": "东岭", "primary_color": "#12457a",
            "accent_color": "#a8241f"}
    for hosts in ("http://x/", "a b", "临河.中国", ""):
        response = desk(cast.platform_admin).post("/admin/sites/site/add/", form | {"host_names": hosts})
        shown = response.content.decode()
        assert (response.status_code, "东岭县人民政府" in shown) == (200, True)
        assert ("主机名只含" in shown) == bool(hosts)
    desk(cast.platform_admin).post("/admin/sites/site/add/", form | {"host_names": "dongling.localhost"})
    assert Site.objects.filter(slug="dongling").exists()


def test_a_sites_administrator_changes_its_contact_and_only_reads_its_host_names(cast):
    client, url = desk(cast.site_admin), f"/admin/sites/site/{cast.county.pk}/change/"
    shown = client.get(url)
    form = shown.context["adminform"].form
    values = {name: form[name].value() or "" for name in form.fields}
    assert "host_names" not in values
    assert "linhe.localhost" in shown.content.decode()
    answer = client.post(url, values | {"contact": "电话0000-3012345", "host_names": "evil.localhost"})
    cast.county.refresh_from_db()
    assert (answer.status_code, cast.county.contact) == (302, "电话0000-3012345")
    assert list(cast.county.hosts.values_list("name", flat=True)) == ["linhe.localhost"]


def test_the_home_type_is_offered_to_no_column(cast):
    page = desk(cast.site_admin).get("/admin/columns/column/add/").content.decode()
    assert '<option value="news"' in page
    assert '<option value="home"' not in page


def test_user_names_that_differ_only_in_case_are_refused(cast):
    form = {"username": "DRAFTER", "name": "冒名", "home_site": cast.county.pk, "password": "Linhe-2026-lh"}
    response = desk(cast.site_admin).post("/admin/sites/user/add/", form)
    assert "已有只差大小写的用户名" in response.content.decode()
    assert not User.objects.filter(username="DRAFTER").exists()


@pytest.mark.parametrize(("password", "reason"), [("12345678", "密码至少 10 个字符"), ("aaaaaaaaaaaa", "至少三种")])
def test_weak_passwords_are_refused_in_chinese(cast, password, reason):
    form = {"username": "xinren", "name": "新人", "home_site": cast.county.pk, "password": password}
    shown = desk(cast.site_admin).post("/admin/sites/user/add/", form).content.decode()
    assert (reason in shown, "This password" in shown) == (True, False)


def test_merging_hands_posts_and_the_home_block_on(cast):
    Column.objects.filter(pk=cast.notices.pk).update(home_block="side")
    column_actions.set_post_columns(
        post=Post.objects.get(user=cast.drafter), columns=[cast.notices], by=cast.site_admin, at=NOW)
    cast.notices.refresh_from_db()
    actions.merge_columns(column=cast.notices, into=cast.headlines, by=cast.site_admin, at=NOW)
    drafter = User.objects.get(pk=cast.drafter.pk)
    assert actions.create_submission(column=cast.headlines, content={"title": "写"}, by=drafter, at=NOW).pk
    assert Column.objects.get(pk=cast.headlines.pk).home_block == "side"


def test_a_column_over_which_somebody_holds_a_post_is_not_deleted(cast):
    column_actions.set_post_columns(
        post=Post.objects.get(user=cast.drafter), columns=[cast.notices], by=cast.site_admin, at=NOW)
    with pytest.raises(Refused, match="1 个任职栏目"):
        column_actions.delete_column(column=cast.notices, by=cast.site_admin, at=NOW)
    assert in_state(cast, State.DRAFT, column=cast.notices).column == cast.notices
