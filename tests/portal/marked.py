"""The fixed texts of the public's pages that are marked for translation, read from templates and code."""

import ast
import re
from pathlib import Path

from columns.enums import ColumnType
from portal.queries.files import TYPE_NAMES
from publishing.enums import NoticeKind
from submissions.enums import Validity
from tests.architecture.source import ROOT

PAGES = [path for pattern in ("components/*.html", "portal/*", "404.html", "500.html")
         for path in sorted((ROOT / "templates").glob(pattern))]
TRANSLATE = re.compile(r"""{%\s*translate\s+(["'])(.*?)\1""")
CONSTANT = re.compile(r"""_\((["'])(.*?)\1\)""")
BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")
MARKERS = {"gettext", "gettext_noop"}

FROM_TABLES = {*ColumnType.labels, *Validity.labels, *NoticeKind.labels, *TYPE_NAMES.values()} - {""}
"""Translated where they are shown: labels of enums, names of file types."""


def in_template(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    blocks = {VARIABLE.sub(r"%(\1)s", found) for found in BLOCK.findall(text)}
    return blocks | {found for _, found in TRANSLATE.findall(text)} | {found for _, found in CONSTANT.findall(text)}


def in_code(path: Path) -> set[str]:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return {call.args[0].value for call in calls
            if isinstance(call.func, ast.Name) and call.func.id in MARKERS and isinstance(call.args[0], ast.Constant)}


def marked() -> set[str]:
    found = set(FROM_TABLES)
    for path in PAGES:
        found |= in_template(path)
    for path in [*(ROOT / "portal").glob("queries/*.py"), ROOT / "portal" / "views.py"]:
        found |= in_code(path)
    return found
