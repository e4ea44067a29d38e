"""Names of WordprocessingML elements, and how their values are read."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BLANKS = " \t\n\r\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u3000"
"""White space, also the wide blanks by which Chinese texts are indented."""


def value(element: etree._Element | None, name: str = "val") -> str:
    """The element's attribute; nothing where there is no element."""
    return "" if element is None else element.get(W + name) or ""


def number(text: str) -> int | None:
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 8 else None


def is_on(element: etree._Element | None) -> bool:
    """A switch such as <w:b/>: present, and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


def remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """The element's children in its place."""
    parent = element.getparent()
    at = parent.index(element)
    parent[at:at + 1] = list(element)
