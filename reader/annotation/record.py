"""Stored records, checked where they are decoded: another program may have written anything into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from reader.text.span import Span

LARGEST = 2**62
"""What is above it is neither a time nor a place in a text."""
_PLAIN: dict[object, type] = {"str": str, "int": int, "bool": bool, str: str, int: int, bool: bool}
"""Kinds of fields by their annotations, which are text in a module that evaluates them late."""


def checked(cls: type, record: Mapping[str, Any]) -> None:
    """Raise ValueError if ``record`` has anything but a text or a number for a field of ``cls`` that is one."""
    for name, kind in _plain_fields(cls):
        if name not in record:
            continue
        value = record[name]
        if not isinstance(value, kind) or (isinstance(value, int) and not -LARGEST < value < LARGEST):
            raise ValueError(f"{name} is {value!r}")


@cache
def _plain_fields(cls: type) -> tuple[tuple[str, type], ...]:
    return tuple((field.name, _PLAIN[field.type]) for field in fields(cls) if field.type in _PLAIN)


def spans(value: object) -> tuple[Span, ...]:
    """Return the spans of a stored list; ValueError if it is none, or has anything but pairs of whole numbers."""
    if not isinstance(value, list | tuple):
        raise ValueError(f"not a list of spans: {value!r}")
    return tuple(map(_span, value))


def _span(pair: object) -> Span:
    if (
        isinstance(pair, list | tuple)
        and len(pair) == 2
        and type(pair[0]) is type(pair[1]) is int
        and pair[1] < LARGEST
    ):
        return Span(*pair)
    raise ValueError(f"not a span: {pair!r}")


def texts(value: object) -> tuple[str, ...]:
    """Return the texts of a stored list; ValueError if it is none, or not of texts alone."""
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise ValueError(f"not a list of texts: {value!r}")
    return tuple(value)
