"""Patterns: regular expressions that are compiled when they are first asked.

Compiling takes longer than a page takes to be laid out, and what comes of it depends on the pattern and on Python alone.
So its code can be kept from one start to the next (`session.patterns` does), as Python keeps that of modules in
``__pycache__``. `re` does not offer that: here its inner modules are used, each code is compared with what `re` makes when
it is kept, and wherever anything is otherwise than we know it, `re` compiles.
"""

from __future__ import annotations

if False:  # TYPE_CHECKING, without loading typing
    import re
    from collections.abc import Callable
    from typing import Any

Code = tuple[int, list[int], int, dict[str, int], tuple[str | None, ...]]
"""What `re` compiles a pattern to: flags, code, number of groups, their names, the same by number."""

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")

_made: dict[str, _Pattern] = {}
_kept: dict[str, Code] = {}
_met: set[str] = set()
"""The patterns whose code was not kept."""
_recall: Callable[[], dict[str, Code]] | None = None


def pattern(source: str) -> re.Pattern[str]:
    """Return what `re.compile` does, made when it is first asked; its flags are in ``source``, as ``(?i)``."""
    return _made.setdefault(source, _Pattern(source))  # type: ignore[return-value]


class _Pattern:
    __slots__ = ("source", *_METHODS)

    def __init__(self, source: str) -> None:
        self.source = source

    def __getattr__(self, name: str) -> Any:
        # Only what has not been set is looked for here: from the first time on it is as quick as `re`'s own.
        made = _compiled(self.source)
        for method in _METHODS:
            setattr(self, method, getattr(made, method))
        return getattr(made, name)


def _compiled(source: str) -> re.Pattern[str]:
    global _recall
    if _recall is not None:
        recall, _recall = _recall, None
        _kept.update(recall())
    code = _kept.get(source)
    if code is not None:
        try:
            return _from_code(source, code)
        except (ImportError, AttributeError, TypeError, ValueError, OverflowError, RuntimeError):
            _kept.pop(source, None)
    import re

    _met.add(source)
    return re.compile(source)


def _from_code(source: str, code: Code) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]

    made: re.Pattern[str] = _sre.compile(source, *code)
    return made


def codes() -> dict[str, Code] | None:
    """Return the codes of all patterns met, for another start; None if that has all of them already."""
    new = sorted(_met)  # other threads may be asking patterns meanwhile
    _met.difference_update(new)
    made = {source: code for source in new if (code := _code_of(source)) is not None}
    if not made:
        return None
    _kept.update(made)
    return dict(_kept)


def begin(recall: Callable[[], dict[str, Code]]) -> None:
    """Ask ``recall``, once there is a pattern to compile, for what `codes` returned to an earlier start of this Python."""
    global _recall
    if not _kept:
        _recall = recall


def _code_of(source: str) -> Code | None:
    """Return the code of a pattern; None if it cannot be told, or would not be `re`'s own."""
    import re

    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        parsed = _parser.parse(source)
        state = parsed.state
        names = dict(state.groupdict)
        by_number: list[str | None] = [None] * state.groups
        for name, number in names.items():
            by_number[number] = name
        code = [int(one) for one in _compiler._code(parsed, 0)]
        found: Code = (int(state.flags), code, state.groups - 1, names, tuple(by_number))
        # Patterns are equal if their flags and codes are.
        return found if _from_code(source, found) == re.compile(source) else None
    except (ImportError, AttributeError, TypeError, ValueError, OverflowError, RuntimeError):
        return None
