"""Every list of the desk, the start page and the pages of one manuscript cost the same literal number of queries
with one row and with thirty."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from columns import actions as column_actions
from publishing import actions as publishing_actions
from publishing.enums import NoticeKind
from publishing.models import SearchLog
from sites import actions as site_actions
from sites.enums import Role
from submissions import actions
from submissions.enums import HarvestItemState, State, Verb
from submissions.models import HarvestItem, HarvestRule
from tests import cast as casting
from tests.submissions.documents.making import CITATION, document, request_change

NOW = timezone.now()
MANY = 30

LISTS = {
    "submissions_submission": ("supervisor", 11),
    "submissions_article": ("supervisor", 11),
    "submissions_withdrawal": ("supervisor", 10),
    "submissions_referral": ("officer", 10),
    "submissions_referralchannel": ("outsider", 9),
    "submissions_step": ("supervisor", 10),
    "submissions_harvestrule": ("officer", 10),
    "submissions_harvestitem": ("officer", 10),
    "submissions_numberingrule": ("bureau", 9),
    "submissions_validitychange": ("supervisor", 10),
    "submissions_watchedword": ("bureau", 9),
    "submissions_steplimit": ("bureau", 9),
    "columns_column": ("site_admin", 10),
    "sites_post": ("site_admin", 10),
    "sites_user": ("site_admin", 8),
    "sites_organisation": ("site_admin", 8),
    "sites_site": ("bureau", 9),
    "sites_changelog": ("bureau", 8),
    "publishing_synonym": ("bureau", 8),
    "publishing_stopword": ("bureau", 8),
    "publishing_searchlog": ("bureau", 10),
    "publishing_notice": ("bureau", 8),
    "sites_message": ("supervisor", 9),
}


@pytest.fixture(autouse=True)
def _session_in_the_database(settings):
    """With Redis the session costs no query; the budgets are those of the embedded default."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"


