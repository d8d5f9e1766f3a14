"""JSON Lines in, with the fields of the program's own export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.exchange.imported import Imported, Losses, Step, unwatched
from reader.exchange.json_source import HEAD
from reader.exchange.source_file import open_source, read_bytes
from reader.exchange.table_reader import Row, is_header, read_rows
from reader.text.problem import Problem
from reader.translation import N_, _


def recognises(path: Path) -> bool:
    """Whether the first line of a file is an annotation."""
    with open_source(path) as file:
        first = _object(file.readline(HEAD))
    return first is not None and is_header(first)


def read(path: Path, step: Step = unwatched) -> Imported:
    """Read a file; Problem if no line of it is an object, or if the first is not an annotation."""
    losses = Losses()
    lines = read_bytes(path).split(b"\n")
    made = read_rows(_rows(lines, losses), str(path), losses, step)
    if not made.annotations and any(map(bytes.strip, lines)):
        raise Problem(
            _("The file has no annotations in JSON Lines."), str(path), _("Give another file, or its format.")
        )
    return made


def _rows(lines: list[bytes], losses: Losses) -> Iterator[Row]:
    for place, line in enumerate(lines, start=1):
        value = _object(line)
        if value is not None:
            yield value
        elif line.strip():
            losses.lose(N_("lines that are not an object of JSON"), _("line {number}").format(number=place))


def _object(line: bytes) -> dict[str, Any] | None:
    """Return the object of a line with its names in lower case; None if it is none."""
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return {name.lower(): each for name, each in value.items()} if isinstance(value, dict) else None
