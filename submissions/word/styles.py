"""How words look once styles are followed: defaults, the paragraph's style, the words' style, their own format."""

from dataclasses import dataclass

from lxml import etree

from submissions.word.names import W, is_on, number, value

RAISED = {"superscript", "subscript"}
MAX_CHAIN = 20
Format = dict[str, etree._Element]


@dataclass(frozen=True)
class Look:
    """The look of a run: `size` in points, `font` that of Chinese characters, `raised` superscript or subscript."""

    is_bold: bool
    is_italic: bool
    is_hidden: bool
    is_struck: bool
    raised: str
    size: float
    font: str
    color: str


class Styles:
    """The styles of a document, by their identifiers."""

    def __init__(self, root: etree._Element | None):
        styles = [] if root is None else root.findall(f"{W}style")
        self.by_id = {value(style, "styleId"): style for style in styles}
        self.standard = next((value(style, "styleId") for style in styles
                              if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true")), "")
        self.formats: dict[tuple[str, str], Format] = {}
        self.defaults = {name: {} if root is None else own_format(root.find(f"{W}docDefaults/{W}{name}Default"), name)
                         for name in ("rPr", "pPr")}

    def name(self, paragraph: etree._Element) -> str:
        """The name of the paragraph's style in lower case."""
        return value(self.by_id.get(self._style_of(paragraph), etree.Element("none")).find(f"{W}name")).lower()

    def paragraph_format(self, paragraph: etree._Element) -> Format:
        return {**self.defaults["pPr"], **self._inherited(self._style_of(paragraph), "pPr"),
                **own_format(paragraph, "pPr")}

    def look(self, run: etree._Element, paragraph: etree._Element | None) -> Look:
        own = own_format(run, "rPr")
        style = "" if paragraph is None else self._style_of(paragraph)
        found = {**self.defaults["rPr"], **self._inherited(style, "rPr"),
                 **self._inherited(value(own.get("rStyle")), "rPr"), **own}
        raised = value(found.get("vertAlign"))
        return Look(
            is_bold=is_on(found.get("b")), is_italic=is_on(found.get("i")), is_hidden=is_on(found.get("vanish")),
            is_struck=is_on(found.get("strike")) or is_on(found.get("dstrike")),
            raised=raised if raised in RAISED else "", size=(number(value(found.get("sz"))) or 21) / 2,
            font=value(found.get("rFonts"), "eastAsia"), color=value(found.get("color")).upper(),
        )

    def _style_of(self, paragraph: etree._Element) -> str:
        return value(paragraph.find(f"{W}pPr/{W}pStyle")) or self.standard

    def _inherited(self, style: str, name: str) -> Format:
        """What the style and those it is based on say."""
        if (style, name) not in self.formats:
            chain: list[etree._Element] = []
            at = style
            while at in self.by_id and len(chain) < MAX_CHAIN:
                chain.append(self.by_id[at])
                at = value(chain[-1].find(f"{W}basedOn"))
            found: Format = {}
            for each in reversed(chain):
                found |= own_format(each, name)
            self.formats[style, name] = found
        return self.formats[style, name]


def own_format(holder: etree._Element | None, name: str) -> Format:
    """The properties in the element of this name (rPr, pPr) by theirs; fonts only where one is given for Chinese."""
    properties = None if holder is None else holder.find(W + name)
    return {} if properties is None else {
        etree.QName(each).localname: each for each in properties
        if each.tag != f"{W}rFonts" or value(each, "eastAsia")}
