"""Who uses private names: those of Textual may change with any release, so one file has all of their uses."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import textual

from tests.laws.source import TOP, classes, definition, definitions, files, name, nodes, ours

DOOR = TOP / "reader" / "tui" / "terminal" / "textual_internals.py"
PRIVATE = re.compile(r"_[a-zA-Z]\w*(?<!_)")
PUBLIC = frozenset({"_replace", "_asdict", "_exit", "_current_frames"})
"""Names with an underscore that Python's documentation has."""


def is_private(word: str) -> bool:
    return PRIVATE.fullmatch(word) is not None and word not in PUBLIC


@cache
def of_textual() -> frozenset[str]:
    """Return every private name that stands anywhere in Textual's source."""
    files = Path(textual.__file__).parent.rglob("*.py")
    return frozenset(word for file in files for word in re.findall(r"\b_[a-zA-Z]\w*", file.read_text(encoding="utf-8")))


@cache
def private_in(base: type) -> frozenset[str]:
    """Return the private names of a class: of its methods, its class attributes and the attributes of its instances."""
    node = definition(base)
    attributes = {access.attr for access in ast.walk(node) if _of_self(access)} if node else set()  # type: ignore[attr-defined]
    return frozenset(word for word in {*vars(base), *attributes} if is_private(word))


def _of_self(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"


@cache
def inherited(cls: type) -> frozenset[str]:
    """Return the private names that Textual has in a class's instances: it may be a mix-in of others."""
    bases = {base for sub in classes("reader") if cls in sub.__mro__ for base in sub.__mro__}
    return frozenset().union(*(private_in(base) for base in bases if base.__module__.startswith("textual")))


@cache
def of_ours() -> frozenset[str]:
    """Return the private names that the screen's own classes and modules define."""
    names: set[str] = set()
    for cls in classes("reader"):
        names |= {word for base in ours(cls) for word in private_in(base)} - inherited(cls)
    for file in files("reader"):
        names |= {node.name for node in nodes(file) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return frozenset(names)


def accesses(node: ast.AST) -> list[tuple[ast.AST | None, str]]:
    """Return each private name that is asked for: what it is asked of, and the name."""
    if isinstance(node, ast.Attribute):
        return [(node.value, node.attr)] if is_private(node.attr) else []
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) > 1:
        wanted = node.args[1]
        if node.func.id in ("getattr", "setattr", "hasattr", "delattr") and isinstance(wanted, ast.Constant):
            return [(node.args[0], str(wanted.value))] if is_private(str(wanted.value)) else []
    return []


def of_itself(value: ast.AST | None) -> bool:
    """Whether something is asked of ``self``, ``cls`` or ``super()``."""
    if isinstance(value, ast.Call):
        value = value.func
    return isinstance(value, ast.Name) and value.id in ("self", "cls", "super")


def private_imports(node: ast.AST, package: str) -> list[str]:
    """Return the private modules and names of a package that a statement imports."""
    if isinstance(node, ast.Import):
        paths = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        paths = [f"{node.module}.{alias.name}" for alias in node.names]
    else:
        return []
    return [
        ".".join(parts[: 1 + next(number for number, part in enumerate(parts) if is_private(part))])
        for parts in (path.split(".") for path in paths)
        if parts[0] == package and any(map(is_private, parts))
    ]


def uses_of_textual() -> dict[str, int]:
    """Return Textual's private names and modules outside `textual_internals.py`, with the number of their uses."""
    names: Counter[str] = Counter()
    for file in files("reader/tui"):
        if file == DOOR:
            continue
        mine = set(definitions(file).values())
        for cls in classes("reader"):
            if (body := definition(cls)) and body in mine:
                names.update(_of_class(body, cls))
        for node in nodes(file):
            names.update(private_imports(node, "textual"))
            for value, word in accesses(node):
                if not of_itself(value) and (word not in of_ours() or word in of_textual()):
                    names[word] += 1
    return dict(names)


def _of_class(node: ast.ClassDef, cls: type) -> list[str]:
    theirs = inherited(cls)
    defined = [part.name for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
    targets = [part.targets if isinstance(part, ast.Assign) else [part.target] for part in node.body if isinstance(part, ast.Assign | ast.AnnAssign)]  # fmt: skip
    assigned = [target.id for each in targets for target in each if isinstance(target, ast.Name)]
    asked = [word for part in ast.walk(node) for value, word in accesses(part) if of_itself(value)]
    return [word for word in (*defined, *assigned, *asked) if word in theirs]


def uses_by_tests() -> dict[str, int]:
    """Return the test files that touch what is private, each with how often."""
    names: Counter[str] = Counter()
    for file in files("tests"):
        uses = sum(not of_itself(value) for node in nodes(file) for value, _ in accesses(node))
        imports = [private_imports(node, package) for node in nodes(file) for package in ("reader", "textual")]
        names[name(file)] = uses + sum(map(len, imports))
    return {file: count for file, count in names.items() if count}
