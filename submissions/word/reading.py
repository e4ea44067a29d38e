"""A .docx manuscript as clean HTML in the editor's own tags, with its pictures and what the writer should be told."""

from collections import Counter
from dataclasses import dataclass

from lxml import etree

from submissions.sanitise import clean
from submissions.uploads.refusal import DAMAGED, UploadRefused
from submissions.word.layout import BLACK, Paragraph, alignment_of, measured, run_text, runs_of, styled
from submissions.word.names import BLANKS, W, remove, value
from submissions.word.numbering import Numbering
from submissions.word.objects import Picture, Pictures, resolve_objects
from submissions.word.package import Package
from submissions.word.parts import Parts, find_parts, pushed_right
from submissions.word.rendering import rewrite_paragraph, to_html
from submissions.word.styles import Styles
from submissions.word.tables import settle_tables
from submissions.word.tidying import tidy

NOTES = {
    "revisions": "文档带有修订痕迹:标为删除的文字已去掉,插入的文字已保留;请核对。",
    "comments": "文档里有 {} 处批注,没有放入正文。",
    "hidden": "文档里有 {} 处隐藏文字,已去掉。",
    "struck": "文档里有 {} 处加了删除线的文字,网页上不显示删除线;请确认是否保留。",
    "contents": "Word 自动生成的目录没有放入正文。",
    "boxes": "文档里有 {} 个文本框,文字已放在所在段落的后面;请核对位置。",
    "equations": "文档里有 {} 处公式无法转换,正文中以“〔公式〕”标出;请改用文字,或截图后作为图片插入。",
    "charts": "文档里有 {} 个图表或 SmartArt 图形,没有放入正文;请在 Word 里另存为 PNG 图片后插入。",
    "objects": "文档里嵌入了 {} 个其他文件或对象,没有放入正文;请作为附件上传。",
    "linked": "文档里有 {} 张图片只是链接,不在文件里,没有放入正文;请在 Word 里改为插入图片,或在编辑器里上传。",
    "unshown": "文档里有 {} 张图片是 EMF、WMF、TIFF 等网页不能显示的格式,没有放入正文;请另存为 PNG 图片后插入。",
    "broken": "文档里有 {} 张图片已损坏或过大,没有放入正文;请重新上传。",
    "cropped": "文档里有 {} 张图片在 Word 里裁剪过,这里是裁剪前的整张图;请核对,必要时裁剪后重新上传。",
}
SEPARATORS = ("separator", "continuationSeparator")
TAKEN = "{}已从正文取出,请在表单里核对。"
IMPRINT = "文末的版记(抄送、印发机关)没有放入正文。"
SECRECY = "文首标有密级“{}”:涉密文件不得上网,请先确认已经解密。"


@dataclass(frozen=True)
class Manuscript:
    """What was read. `pictures` by the addresses under which `html` shows them, none of which exists yet.

    `notes` are Chinese sentences for the writer; `paragraphs` are those with words, the title's and the imprint's too.
    """

    html: str
    pictures: dict[str, Picture]
    notes: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]


def read_docx(content: bytes) -> Manuscript:
    """The manuscript in this file. Raises `UploadRefused`, saying in Chinese what to do."""
    package, counts = Package(content), Counter()
    body = package.document.find(f"{W}body")
    if body is None:
        raise UploadRefused(DAMAGED)
    styles = Styles(package.part("styles"))
    numbering = Numbering(package.part("numbering"), styles)
    pictures = Pictures(package, counts)
    notes = {kind: story for kind in ("footnotes", "endnotes") if (story := package.part(kind)) is not None}
    for kind, story in {None: body, **notes}.items():
        targets = package.targets(kind)
        tidy(story, targets, styles, counts)
        resolve_objects(story, targets, pictures, counts)
        _check_order(story)
        settle_tables(story, lambda paragraph: _is_heavy(paragraph, styles))
        counts["struck"] += sum(styles.look(run, paragraph).is_struck for paragraph in story.iter(f"{W}p")
                                for run in runs_of(paragraph) if run_text(run).strip(BLANKS))
    known = {(kind, value(note, "id")) for kind, story in notes.items() for note in story
             if value(note, "type") not in SEPARATORS}
    paragraphs, parts = _rewrite(body, styles, numbering, known)
    for story in notes.values():
        for paragraph in list(story.iter(f"{W}p")):
            rewrite_paragraph(paragraph, "", "", styles, set())
    cleaned = clean(to_html(package.document, notes))
    shown = {key: picture for key, picture in pictures.found.items() if f'"{key}"' in cleaned.html}
    return Manuscript(cleaned.html, shown, (*_told(paragraphs, parts, counts), *cleaned.notes), tuple(paragraphs))


def _check_order(story: etree._Element) -> None:
    """Words in words, a block in a paragraph: no program writes that, and nobody knows what it should mean."""
    for outer, inner in (("r", ("r", "p", "tbl")), ("p", ("p", "tbl"))):
        for element in story.iter(*(W + name for name in inner)):
            if next(element.iterancestors(W + outer), None) is not None:
                raise UploadRefused(DAMAGED)


def _rewrite(body: etree._Element, styles: Styles, numbering: Numbering,
             notes: set[tuple[str, str]]) -> tuple[list[Paragraph], Parts]:
    """Writes the body anew without the parts that the page shows elsewhere; its paragraphs as they were."""
    pairs = [(element, measured(element, styles, numbering)) for element in list(body.iter(f"{W}p"))]
    paragraphs = pushed_right([paragraph for _, paragraph in pairs if paragraph])
    parts = find_parts(paragraphs)
    names = styled([paragraph for at, paragraph in enumerate(paragraphs) if at not in parts.outside])
    counted = iter(enumerate(paragraphs))
    for element, has_words in pairs:
        at, paragraph = next(counted) if has_words else (None, None)
        if at in parts.outside:
            remove(element)
        else:
            style, marker = (next(names), paragraph.marker) if paragraph else (alignment_of(element, styles), "")
            rewrite_paragraph(element, style, marker, styles, notes)
    return paragraphs, parts


def _told(paragraphs: list[Paragraph], parts: Parts, counts: Counter) -> list[str]:
    """What the writer should know: secrecy first, what left the body, then what was lost on the way."""
    told = [SECRECY.format(paragraphs[at].plain) for at in parts.secrecy]
    names = {"标题": parts.title, "红头": parts.head, "发文字号": parts.number, "来源": parts.byline}
    taken = [name for name, numbers in names.items() if numbers]
    told += [TAKEN.format("、".join(taken))] if taken else []
    told += [IMPRINT] if parts.imprint else []
    return told + [sentence.format(counts[key]) for key, sentence in NOTES.items() if counts[key]]


def _is_heavy(paragraph: etree._Element, styles: Styles) -> bool:
    looks = [styles.look(run, paragraph) for run in runs_of(paragraph) if run_text(run).strip(BLANKS)]
    return bool(looks) and (all(look.is_bold for look in looks) or all(BLACK.search(look.font) for look in looks))
