"""Pasting: golden files of what Word, WPS, LibreOffice, WeChat and web pages put on the clipboard, and properties."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from submissions.sanitise import (
    BUTTONS,
    CLASSES,
    TAGS,
    TOOLBAR,
    Cleaned,
    clean,
    file_numbers,
    lines,
    pictures_without_alt,
    text_of,
)

GOLDEN = Path(__file__).parent / "golden"
PASTES = sorted(path.name.removesuffix(".in.html") for path in GOLDEN.glob("*.in.html"))
PICTURE = "正文里有 1 张图片不是上传到本站的,已去掉;请用编辑器的“插入/编辑图片”重新上传。"
PICTURES = PICTURE.replace("1", "2")
FRAME = "正文里有 1 个嵌入的视频、音频或网页,已去掉;请改用链接。"
FORM = "正文里有 1 个表单,已去掉;需要填写的表格请作为附件上传。"
LOCAL = "正文里有 2 个链接指向电脑里的文件,公众打不开,已去掉链接;请把文件作为附件上传。"
SCRIPT = "正文里的脚本代码已去掉。"
REVISED = "粘贴的内容带有修订痕迹:标为删除的文字已去掉,插入的文字已保留。"
TOO_DEEP = "粘贴的内容嵌套层次过多,只保留了文字;请检查排版。"
NOTES = {
    "hostile": (PICTURE, FRAME, SCRIPT),
    "web_page": (PICTURES, FRAME.replace("1", "2"), FORM, SCRIPT),
    "wechat_article": (PICTURE, FRAME),
    "word365_pictures": (PICTURES, LOCAL),
    "word365_revisions": (REVISED,),
    "wps_table": (PICTURE,),
}


def item(level: int, marker: str, words: str) -> str:
    return (f'<p class=MsoListParagraph style="mso-list:l0 level{level} lfo1"><![if !supportLists]>'
            f'<span style="mso-list:Ignore">{marker}<span style="font:7.0pt">&nbsp; </span></span><![endif]>'
            f"{words}</p>")


@pytest.mark.parametrize("name", PASTES)
def test_paste_becomes_the_golden_text(name):
    cleaned = clean((GOLDEN / f"{name}.in.html").read_text(encoding="utf-8"))
    golden = (GOLDEN / f"{name}.out.html").read_text(encoding="utf-8").replace("\n", "")
    assert cleaned == Cleaned(golden, NOTES.get(name, ()))


@pytest.mark.parametrize("name", PASTES)
def test_golden_text_stays_as_it_is(name):
    golden = (GOLDEN / f"{name}.out.html").read_text(encoding="utf-8")
    assert clean(golden) == Cleaned(golden.replace("\n", ""))


@pytest.mark.parametrize(("raw", "html"), [
    ("", ""),
    (" \n&nbsp;\u3000<p>\u3000\u3000</p>", ""),
    ("只有文字", "<p>只有文字</p>"),
    ("<h1>一</h1><h5>五</h5><h6>六</h6>", "<h2>一</h2><h3>五</h3><h3>六</h3>"),
    ("<h2><b>粗</b>题</h2>", "<h2>粗题</h2>"),
    ("<h2><img src='/files/1/a.png' alt='图'></h2>", '<p><img src="/files/1/a.png" alt="图"></p>'),
    ("<b>粗</b><i>斜</i><u>线</u>", "<p><strong>粗</strong><em>斜</em>线</p>"),
    ("<b><p>甲</p><p>乙</p></b>", "<p><strong>甲</strong></p><p><strong>乙</strong></p>"),
    ("<b>甲<b>乙</b></b><b>丙</b>", "<p><strong>甲乙丙</strong></p>"),
    ("<b>甲</b> <b>乙</b>", "<p><strong>甲</strong> <strong>乙</strong></p>"),
    ("<b>甲<br>乙</b>", "<p><strong>甲<br>乙</strong></p>"),
    ("<b style='font-weight:normal'>甲</b><span style='font-weight:600;font-style:italic'>乙</span>",
     "<p>甲<strong><em>乙</em></strong></p>"),
    ("m<span style='vertical-align:super'>2</span><sup><sub>3</sub></sup>", "<p>m<sup>2</sup><sub>3</sub></p>"),
    ("<div align=center>中<div style='text-align:left'>左</div></div>", '<p class="center">中</p><p>左</p>'),
    ("<p class='center'>中</p><p class='right'>右</p><p class='big'>平</p>",
     '<p class="center">中</p><p class="right">右</p><p>平</p>'),
    ("甲<br>乙<br><br>丙<br> <br>&nbsp;<br>丁<br>", "<p>甲<br>乙</p><p>丙</p><p>丁</p>"),
    ("甲<br>\u3000\u3000乙", "<p>甲</p><p>乙</p>"),
    ("中文\n  换行 and\nEnglish\n  text", "<p>中文换行 and English text</p>"),
    ("<ul><li>甲<ol><li>乙</li></ol></li></ul>", "<ul><li>甲<ol><li>乙</li></ol></li></ul>"),
    ("<ol><li>甲</li><ul><li>乙</li></ul></ol>", "<ol><li>甲<ul><li>乙</li></ul></li></ol>"),
    ("<ul><li></li><li><p>甲</p><p>乙</p></li></ul>", "<ul><li><p>甲</p><p>乙</p></li></ul>"),
    ("<li>甲</li><li>乙</li>文", "<ul><li>甲</li><li>乙</li></ul><p>文</p>"),
    ("<ol start=0 type=a><li>甲</ol><ol start='&quot;x' type=z><li>乙</ol>",
     '<ol type="a"><li>甲</li></ol><ol><li>乙</li></ol>'),
    ("<table><tr></tr></table>", ""),
    ("<table>外<tr><td colspan=0 rowspan='2x'>甲<td></table>",
     "<p>外</p><table><tbody><tr><td>甲</td><td></td></tr></tbody></table>"),
    ("<table><tfoot><tr><th scope=x>尾</tfoot><tr><td>身</table>",
     "<table><tbody><tr><td>身</td></tr></tbody><tfoot><tr><th>尾</th></tr></tfoot></table>"),
    ("<td>甲</td><figcaption>乙</figcaption>", "<p>甲</p><p>乙</p>"),
    ("<figure><table><tr><td>甲</table><figcaption>乙</figcaption></figure>",
     "<table><tbody><tr><td>甲</td></tr></tbody></table><p>乙</p>"),
    ("<p>a\u202eb\u200bc\ud800d\x00e&#1;f</p>", "<p>abcdef</p>"),
    ("1 < 2 &amp;lt; &copy;", "<p>1 &lt; 2 &amp;lt; ©</p>"),
    ("甲</body></html><p>乙", "<p>甲</p><p>乙</p>"),
])
def test_markup_becomes_canonical(raw, html):
    assert clean(raw) == Cleaned(html)


@pytest.mark.parametrize(("markers", "html"), [
    (["1.", "2."], "<ol><li>0</li><li>1</li></ol>"),
    (["4)", "5)"], '<ol start="4"><li>0</li><li>1</li></ol>'),
    (["1、", "1、"], "<ol><li>0</li></ol><ol><li>1</li></ol>"),
    (["i.", "ii."], '<ol type="i"><li>0</li><li>1</li></ol>'),
    (["h.", "i."], '<ol type="a" start="8"><li>0</li><li>1</li></ol>'),
    (["B)", "C)"], '<ol type="A" start="2"><li>0</li><li>1</li></ol>'),
    (["·", "l", "\uf0b7"], "<ul><li>0</li><li>1</li><li>2</li></ul>"),
    (["1.", "·"], "<ol><li>0</li></ol><ul><li>1</li></ul>"),
    (["一、", "(二)", "(3)", "①", "第一条", "1.1", "附件:"],
     "<p>一、0</p><p>(二)1</p><p>(3)2</p><p>①\u30003</p><p>第一条\u30004</p><p>1.1 5</p><p>附件:6</p>"),
])
def test_word_markers_become_lists_unless_they_are_cited(markers, html):
    assert clean("".join(item(1, marker, str(n)) for n, marker in enumerate(markers))) == Cleaned(html)


def test_word_levels_become_nested_lists():
    raw = item(2, "a.", "先") + item(1, "1.", "甲") + item(3, "l", "丙") + item(2, "·", "乙") + item(1, "2.", "丁")
    assert clean(raw).html == (
        '<ol type="a"><li>先</li></ol><ol><li>甲<ul><li>丙</li><li>乙</li></ul></li><li>丁</li></ol>'
    )


def test_paragraph_of_a_list_style_without_marker_stays_a_paragraph():
    assert clean("<p class=MsoListParagraph>接上段</p>") == Cleaned("<p>接上段</p>")


@pytest.mark.parametrize(("href", "kept"), [
    ("https://a.gov.cn/?a=1&amp;b=2#c", "https://a.gov.cn/?a=1&amp;b=2#c"),
    ("mailto:a@b.cn", "mailto:a@b.cn"), ("tel:12345", "tel:12345"), ("/2026/1/1.html", "/2026/1/1.html"),
    ("../../files/3/表.pdf#page=2", "/files/3/表.pdf#page=2"),
    ("http://a.gov.cn/files/3/a.pdf", "http://a.gov.cn/files/3/a.pdf"),
    ("javascript:alert(1)", None), ("java\nscript:alert(1)", None), ("\x01javascript:x", None),
    ("data:text/html,x", None), ("vbscript:x", None), ("ftp://a.cn/", None), ("#top", None), ("", None),
    ("http://[", None), ("https://", None),
])
def test_link_leads_only_where_links_may_lead(href, kept):
    expected = f'<p><a href="{kept}" rel="noopener">文</a></p>' if kept else "<p>文</p>"
    assert clean(f'<a href="{href}" onclick="x()">文</a>') == Cleaned(expected)


@pytest.mark.parametrize(("src", "kept"), [
    ("/files/12/a.png", "/files/12/a.png"),
    ("http://www.a.gov.cn/files/12/a.png?v=1", "/files/12/a.png"),
    ("//www.a.gov.cn:8000/files/12/a.png", "/files/12/a.png"),
    ("../../files/12/a%20b.png", "/files/12/a%20b.png"),
    ("data:image/png;base64,xx", None), ("file:///C:/a.png", None), ("https://a.cn/a.png", None), ("a.png", None),
    ("/files/x/a.png", None), ("/files/12/", None), ("/files/12/a/b.png", None),
    ("https://a.cn/x?/files/12/a.png", None),
])
def test_picture_survives_only_from_the_own_files(src, kept):
    cleaned = clean(f'<p>文<img src="{src}" alt=" 图 " width="20" height="50%"></p>')
    if kept:
        assert cleaned == Cleaned(f'<p>文<img src="{kept}" alt="图" width="20"></p>')
    else:
        assert cleaned == Cleaned("<p>文</p>", (PICTURE,))


def test_notes_count_what_was_left_out():
    raw = "<img src=a><img src=b><iframe src=x></iframe><script>1</script><form>表</form><a href='C:\\a'>甲</a>" \
          "<a href='file:///b'>乙</a><ins>增</ins><del>删</del>"
    assert clean(raw) == Cleaned("<p>甲乙增</p>", (PICTURES, LOCAL, FRAME, FORM, SCRIPT, REVISED))


def test_nesting_beyond_reason_becomes_plain_paragraphs():
    lists = clean("<ul><li>甲" * 40).html
    assert lists.count("<ul>") == 12 and text_of(lists).split() == ["甲"] * 40 and clean(lists).html == lists
    assert clean("<div>" * 3000 + "深<script>" + "</script></div>" * 3000) == Cleaned("<p>深</p>", (TOO_DEEP,))


def test_text_has_one_line_a_block_and_one_a_row():
    html = (
        "<h2>题</h2><p>甲<br>乙</p><ul><li>一<ul><li>二</li></ul></li></ul><table><caption>表</caption><tbody>"
        "<tr><td><p>三</p><p>四</p></td><td></td><td>五</td></tr></tbody></table>"
        '<p><a href="/a.html" rel="noopener">链</a><img src="/files/1/%E5%9B%BE.png" alt="说明"></p>'
    )
    assert text_of(html) == "题\n甲\n乙\n一\n二\n表\n三 四 五\n链"
    assert lines(html, with_addresses=True) == [
        "题", "甲", "乙", "一", "二", "表", "三 四 | | 五", "链[链接:/a.html][图片:1/图.png,说明]"]


def test_file_numbers_are_those_of_own_addresses():
    html = ('<img src="/files/3/a.png"><a href="/files/4/b.pdf#page=2">x</a><a href="http://a.cn/files/5/c.pdf">x</a>'
            '<a href="/files/6/">x</a>/files/7/d.pdf<a href="/files/99999999999999999999/e">x</a>')
    assert file_numbers(html) == {3, 4}
    assert file_numbers("<p>/files</p>") == set()


def test_pictures_without_alt_are_counted():
    html = '<img src="/files/1/a.png" alt=""><img src="/files/2/a.png" alt=" "><img src="/files/3/a.png" alt="图">'
    assert (pictures_without_alt(html), pictures_without_alt("")) == (2, 0)


def test_allow_list_is_what_the_buttons_can_make():
    assert set(TAGS) == {"br"} | {tag for button in BUTTONS for tag in button.tags}
    assert [(tag, sorted(names)) for tag, names in CLASSES.items()] == [("p", ["center", "right"])]
    assert TOOLBAR.split() == [button.name for button in BUTTONS]
    assert not {"class", "style", "id"} & {name for names in TAGS.values() for name in names}


NASTY_TAGS = (
    "p div h1 h2 h6 b strong i em u sup sub span font center a br hr img ul ol li dl dt table caption thead tbody tfoot"
    " tr td th blockquote figure figcaption pre section form del ins script style svg o:p xml body html head title"
    " textarea iframe menu col noscript"
).split()
NASTY_ATTRIBUTES = [
    "", ' class="center"', " class=MsoListParagraph", " align=right", " hidden", " width=3 height=0", " colspan=3",
    ' style="mso-list:l0 level1 lfo1"', ' style="mso-list:l1 level4 lfo2"', ' style="mso-list:Ignore"',
    ' style="text-align:right;display:none"', ' style="font-weight:bold;vertical-align:super"',
    ' style="font-weight:normal;font-style:italic"', ' href="http://a.cn/?q=1&amp;b"', ' href="javascript:x"',
    ' href="http://[x" title="t"', ' href="/files/3/a.pdf" title="<b>"', ' src="/files/1/a.png" alt="&lt;b&gt;&quot;"',
    ' src="data:x"', " start=3 type=a", " start=0 type=I",
]
NASTY_TEXTS = [
    "文", "\u3000\u3000", "&nbsp;", " ", "\n", "a", "1.", "第一条", "l", "<br>", "<br><br>", "<br>\u3000\u3000", "&lt;",
    "&amp;amp;", "&#0;", "\x00", "\ud800", "\ufdd0", "\ufffc", "<!--", "-->", "<![if x]>", "<![endif]>", "<", ">", '"',
    "x&nbsp; ", "中\n文", "iv.", "·", "\u2028", "&#13;", "\x0c",
]


def elements(tags, attributes, inner):
    return st.builds(lambda tag, attribute, children: f"<{tag}{attribute}>{''.join(children)}</{tag}>",
                     st.sampled_from(tags), st.sampled_from(attributes), st.lists(inner, max_size=4))


def loose_tags(tags, attributes):
    return st.one_of(st.sampled_from([f"</{tag}>" for tag in tags]),
                     st.builds(lambda tag, attribute: f"<{tag}{attribute}>", st.sampled_from(tags),
                               st.sampled_from(attributes)))


WORDS = st.one_of(st.sampled_from(NASTY_TEXTS), st.text(max_size=5))
TREES = st.recursive(WORDS, lambda inner: elements(NASTY_TAGS, NASTY_ATTRIBUTES, inner), max_leaves=20)
SOUP = st.lists(st.one_of(TREES, loose_tags(NASTY_TAGS, NASTY_ATTRIBUTES), WORDS), max_size=12).map("".join)
PATIENT = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])


@PATIENT
@given(st.one_of(SOUP, st.text()))
def test_cleaning_twice_is_cleaning_once(raw):
    once = clean(raw).html
    assert clean(once) == Cleaned(once)


@PATIENT
@given(SOUP)
def test_clean_text_holds_nothing_that_no_button_makes(raw):
    html = clean(raw).html
    root = etree.fromstring(f"<div>{html}", etree.HTMLParser())
    found = {element.tag: set(element.attrib) for element in root.iter()}
    given_classes = {(element.tag, element.get("class")) for element in root.iter() if element.get("class")}
    for extra in ("html", "body", "div"):
        found.pop(extra, None)
    allowed = TAGS | {"a": TAGS["a"] | {"rel"}, "p": {"class"}}
    assert {tag: names - allowed[tag] for tag, names in found.items()} == dict.fromkeys(found, set())
    assert given_classes <= {("p", "center"), ("p", "right")}


KEPT_TAGS = [tag for tag in NASTY_TAGS if tag not in (
    "form del script style svg xml head title textarea iframe noscript br hr img col".split())]
KEPT_ATTRIBUTES = [attribute for attribute in NASTY_ATTRIBUTES
                   if not re.search("none|hidden|Ignore|height|<", attribute)]
KEPT_WORDS = st.sampled_from(["文字", "word", "第一条", " x1 ", "<br>"])
KEPT_TREES = st.recursive(KEPT_WORDS, lambda inner: elements(KEPT_TAGS, KEPT_ATTRIBUTES, inner), max_leaves=20)


@PATIENT
@given(st.lists(st.one_of(KEPT_TREES, loose_tags(KEPT_TAGS, KEPT_ATTRIBUTES)), max_size=8).map("".join))
def test_no_visible_word_is_lost_or_doubled(raw):
    words = re.sub(r"<[^>]*>|\s", "", raw)
    assert Counter(re.sub(r"\s", "", text_of(clean(raw).html))) == Counter(words)


@PATIENT
@given(st.text())
def test_questions_about_any_text_are_answered(raw):
    assert (text_of(raw) is None, file_numbers(raw), pictures_without_alt(raw)) == (False, set(), 0)
