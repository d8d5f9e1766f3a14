"""JSON from other programs: read with a limit, and looked into without trust in any type."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reader.exchange.source_file import open_source, read_bytes
from reader.text.problem import Problem
from reader.translation import _

HEAD = 65_536
"""Bytes in which a format is recognised."""


def read_json(path: Path) -> Any:
    """Return what a file says; Problem if it is not JSON."""
    data = read_bytes(path)
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Problem(_("The file is not valid JSON."), f"{path}: {error}", _("Export it again.")) from error


def mentions(path: Path, *words: str) -> bool:
    """Whether the beginning of a file has one of ``words``, which tell a format from others."""
    with open_source(path) as file:
        head = file.read(HEAD).decode("utf-8", "replace")
    return any(word in head for word in words)


def listed(value: object) -> list[Any]:
    """Return a list as it is, any other value as the only one of a list, and nothing for a missing one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text(value: object) -> str:
    """Return a text, or the first text of a list or of values by language; empty for anything else."""
    if isinstance(value, dict):
        value = value.get("value") or next(iter(value.values()), "")
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str)), "")
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def number(value: object) -> int | None:
    """Return a whole number of at least 0; None for anything else."""
    return value if type(value) is int and 0 <= value < 2**53 else None
