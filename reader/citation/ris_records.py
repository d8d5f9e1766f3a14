"""RIS in: the records of a text, each as its values by tag. Dialects differ in the blanks around the dash, and in whether the last record ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE = re.compile(r"\ufeff?([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*))?$")

Values = dict[str, list[str]]


def records(text: str) -> Iterator[Values]:
    """Yield the values of each record; those that go on over several lines keep their line ends, without empty lines."""
    values: Values = {}
    last = ""
    for line in text.split("\n"):
        match = _LINE.match(line)
        if match is None:
            if last and line.strip():
                values[last][-1] += f"\n{line.strip()}"
            continue
        last = match[1]
        if last in ("TY", "ER") and values:
            yield values
            values = {}
        if last == "ER":
            last = ""
        else:
            values.setdefault(last, []).append((match[2] or "").strip())
    if values:
        yield values
