"""The documents say what the code says."""

import re

import pytest
from django.core.management import get_commands
from django.db.models import TextChoices

from audit import enums as audit_enums
from columns import enums as column_enums
from portal.configuration import BASE_DIR, VARIABLES
from publishing import enums as publishing_enums
from sites import enums as site_enums
from submissions import enums as submission_enums
from tests.architecture.source import APPS, ROOT, page, rows

ENUMS = [value for module in (audit_enums, site_enums, publishing_enums, column_enums, submission_enums)
         for value in vars(module).values()
         if isinstance(value, type) and issubclass(value, TextChoices) and value.__module__ == module.__name__]
REQUIREMENT = re.compile(r"^[A-Za-z0-9][\w.-]*(\[[\w,-]+\])?\s*[=<>!~]=.*?\s#\s\S")


def code(cell: str) -> str:
    """The word between backticks."""
    return cell.strip("`")


def written_default(default) -> str:
    """A default as the page writes it: paths from the project's root, nothing as a dash."""
    if isinstance(default, bool):
        return "on" if default else "off"
    text = str(default).replace(f"{BASE_DIR}/", "")
    return f"`{text}`" if text else "–"


def test_configuration_page_lists_every_variable_with_type_and_default():
    kinds = {str: "text", bool: "on / off", int: "number"}
    expected = [(name, kinds[kind], written_default(default)) for name, (kind, default) in VARIABLES.items()]
    assert [(code(name), kind, default) for name, kind, default, meaning in rows(page("configuration.md"))
            if meaning] == expected


def test_glossary_lists_every_enum_value_with_its_label():
    listed = {}
    for section in re.split(r"^### ", page("glossary.md"), flags=re.MULTILINE)[1:]:
        title, _, body = section.partition("\n")
        listed[code(title.split(" ")[0])] = [(code(value), label) for value, label in rows(body)]
    expected = {f"{enum.__module__.split('.')[0]}.{enum.__name__}": [(value, label) for value, label in enum.choices]
                for enum in ENUMS}
    assert listed == expected


def test_commands_page_lists_every_command_of_our_apps():
    ours = {name for name, app in get_commands().items() if app.split(".")[0] in APPS}
    listed = [code(name) for name, meaning in rows(page("commands.md")) if meaning]
    assert sorted(listed) == sorted(ours)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_says_what_it_is_for(name):
    lines = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
             if line.strip() and not line.startswith(("#", "-r "))]
    assert [line for line in lines if not REQUIREMENT.match(line)] == []


def test_license_is_named_by_spdx():
    lines = (ROOT / "LICENSE").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "SPDX-License-Identifier: Apache-2.0"
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
