"""Makes ways of writing the same thing equal: full and half width, upper and lower case, with and without accents,
Traditional and Simplified."""

import re
import unicodedata
from functools import cache

import opencc

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
OFFICIAL = re.compile(r"[\[〔(【{<「〈]?\s*((?:19|20)\d\d)\s*年?\s*[\]〕)】}>」〉]?\s*第?\s*(\d{1,4})\s*号")
"""`〔2026〕3号` as people write it: any brackets or none, after folding."""
PUNCTUATION = re.compile(r"[\W_]+")
ACCENTS = range(0x300, 0x370)
ACCENTED = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))


@cache
def simplified() -> dict[int, str]:
    """Traditional character → Simplified, each for itself: so that lengths stay and both sides always agree."""
    characters = [chr(code) for code in (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(old): new for old, new in zip(characters, converted, strict=True) if old != new}


@cache
def plain() -> dict[int, str]:
    """Each character that has a plainer writing → that one."""
    bases = {code: unicodedata.normalize("NFD", chr(code))[0] for code in ACCENTED}
    latin = {code: base for code, base in bases.items() if base.isascii() and base.isalpha()}
    return simplified() | latin | dict.fromkeys(ACCENTS, "")


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().translate(plain())


def fold_with_places(text: str) -> tuple[str, list[int] | range]:
    """The folded text, and for each of its characters the place in the original that it comes from."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, range(len(text))
    parts = [fold(character) for character in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


def key_of(text: str) -> str:
    """Folded letters, digits and characters alone: what makes two titles the same."""
    return PUNCTUATION.sub("", fold(text))


def official_numbers(folded: str) -> list[str]:
    """Document numbers in a folded text, in one writing: `〔2026〕3号`."""
    return [f"〔{found[1]}〕{int(found[2])}号" for found in OFFICIAL.finditer(folded)]


def document_key(number: str) -> str:
    """An official number in one writing: `云政发〔2026〕3号`; empty when it has no year and number."""
    folded = fold(number)
    found = OFFICIAL.search(folded)
    if not found:
        return ""
    issuer = PUNCTUATION.sub("", folded[:found.start()])
    return f"{issuer}〔{found[1]}〕{int(found[2])}号"[:80]
