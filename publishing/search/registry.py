"""What can be found: each kind of thing is registered by the app that knows it. Imports no models: apps register while
they start."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol

from django.utils.module_loading import import_string


@dataclass(frozen=True)
class File:
    """A file whose text is searched too: `stored` is its name in the default storage."""

    digest: str
    name: str
    stored: str


@dataclass(frozen=True)
class Document:
    """What a provider tells of one thing the public can see.

    `document_number` is an official number (发文字号); `extra` words that describe it without standing in its text;
    `category` and `group` are the provider's own words for facets and for what moves together.
    """

    number: int
    site: int
    path: str
    title: str
    published_at: datetime
    text: str = ""
    extra: str = ""
    document_number: str = ""
    category: str = ""
    group: int | None = None
    files: tuple[File, ...] = ()


class Provider(Protocol):
    """Reads of one kind of thing."""

    def documents(self, numbers: Collection[int]) -> list[Document]:
        """Those of the numbers that the public can see now, in a fixed number of queries."""

    def numbers(self, *, after: int, limit: int) -> Sequence[int]:
        """The next numbers of what the public can see, ascending."""

    def count(self) -> int:
        """How many the public can see."""

    def categories(self, groups: Collection[int]) -> dict[int, str]:
        """The categories of these groups now."""


_paths: dict[str, str] = {}


def register(kind: str, path: str) -> None:
    """Things of this kind can be found; `path` is the dotted name of their provider."""
    _paths[kind] = path


def kinds() -> list[str]:
    return sorted(_paths)


@cache
def _load(path: str) -> Provider:
    return import_string(path)()


def provider(kind: str) -> Provider:
    return _load(_paths[kind])
