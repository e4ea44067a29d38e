"""What is published is found, what is withdrawn is not, in either engine."""

from datetime import timedelta

import pytest
from django.utils import timezone

from columns import actions as column_actions
from columns.enums import ColumnType
from publishing.models import SearchEntry, SearchWord, Synonym
from publishing.search.engines import MOST, Scope, engine
from publishing.search.finding import NEWEST, PAGE_SIZE
from publishing.search.following import follow
from publishing.search.mending import mend
from publishing.search.parsing import parse
from publishing.search.suggesting import suggest
from sites.enums import SiteStatus
from submissions import actions
from tests import cast as casting
from tests.portal.making import NOON, attach, publish, upload, withdraw
from tests.publishing.searching import entries, found, search, tell, tell_all, titles

NOW = timezone.now()
pytestmark = pytest.mark.django_db


def test_a_published_article_is_found_by_words_of_title_body_and_description(cast):
    casting.article(cast, at=NOW, title="防汛工作部署会召开", body="<p>会议部署堤防巡查。</p>", keywords="水库",
                    source="区应急管理局")
    tell_all()
    for text in ("防汛", "堤防", "水库", "应急管理局", "防汛 巡查"):
        assert found(text) == ["防汛工作部署会召开"], text
    assert found("防汛 抗旱") == []


def test_a_withdrawn_article_is_gone_at_once(cast):
    live = casting.article(cast, at=NOW, title="误发的通知")
    tell_all()
    assert found("误发") == ["误发的通知"]
    withdrawal = actions.request_withdrawal(article=live, reason_type="personal_data", reason="含手机号",
                                            by=cast.officer, at=NOW)
    actions.withdraw(withdrawal=withdrawal, by=cast.supervisor, at=NOW)
    tell_all()
    assert found("误发") == []
    assert (entries().count(), search("误发").total) == (0, 0)


def test_an_entry_that_the_index_still_has_is_not_found_without_its_row(cast):
    """The index on disk may lag behind; the row is the truth, and counts go by it."""
    kept, gone = publish(cast.headlines, title="改造方案一"), publish(cast.headlines, title="改造方案二")
    tell(kept, gone)
    SearchEntry.objects.filter(number=gone.pk).delete()
    results = search("改造")
    assert (titles(results), results.total, sum(results.facets.sites.values())) == (["改造方案一"], 1, 1)


def test_a_correction_is_found_by_its_new_words_alone(cast):
    article = publish(cast.headlines, title="停水通知")
    tell(article)
    article.title = "停电通知"
    article.save()
    tell(article)
    assert (found("停水"), found("停电")) == ([], ["停电通知"])
    assert entries().count() == 1


def test_articles_of_a_site_that_does_not_run_are_not_found(cast):
    article = publish(cast.headlines, title="改造方案")
    tell(article)
    for status, titles_found in ((SiteStatus.SUSPENDED, []), (SiteStatus.RUNNING, ["改造方案"])):
        column_actions.change_site(site=cast.county, values={"status": status}, by=cast.platform_admin, at=NOW)
        assert found("改造") == titles_found


def test_a_column_that_changes_its_type_takes_its_articles_along(cast):
    article = publish(cast.headlines, title="改造方案")
    tell(article)
    column_actions.change_column(column=cast.headlines, values={"column_type": ColumnType.SERVICE}, by=cast.site_admin,
                                 at=NOW)
    follow([f"column:{cast.headlines.pk}"])
    assert found("改造", category=ColumnType.SERVICE) == ["改造方案"]
    assert found("改造", category=ColumnType.NEWS) == []


def test_the_articles_of_a_merged_column_are_found_in_the_other_one(cast):
    tell(publish(cast.notices, title="停水通知"))
    actions.merge_columns(column=cast.notices, into=cast.policy, by=cast.site_admin, at=NOON)
    tell_all()
    hit = search("停水").hits[0]
    assert (hit.group, entries().get().category) == (cast.policy.pk, ColumnType.POLICY)


def test_tags_of_other_things_change_nothing(cast):
    article = publish(cast.headlines, title="改造方案")
    tell(article)
    before = list(entries().values())
    follow(["cluster", "site:1", "newest:3", "article:999999", "article:x", "chunk:1:0", "letter:4"])
    assert list(entries().values()) == before


def test_every_word_must_match_and_the_title_counts_more(cast):
    body = publish(cast.headlines, title="工作会议召开", body="<p>会上提到了公积金的提取。</p>")
    title = publish(cast.headlines, title="公积金提取办法", at=NOON - timedelta(days=900))
    other = publish(cast.headlines, title="公积金中心招聘公告")
    tell(body, title, other)
    assert found("公积金 提取") == ["公积金提取办法", "工作会议召开"]
    assert found("公积金 提取", order=NEWEST) == ["工作会议召开", "公积金提取办法"]


