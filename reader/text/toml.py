"""Lines of TOML files: where a key stands, so that a fault can name its line.

``tomllib`` gives values without lines. A key is found again by reading the text line by line: enough for the
flat tables of our files, where a key is on a line of its own. An inline table or a key inside a multi-line string
may be missed or mistaken; a line number is a help, not a promise.
"""

from __future__ import annotations

import re

from reader.text.fault import Fault

_TABLE = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w.-]+)\s*=""")
_PLACE = re.compile(r"at line (\d+)")


def line_of(text: str, table: str | None, key: str | None = None) -> int | None:
    """Return the line, from 1, of ``key`` in ``[table]``, or of the table itself; None if it is not found.

    ``table`` None is the part before the first table. A top-level value is found as a table, too.
    """
    current: str | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if head := _TABLE.match(line):
            current = _bare(head[1])
            if key is None and current == table:
                return number
        elif found := _KEY.match(line):
            name = _bare(found[1])
            if key is None:
                if current is None and name == table:
                    return number
            elif current == table and name == key:
                return number
    return None


def syntax_fault(text: str, file: str, error: Exception) -> Fault:
    """Return the fault for a file that is no TOML: nothing of it could be used."""
    found = _PLACE.search(str(error))
    line = int(found[1]) if found else text.count("\n") + 1
    nested = isinstance(error, RecursionError)
    reason = "it is nested too deeply" if nested else re.sub(r"\s*\(at .*\)$", "", str(error))
    return Fault(file, line, f"The file is not valid TOML: {reason}.", "Mend the line; until then defaults hold.")


def _bare(name: str) -> str:
    return name[1:-1] if len(name) > 1 and name[0] in "\"'" and name[-1] == name[0] else name
