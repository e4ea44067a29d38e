"""Lists: newest first, 20 a page, numbered from the oldest (docs/decisions/0003)."""

from datetime import timedelta

import pytest

from tests.portal.making import NOON, column, get, hrefs, publish, publish_many, texts, withdraw

TITLES = "//ul[contains(@class, 'long')]/li/div/a"
PAGER = "//nav[@class='pager']//a"
PATH = "/xwzx/lhyw/"


def names(numbers):
    return [f"第{number}篇" for number in numbers]


@pytest.fixture
def forty_five(cast):
    publish_many(cast.headlines, 45)
    return cast.county


def test_column_page_shows_the_newest_20(forty_five):
    assert texts(get(forty_five, PATH), TITLES) == names(range(45, 25, -1))


def test_numbered_pages_count_from_the_oldest_and_overlap_the_newest(forty_five):
    assert texts(get(forty_five, f"{PATH}page-2.html"), TITLES) == names(range(40, 20, -1))
    assert texts(get(forty_five, f"{PATH}page-1.html"), TITLES) == names(range(20, 0, -1))


@pytest.mark.parametrize("number", ["0", "4", "99", "01", "-1", "1x"])
def test_pages_that_do_not_exist_answer_404(forty_five, number):
    assert get(forty_five, f"{PATH}page-{number}.html").status_code == 404


@pytest.mark.parametrize(("articles", "pages"), [(0, 0), (1, 0), (20, 0), (21, 1), (40, 1), (41, 2)])
def test_a_numbered_page_exists_only_behind_something_newer(cast, articles, pages):
    publish_many(cast.headlines, articles)
    answers = [get(cast.county, f"{PATH}page-{number}.html").status_code for number in (1, 2)]
    assert answers == ([200] * pages + [302, 404])[:2]


def test_a_new_article_leaves_the_numbered_pages_as_they_are(cast):
    publish_many(cast.headlines, 50)
    before = get(cast.county, f"{PATH}page-1.html").content
    publish_many(cast.headlines, 1, start=51)
    assert get(cast.county, f"{PATH}page-1.html").content == before


def test_pager_of_the_newest_page(forty_five):
    response = get(forty_five, PATH)
    assert texts(response, PAGER) == ["最新", "2", "1", "较早"]
    assert hrefs(response, PAGER) == [PATH, f"{PATH}page-2.html", f"{PATH}page-1.html", f"{PATH}page-2.html"]
    assert texts(response, f"{PAGER}[@aria-current='page']") == ["最新"]


def test_pager_of_the_oldest_page(forty_five):
    response = get(forty_five, f"{PATH}page-1.html")
    assert texts(response, PAGER) == ["较新", "最新", "1"]
    assert hrefs(response, f"{PAGER}[@rel='prev']") == [f"{PATH}page-2.html"]


def test_newer_than_the_highest_number_leads_on_to_the_newest_page(forty_five):
    assert hrefs(get(forty_five, f"{PATH}page-2.html"), f"{PAGER}[@rel='prev']") == [f"{PATH}page-3.html"]
    answer = get(forty_five, f"{PATH}page-3.html")
    assert (answer.status_code, answer["Location"]) == (302, PATH)


def test_pager_names_only_older_numbers_nearby_and_the_oldest(cast):
    publish_many(cast.headlines, 201)
    response = get(cast.county, f"{PATH}page-7.html")
    assert texts(response, PAGER) == ["较新", "最新", "7", "6", "5", "4", "3", "1", "较早"]
    assert len(tree_gaps(response)) == 1


def test_a_new_numbered_page_leaves_the_others_as_they_are(forty_five, cast):
    before = get(forty_five, f"{PATH}page-2.html").content
    publish_many(cast.headlines, 20, start=46)
    assert get(forty_five, f"{PATH}page-3.html").status_code == 200
    assert get(forty_five, f"{PATH}page-2.html").content == before


def tree_gaps(response):
    return texts(response, "//nav[@class='pager']//span[@class='gap']")


def test_a_single_page_has_no_pager(cast):
    publish_many(cast.headlines, 20)
    assert texts(get(cast.county, PATH), "//nav[@class='pager']") == []


def test_times_are_shown_to_the_minute_in_the_citys_time(cast):
    publish(cast.headlines)
    assert texts(get(cast.county, PATH), "//ul[contains(@class, 'long')]//time") == ["2026-11-18 12:00"]


def test_equal_times_are_ordered_by_number(cast):
    for title in ("先", "后"):
        publish(cast.headlines, title=title)
    assert texts(get(cast.county, PATH), TITLES) == ["后", "先"]


def test_a_column_lists_everything_below_it_once(cast):
    below = column(cast, cast.headlines, "jiedao", "街道动态")
    publish(cast.notices, title="公告", at=NOON)
    publish(below, title="深处", at=NOON + timedelta(hours=1), also=[cast.notices, cast.headlines])
    publish(cast.policy, title="旁支", at=NOON + timedelta(hours=2))
    response = get(cast.county, "/xwzx/")
    assert texts(response, TITLES) == ["深处", "公告"]
    assert texts(response, "//ul[contains(@class, 'long')]//a[@class='in']") == ["街道动态", "通知公告"]


def test_older_pages_of_a_whole_branch_hold_each_article_once(cast):
    publish_many(cast.headlines, 30, also=[cast.notices])
    assert texts(get(cast.county, "/xwzx/page-1.html"), TITLES) == names(range(20, 0, -1))


def test_an_article_placed_in_a_second_column_stands_in_both(cast):
    publish(cast.headlines, title="两处", also=[cast.policy])
    for path in (PATH, "/zcwj/"):
        assert texts(get(cast.county, path), TITLES) == ["两处"]


def test_withdrawn_articles_stand_in_no_list(cast):
    withdraw(publish(cast.headlines, title="撤下"))
    publish(cast.headlines, title="在线")
    for path in (PATH, "/xwzx/"):
        assert texts(get(cast.county, path), TITLES) == ["在线"]


def test_an_empty_column_says_so(cast):
    assert texts(get(cast.county, PATH), "//p[@class='empty']") == ["本栏目暂无内容。"]
