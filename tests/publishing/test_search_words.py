"""Text becomes words, and what is typed becomes what must match: the same for both engines."""

import pytest

from publishing.models import StopWord, Synonym
from publishing.search.excerpts import LENGTH, Piece, excerpt, marked
from publishing.search.folding import document_key, fold, fold_with_places, key_of, official_numbers
from publishing.search.parsing import LONGEST_QUERY, MOST_GROUPS, parse
from publishing.search.segmenting import (
    BODY,
    PLACES,
    TITLE,
    distinct_words,
    needed_words,
    pack,
    strays,
    unpack,
    words_of,
)


@pytest.mark.parametrize(("text", "folded"), [
    ("ＡＢＣ１２３", "abc123"), ("醫療保險", "医疗保险"), ("(測試)", "(测试)"), ("乾隆著作", "干隆著作"),
    ("Lǚyóu Müller", "luyou muller"),
    ("u\u0308", "u"),
])
def test_ways_of_writing_are_made_equal(text, folded):
    assert fold(text) == folded


def test_places_lead_back_into_a_text_that_grew_while_it_was_folded():
    folded, places = fold_with_places("第㈠條")
    assert (folded, list(places)) == ("第(一)条", [0, 1, 1, 1, 2])
    folded, places = fold_with_places("u\u0308条")
    assert (folded, list(places)) == ("u条", [0, 2])


def test_the_key_of_a_title_is_its_letters_alone():
    assert key_of("《云州市“十五五” 规划》(草案)") == "云州市十五五规划草案"


@pytest.mark.parametrize("written", [
    "云政发〔2026〕3号", "云政发[2026]3号", "云政发（2026）3号", "云政发【2026】03号", "云政发 2026 年第 3 号",
    "雲政發〔２０２６〕３號",
])
def test_a_document_number_has_one_writing(written):
    assert document_key(written) == "云政发〔2026〕3号"
    assert official_numbers(fold(written)) == ["〔2026〕3号"]


@pytest.mark.parametrize("text", ["2026年3月15号楼", "3号楼", "共2026号", "电话0000-3012345"])
def test_other_numbers_are_no_document_numbers(text):
    assert official_numbers(fold(text)) == []


def test_words_of_a_text():
    assert list(words_of("云政发〔2026〕14号：城乡居民基本医疗保险、COVID-19")) == [
        "〔2026〕14号", "云", "政发", "号", "城乡", "乡居", "居民", "城乡居民", "基本", "医疗", "保险", "医疗保险",
        "2026", "14", "covid-19", "covid", "19"]


def test_characters_that_make_no_word_come_alone_and_in_pairs():
    assert list(words_of("汀闻溪到场")) == ["汀", "闻", "汀闻", "溪", "闻溪", "到场"]


@pytest.mark.parametrize(("run", "needed"), [
    ("城乡居民基本医疗保险", ["城乡", "居民", "基本", "医疗", "保险"]), ("公积金", ["公积金"]),
    ("汀闻溪", ["汀闻", "闻溪"]),
    ("新生儿上户口", ["新生儿", "户口"]), ("税", ["税"]),
])
def test_what_a_text_must_have_to_hold_a_run(run, needed):
    assert needed_words(run) == needed


@pytest.mark.parametrize("text", [
    "城乡居民基本医疗保险", "老旧小区改造", "汀闻溪到老旧小区", "住房公积金贷款", "行政区划调整方案", "17路公交末班车",
])
def test_a_text_has_every_word_that_a_search_for_it_needs(text):
    held = set(words_of(f"关于{text}的通知"))
    assert {word for group in parse_alone(text) for word in group} <= held


def parse_alone(text: str) -> list[list[str]]:
    """The needed words, without synonyms or a database."""
    return [needed_words(text)] if not any(c.isdigit() for c in text) else [["17"], needed_words(text[2:])]


@pytest.mark.parametrize(("run", "left_out"), [
    ("公基金", {"公"}), ("电子撑", {"撑"}), ("公积金的提取", set()), ("税", set()), ("汀闻溪", set()),
    ("老旧小区", set()),
])
def test_characters_that_are_not_asked_for(run, left_out):
    assert strays(run) == left_out


def test_words_of_an_english_text_come_with_their_stems():
    assert list(words_of("Schools invest, well-known GDP")) == [
        "schools", "school", "invest", "well-known", "well", "known", "gdp"]


