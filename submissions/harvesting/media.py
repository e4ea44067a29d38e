"""Pictures and attachments that a text shows or links to: found, and put back under their new addresses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from submissions.enums import AttachmentKind
from submissions.fetching import FetchRefused, canonical
from submissions.uploads import FORMATS

PICTURE_TYPES = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}
FILE_EXTENSIONS = frozenset(name for name, kept in FORMATS.items() if kept.kind == AttachmentKind.FILE)
LAZY = ("data-src", "data-original", "src")
BLANK_PICTURE = re.compile(r"data:|about:", re.IGNORECASE)


@dataclass(frozen=True)
class Media:
    """One file the text needs. `name` is what the page calls it."""

    address: str
    name: str
    is_picture: bool
    alt: str = ""


def media_of(body: str, base: str) -> list[Media]:
    """Pictures and linked files, each once, in the text's order. What has no address of the web is left out."""
    found: dict[str, Media] = {}
    for element in _tree(body).iter("img", "a"):
        raw = _source(element)
        if element.tag == "a" and _extension(raw) not in FILE_EXTENSIONS:
            continue
        address = _address(raw, base)
        if address:
            name, alt = _name(address, " ".join("".join(element.itertext()).split())), element.get("alt") or ""
            found.setdefault(address, Media(address, name, element.tag == "img", " ".join(alt.split())[:120]))
    return list(found.values())


def with_media(body: str, base: str, kept: Mapping[str, str]) -> str:
    """The text with the files' own addresses; a picture that was not kept goes, and other links become absolute."""
    root = _tree(body)
    for element in list(root.iter("img", "a")):
        raw = _source(element)
        address = _address(raw, base) if raw else ""
        if element.tag == "img":
            if address in kept:
                element.set("src", kept[address])
            else:
                element.drop_tree()
        elif address in kept:
            element.set("href", kept[address])
        elif address and not raw.startswith("#"):
            element.set("href", address)
        else:
            element.drop_tag()
    return "".join([root.text or "", *(etree.tostring(child, encoding="unicode", method="html") for child in root)])


def _tree(body: str):
    return html.fragment_fromstring(body, create_parent="div")


def _source(element) -> str:
    if element.tag == "a":
        return (element.get("href") or "").strip()
    given = ((element.get(name) or "").strip() for name in LAZY)
    return next((value for value in given if value and not BLANK_PICTURE.match(value)), "")


def _address(raw: str, base: str) -> str:
    try:
        return canonical(raw, base) if raw else ""
    except FetchRefused:
        return ""


def _extension(address: str) -> str:
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return path.rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""


def _name(address: str, words: str) -> str:
    """The link's words with the file's extension; without words the last part of the address."""
    last, extension = unquote(urlsplit(address).path.rpartition("/")[2]), _extension(address)
    if not words or not extension:
        return last
    stem = words.removesuffix(f".{extension}").strip("《》 ")[:80]
    return f"{stem}.{extension}" if stem else last
