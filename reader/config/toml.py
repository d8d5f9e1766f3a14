"""TOML files of ours, read without `tomllib` when the same text was read before.

Loading `tomllib` and reading a theme with it takes longer than laying out a page. What a text holds follows from the text
alone, so it is kept as JSON under the text's digest, in a derived cache of the state folder: nothing in it can be out of
date, and it may be deleted at any moment.
"""

from __future__ import annotations

import json
import os
import tomllib
from typing import Any

from reader.config.path import state_file
from reader.text.canonical import sha256

KEPT = 32
"""Texts whose contents are kept; the oldest give way."""


def loads(text: str) -> dict[str, Any]:
    """Return what `tomllib.loads` does, and raise what it does."""
    path = state_file("toml", f"{sha256(text)[:32]}.json")
    try:
        with open(path, encoding="utf-8") as file:
            kept = json.loads(file.read())
        if isinstance(kept, dict):
            return kept
    except (OSError, ValueError):
        pass  # never read, or damaged
    table = tomllib.loads(text)
    try:
        _keep(path, table)
    except (OSError, TypeError):  # a folder that cannot be written, or a date, which JSON does not know
        return table
    return table


def _keep(path: str, table: dict[str, Any]) -> None:
    written = json.dumps(table)
    shelf, draft = os.path.dirname(path), f"{path}.{os.getpid()}"
    os.makedirs(shelf, exist_ok=True)
    with open(draft, "w", encoding="ascii") as file:
        file.write(written)
    os.replace(draft, path)
    for old in sorted(os.scandir(shelf), key=lambda one: one.stat().st_mtime_ns)[:-KEPT]:
        os.unlink(old.path)
