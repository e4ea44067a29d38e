"""Automatic numbers: what Word would show before each numbered paragraph."""

import re
from collections import defaultdict

from lxml import etree

from submissions.word.names import W, number, value
from submissions.word.styles import Styles

BULLET = "•"
CHINESE = "〇一二三四五六七八九"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts the numbered paragraphs of a document; they must be asked for in its order."""

    def __init__(self, root: etree._Element | None, styles: Styles):
        self.styles = styles
        self.lists = {} if root is None else {
            value(each, "abstractNumId"): each for each in root.iter(f"{W}abstractNum")}
        self.uses = {} if root is None else {value(each, "numId"): each for each in root.findall(f"{W}num")}
        self.linked = {value(link): each for each in self.lists.values() if (link := each.find(f"{W}styleLink"))
                       is not None}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.begun: set[tuple[str, int]] = set()

    def marker(self, paragraph: etree._Element) -> tuple[int, str]:
        """Level (from 1) and number or bullet of the paragraph, and the blank after it; (0, "") where none is."""
        properties = self.styles.paragraph_format(paragraph).get("numPr")
        use = None if properties is None else self.uses.get(value(properties.find(f"{W}numId")))
        found = None if use is None else self.lists.get(value(use.find(f"{W}abstractNumId")))
        if found is None:
            return 0, ""
        found = self.linked.get(value(found.find(f"{W}numStyleLink")), found)
        levels = {number(value(level, "ilvl")): level for level in found.iter(f"{W}lvl")}
        at = self._level(paragraph, properties, levels)
        if at not in levels:
            return 0, ""
        self._count(use, found, at, levels)
        shown = self._shown(self.counts[value(found, "abstractNumId")], at, levels)
        gap = "" if value(levels[at].find(f"{W}suff")) == "nothing" else " "
        return (at + 1, shown + gap) if shown.strip() else (0, "")

    def _level(self, paragraph: etree._Element, properties: etree._Element, levels: dict) -> int:
        given = properties.find(f"{W}ilvl")
        if given is not None:
            return number(value(given)) or 0
        style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        return next((at for at, level in levels.items() if style and value(level.find(f"{W}pStyle")) == style), 0)

    def _count(self, use: etree._Element, found: etree._Element, at: int, levels: dict) -> None:
        """One more paragraph of this level; the levels below begin anew."""
        counts, key = self.counts[value(found, "abstractNumId")], (value(use, "numId"), at)
        override = use.find(f"{W}lvlOverride[@{W}ilvl='{at}']/{W}startOverride")
        if override is not None and key not in self.begun:
            counts.pop(at, None)
            levels = {**levels, at: override.getparent()}
        self.begun.add(key)
        counts[at] = counts[at] + 1 if at in counts else start_of(levels.get(at))
        for below in [level for level in counts if level > at]:
            del counts[below]

    def _shown(self, counts: dict[int, int], at: int, levels: dict) -> str:
        level = levels[at]
        if value(level.find(f"{W}numFmt")) == "bullet":
            return BULLET

        def one(found: re.Match) -> str:
            which = int(found[1]) - 1
            kind = "decimal" if level.find(f"{W}isLgl") is not None else value(
                levels.get(which, level).find(f"{W}numFmt"))
            return written(counts.get(which, start_of(levels.get(which))), kind)

        return re.sub("%([1-9])", one, value(level.find(f"{W}lvlText")))


def start_of(level: etree._Element | None) -> int:
    """The first number of a level, or of an override."""
    given = None if level is None else level.find(f"{W}start")
    if given is None and level is not None:
        given = level.find(f"{W}startOverride")
    found = number(value(given))
    return 1 if found is None else found


def written(count: int, kind: str) -> str:
    """The number as its kind writes it ([ECMA-376] 17.18.59)."""
    if kind.startswith(("chinese", "japanese", "taiwanese", "ideograph")) and 0 < count < 100:
        return chinese(count)
    if kind.startswith("decimalEnclosedCircle") and 0 < count <= 20:
        return chr(ord("①") + count - 1)
    if kind in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        return roman(count) if kind == "lowerRoman" else roman(count).upper()
    if kind == "none":
        return ""
    return f"{count:02}" if kind == "decimalZero" else str(count)


def chinese(count: int) -> str:
    """1 to 99: 一, 十, 十二, 二十, 九十九."""
    tens, ones = divmod(count, 10)
    head = ("" if tens == 1 else CHINESE[tens]) + "十" if tens else ""
    return head + (CHINESE[ones] if ones else "")


def roman(count: int) -> str:
    found = ""
    for worth, letters in ROMAN:
        found += letters * (count // worth)
        count %= worth
    return found
