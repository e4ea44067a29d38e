"""The bureau keeps the search's words in the desk, and sees what the public searched for."""

import pytest
from django.test import Client
from django.utils import timezone

from publishing import actions
from publishing.models import SearchLog, StopWord, Synonym
from sites.models import ChangeLog
from sites.rules import Refused
from tests.desk.reading import see
from tests.portal.making import publish
from tests.publishing.searching import found, tell

NOW = timezone.now()
pytestmark = pytest.mark.django_db


def desk(user) -> Client:
    client = Client(HTTP_HOST="yunzhou.localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("person", ["bureau", "platform_admin"])
def test_a_synonym_entered_in_the_desk_is_at_work_at_once_and_logged(cast, person):
    tell(publish(cast.headlines, title="医疗保险参保指南"))
    assert found("医保") == []
    response = desk(getattr(cast, person)).post(
        "/admin/publishing/synonym/add/", {"terms": "醫保, 医疗保险", "is_active": "on"})
    assert response.status_code == 302
    assert Synonym.objects.get().terms == "医保、医疗保险"
    assert found("医保") == ["医疗保险参保指南"]
    row = ChangeLog.objects.latest("id")
    assert (row.site, row.by, row.verb, row.kind, row.object_name) == (
        cast.portal, getattr(cast, person), "create", "同义词", "医保、医疗保险")


def test_a_synonym_out_of_use_is_at_work_no_more_and_its_history_stays(cast):
    tell(publish(cast.headlines, title="医疗保险参保指南"))
    synonym = actions.create_synonym(terms="医保、医疗保险", by=cast.bureau, at=NOW)
    desk(cast.bureau).post(f"/admin/publishing/synonym/{synonym.pk}/change/", {"terms": synonym.terms})
    assert found("医保") == []
    assert ChangeLog.objects.latest("id").changes == {"is_active": [True, False]}


@pytest.mark.parametrize(("terms", "reason"), [
    ("医保", "同义词至少要有两个"), ("医保、医保", "同义词至少要有两个"), ("医保、险", "“险”应为 2 至 16 个字"),
    ("低保、" + "长" * 17, "应为 2 至 16 个字"), ("社保、医保", "“医保”已在“医保、医疗保险”里"), ("", ""),
])
def test_synonyms_that_make_no_sense_are_refused_and_nothing_changes(cast, terms, reason):
    actions.create_synonym(terms="医保、医疗保险", by=cast.bureau, at=NOW)
    response = desk(cast.bureau).post("/admin/publishing/synonym/add/", {"terms": terms, "is_active": "on"})
    assert (response.status_code, reason in response.content.decode()) == (200, True)
    assert Synonym.objects.count() == 1


def test_a_synonym_may_be_changed_to_hold_its_own_terms(cast):
    synonym = actions.create_synonym(terms="医保、医疗保险", by=cast.bureau, at=NOW)
    actions.change_synonym(synonym=synonym, values={"terms": "医保、医疗保险、基本医疗保险"}, by=cast.bureau, at=NOW)
    assert Synonym.objects.get().terms == "医保、医疗保险、基本医疗保险"


def test_a_stop_word_is_entered_once(cast):
    client = desk(cast.bureau)
    for word in ("怎么", " 怎 么 "):
        response = client.post("/admin/publishing/stopword/add/", {"word": word, "is_active": "on"})
    assert "已有这个停用词。" in response.content.decode()
    assert list(StopWord.objects.values_list("word", "is_active")) == [("怎么", True)]
    stop = StopWord.objects.get()
    client.post(f"/admin/publishing/stopword/{stop.pk}/change/", {"word": "怎么"})
    assert list(StopWord.objects.values_list("word", "is_active")) == [("怎么", False)]


@pytest.mark.parametrize("person", ["site_admin", "outsider", "supervisor", "drafter", "clock"])
def test_others_keep_no_words(cast, person):
    with pytest.raises(Refused, match="大数据局和平台管理员"):
        actions.create_synonym(terms="医保、医疗保险", by=getattr(cast, person), at=NOW)
    with pytest.raises(Refused, match="大数据局和平台管理员"):
        actions.create_stop_word(word="怎么", by=getattr(cast, person), at=NOW)
    assert (Synonym.objects.count(), StopWord.objects.count()) == (0, 0)


def test_the_report_tells_hot_and_missed_words_of_one_site_or_all(cast):
    for site, text, times, number in [(cast.county, "公积金", 5, 8), (cast.portal, "公积金", 2, 9),
                                      (cast.county, "汽车年检", 3, 0), (cast.portal, "<b>护照", 1, 0)]:
        SearchLog.objects.create(site=site, day=timezone.localdate(), text=text, times=times, found=number)
    rows = "//section[@aria-labelledby='{}']//tbody/tr"
    page = see(cast.bureau, "/admin/publishing/searchlog/")
    assert page.texts(rows.format("hot")) == ["公积金79"]
    assert page.texts(rows.format("missed")) == ["汽车年检3", "<b>护照1"]
    page = see(cast.bureau, f"/admin/publishing/searchlog/?site={cast.county.pk}&days=7")
    assert page.texts(rows.format("hot")) == ["公积金58"]
    assert page.texts(rows.format("missed")) == ["汽车年检3"]


@pytest.mark.parametrize("query", ["?site=x&days=y", "?site=99999999", "?days=-1", "?days=" + "9" * 30])
def test_a_report_asked_for_oddly_is_that_of_all(cast, query):
    assert see(cast.bureau, f"/admin/publishing/searchlog/{query}").status == 200
