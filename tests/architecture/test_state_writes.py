"""The states of submissions and withdrawals are written by `submissions/actions` alone."""

import ast

import pytest

from tests.architecture.source import APP_SOURCES, Source

STATES = {"state", "state_since"}
WRITERS = {"update", "bulk_update", "update_or_create", "update_fields"}


def state_writes(tree: ast.AST) -> list[ast.AST]:
    """Assignments to an attribute `state`, `update(state=…)` and its kin, `setattr(…, "state", …)`,
    and `save(update_fields=["state"])`."""
    return sorted((node for node in ast.walk(tree) if _is_assignment(node) or _is_call(node)), key=lambda n: n.lineno)


def _is_assignment(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del) and node.attr in STATES


def _is_call(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    words = {inner.value for argument in [*node.args, *(word.value for word in node.keywords)]
             for inner in ast.walk(argument) if isinstance(inner, ast.Constant) and isinstance(inner.value, str)}
    keywords = {word.arg for word in node.keywords}
    if name == "setattr":
        return bool(STATES & words)
    if name in WRITERS:
        return bool(STATES & (keywords | (words if name != "update" else set())))
    return name == "save" and "update_fields" in keywords and bool(STATES & words)


def is_the_writer(source: Source) -> bool:
    return source.name.startswith("submissions/actions") or source.is_migration


def test_only_the_actions_of_submissions_write_a_state():
    others = [source for source in APP_SOURCES if not is_the_writer(source)]
    assert [source.at(node) for source in others for node in state_writes(source.tree)] == []


@pytest.mark.parametrize("statement", [
    "submission.state = State.DRAFT",
    "submission.state, other = State.DRAFT, 1",
    "for submission.state in states: pass",
    "del submission.state",
    "setattr(submission, 'state', 'draft')",
    "Submission.objects.filter(pk=1).update(state='draft')",
    "Submission.objects.bulk_update(rows, ['state'])",
    "Submission.objects.update_or_create(pk=1, defaults={'state': 'draft'})",
    "submission.save(update_fields=['state'])",
])
def test_each_way_to_write_a_state_is_seen(statement):
    assert len(state_writes(ast.parse(statement))) == 1


@pytest.mark.parametrize("statement", [
    "submission.state == State.DRAFT",
    "Submission.objects.filter(state='draft')",
    "state = submission.state",
    "values.update(status='live')",
])
def test_reading_a_state_is_free(statement):
    assert state_writes(ast.parse(statement)) == []