def cost(client: Client, url: str) -> int:
    client.get(url)  # content types, the session's last sight: once a process or a minute, not a part of the page
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def desk(user) -> Client:
    client = Client(HTTP_HOST="yunzhou.localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def fill(cast, rows: int) -> None:
    """Rows of every kind that a list shows."""
    casting.limits()
    for number in range(rows):
        at = NOW - timedelta(hours=number + 1)
        live = casting.article(cast, at=at, title=f"文章{number}")
        actions.request_withdrawal(article=live, reason_type="expired", reason="过期", by=cast.officer, at=at)
        for state in (State.DRAFT, State.OFFICER_REVIEW, State.SUPERVISOR_REVIEW, State.RETURNED, State.APPROVED,
                      State.SCHEDULED):
            casting.in_state(cast, state, at=at)
        column = casting.column(cast.policy, f"c{number}", f"栏目{number}", by=cast.site_admin, at=at)
        unit = site_actions.create_organisation(site=cast.county, name=f"单位{number}", short_name=f"单位{number}",
                                                by=cast.site_admin, at=at)
        column_actions.change_column(column=column, values={"organisation": unit}, by=cast.site_admin, at=at)
        harvested(cast, at, f"旧{number}")
        number_documents(cast, unit, at)
        send_up(cast, at, f"y{number}")
        issue_notice(cast, at, f"提示{number}")
        search_words(cast, at, f"旧{number}")
        person = casting.account(f"p{number}", f"人{number}", site=cast.county, by=cast.site_admin, at=at)
        casting.post(person, Role.DRAFTER, cast.county, column, by=cast.site_admin, at=at)


def number_documents(cast, unit, at) -> None:
    """A unit with a rule, and a document that is to be repealed."""
    request_change(cast, document(cast))
    actions.create_numbering_rule(organisation=unit, pattern="{year}-{serial:5}", citation=CITATION, by=cast.bureau,
                                  at=at)


def send_up(cast, at, slug: str) -> None:
    """To a portal column of its own: one that waits, one in each state that the start page shows, and one
    whose source was corrected."""
    column = casting.column(cast.portal_home, slug, f"门户{slug}", by=cast.outsider, at=at)
    channel = casting.channel(cast, column=column, at=at)
    casting.referral(cast, to=channel, at=at)
    sent = [casting.referral(cast, to=channel, at=at) for _ in range(3)]
    actions.ask_for_more(referral=sent[0], by=cast.outsider, at=at, words="请补充。")
    actions.decline(referral=sent[1], reason_type="late", words="已过时效。", by=cast.outsider, at=at)
    actions.adopt(referral=sent[2], by=cast.outsider, at=at)
    casting.correct(cast, sent[2].article, at=at, title="更正后的题目")


def issue_notice(cast, at, text: str) -> None:
    publishing_actions.issue_notice(site=cast.county, kind=NoticeKind.WARNING, text=text, starts_at=at,
                                    ends_at=at + timedelta(hours=1), by=cast.site_admin, at=at)


def harvested(cast, at, text: str) -> None:
    """A failing rule, and an article that waits to be taken."""
    rule = HarvestRule.objects.create(
        site=cast.county, column=cast.headlines, name=f"规则{text}", owner=cast.drafter, next_at=at, failures=1,
        address=f"http://news.example/{text}")
    HarvestItem.objects.create(site=cast.county, rule=rule, address=f"http://news.example/{text}", title=text,
                               state=HarvestItemState.WAITING, seen_at=at)


def search_words(cast, at, text: str) -> None:
    publishing_actions.create_synonym(terms=f"甲{text}、乙{text}", by=cast.bureau, at=at)
    publishing_actions.create_stop_word(word=text, by=cast.bureau, at=at)
    actions.create_watched_word(wrong=f"布署{text}", suggestion="部署", ground="词典", site=cast.county, by=cast.bureau,
                                at=at)
    SearchLog.objects.create(site=cast.county, day=at.date(), text=text, found=1)
    SearchLog.objects.create(site=cast.county, day=at.date(), text=f"无{text}", found=0)


def test_every_list_is_budgeted():
    assert set(LISTS) == {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}


@pytest.mark.slow
def test_lists_cost_the_same_for_one_row_and_for_thirty(cast):
    fill(cast, 1)
    urls = {name: f"/admin/{name.replace('_', '/', 1)}/" for name in LISTS}
    one = {name: cost(desk(getattr(cast, person)), urls[name]) for name, (person, _) in LISTS.items()}
    fill_more(cast)
    many = {name: cost(desk(getattr(cast, person)), urls[name]) for name, (person, _) in LISTS.items()}
    assert one == many == {name: number for name, (_, number) in LISTS.items()}


def fill_more(cast) -> None:
    for number in range(MANY - 1):
        at = NOW - timedelta(days=2, hours=number)
        live = casting.article(cast, at=at, title=f"又一篇{number}")
        actions.request_withdrawal(article=live, reason_type="expired", reason="过期", by=cast.officer, at=at)
        casting.in_state(cast, State.SUPERVISOR_REVIEW, at=at)
        column = casting.column(cast.policy, f"d{number}", f"新栏{number}", by=cast.site_admin, at=at)
        harvested(cast, at, f"新{number}")
        unit = site_actions.create_organisation(site=cast.county, name=f"新单位{number}", short_name=f"新{number}",
                                                by=cast.site_admin, at=at)
        number_documents(cast, unit, at)
        send_up(cast, at, f"z{number}")
        issue_notice(cast, at, f"新提示{number}")
        search_words(cast, at, f"新{number}")
        person = casting.account(f"q{number}", f"新人{number}", site=cast.county, by=cast.site_admin, at=at)
        casting.post(person, Role.DRAFTER, cast.county, column, by=cast.site_admin, at=at)
        casting.found(slug=f"s{number}", short_name=f"县{number}", name=f"第{number}县人民政府", kind="county",
                      by=cast.platform_admin, at=at)


@pytest.mark.parametrize(("person", "number"), [
    ("drafter", 16), ("officer", 25), ("supervisor", 18), ("site_admin", 16), ("bureau", 17), ("outsider", 25),
])
def test_the_start_page_costs_the_same_for_one_row_and_for_thirty(cast, person, number):
    fill(cast, 1)
    one = cost(desk(getattr(cast, person)), "/admin/")
    fill_more(cast)
    for extra in range(MANY):
        casting.in_state(cast, State.OFFICER_REVIEW, at=NOW - timedelta(minutes=extra))
        casting.draft(cast, at=NOW - timedelta(minutes=extra))
    many = cost(desk(getattr(cast, person)), "/admin/")
    assert one == many == number


@pytest.mark.parametrize(("page", "person", "number"), [
    ("review/", "supervisor", 18), ("change/", "drafter", 21),
])
def test_pages_of_one_manuscript_cost_the_same_however_long_its_history(cast, page, person, number):
    short = casting.draft(cast) if page == "change/" else casting.in_state(cast, State.SUPERVISOR_REVIEW)
    long = casting.draft(cast)
    for version in range(1, 12):
        long = actions.save_draft(submission=long, content={"title": f"第{version}次改"}, version=version,
                                  by=cast.drafter, at=NOW)
    if page == "review/":
        long = actions.submit(submission=long, by=cast.drafter, at=NOW)
        long = actions.pass_review(submission=long, by=cast.officer, at=NOW)
    client = desk(getattr(cast, person))
    found = [cost(client, f"/admin/submissions/submission/{one.pk}/{page}") for one in (short, long)]
    assert found == [number, number]
    assert Verb.SAVE in {step.verb for step in long.steps.all()}
