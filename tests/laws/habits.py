"""Habits that cost later: errors swallowed, tests that wait for a clock, test modules that build on others, bare exemptions."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.laws.source import TOP, files, name, nodes

BROAD = frozenset({"Exception", "BaseException"})
BARE = re.compile(r"# (?:noqa(?:: [A-Z0-9, ]+)?|type: ignore(?:\[[^]]*\])?) *$", re.MULTILINE)
"""An exemption from a check with nothing behind it."""
A_SLEEP = re.compile(r"\bsleep\((?!0\))")


def swallowing() -> dict[str, int]:
    """Return the files that catch every exception and neither raise it again nor use it."""
    found = {}
    for file in (*files("reader"), *files("tests")):
        handlers = (node for node in nodes(file) if isinstance(node, ast.ExceptHandler))
        count = sum(_is_broad(handler.type) and not _is_used(handler) for handler in handlers)
        if count := count + sum(map(_suppresses_all, nodes(file))):
            found[name(file)] = count
    return found


def _is_broad(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(map(_is_broad, caught.elts))
    return caught is None or (isinstance(caught, ast.Name) and caught.id in BROAD)


def _is_used(handler: ast.ExceptHandler) -> bool:
    inside = [node for statement in handler.body for node in ast.walk(statement)]
    return any(
        isinstance(node, ast.Raise) or (isinstance(node, ast.Name) and node.id == handler.name) for node in inside
    )


def _suppresses_all(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    return _called(node) == "suppress" and any(map(_is_broad, node.args))


def sleeping() -> dict[str, int]:
    """Return the test files that sleep, or start a program that does."""
    found = {}
    for file in files("tests"):
        if "bench" in file.parts or file == Path(__file__):  # the bench measures real time
            continue
        calls = [node for node in nodes(file) if isinstance(node, ast.Call) and _sleeps(node)]
        texts = [node.value for node in nodes(file) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        if count := len(calls) + sum(len(A_SLEEP.findall(text)) for text in texts):
            found[name(file)] = count
    return found


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _sleeps(node: ast.Call) -> bool:
    """Whether a call sleeps; a pilot's pause does when it is given seconds. To sleep for 0 seconds is to let others run."""
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    return _called(node) in ("sleep", "pause") and any(ast.unparse(seconds) != "0" for seconds in given)


def building_on_others() -> dict[str, int]:
    """Return the test files that import from a test module."""
    found = {}
    for file in files("tests"):
        if count := sum(map(_imports_a_test, nodes(file))):
            found[name(file)] = count
    return found


def _imports_a_test(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        modules = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    else:
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    return any(_is_a_test(module) for module in modules)


def _is_a_test(module: str) -> bool:
    parts = module.split(".")
    return parts[0] == "tests" and parts[-1].startswith("test_") and (TOP / Path(*parts)).with_suffix(".py").is_file()


def exempt_without_reason() -> dict[str, int]:
    """Return the files of the program with ``noqa`` or ``type: ignore`` comments that do not say why."""
    counts = {name(file): len(BARE.findall(file.read_text(encoding="utf-8"))) for file in files("reader")}
    return {file: count for file, count in counts.items() if count}
