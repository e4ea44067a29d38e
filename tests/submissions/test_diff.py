"""Differences: what a reviewer sees is exactly what changed, by paragraph and by word, and never takes long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from submissions import diff
from submissions.diff import Block, Piece, compare, compare_text, count_changes
from submissions.sanitise import lines


def html_of(paragraphs) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def same(text: str) -> Block:
    return Block("same", (Piece("same", text),))


def added(text: str) -> Block:
    return Block("added", (Piece("ins", text),))


def removed(text: str) -> Block:
    return Block("removed", (Piece("del", text),))


def changed(*pieces: tuple[str, str]) -> Block:
    return Block("changed", tuple(Piece(*piece) for piece in pieces))


@pytest.mark.parametrize(("old", "new", "blocks"), [
    ([], [], []),
    (["甲"], ["甲"], [same("甲")]),
    ([], ["甲"], [added("甲")]),
    (["甲"], [], [removed("甲")]),
    (["甲", "乙"], ["甲", "丙", "乙"], [same("甲"), added("丙"), same("乙")]),
    (["报名截止时间为3月15日。"], ["报名截止时间为3月31日。"],
     [changed(("same", "报名截止时间为3月"), ("del", "15"), ("ins", "31"), ("same", "日。"))]),
    (["各县区人民政府要落实责任。"], ["今年夏天雨水多"],
     [removed("各县区人民政府要落实责任。"), added("今年夏天雨水多")]),
    (["第一段说安全生产工作。", "第二段说医疗救助办法。"], ["新的开头。", "第二段说医疗救助规定。"],
     [removed("第一段说安全生产工作。"), added("新的开头。"),
      changed(("same", "第二段说医疗救助"), ("del", "办法"), ("ins", "规定"), ("same", "。"))]),
])
def test_paragraphs_are_aligned_and_compared_by_word(old, new, blocks):
    assert compare(html_of(old), html_of(new)) == blocks


@pytest.mark.parametrize(("old", "new", "pieces"), [
    ('见<a href="/a.html" rel="noopener">通知</a>。', '见<a href="/b.html" rel="noopener">通知</a>。',
     [("same", "见通知"), ("del", "[链接:/a.html]"), ("ins", "[链接:/b.html]"), ("same", "。")]),
    ('图为现场<img src="/files/1/a.png" alt="现场">', '图为现场<img src="/files/2/a.png" alt="现场">',
     [("same", "图为现场"), ("del", "[图片:1/a.png,现场]"), ("ins", "[图片:2/a.png,现场]")]),
    ("<table><tbody><tr><td>城镇</td><td>300元</td></tr></tbody></table>",
     "<table><tbody><tr><td>城镇</td><td>500元</td></tr></tbody></table>",
     [("same", "城镇 | "), ("del", "300"), ("ins", "500"), ("same", "元")]),
])
def test_change_of_link_picture_or_cell_is_shown(old, new, pieces):
    assert compare(old, new) == [changed(*pieces)]


def test_change_of_format_alone_is_no_difference():
    assert compare("<p>安全<strong>生产</strong></p>", "<h2>安全生产</h2>") == [same("安全生产")]


@pytest.mark.parametrize(("old", "new", "pieces"), [
    ("", "", []),
    ("标题", "标题", [("same", "标题")]),
    ("", "标题", [("ins", "标题")]),
    ("标题", "", [("del", "标题")]),
    ("关于做好安全生产工作的通知", "关于加强安全生产工作的通告",
     [("same", "关于"), ("del", "做好"), ("ins", "加强"), ("same", "安全生产工作的"),
      ("del", "通知"), ("ins", "通告")]),
    ("城市的规划", "农村的建设", [("del", "城市的规划"), ("ins", "农村的建设")]),
])
def test_fields_are_compared_by_word(old, new, pieces):
    assert compare_text(old, new) == tuple(Piece(*piece) for piece in pieces)


def test_changes_are_counted_by_place():
    old = ["不动。", "会议时间为3月1日,地点为市政府一号会议室。", "删去的段落"]
    new = ["不动。", "会议时间为3月2日,地点为市政府二号会议室。", "完全不同的内容"]
    blocks = compare(html_of(old), html_of(new))
    assert [block.kind for block in blocks] == ["same", "changed", "removed", "added"]
    assert count_changes(blocks) == 4
    assert count_changes(compare(html_of(old), html_of(old))) == 0


WORDS = st.sampled_from(
    ["城市", "人民政府", "的", "通知", ",", "。", "2026", "年", " ", "abc", "[链接:/a]", "\n", "\u3000"]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map("".join), st.text(max_size=30), st.text(alphabet="的了a\ud800"))
PARAGRAPHS = st.lists(st.lists(WORDS, max_size=8).map("".join), max_size=12)
PATIENT = settings(deadline=None, max_examples=300)


def joined(pieces, *ops: str) -> str:
    return "".join(piece.text for piece in pieces if piece.op in ops)


@PATIENT
@given(TEXTS, TEXTS)
def test_pieces_join_to_both_texts(old, new):
    pieces = compare_text(old, new)
    assert (joined(pieces, "same", "del"), joined(pieces, "same", "ins")) == (old, new)
    assert all(piece.text for piece in pieces)
    assert all(one.op != other.op for one, other in zip(pieces, pieces[1:], strict=False))


@PATIENT
@given(PARAGRAPHS, PARAGRAPHS)
def test_blocks_join_to_both_texts(old, new):
    blocks = compare(html_of(old), html_of(new))
    assert [joined(block.pieces, "same", "del") for block in blocks if block.kind != "added"] == lines(html_of(old))
    assert [joined(block.pieces, "same", "ins") for block in blocks if block.kind != "removed"] == lines(html_of(new))
    ops = {"same": {"same"}, "added": {"ins"}, "removed": {"del"}}
    assert all({piece.op for piece in block.pieces} == ops.get(block.kind, {piece.op for piece in block.pieces})
               for block in blocks)


@pytest.fixture
def work(monkeypatch):
    """Counts what could grow out of bounds: compared pairs of paragraphs, and the products of compared lengths."""
    counts = {"pairs": 0, "products": []}
    likeness, matcher = diff._likeness, diff.SequenceMatcher

    def counting_likeness(old, new):
        counts["pairs"] += 1
        return likeness(old, new)

    def counting_matcher(junk, old, new):
        counts["products"].append(len(old) * len(new))
        return matcher(junk, old, new)

    monkeypatch.setattr(diff, "_likeness", counting_likeness)
    monkeypatch.setattr(diff, "SequenceMatcher", counting_matcher)
    return counts


def test_one_change_in_a_long_text_compares_one_pair(work):
    old = [f"第{n}段" + "城市人民政府办公室关于安全生产工作的通知。" * 20 for n in range(200)]
    new = [*old[:100], old[100] + "新增", *old[101:]]
    blocks = compare(html_of(old), html_of(new))
    assert (count_changes(blocks), work) == (1, {"pairs": 1, "products": [1, 0]})


def test_rewritten_long_text_compares_a_bounded_number_of_pairs(work):
    old, new = ([str(n) for n in range(start, start + 1500)] for start in (1000, 5000))
    assert count_changes(compare(html_of(old), html_of(new))) == 3000
    assert work["pairs"] <= diff.MAX_PAIRS


def test_endless_paragraph_is_compared_by_sentences_and_then_whole(work):
    sentences = [f"第{n}句说明安全生产工作的要求。" for n in range(700)]
    old, new = "".join(sentences), "".join([*sentences[:300], "新的一句。", *sentences[301:]])
    assert compare_text(old, new) == (
        Piece("same", "".join(sentences[:300])), Piece("del", sentences[300]), Piece("ins", "新的一句。"),
        Piece("same", "".join(sentences[301:])))
    assert compare_text("甲。" * 2000, "乙。" * 2000) == (Piece("del", "甲。" * 2000), Piece("ins", "乙。" * 2000))
    assert max(work["products"]) <= diff.MAX_TOKENS
