"""Files and functions stay readable: the models we follow keep 95 of 100 files below 350 lines, functions below 40."""

import ast

from tests.architecture.source import APP_SOURCES, TEST_SOURCES

FILE_LINES = 450
FUNCTION_LINES = 60
SOURCES = [source for source in APP_SOURCES + TEST_SOURCES if not source.is_migration]


def test_no_file_is_too_long():
    lengths = {source.name: len(source.text.splitlines()) for source in SOURCES}
    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == {}


def test_no_function_is_too_long():
    lengths = {
        f"{source.at(node)} {node.name}": node.end_lineno - node.lineno + 1
        for source in SOURCES for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES} == {}
