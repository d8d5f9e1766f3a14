"""How large classes and files are: what is small is read at one sitting."""

from __future__ import annotations

import ast

from tests.laws.source import classes, definition, files, name, ours

MOST_METHODS = 30
MOST_LINES_OF_A_CLASS = 300
MOST_LINES_OF_A_FILE = 400


def methods(cls: type) -> int:
    """Return how many methods a class has, with those of our own bases; one that is overridden counts twice."""
    bodies = [node.body for base in ours(cls) if (node := definition(base))]
    return sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for body in bodies for part in body)


def lines(cls: type) -> int:
    """Return how many lines a class takes, with our own bases."""
    nodes = [node for base in ours(cls) if (node := definition(base))]
    return sum((node.end_lineno or node.lineno) - node.lineno + 1 for node in nodes)


def many_methods() -> dict[str, int]:
    return {cls.__qualname__: count for cls in classes("reader") if (count := methods(cls)) > MOST_METHODS}


def long_classes() -> dict[str, int]:
    return {cls.__qualname__: count for cls in classes("reader") if (count := lines(cls)) > MOST_LINES_OF_A_CLASS}


def long_files() -> dict[str, int]:
    found = {}
    for file in (*files("reader"), *files("tests")):
        count = len(file.read_text(encoding="utf-8").splitlines())
        if count > MOST_LINES_OF_A_FILE:
            found[name(file)] = count
    return found