def test_a_phrase_stands_as_it_was_typed(cast):
    tell(publish(cast.headlines, title="老旧小区改造办法"), publish(cast.headlines, title="小区老旧电梯改造"),
         publish(cast.headlines, title="别的", body="<p>全市<b>老旧小</b>区改造</p>"))
    assert sorted(found("老旧小区改造")) == ["别的", "小区老旧电梯改造", "老旧小区改造办法"]
    assert sorted(found("“老旧小区改造”")) == ["别的", "老旧小区改造办法"]
    assert found('"老旧小区改造" 电梯') == []


def test_an_old_title_typed_whole_comes_first_among_many(cast):
    publish(cast.headlines, title="工作通知", at=NOON - timedelta(days=3000))
    for number in range(30):
        publish(cast.headlines, title=f"工作通知的情况之{number}", at=NOON + timedelta(hours=number))
    tell(*cast.headlines.articles.all())
    assert found("工作通知")[0] == "工作通知"


def test_facets_count_with_the_choices_of_the_others(cast):
    file = upload(cast, cast.county, "表.docx")
    this_year = publish(cast.headlines, title="改造一")
    attach(this_year, file)
    tell(this_year, publish(cast.headlines, title="改造二", at=NOON.replace(year=2025)),
         publish(cast.policy, title="改造三"), publish(cast.portal_news, title="改造四"))
    results = search("改造", category=ColumnType.NEWS, year=2026)
    assert sorted(titles(results)) == ["改造一", "改造四"]
    assert results.facets.sites == {cast.county.pk: 1, cast.portal.pk: 1}
    assert results.facets.categories == {ColumnType.NEWS: 2, ColumnType.POLICY: 1}
    assert results.facets.years == {2026: 2, 2025: 1}
    assert results.facets.files == {True: 1, False: 1}
    assert found("改造", site=cast.portal.pk) == ["改造四"]
    assert found("改造", has_file=True) == ["改造一"]
    assert sorted(found("改造", has_file=False)) == ["改造三", "改造二", "改造四"]
    assert found("改造", site=10**9) == []


def test_the_year_of_a_facet_is_the_year_here(cast):
    tell(publish(cast.headlines, title="元旦值班", at=NOON.replace(year=2025, month=12, day=31, hour=16).astimezone()
                 + timedelta(hours=9)))
    assert found("值班", year=2026) == ["元旦值班"]


def test_pages_are_turned_without_losing_or_repeating_anything(cast):
    tell(*(publish(cast.headlines, title=f"改造第{n}批", at=NOON - timedelta(hours=n)) for n in range(23)))
    pages = [found("改造", page=page) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 3, 0]
    assert len({title for page in pages for title in page}) == 23
    assert search("改造").pages == 3


def test_more_than_the_most_is_said_to_be_more(cast, monkeypatch):
    monkeypatch.setattr("publishing.search.engines.postgres.MOST", 20)
    monkeypatch.setattr("publishing.search.engines.postgres.SPAN", 5)
    monkeypatch.setattr("publishing.search.engines.embedded.MOST", 20)
    oldest = publish(cast.headlines, title="改造开端", at=NOON - timedelta(days=900))
    tell(oldest, *(publish(cast.headlines, title=f"改造第{n}批", at=NOON - timedelta(days=n * 10)) for n in range(40)))
    results = search("改造", order=NEWEST)
    assert (results.is_all, results.total) == (False, 20)
    assert titles(results)[0] == "改造第0批"
    assert found("改造 开端") == ["改造开端"]
    assert titles(search("改造", order=NEWEST, year=2025))[0] == "改造第33批"
    assert MOST == 1000


@pytest.mark.parametrize("typed", [
    "'); DROP TABLE publishing_searchentry; --", "改造' | !x:* & (", "a:b *?[]~^ AND OR NOT TO", "words:改造", "\\",
    "🙂",
])
def test_hostile_words_find_nothing_and_break_nothing(cast, typed):
    tell(publish(cast.headlines, title="防汛"))
    assert found(typed) == []
    assert found("防汛") == ["防汛"]


def test_a_mark_of_the_index_is_no_word_that_can_be_typed(cast):
    tell(publish(cast.headlines, title="防汛"))
    assert found(f"@s{cast.county.pk}") == found("@y2026") == []


def test_the_index_costs_a_fixed_number_of_queries_however_many_articles(cast, django_assert_max_num_queries):
    articles = [publish(cast.headlines, title=f"改造第{n}批") for n in range(30)]
    tell(*articles)  # their words are known now
    with django_assert_max_num_queries(16):
        tell(*articles)


