"""Guesses by their words: every form that is taken, and those that must not be."""

from datetime import date

import pytest

from submissions.word import Guess, Paragraph, guess


def paragraphs(*lines: str) -> list[Paragraph]:
    """Lines as they stand on paper: `^` before a title, `>` before what stands right."""
    kinds = {"^": {"alignment": "center", "size": 22}, ">": {"alignment": "right"}}
    return [Paragraph(line.lstrip("^>"), **kinds.get(line[0], {})) for line in lines]


@pytest.mark.parametrize(("line", "number"), [
    ("云政发〔2026〕1号", "云政发〔2026〕1号"), ("云政发[2026]1号", "云政发〔2026〕1号"),
    ("云政发［2026］01号", "云政发〔2026〕1号"), ("云政办发（2026）第12号", "云政办发〔2026〕12号"),
    ("(云政发(2026)1号)", "云政发〔2026〕1号"), ("云政发 〔 ２０２６ 〕 １ 号", "云政发〔2026〕1号"),
    ("云水发〔2026〕3号　　签发人：周远", "云水发〔2026〕3号"),
    ("依照云政发〔2026〕1号办理", None), ("云政发2026年1号", None), ("云政发〔26〕1号", None),
])
def test_document_number(line, number):
    found = guess(paragraphs("^关于防汛的通知", line, "各县（区）：")).document_number
    assert (found and found.value) == number


def test_a_number_cited_in_the_text_is_not_the_documents():
    found = guess(paragraphs("^关于防汛的通知", "各县（区）：", "现通知如下。", "云政发〔2025〕8号"))
    assert found.document_number is None


@pytest.mark.parametrize(("line", "day"), [
    ("2026年11月6日", date(2026, 11, 6)), ("二〇二六年十一月六日", date(2026, 11, 6)),
    ("二○二六年十月二十日", date(2026, 10, 20)), ("二零二六年二月三十日", None),
    ("２０２６ 年 １ 月 ３１ 日", date(2026, 1, 31)),
    ("2026年11月", None), ("2026年2月29日", None),
])
def test_written_on(line, day):
    found = guess(paragraphs("^关于防汛的通知", "正文。", ">云州市水务局", f">{line}")).written_on
    assert (found and found.value) == day


def test_the_first_signature_counts_not_that_of_an_annex():
    found = guess(paragraphs("^关于防汛的通知", "正文。", ">云州市水务局", ">2026年5月1日", "附件",
                             ">云州市气象局", ">2025年1月1日"))
    assert (found.issuer, found.written_on) == (
        Guess("云州市水务局", "云州市水务局"), Guess(date(2026, 5, 1), "2026年5月1日"))


def test_the_red_head_names_the_organ_where_nobody_signed():
    found = guess(paragraphs("云州市人民政府文件", "云政发〔2026〕2号", "^关于防汛的通知", "正文。"))
    assert found.issuer == Guess("云州市人民政府", "云州市人民政府文件")


@pytest.mark.parametrize(("line", "addressee"), [
    ("各县（区）人民政府，市政府各部门：", "各县（区）人民政府，市政府各部门"), ("市财政局:", "市财政局"),
    ("现将有关事项通知如下：", None), ("来源：云州日报社", None),
    ("会议强调，各部门要做好以下工作：", None), ("一、各单位：", None),
])
def test_addressee(line, addressee):
    found = guess(paragraphs("^关于防汛的通知", line, "正文。")).addressee
    assert (found and found.value) == addressee


@pytest.mark.parametrize(("lines", "title"), [
    (["^云州市人民政府", "^关于防汛的通知"], "云州市人民政府关于防汛的通知"),
    (["^关于印发云州市防汛办法", "^的通知", "^云州市防汛办法"], "关于印发云州市防汛办法的通知"),
    (["^关于防汛的通知", "^第一章　总则"], "关于防汛的通知"),
    (["正文在先。", "^关于防汛的通知"], None), (["^一、工作目标"], None), (["^2026年5月1日"], None),
])
def test_title(lines, title):
    found = guess(paragraphs(*lines, "正文。")).title
    assert (found and found.value) == title


@pytest.mark.parametrize(("lines", "printer"), [
    (["云州市人民政府办公室　　2026年5月2日印发"], "云州市人民政府办公室"),
    (["抄送：市委办公室。", "云州市水务局办公室", "2026年5月2日印发"], "云州市水务局办公室"),
    (["云州市人民政府办公室　　2026年5月2日印发", "后记一则。"], None),
    (["抄送：市委办公室。"], None), (["2026年5月2日印发"], None),
])
def test_printer(lines, printer):
    found = guess(paragraphs("^关于防汛的通知", "正文。", *lines)).printer
    assert (found and found.value) == printer


def test_nothing_is_guessed_from_plain_words():
    assert set(vars(guess(paragraphs("今天上午，云州市召开会议。", "会议由市长主持。"))).values()) == {None}
    assert set(vars(guess([])).values()) == {None}
