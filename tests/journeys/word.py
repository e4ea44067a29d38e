"""Plain text as Word puts it on the clipboard: conditional comments, mso styles, empty paragraphs, font tags."""

from html import escape
from pathlib import Path

import pytest

DOCUMENTS = Path(__file__).resolve().parents[3] / "shared" / "documents"

HEAD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View>
</w:WordDocument></xml><![endif]--><style><!-- p.MsoNormal {margin:0cm; font-family:仿宋_GB2312} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->"""
PARAGRAPH = ("<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt'>"
             "<span style='font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:宋体'>{}"
             "<span lang=EN-US><o:p></o:p></span></span></p>")
EMPTY = "<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>"
PASTE = """(element, html) => {
  const data = new DataTransfer();
  data.setData('text/html', html);
  data.setData('text/plain', 'x');
  element.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""
"""Has the browser paste: the element it is pasted into, and the HTML of the clipboard."""


def document(number: int) -> list[str]:
    """Paragraphs of one of the real documents that stand beside the project; they are not part of it."""
    found = sorted(DOCUMENTS.glob(f"{number:03}_*.txt"))
    if not found:
        pytest.skip("the real documents do not stand beside the project")
    return [line.strip() for line in found[0].read_text(encoding="utf-8").splitlines() if line.strip()]


def as_word(paragraphs: list[str]) -> str:
    return HEAD + EMPTY.join(PARAGRAPH.format(escape(text)) for text in paragraphs) + "<!--EndFragment--></body></html>"
