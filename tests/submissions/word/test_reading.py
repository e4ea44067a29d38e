"""Manuscripts in .docx: golden files of documents made by code, and what must hold for all of them."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from submissions.sanitise import Cleaned, clean
from submissions.word import guess, read_docx
from tests.submissions.word.documents import DOCUMENTS
from tests.submissions.word.drawing import Paper, blip, drawing, picture, repacked, run

GOLDEN = Path(__file__).parent / "golden"
TITLE = "标题已从正文取出,请在表单里核对。"
NUMBERED = "标题、发文字号已从正文取出,请在表单里核对。"
HEADED = "标题、红头、发文字号已从正文取出,请在表单里核对。"
CONTENTS = (
    TITLE, "Word 自动生成的目录没有放入正文。",
    "文档里有 1 处公式无法转换,正文中以“〔公式〕”标出;请改用文字,或截图后作为图片插入。",
    "文档里有 1 个图表或 SmartArt 图形,没有放入正文;请在 Word 里另存为 PNG 图片后插入。",
    "文档里嵌入了 1 个其他文件或对象,没有放入正文;请作为附件上传。",
)
NOTES = {
    "notice": (HEADED, "文末的版记(抄送、印发机关)没有放入正文。"),
    "news": (
        "标题、来源已从正文取出,请在表单里核对。",
        "文档里有 1 张图片是 EMF、WMF、TIFF 等网页不能显示的格式,没有放入正文;请另存为 PNG 图片后插入。",
        "文档里有 1 张图片已损坏或过大,没有放入正文;请重新上传。",
        "文档里有 1 张图片在 Word 里裁剪过,这里是裁剪前的整张图;请核对,必要时裁剪后重新上传。",
    ),
    "text_boxes": (TITLE, "文档里有 3 个文本框,文字已放在所在段落的后面;请核对位置。"),
    "revisions": (
        TITLE, "文档带有修订痕迹:标为删除的文字已去掉,插入的文字已保留;请核对。",
        "文档里有 1 处加了删除线的文字,网页上不显示删除线;请确认是否保留。",
    ),
    "hidden": (TITLE, "文档里有 3 处隐藏文字,已去掉。"),
    "comments": (TITLE, "文档里有 2 处批注,没有放入正文。"),
    "links": (
        TITLE, "文档里有 1 张图片只是链接,不在文件里,没有放入正文;请在 Word 里改为插入图片,或在编辑器里上传。",
        "正文里有 1 个链接指向电脑里的文件,公众打不开,已去掉链接;请把文件作为附件上传。",
    ),
    "contents": CONTENTS,
    "wps": (NUMBERED,),
    "secret": ("文首标有密级“秘密★1年”:涉密文件不得上网,请先确认已经解密。", HEADED),
}
GUESSES = {
    "notice": ("云州市人民政府办公室关于做好2026年防汛工作的通知", "云政办发〔2026〕14号", "云州市人民政府办公室",
               date(2026, 4, 28), "各县（区）人民政府，市政府各部门、各直属机构", "云州市人民政府办公室"),
    "policy": ("云州市公共停车场管理办法", None, None, date(2026, 3, 12), None, None),
    "news": ("云州市第三座跨江大桥通车",),
    "merged_table": ("云州市2026年困难群众救助标准",),
    "nested_table": ("窗口服务时间安排",),
    "text_boxes": ("云州市政务服务指南",),
    "revisions": ("关于调整公交线路的公告",),
    "hidden": ("云州市河道保洁工作方案",),
    "footnotes": ("云州市2025年经济运行情况",),
    "numbering": ("云州市安全生产大检查方案",),
    "comments": ("云州市夜间照明提升计划",),
    "links": ("云州市人才公寓申请须知",),
    "contents": ("云州市综合交通规划",),
    "wps": ("云州市民政局 云州市财政局关于提高高龄津贴标准的通知", "云民发〔2026〕9号", "云州市民政局、云州市财政局",
            date(2026, 11, 6), "各县（区）民政局、财政局"),
    "blanks": ("云州市图书馆开放公告", None, "云州市图书馆", date(2026, 6, 20)),
    "secret": ("云州市水务局关于供水保障的报告", "云水发〔2026〕3号", "云州市水务局", date(2026, 2, 3), "市人民政府"),
}
FORBIDDEN = ("坏图", "示意图", "旧线", "预算未批", "台账", "仅供审核", "请再核实", "建议删", "javascript", "内部资料",
             "第1页", "单击此处", "目录", "IMG_2041", "{", "mso-", "抄送", "000012")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_becomes_the_golden_text(name):
    read = read_docx(DOCUMENTS[name]())
    golden = (GOLDEN / f"{name}.html").read_text(encoding="utf-8").replace("\n", "")
    assert (read.html, read.notes) == (golden, NOTES.get(name, (TITLE,)))
    assert [word for word in FORBIDDEN if word in read.html] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_golden_text_is_what_the_editor_keeps(name):
    golden = (GOLDEN / f"{name}.html").read_text(encoding="utf-8").replace("\n", "")
    assert clean(golden) == Cleaned(golden)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_guesses_at_the_metadata(name):
    found = guess(read_docx(DOCUMENTS[name]()).paragraphs)
    values = [one and one.value for one in list(vars(found).values())[:6]]
    assert values == [*GUESSES[name], *[None] * (6 - len(GUESSES[name]))]


@pytest.mark.parametrize(("title", "genre"), [
    ("云州市人民政府关于做好防汛工作的通知", "通知"), ("云州市公共停车场管理办法（试行）", "办法"),
    ("临河区“十五五”规划", "规划"), ("云州市第三座跨江大桥通车", None), ("办法总比困难多", None),
])
def test_the_title_says_what_kind_of_document_it_is(title, genre):
    paper = Paper()
    paper.title(title)
    paper.line("　　正文。")
    found = guess(read_docx(paper.content).paragraphs).genre
    assert (found and found.value) == genre


@pytest.mark.parametrize(("line", "source", "author"), [
    ("来源：云州日报　　作者：林一帆", "云州日报", "林一帆"), ("信息来源:市水务局", "市水务局", None),
    ("来源：市应急局  记者：江望  发布时间：2026-03-02", "市应急局", "江望"), ("资金来源：市财政", None, None),
    ("来源：", None, None),
])
def test_the_line_with_source_and_author_leaves_the_text(line, source, author):
    paper = Paper()
    paper.title("第三座大桥通车")
    paper.line(line)
    paper.line("　　正文。")
    read = read_docx(paper.content)
    found = guess(read.paragraphs)
    assert (found.source and found.source.value, found.author and found.author.value) == (source, author)
    assert ("来源" in read.html) is (source is None)


def test_pictures_come_with_their_type_and_description():
    found = read_docx(DOCUMENTS["news"]()).pictures
    assert [(key, one.content_type, one.alt) for key, one in found.items()] == [
        ("/files/0/1.png", "image/png", "大桥全景，桥上车辆有序通行"), ("/files/0/2.png", "image/png", ""),
        ("/files/0/3.jpg", "image/jpeg", "施工现场")]
    assert found["/files/0/1.png"].content == picture()


def test_a_picture_in_an_old_drawing_is_read():
    paper = Paper()
    relation = paper.add_part("media/old.gif", "image", "image/gif", picture("GIF"))
    paper.p(f'<w:r><w:pict><v:shape><v:imagedata r:id="{relation}"/></v:shape></w:pict></w:r>')
    assert read_docx(paper.content).html == '<p><img src="/files/0/1.gif" alt=""></p>'


def test_words_cannot_pass_for_marks():
    paper = Paper()
    paper.p(run("/files/0/1.png 甲", '<w:rStyle w:val="Picture"/>') + run("乙", '<w:rStyle w:val="Marker"/>'))
    paper.line("&lt;script&gt;<b>丙</b>")
    assert read_docx(paper.content).html == (
        "<p>/files/0/1.png 甲乙</p><p>&amp;lt;script&amp;gt;&lt;b&gt;丙&lt;/b&gt;</p>")


def test_an_empty_document_is_empty():
    read = read_docx(Paper().content)
    assert (read.html, read.notes, read.paragraphs) == ("", (), ())


def test_tables_deep_in_one_another_become_paragraphs():
    paper = Paper()
    inside = f"<w:p>{run('最深处')}</w:p>"
    for depth in range(40):
        inside = f"<w:tbl><w:tr><w:tc>{inside}</w:tc><w:tc><w:p>{run(str(depth))}</w:p></w:tc></w:tr></w:tbl>"
    paper.raw(inside)
    html = read_docx(paper.content).html
    assert html.count("<table>") == 4
    assert "最深处" in html


def test_the_strict_variant_is_read():
    strict = {b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
              b"http://schemas.openxmlformats.org/wordprocessingml/2006/main":
                  b"http://purl.oclc.org/ooxml/wordprocessingml/main"}

    def renamed(content):
        for usual, name in strict.items():
            content = content.replace(usual, name)
        return content

    content = repacked(DOCUMENTS["notice"](), {"word/document.xml": renamed, "word/styles.xml": renamed,
                                               "_rels/.rels": renamed, "word/_rels/document.xml.rels": renamed})
    assert read_docx(content).html == read_docx(DOCUMENTS["notice"]()).html


@pytest.mark.slow
def test_sixty_pages_with_forty_pictures_stay_below_300_megabytes(tmp_path):
    """Pictures of noise, 1 MB each. The peak is the process's own: getrusage would count what its parent held."""
    paper, random = Paper(), Random(60)
    for page in range(60):
        for _ in range(25):
            paper.line(f"　　第{page}页。" + "云州市持续优化营商环境，推动政务服务提质增效。" * 2)
        if page < 40:
            file = tmp_path / f"{page}.png"
            Image.frombytes("RGB", (600, 583), random.randbytes(600 * 583 * 3)).save(file, compress_level=0)
            relation, _ = paper.document.part.get_or_add_image(str(file))
            paper.p(drawing(blip("embed", relation), "云州风光"))
    (tmp_path / "long.docx").write_bytes(paper.content)
    code = ("import re, sys; from submissions.word import read_docx;"
            "read = read_docx(open(sys.argv[1], 'rb').read());"
            "print(len(read.pictures), sum(len(one.content) for one in read.pictures.values()) >> 20,"
            " int(re.search('VmHWM:\\\\s+([0-9]+)', open('/proc/self/status').read())[1]) >> 10)")
    made = subprocess.run([sys.executable, "-c", code, str(tmp_path / "long.docx")], capture_output=True, check=True,
                          text=True, cwd=Path(__file__).parents[3])
    pictures, size, peak = map(int, made.stdout.split())
    assert (pictures, size >= 40) == (40, True)
    assert peak < 300
