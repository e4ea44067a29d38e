"""The project's own files, read as syntax trees and as text."""

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = [name for name in (
    "portal", "audit", "submissions", "interaction", "services", "columns", "publishing", "sites",
) if (ROOT / name / "__init__.py").exists()]


@dataclass(frozen=True)
class Source:
    """A Python file of the project; `name` is its path from the root."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def app(self) -> str:
        return self.name.split("/")[0]

    @property
    def is_migration(self) -> bool:
        return "/migrations/" in self.name

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.name)

    def at(self, node: ast.AST) -> str:
        return f"{self.name}:{node.lineno}"

    def imports(self) -> list[tuple[ast.stmt, str]]:
        """Every imported module, `from a import b` as `a.b`."""
        found = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [(node, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                found += [(node, f"{node.module or ''}.{alias.name}") for alias in node.names]
        return found


APP_SOURCES = [Source(path) for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]
"""All Python files of the apps, migrations too."""

TEST_SOURCES = [Source(path) for path in sorted((ROOT / "tests").rglob("*.py"))]

TEMPLATES = sorted(path for folder in [ROOT, *(ROOT / app for app in APPS)]
                   for path in (folder / "templates").rglob("*") if path.is_file())
STATIC = sorted(path for folder in [ROOT, *(ROOT / app for app in APPS)]
                for path in (folder / "static").rglob("*") if path.suffix in {".css", ".js", ".svg"})


def page(name: str) -> str:
    """A page of the documentation."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def rows(text: str) -> list[list[str]]:
    """The rows of all Markdown tables in a text, cells stripped; headings left out."""
    found, past_heading = [], False
    for line in map(str.strip, text.splitlines()):
        if not line.startswith("|"):
            past_heading = False
        elif set(line) <= set("|-: "):
            past_heading = True
        elif past_heading:
            found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found