def test_mistyped_words_and_pinyin_lead_to_words_that_are_published(cast):
    tell(publish(cast.headlines, title="公积金提取办法"), publish(cast.headlines, title="行政区划"))
    assert mend("公机金") == "公积金"
    assert mend("公机金题取") == "公积金提取"
    assert mend("gongjijin") == mend("GongJiJin") == mend("gjj") == "公积金"
    assert mend("xingzhenquhua") == "行政区划"
    assert mend("gongjijin tiqu") == mend("gong ji jin ti qu") == mend("gōng jī jīn tí qǔ") == "公积金提取"
    assert mend("gjj covid 2026 gongjijin") == "公积金 covid 2026 公积金"
    assert mend("公积金提取") == "公积金提取"
    assert mend("covid-19 2026") == "covid-19 2026"
    assert mend("汀闻溪") == "汀闻溪"


@pytest.mark.parametrize("typed", ["地震", "工伤", "残疾证明", "公积金的提取", "鑫鑫鑫", "ab", "zd"])
def test_what_is_a_word_or_too_little_to_go_by_is_not_taken_for_another(cast, typed):
    tell(publish(cast.headlines, title="地镇递增、工商动态、星星照明、安部竞得公积金提取"))
    assert mend(typed) == typed


def test_only_what_sounds_the_same_replaces_what_was_found(cast):
    tell(publish(cast.headlines, title="居住证、充电器"))
    assert mend("居住正", by_sound=True) == mend("居住正") == "居住证"
    assert (mend("充电祟", by_sound=True), mend("充电祟")) == ("充电祟", "充电器")


def test_initials_lead_to_the_bureaus_own_terms_too(cast):
    Synonym.objects.create(terms="公租房、公共租赁住房")
    tell(publish(cast.headlines, title="公租房申请"))
    assert mend("gzf") == "公租房"
    assert suggested("gzf", cast)[0] == suggested("gong zu f", cast)[0] == "公租房"


def test_english_words_are_found_in_all_their_forms_and_with_a_mistake(cast):
    tell(publish(cast.headlines, title="Bridges and schools", body="<p>Cities invest in opening hours.</p>"))
    for typed in ("bridge", "school", "investing", "city opening", "citys", "Schools INVEST"):
        assert found(typed) == ["Bridges and schools"], typed
    assert mend("brigdes opning huors citys", is_chinese=False) == "bridges opening hours citys"
    assert mend("gongjijin", is_chinese=False) == "gongjijin"
    assert not SearchWord.objects.filter(word__in=["bridg", "citi"]).exists()


@pytest.mark.parametrize("is_chinese", [True, False])
@pytest.mark.parametrize(
    "typed", ["a" * 5_000, "公" * 5_000, "机" * 80, "zhi" * 80, "", "1" * 50, "abcde " * 80, "ab " * 80],
    ids=["letters", "known", "unknown", "pinyin", "nothing", "digits", "words", "syllables"])
def test_mending_is_bounded(cast, typed, is_chinese, django_assert_max_num_queries):
    tell(publish(cast.headlines, title="公积金提取办法"))
    with django_assert_max_num_queries(20):
        mend(parse(typed).text, is_chinese=is_chinese)


def test_a_word_of_a_withdrawn_article_is_meant_by_nobody(cast):
    article = publish(cast.headlines, title="汀闻溪任职")
    tell(article)
    withdraw(article)
    tell(article)
    assert SearchWord.objects.filter(word="汀闻").exists()
    assert engine().frequencies(["任职"]) == {"任职": 0}
    assert engine().frequencies([]) == {}


def suggested(typed: str, cast) -> list[str]:
    scope = Scope((cast.county.pk, cast.portal.pk))
    return [one.text for one in suggest(typed, scope, first=ColumnType.SERVICE, at=NOW)]


def test_titles_are_suggested_while_the_last_word_is_still_being_typed(cast):
    column_actions.change_column(column=cast.notices, values={"column_type": ColumnType.SERVICE}, by=cast.site_admin,
                                 at=NOW)
    tell(publish(cast.headlines, title="公积金新闻"),
         publish(cast.notices, title="公积金提取指南", at=NOON.replace(year=2025)),
         publish(cast.headlines, title="公园开放"))
    for typed in ("公积", "公积金", "公积金提", "  公积"):
        assert suggested(typed, cast)[0] == "公积金提取指南", typed
    assert suggested("公积金新", cast) == ["公积金新闻"]
    assert sorted(suggested("公", cast)) == ["公园开放", "公积金提取指南", "公积金新闻"]
    assert suggested("没有", cast) == suggested("", cast) == suggested("%", cast) == suggested("'", cast) == []


def test_pinyin_is_completed_while_it_is_typed(cast):
    tell(publish(cast.headlines, title="公积金新闻"))
    assert suggested("gongjij", cast) == ["公积金", "公积金新闻"]


def test_no_word_is_suggested_that_the_searched_sites_do_not_have(cast):
    tell(publish(cast.portal_news, title="公积金新闻"))
    assert suggest("gongjij", Scope((cast.county.pk,)), at=NOW) == []
