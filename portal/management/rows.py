"""The rows of an import file: one JSON object a line, of the kinds site, column and article, in this order."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from columns.paths import validate_slug
from sites.enums import SiteKind
from sites.models import Host

CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
FIRST_YEAR = 1990
"""Before it no government website was published; the years up to 1991 had summer time as well."""


class RowError(Exception):
    """A row that cannot be imported: the field that is wrong, and what is wrong with it."""

    def __init__(self, field: str, reason: str):
        super().__init__(f"字段 {field}:{reason}" if field else reason)


@dataclass(frozen=True)
class SiteLine:
    number: str
    kind: str
    name: str
    host: str


@dataclass(frozen=True)
class ColumnLine:
    number: str
    site: str
    parent: str | None
    name: str
    slug: str


@dataclass(frozen=True)
class ArticleLine:
    number: str
    site: str
    column: str
    published_at: datetime
    content: dict


Line = SiteLine | ColumnLine | ArticleLine


class Values:
    """The values of one row, each asked for by name and checked."""

    def __init__(self, values: dict[str, Any]):
        self.values = values

    def text(self, name: str, longest: int, *, needed: bool = True) -> str:
        value = self.values.get(name)
        if value is None:
            value = ""
        if not isinstance(value, str):
            raise RowError(name, "应为文字。")
        value = storable(name, value).strip()
        if needed and not value:
            raise RowError(name, "不能为空。")
        if len(value) > longest:
            raise RowError(name, f"有 {len(value)} 个字,最多 {longest} 个。")
        return value

    def number(self, name: str) -> str:
        """A key of the old system, a number or a word; kept as text."""
        value = self.values.get(name)
        if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).strip():
            raise RowError(name, "缺少编号。")
        value = storable(name, str(value)).strip()
        if len(value) > 60:
            raise RowError(name, "编号太长,最多 60 个字符。")
        return value

    def moment(self, name: str, now: datetime) -> datetime:
        """A time; without an offset it is the city's. One in the future is no publication time."""
        try:
            value = datetime.fromisoformat(self.text(name, 40))
        except ValueError as error:
            raise RowError(name, "应为时间,例如 2026-03-01T09:30:00。") from error
        value = value if value.tzinfo else timezone.make_aware(value)
        if value.year < FIRST_YEAR:
            raise RowError(name, f"发布时间早于 {FIRST_YEAR} 年,请核对。")
        if value > now:
            raise RowError(name, "发布时间在将来。")
        return value


def storable(name: str, value: str) -> str:
    """Without control characters. Half a surrogate pair can be stored nowhere."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise RowError(name, "含有残缺的字符。") from error
    return value.translate(CONTROL)


def read_line(raw: bytes, now: datetime) -> Line:
    try:
        values = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RowError("", "不是 UTF-8 文字。") from error
    except (ValueError, RecursionError) as error:
        raise RowError("", "不是一行完整的 JSON。") from error
    if not isinstance(values, dict):
        raise RowError("", "应为一个 JSON 对象。")
    kind = values.get("kind")
    if not isinstance(kind, str) or kind not in READERS:
        raise RowError("kind", "应为 site、column 或 article。")
    return READERS[kind](Values(values), now)


def site_line(values: Values, now: datetime) -> SiteLine:
    kind = values.text("type", 12)
    if kind not in SiteKind.values:
        raise RowError("type", f"应为 {'、'.join(SiteKind.values)} 之一。")
    host = Host(name=values.text("host", 253))
    try:
        host.clean()
    except ValidationError as error:
        raise RowError("host", error.messages[0]) from error
    return SiteLine(values.number("id"), kind, values.text("name", 60), host.name)


def column_line(values: Values, now: datetime) -> ColumnLine:
    slug = values.text("slug", 40)
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise RowError("slug", error.messages[0]) from error
    parent = None if values.values.get("parent") is None else values.number("parent")
    return ColumnLine(values.number("id"), values.number("site"), parent, values.text("name", 40), slug)


def article_line(values: Values, now: datetime) -> ArticleLine:
    content = {
        "title": values.text("title", 120),
        "body": values.text("html", 5_000_000),
        "source": values.text("source", 60, needed=False),
        "author": values.text("author", 60, needed=False),
        "summary": values.text("summary", 300, needed=False),
        "keywords": ",".join(values.text("keywords", 200, needed=False).split()),
        "document_number": values.text("number", 60, needed=False),
    }
    return ArticleLine(values.number("id"), values.number("site"), values.number("column"),
                       values.moment("date", now), content)


READERS = {"site": site_line, "column": column_line, "article": article_line}


def read_lines(file: Iterable[bytes], now: datetime) -> Iterator[tuple[int, Line | RowError]]:
    """Every row with its line number; empty lines are passed over."""
    for number, raw in enumerate(file, 1):
        if not raw.strip():
            continue
        try:
            yield number, read_line(raw, now)
        except RowError as error:
            yield number, error
