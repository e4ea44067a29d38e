"""The bureau keeps the watched words in the desk; the writing form and the review page show what they find."""

import json

import pytest
from django.utils import timezone

from sites.models import ChangeLog
from sites.rules import Refused
from submissions import actions
from submissions.enums import State
from submissions.models import WatchedWord
from tests import cast as casting
from tests.desk.reading import client_of, see

NOW = timezone.now()
ADD = "/admin/submissions/watchedword/add/"
CHECK = "/admin/submissions/submission/check/"
TYPED = {"wrong": "布署", "suggestion": "部署", "severity": "warning", "category": "mistyped", "ground": "词典",
         "exceptions": "", "site": "", "is_active": "on"}
pytestmark = pytest.mark.django_db


def add(cast, **values):
    return actions.create_watched_word(
        **{"wrong": "布署", "suggestion": "部署", "ground": "词典", **values}, by=cast.bureau, at=NOW)


def ask(user, **sent):
    return client_of(user).post(CHECK, json.dumps(sent), content_type="application/json")


def test_a_word_entered_by_the_bureau_is_at_work_at_once_and_logged(cast):
    assert client_of(cast.bureau).post(ADD, TYPED).status_code == 302
    row = ChangeLog.objects.latest("id")
    assert (row.site, row.by, row.verb, row.kind, row.object_name) == (
        cast.portal, cast.bureau, "create", "校对词", "布署→部署")
    assert [one["wrong"] for one in ask(cast.drafter, title="布署").json()["results"]] == ["布署"]


def test_what_was_changed_stands_in_the_log(cast):
    word = add(cast)
    client_of(cast.bureau).post(f"/admin/submissions/watchedword/{word.pk}/change/", TYPED | {"severity": "blocking"})
    assert ChangeLog.objects.latest("id").changes == {"severity": ["warning", "blocking"]}


@pytest.mark.parametrize(("given", "reason"), [
    ({"exceptions": "部署"}, "例外须是含有“布署”的更长的词句"), ({"suggestion": "布署"}, "建议写法与不妥写法一样"),
    ({"wrong": "已有"}, "已在校对词表里"), ({"wrong": "署"}, "2"),
])
def test_a_word_that_makes_no_sense_is_refused_and_what_was_typed_stays(cast, given, reason):
    add(cast, wrong="已有")
    page = client_of(cast.bureau).post(ADD, TYPED | given)
    assert (page.status_code, reason in page.content.decode()) == (200, True)
    assert list(WatchedWord.objects.values_list("wrong", flat=True)) == ["已有"]


def test_a_site_may_have_its_own_line_of_the_same_word(cast):
    add(cast)
    assert client_of(cast.bureau).post(ADD, TYPED | {"site": cast.county.pk}).status_code == 302
    with pytest.raises(Refused, match="“临河”的校对词里已有“布署”"):
        add(cast, site=cast.county)


@pytest.mark.parametrize("person", ["platform_admin", "site_admin", "supervisor", "drafter", "outsider"])
def test_others_keep_no_words(cast, person):
    with pytest.raises(Refused, match="由大数据局维护"):
        actions.create_watched_word(wrong="布署", suggestion="部署", ground="词典", by=getattr(cast, person), at=NOW)
    assert client_of(getattr(cast, person)).post(ADD, TYPED).status_code in (403, 404)
    assert WatchedWord.objects.count() == 0


def test_the_form_s_check_answers_for_the_site_of_the_chosen_column(cast):
    add(cast, wrong="临和区", suggestion="临河区", site=cast.county)
    typed = {"title": "临和区通知", "summary": "", "body": "<p>临和区</p>"}
    results = ask(cast.drafter, column=str(cast.headlines.pk), **typed).json()["results"]
    assert [(one["place"], one["wrong"], one["suggestion"]) for one in results] == [
        ("标题", "临和区", "临河区"), ("正文", "临和区", "临河区")]
    assert ask(cast.drafter, column=str(cast.portal_news.pk), **typed).status_code == 404


@pytest.mark.parametrize("sent", ["", "[]", "{", "null", '"x"'])
def test_an_odd_question_is_a_bad_request(cast, sent):
    assert client_of(cast.drafter).post(CHECK, sent, content_type="application/json").status_code == 400


def test_who_may_not_write_may_not_ask(cast):
    assert ask(cast.bureau, title="布署").status_code == 404


def test_the_review_page_shows_the_words_with_what_to_write(cast):
    submission = casting.in_state(cast, State.SUPERVISOR_REVIEW, body="<p>会议布署了工作。</p>")
    clear = "文字 按校对词表没有发现不妥的写法。"
    url = f"/admin/submissions/submission/{submission.pk}/review/"
    check = "//section[@aria-labelledby='check']"
    assert clear in see(cast.supervisor, url).texts(f"{check}//p")
    add(cast)
    page = see(cast.supervisor, url)
    assert page.texts(f"{check}//mark") == ["布署"]
    assert clear not in page.texts(f"{check}//p")
