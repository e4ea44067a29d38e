"""The demo, built once for this module from a small cluster of its own. No test here asks for a database of its own:
that would end the transaction all of them share."""

import io
import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import docx
import openpyxl
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from columns.models import Column
from portal.demo import building, hours
from portal.demo.reading import DemoError, read_cluster
from sites.enums import Role
from sites.models import ChangeLog, Host, Post, Site, User
from sites.trail import verify
from submissions.enums import ArticleStatus, State, Verb, WithdrawalState
from submissions.models import Article, Step, Submission, Withdrawal
from tests.cast import PASSWORD

SMALL = Path(__file__).parent / "demo"
NOW = datetime.fromisoformat("2026-11-18T15:00+08:00")  # a Wednesday


@pytest.fixture(scope="module")
def _blank(django_db_setup, django_db_blocker, tmp_path_factory):
    """A transaction around the whole module, undone at its end."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        yield media
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demo(_blank):
    building.build(texts=read_cluster(SMALL), password=PASSWORD, now=NOW)
    return _blank


def counts() -> dict:
    return {model: model._default_manager.count() for model in apps.get_models(include_auto_created=True)}


def run(**options) -> list[str]:
    out = io.StringIO()
    call_command("demo", no_serve=True, database_is_disposable=True, stdout=out, no_color=True, **options)
    return out.getvalue().splitlines()


def test_every_site_has_its_host_and_the_portal_two_more(demo):
    assert set(Host.objects.values_list("site__slug", "name", "is_canonical")) == {
        ("yunzhou", "yunzhou.localhost", True), ("yunzhou", "localhost", False), ("yunzhou", "127.0.0.1", False),
        ("linhe", "linhe.localhost", True)}


def test_columns_are_planted_and_links_to_absent_sites_left_out(demo):
    assert list(Column.objects.order_by("tree_id", "lft").values_list("site__slug", "path", "link_url")) == [
        ("yunzhou", "", ""), ("yunzhou", "ywdt", ""), ("yunzhou", "ywdt/xqdt", ""), ("yunzhou", "tzgg", ""),
        ("linhe", "", ""), ("linhe", "xwzx", ""), ("linhe", "xwzx/tzgg", ""), ("linhe", "zcwj", ""),
        ("linhe", "zcjd", ""), ("linhe", "mhwz", "http://yunzhou.localhost/")]


def test_everybody_holds_their_post_over_their_columns(demo):
    held = {(post.user.username, post.site.slug, post.role, *post.post_columns.values_list("column__path", flat=True))
            for post in Post.objects.in_force()}
    content = [("drafter", Role.DRAFTER), ("officer", Role.INFO_OFFICER), ("supervisor", Role.SUPERVISOR)]
    assert held == {
        ("admin", "yunzhou", Role.PLATFORM_ADMIN), ("bureau", "yunzhou", Role.BUREAU),
        ("linhe-drafter2", "linhe", Role.DRAFTER, "xwzx/tzgg"),
        ("linhe-officer", "yunzhou", Role.DRAFTER, "ywdt/xqdt"),
        *((f"{slug}-admin", slug, Role.SITE_ADMIN) for slug in ("yunzhou", "linhe")),
        *((f"{slug}-{part}", slug, role, "") for slug in ("yunzhou", "linhe") for part, role in content),
    }


def test_everybody_may_sign_in_without_choosing_a_new_password(demo):
    people = User.objects.exclude(home_site=None)
    assert {user.check_password(PASSWORD) for user in people} == {True}
    assert {(user.must_change_password, NOW - user.password_changed_at < timedelta(days=5)) for user in people} == {
        (False, True)}


def test_articles_are_published_at_the_day_and_hour_of_the_data(demo):
    told = {article.title: timezone.localtime(article.published_at) for article in Article.objects.all()}
    today = told.pop("今天的通知")
    assert NOW - timedelta(hours=1) < today < NOW
    assert {title: f"{(NOW.date() - at.date()).days} {at:%H:%M}" for title, at in told.items()} == {
        "关于延长服务时间的公告": "40 09:30", "临河区老旧小区改造实施细则": "12 10:00",
        "《临河区老旧小区改造实施细则》解读": "12 10:20", "停水通知之一": "60 09:30", "停水通知之二": "90 15:10",
        "停水通知之三": "120 23:10"}


def test_dates_in_the_texts_follow_the_publication(demo):
    article = Article.objects.get(document_number__startswith="临政发")
    assert article.document_number == "临政发〔2026〕14号"
    assert article.body.startswith("<p>自2026年12月6日起施行。</p>")
    assert article.written_on == date(2026, 10, 31)
    assert (article.index_number, article.validity) == ("0000000002/2026-00001", "valid")


def test_an_interpretation_is_public_after_its_document_and_names_it(demo):
    document = Article.objects.get(document_number__startswith="临政发")
    article = Article.objects.get(title__endswith="解读")
    assert article.interprets == document
    begun = article.submissions.get().created_at
    assert document.published_at < begun < article.published_at


def test_a_picture_stands_after_the_first_paragraph_with_its_words(demo):
    article = Article.objects.get(title__endswith="解读")
    figure = re.fullmatch(r"<p>第一段。</p>\s*<figure>(<img [^>]*>)<figcaption>整修后的街巷</figcaption></figure>\s*"
                          r"<p>第二段。</p>", article.body)
    assert f'src="{article.picture.address}"' in figure[1]
    assert 'alt="插画：整修后的街巷"' in figure[1]
    assert (article.picture.width, article.picture.height) == (960, 540)
    assert list(article.article_attachments.values_list("attachment", "is_inline")) == [(article.picture_id, True)]


def test_attachments_are_real_office_files(demo):
    article = Article.objects.get(document_number__startswith="临政发")
    form, names = (link.attachment for link in article.article_attachments.select_related("attachment"))
    assert (form.name, names.name) == ("申请表.docx", "名单.xlsx")
    with override_settings(MEDIA_ROOT=demo):
        with form.file.open() as file:
            assert [line.text for line in docx.Document(file).paragraphs] == ["改造申请表", "申请日期：2026年11月6日"]
        with names.file.open() as file:
            rows = openpyxl.load_workbook(file).active
            assert (rows["B2"].value, rows["B2"].data_type) == ("=1+1", "s")


def test_manuscripts_wait_in_their_states(demo):
    waiting = Submission.objects.open().values_list("state", "title")
    publish_at = Submission.objects.get(state=State.SCHEDULED).publish_at
    day = timezone.localtime(publish_at)
    assert set(waiting) == {
        ("draft", "草稿"), ("officer_review", "待审"), ("returned", "退回的"), ("supervisor_review", "待批"),
        ("approved", "待发布的解读"), ("scheduled", f"{day.month}月{day.day}日的安排")}
    assert publish_at > NOW
    assert Step.objects.filter(submission__title="退回的", verb=Verb.SEND_BACK).get().reason == (
        "时限与正文不一致，请核实后统一。")


def test_two_articles_are_corrected_in_several_revisions(demo):
    corrections = Submission.objects.filter(is_correction=True)
    assert set(corrections.values_list("site__slug", "state", "version")) == {
        ("yunzhou", State.PUBLISHED, 3), ("linhe", State.PUBLISHED, 3)}
    assert all(one.article.corrected_at > one.article.published_at for one in corrections)


def test_one_article_is_taken_down_and_one_waits_for_it(demo):
    assert Counter(Withdrawal.objects.values_list("state", flat=True)) == {
        WithdrawalState.CARRIED_OUT: 1, WithdrawalState.REQUESTED: 1}
    assert Article.objects.filter(status=ArticleStatus.WITHDRAWN).count() == 1


def test_the_past_happened_in_order_and_nothing_in_the_future(demo):
    for site in Site.objects.all():
        times = list(Step.objects.filter(site=site).order_by("number").values_list("at", flat=True))
        assert times == sorted(times)
        assert times[-1] < NOW
    assert list(verify(Step)) == list(verify(ChangeLog)) == []


def test_people_acted_while_somebody_was_at_work(demo):
    """All but the clock, whatever was moved behind a document's publication, and what is dated today."""
    late = [step for step in Step.objects.exclude(by__username="clock").exclude(submission__title__contains="解读")
            if hours.before(step.at, 0) != step.at]
    assert late == []


def test_a_second_run_changes_nothing_and_says_so(demo):
    before = counts()
    printed = run()
    assert counts() == before
    assert printed[0] == "演示数据已在,什么都没有改动。"
    assert printed[-1] == ("密码只在首次运行时显示过一次;如果当时设了 DEMO_PASSWORD,就是它。"
                           "忘记了可以加 --reset 重新生成。")
    assert "临河区人民政府  http://linhe.localhost:8000/" in printed
    assert "linhe-officer       汀闻溪  信息员、云州市拟稿人" in printed


def test_a_second_build_is_refused(demo):
    before = counts()
    with pytest.raises(DemoError, match="数据库里已有站点"):
        building.build(texts=read_cluster(SMALL), password=PASSWORD, now=NOW)
    assert counts() == before
