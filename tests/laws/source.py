"""The source of the program and of its tests, parsed once."""

from __future__ import annotations

import ast
import importlib
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP = Path(__file__).parents[2]


@cache
def files(folder: str) -> tuple[Path, ...]:
    """Return the Python files below a folder of the project, in order."""
    return tuple(sorted((TOP / folder).rglob("*.py")))


@cache
def tree(file: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    """Return every node of a file's syntax tree."""
    return tuple(ast.walk(tree(file)))


def name(file: Path) -> str:
    """Return a file's name as the list of offenders has it."""
    return file.relative_to(TOP).as_posix()


@cache
def classes(folder: str) -> tuple[type, ...]:
    """Return the classes that the modules below a folder define at their top level or in another class."""
    found = []
    for file in files(folder):
        parts = file.relative_to(TOP).with_suffix("").parts
        if parts[-1] == "__main__":
            continue
        module = importlib.import_module(".".join(part for part in parts if part != "__init__"))
        todo = [value for value in vars(module).values() if isinstance(value, type)]
        while todo:
            cls = todo.pop()
            if cls.__module__ == module.__name__ and cls not in found:
                found.append(cls)
                todo += [value for value in vars(cls).values() if isinstance(value, type)]
    return tuple(found)


@cache
def definitions(file: Path) -> dict[str, ast.ClassDef]:
    """Return the classes of a file by their qualified names; not those inside functions."""
    found = {}
    todo: list[tuple[str, ast.AST]] = [("", tree(file))]
    while todo:
        prefix, node = todo.pop()
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef):
                found[prefix + child.name] = child
                todo.append((f"{prefix}{child.name}.", child))
            elif isinstance(child, ast.If | ast.Try):
                todo.append((prefix, child))
    return found


@cache
def definition(cls: type) -> ast.ClassDef | None:
    """Return the syntax tree of a class; None if it is made at run time."""
    source = getattr(sys.modules[cls.__module__], "__file__", None)
    return definitions(Path(source)).get(cls.__qualname__) if source and source.endswith(".py") else None


def ours(cls: type) -> Iterator[type]:
    """Yield a class and those of its bases that belong to the project."""
    return (base for base in cls.__mro__ if base.__module__.split(".")[0] == "reader")
