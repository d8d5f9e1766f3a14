"""Patterns: regular expressions that are compiled when they are first used."""

from __future__ import annotations

if False:  # TYPE_CHECKING, without loading typing
    import re
    from typing import Any

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")

_made: dict[str, _Pattern] = {}


def pattern(source: str) -> re.Pattern[str]:
    """Return what `re.compile` does, made when it is first asked; its flags are in ``source``, as ``(?i)``."""
    return _made.setdefault(source, _Pattern(source))  # type: ignore[return-value]


class _Pattern:
    __slots__ = ("source", *_METHODS)

    def __init__(self, source: str) -> None:
        self.source = source

    def __getattr__(self, name: str) -> Any:
        import re

        made = re.compile(self.source)
        for method in _METHODS:
            setattr(self, method, getattr(made, method))
        return getattr(made, name)