def test_packed_words_carry_weights_and_come_back():
    packed = pack({TITLE: "改造通知", BODY: "改造 it's"}, ["@s1"])
    assert packed == "'@s1' '改造':1A,3C '通知':2A 'it':4C 's':5C"
    assert list(unpack(packed)) == [("@s1", ""), ("改造", "AC"), ("通知", "A"), ("it", "C"), ("s", "C")]
    assert distinct_words(packed) == ["@s1", "改造", "通知", "it", "s"]


def test_only_the_first_places_of_a_word_are_kept():
    assert dict(unpack(pack({BODY: "改造" * 50}))) == {"改造": "C" * PLACES}


@pytest.mark.django_db
def test_every_word_of_a_query_becomes_a_group():
    query = parse("公积金  提取")
    assert [group.alternatives for group in query.groups] == [(("公积金",),), (("提取",),)]
    assert (query.key, query.phrases, query.document) == ("公积金提取", (), "")


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ['"老旧小区"', "“老旧小区”", "「老旧小区」", "”老旧小区“"])
def test_a_phrase_in_any_quotes_must_stand_as_it_is(typed):
    query = parse(typed)
    assert query.phrases == ("老旧小区",)
    assert [group.text for group in query.groups] == ["老旧", "小区"]


@pytest.mark.django_db
def test_a_synonym_matches_by_all_words_of_any_of_its_terms():
    Synonym.objects.create(terms="医保、医疗保险")
    Synonym.objects.create(terms="旧改、老旧小区改造", is_active=False)
    assert [group.alternatives for group in parse("医保报销").groups] == [(("医保",), ("医疗", "保险")), (("报销",),)]
    assert [group.text for group in parse("旧改").groups] == ["旧改"]


@pytest.mark.django_db
def test_stop_words_are_left_out_unless_there_is_nothing_else():
    StopWord.objects.create(word="怎么")
    StopWord.objects.create(word="请问", is_active=False)
    assert [group.text for group in parse("公积金怎么提取").groups] == ["公积金", "提取"]
    assert [group.text for group in parse("怎么").groups] == ["怎么"]
    assert [group.text for group in parse("请问公积金").groups] == ["请问", "公积金"]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [
    "公积金提取条件" * 5_000, '"' * 10_000, "“" + "改" * 10_000, "a" * 10_000, "a b " * 10_000,
    "\0\0公积金", "〔2026〕" * 5_000,
    "' | ! & : * ( ) \\", "@s1 @f", "%s %d {}", "🙂🙂", "\ud800".encode("utf-8", "replace").decode(),
])
def test_whatever_is_typed_stays_small(typed):
    query = parse(typed)
    assert len(query.text) <= LONGEST_QUERY
    assert len(query.groups) <= MOST_GROUPS
    assert not any(word.startswith("@") for word in query.words)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "   ", "!!!", "，。、", "🙂"])
def test_where_no_word_is_typed_there_is_nothing_to_match(typed):
    assert parse(typed).groups == ()


def test_an_excerpt_shows_where_different_words_stand_together():
    text = "公积金" + "无关文字" * 60 + "。可以提取公积金的情形：购房。" + "其他" * 100
    pieces = excerpt(text, ["公积金", "提取"])
    assert [piece.text for piece in pieces if piece.is_hit] == ["提取公积金"]
    assert sum(len(piece.text) for piece in pieces) <= LENGTH + 2
    assert (pieces[0], pieces[-1]) == (Piece("…"), Piece("…"))


def test_a_text_without_the_words_has_no_excerpt():
    assert excerpt("别的内容", ["公积金"]) == ()


def test_marks_stand_on_the_original_whatever_its_writing():
    assert marked("關於１７路公交、117路", ["17", "公交"]) == (
        Piece("關於"), Piece("１７", is_hit=True), Piece("路"), Piece("公交", is_hit=True), Piece("、117路"))


def test_a_longer_word_is_marked_with_its_ending():
    assert [piece.text for piece in marked("Investing in the inverse", ["invest", "in"]) if piece.is_hit] == [
        "Investing", "in"]


def test_markup_in_a_text_is_text():
    assert marked("<b>改造</b>&amp;", ["改造"]) == (
        Piece("<b>"), Piece("改造", is_hit=True), Piece("</b>&amp;"))
