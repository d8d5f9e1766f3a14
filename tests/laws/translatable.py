"""What a person reads is translatable: a heuristic over the literals of the source."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tests.laws.source import files, name, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

TRANSLATING = frozenset({"_", "N_", "ngettext", "pgettext"})
SHOWING = frozenset(
    {
        "Problem", "Fault", "Finding", "Overtaken", "Refused", "ReadOnly", "Unsaved", "Form", "Manual", "Notice",
        "Picker", "Static", "Label", "add_argument_group", "ask", "complain", "confirm", "empty", "notify", "say",
        "tell_done", "tell",
    }
)  # fmt: skip
"""Functions and classes whose texts a person reads."""
SHOWN = frozenset(
    {"description", "empty", "epilog", "help", "hint", "mend", "placeholder", "prompt", "title", "what", "why"}
)
"""Arguments of any function that a person reads."""
A_SENTENCE = re.compile(r"[A-Z“`{].* .*[.?!…]\s*", re.DOTALL)
WORDS = re.compile(r"[A-Za-z’]{2,}(?:…|[ ,;:].*)", re.DOTALL)
A_COMMAND = re.compile(r"scolie [a-z-]+|--")
"""What one types is the same in every language."""
EXCEPTED = frozenset(
    {
        "reader/citation/name.py",  # words of the languages of articles and citations
        "reader/citation/terms.py",
        "reader/text/rules.py",
        "reader/tui/terminal/textual_internals.py",  # reasons, for programmers
    }
)


def untranslated() -> dict[str, int]:
    """Return the files with texts for a person that are not marked for translation, or cannot be found by its tools."""
    found = {}
    for file in files("reader"):
        if name(file) in EXCEPTED:
            continue
        if count := sum(1 for _ in texts(tree(file))) + sum(1 for _ in lost(tree(file))):
            found[name(file)] = count
    return found


def texts(node: ast.AST, *, shown: bool = False) -> Iterator[str]:
    """Yield the texts below ``node`` that seem to be for a person; ``shown`` if what is there is shown to one."""
    if isinstance(node, ast.Constant | ast.JoinedStr):
        text = _said(node)
        if text and re.search("[A-Za-z]{2}", text) and not A_COMMAND.match(text):
            yield from [text] if A_SENTENCE.fullmatch(text) or (shown and _is_words(text)) else []
        return
    if isinstance(node, ast.Call):
        called = _called(node)
        if called in TRANSLATING:
            return
        for argument in node.args:
            yield from texts(argument, shown=called in SHOWING)
        for keyword in node.keywords:
            yield from texts(keyword.value, shown=called in SHOWING or keyword.arg in SHOWN)
        yield from texts(node.func)
        return
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and _called(node.exc).endswith("Error"):
        return
    for child in _children(node):
        yield from texts(
            child, shown=shown and isinstance(node, ast.IfExp | ast.BoolOp | ast.BinOp | ast.Tuple | ast.List)
        )


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is below a node, but for docstrings and what an f-string inserts."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):
            yield child


def _said(node: ast.Constant | ast.JoinedStr) -> str | None:
    """Return a text with ``{}`` for what is inserted; None for other literals."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node.value, str) else None


def _is_words(text: str) -> bool:
    return WORDS.search(text.replace("{}", "")) is not None or bool(re.fullmatch("[A-Z][a-z]+", text))


def lost(module: ast.AST) -> Iterator[ast.Call]:
    """Yield translations of what is no literal, or within an f-string, where the tools of older Pythons do not look."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and _called(node) in TRANSLATING:
            if any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args):
                yield node
        elif isinstance(node, ast.JoinedStr):
            inside = (part for part in ast.walk(node) if isinstance(part, ast.Call) and _called(part) in TRANSLATING)
            yield from (call for call in inside if any(isinstance(part, ast.Constant) for part in call.args))


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
