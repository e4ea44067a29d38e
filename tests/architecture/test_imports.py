"""Imports that import-linter cannot judge: deferred ones, and screens of another app."""

import ast

from tests.architecture.source import APP_SOURCES, APPS

OPEN_FILES = {
    "enums", "models", "queries", "rules", "actions",                            # what an app offers
    "workflow", "roles", "sanitise", "digest", "hosts", "numbers", "paths", "addresses",  # pure tables and functions
    "trail", "guards", "diff", "scope", "screens",                               # shared mechanisms
    "tags", "keeping", "front", "delivery", "store", "rendering", "headers", "search",                 # kept pages
}
"""Files of an app that other apps may import. `screens` holds base classes of the desk."""


def test_no_import_stands_inside_a_function():
    deferred = [
        source.at(inner)
        for source in APP_SOURCES
        for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert deferred == []


def test_no_relative_imports():
    relative = [
        source.at(node) for source in APP_SOURCES for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_from_another_app_only_its_open_files_are_imported():
    closed = []
    for source in APP_SOURCES:
        for node, name in source.imports():
            app, _, rest = name.partition(".")
            if app in APPS and app != source.app and rest.split(".")[0] not in OPEN_FILES:
                closed.append(f"{source.at(node)} {name}")
    assert closed == []


def test_no_import_of_test_code():
    assert [source.at(node) for source in APP_SOURCES for node, name in source.imports()
            if name.split(".")[0] in {"tests", "pytest", "hypothesis", "playwright"}] == []


def test_no_signal_receivers():
    """Business rules stand in actions, where a reader finds them; nothing happens behind a save."""
    receivers = [
        f"{source.at(node)} {name}" for source in APP_SOURCES for node, name in source.imports()
        if name.startswith("django.dispatch") or "signals" in name.split(".")
    ]
    assert receivers == []
