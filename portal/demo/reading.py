"""Reads the demo's texts (portal/demo/README.md says how they are written)."""

import re
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
PLACEHOLDER = re.compile(r"\{(date|md|on|year)([+-]\d+)?\}")
MONTHS = "January February March April May June July August September October November December".split()
LINK = re.compile(r"\{site:([a-z0-9-]+)\}")
KINDS = ("portal", "county", "department")


class DemoError(Exception):
    """The demo cannot be built; the message says why, in Chinese."""


@dataclass(frozen=True)
class Piece:
    """An article to publish (it has `days_ago`), or a manuscript that waits somewhere (it has a `state`)."""

    title: str
    column: str
    body: str
    key: str = ""
    also: tuple[str, ...] = ()
    source: str = ""
    author: str = ""
    summary: str = ""
    keywords: str = ""
    document: dict = field(default_factory=dict)
    interprets: str = ""
    picture: str = ""
    picture_alt: str = ""
    picture_caption: str = ""
    attachments: tuple[dict, ...] = ()
    days_ago: int = 0
    time: str = ""
    state: str = ""
    hours_ago: float = 0
    reason: str = ""

    def on(self, day: date) -> "Piece":
        """The same with every placeholder replaced, as published on that day."""
        document = {name: fill(value, day) if isinstance(value, str) else value
                    for name, value in self.document.items()}
        return replace(
            self, document=document, attachments=tuple(fill_all(item, day) for item in self.attachments),
            **{name: fill(getattr(self, name), day) for name in ("title", "body", "summary", "reason")},
        )

    def clock(self) -> time:
        return time.fromisoformat(self.time)


@dataclass(frozen=True)
class SiteTexts:
    """Everything of one folder."""

    slug: str
    site: dict
    organisations: tuple[dict, ...]
    columns: tuple[dict, ...]
    articles: tuple[Piece, ...]
    manuscripts: tuple[Piece, ...]


def fill(text: str, day: date) -> str:
    """`{date-6}` → 2026年11月6日, `{md}` → 11月12日, `{on}` → 12 November 2026, `{year+1}` → 2027."""

    def value(found: re.Match) -> str:
        word, offset = found[1], int(found[2] or 0)
        if word == "year":
            return str(day.year + offset)
        moved = day + timedelta(days=offset)
        if word == "on":
            return f"{moved.day} {MONTHS[moved.month - 1]} {moved.year}"
        short = f"{moved.month}月{moved.day}日"
        return short if word == "md" else f"{moved.year}年{short}"

    return PLACEHOLDER.sub(value, text)


def fill_all(value, day: date):
    """Placeholders anywhere inside lists and tables."""
    if isinstance(value, str):
        return fill(value, day)
    if isinstance(value, list):
        return [fill_all(item, day) for item in value]
    return {name: fill_all(item, day) for name, item in value.items()}


def read_cluster(folder: Path = DATA) -> list[SiteTexts]:
    """Every site's texts: the portal first, then counties and departments by their identity code."""
    found = [read_site(path) for path in sorted(folder.iterdir()) if (path / "site.toml").exists()]
    found.sort(key=lambda texts: (KINDS.index(texts.site["kind"]), texts.site["identity_code"]))
    if not found or found[0].site["kind"] != KINDS[0]:
        raise DemoError("演示数据里没有门户站点。")
    return found


def read_site(folder: Path) -> SiteTexts:
    tables: dict[str, list] = {"article": [], "manuscript": []}
    for path in sorted(folder.glob("*.toml")):
        content = parse(path)
        for kind, pieces in tables.items():
            pieces += [piece(values, path) for values in content.get(kind, ())]
    about = parse(folder / "site.toml")
    return SiteTexts(
        slug=folder.name, site=about["site"], organisations=tuple(about.get("organisation", ())),
        columns=tuple(about.get("column", ())), articles=tuple(tables["article"]),
        manuscripts=tuple(tables["manuscript"]),
    )


def parse(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DemoError(f"演示数据 {path.parent.name}/{path.name} 写错了:{error}") from error


def piece(values: dict, path: Path) -> Piece:
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    values |= {name: value.strip() for name, value in values.items() if isinstance(value, str)}
    if isinstance(values.get("time"), time | datetime):
        values["time"] = values["time"].isoformat()
    try:
        return Piece(**values)
    except TypeError as error:
        raise DemoError(f"演示数据 {path.parent.name}/{path.name}:“{values.get('title')}”写错了:{error}") from error
