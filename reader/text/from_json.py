"""JSON, read without loading `json`, whose own patterns take longer to compile than a start has to read.

`json` has its scanner from ``_json``, as is done here; where that is otherwise than we know it, `json` itself reads.
"""

from __future__ import annotations

if False:  # TYPE_CHECKING, without loading typing
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


def loads(text: str) -> Any:
    """Return what `json.loads` does, and raise what it does: ValueError, or RecursionError."""
    try:
        from _json import make_scanner

        scan = make_scanner(_Usual)  # type: ignore[arg-type]
    except (ImportError, AttributeError, TypeError):
        scan = None
    if scan is not None:
        inside = text.strip(" \t\n\r")
        try:
            value, end = scan(inside, 0)
            if end == len(inside):
                return value
        except (StopIteration, ValueError):
            pass  # it is said better below
    import json

    return json.loads(text)
