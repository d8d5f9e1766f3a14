"""JSON, read without loading `json`, whose own patterns take longer to compile than a start has to read.

`json` has its scanner from ``_json``, as is done here; where that is otherwise than we know it, `json` itself reads.
"""

from __future__ import annotations

if False:  # TYPE_CHECKING, without loading typing
    from collections.abc import Callable
    from typing import Any

_CONSTANTS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


class _Usual:
    """What `json.loads` tells the scanner where nothing else is asked of it."""

    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = _CONSTANTS.__getitem__


_scan: Callable[[str, int], tuple[Any, int]] | None = None


def loads(text: str) -> Any:
    """Return what `json.loads` does, and raise what it does: ValueError, or RecursionError."""
    global _scan
    if _scan is None:
        _scan = _scanner()
    inside = text.strip(" \t\n\r")
    try:
        value, end = _scan(inside, 0)
        if end == len(inside):
            return value
    except (StopIteration, ValueError):
        pass  # it is said better below
    import json

    return json.loads(text)


def _scanner() -> Callable[[str, int], tuple[Any, int]]:
    try:
        from _json import make_scanner

        return make_scanner(_Usual)  # type: ignore[arg-type]
    except (ImportError, AttributeError, TypeError):
        import json.scanner

        return json.scanner.make_scanner(json.JSONDecoder())  # type: ignore[arg-type]


def quoted(text: str) -> str:
    """Return a text as `json.dumps` does."""
    try:
        from _json import encode_basestring_ascii as quote
    except ImportError:
        from json.encoder import encode_basestring_ascii as quote
    return quote(text)
