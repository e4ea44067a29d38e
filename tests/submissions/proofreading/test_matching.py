"""One automaton finds all words: exceptions, sites, overlaps."""

import pytest

from submissions.proofreading import Matcher, Term


def term(wrong: str, suggestion: str = "对", *exceptions: str, site: int | None = None) -> Term:
    return Term(wrong, suggestion, "词典", "warning", "mistyped", exceptions, site)


def found(matcher: Matcher, text: str, site: int | None = None) -> list[tuple[str, int]]:
    return [(hit.term.wrong, hit.start) for hit in matcher.find(text, site)]


def test_every_place_of_a_word_is_found_in_order():
    assert found(Matcher([term("布署"), term("按装")]), "按装布署,再布署") == [("按装", 0), ("布署", 2), ("布署", 6)]


@pytest.mark.parametrize(("text", "places"), [
    ("按装电梯", [0]), ("按装配式建筑办理", []), ("先按装配式,后按装电梯", [7]), ("不按装", [1]),
    ("这里按装修要求", []),
])
def test_a_word_inside_one_of_its_exceptions_is_right(text, places):
    assert [place for _, place in found(Matcher([term("按装", "安装", "按装配", "按装修")]), text)] == places


def test_an_exception_may_begin_before_the_word():
    assert found(Matcher([term("防讯", "防汛", "消防讯")]), "消防讯息与防讯工作") == [("防讯", 5)]


def test_the_longer_of_two_words_that_begin_together_is_told():
    assert found(Matcher([term("截止"), term("截止目前")]), "截止目前") == [("截止目前", 0)]


def test_of_two_that_overlap_the_first_is_told():
    assert found(Matcher([term("甲乙丙"), term("丙丁")]), "甲乙丙丁") == [("甲乙丙", 0)]


def test_a_word_of_one_site_is_told_there_alone():
    matcher = Matcher([term("云洲", site=2)])
    assert (found(matcher, "云洲市", 2), found(matcher, "云洲市", 3), found(matcher, "云洲市")) == (
        [("云洲", 0)], [], [])


def test_a_site_s_own_word_goes_before_the_cluster_s():
    matcher = Matcher([term("云洲", "云州"), term("云洲", "云州区", site=2)])
    assert [hit.term.suggestion for site in (2, 3) for hit in matcher.find("云洲", site)] == ["云州区", "云州"]


def test_an_empty_list_finds_nothing():
    assert found(Matcher([]), "布署") == []
