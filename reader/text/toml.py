"""The lines of keys in TOML files, so that a fault can name its line.

``tomllib`` gives no line numbers, so a key is looked for line by line. That is enough for the flat tables of our files,
where each key is on its own line. A key in an inline table or a multi-line string may give a wrong line or none.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from reader.text.fault import Fault
from reader.translation import _

DEEPEST = 8
"""The most parts of a dotted key. `tomllib` takes quadratic time and memory for them; our files have at most two."""
DIGITS = 4000
"""The most digits of a number; Python refuses to read more than 4300."""

_KEY = re.compile(r"""\s*+("[^"]*"|'[^']*'|[\w.-]+)\s*=""")
_PLACE = re.compile(r"at line (\d+)")
_ENDS = frozenset("=,{}[]\n")
# Finds the dots of keys by skipping strings and comments. An alternative that begins to match always continues to its end,
# also where the text is not TOML, so every text is read only once.
_TOKEN = re.compile(
    r"""
    "{3} (?: [^"\\] | \\(?:.|\Z) | "(?!"") )*+ (?:"{3})?
    | '{3} (?: [^'] | '(?!'') )*+ (?:'{3})?
    | " (?: [^"\\\n] | \\[^\n] )*+ "?
    | ' [^'\n]*+ '?
    | \# [^\n]*+
    | [0-9] [0-9_]*+
    | [.=,{}\[\]\n]
    """,
    re.DOTALL | re.VERBOSE,
)


def read_toml(text: str) -> dict[str, Any]:
    """Return the result of `tomllib.loads` in limited time and memory; ValueError or RecursionError if it is not TOML."""
    dots, line = 0, 1
    for token in _TOKEN.finditer(text):
        written = token[0]
        if written == ".":
            dots += 1
            if dots >= DEEPEST:
                raise ValueError(f"a key has more than {DEEPEST} parts (at line {line})")
        elif written in _ENDS:
            dots = 0
        elif len(written) > DIGITS and written[0].isdigit():
            raise ValueError(f"a number has more than {DIGITS} digits (at line {line})")
        line += written.count("\n")
    return tomllib.loads(text)


def line_of(text: str, table: str | None, key: str | None = None) -> int | None:
    """Return the line, from 1, of ``key`` in ``[table]``, or of the table itself; None if it is not found.

    ``table`` None is the part before the first table. A top-level value is also found as a table.
    """
    current: str | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if head := _table(line):
            current = _bare(head)
            if key is None and current == table:
                return number
        elif match := _KEY.match(line):
            name = _bare(match[1])
            if key is None:
                if current is None and name == table:
                    return number
            elif current == table and name == key:
                return number
    return None


def _table(line: str) -> str:
    """Return the name in a line such as ``[name]  # why``; empty for other lines."""
    head = line.partition("#")[0].strip()
    inside = head[1:-1].strip()
    return inside if head[:1] + head[-1:] == "[]" and not {"[", "]"} & set(inside) else ""


def syntax_fault(text: str, file: str, error: Exception) -> Fault:
    """Return the fault for a file that is not valid TOML and so is not used at all."""
    match = _PLACE.search(str(error))
    line = int(match[1]) if match else text.count("\n") + 1
    nested = isinstance(error, RecursionError)
    reason = _("it is nested too deeply") if nested else re.sub(r"\s*\(at .*\)$", "", str(error))
    return Fault(
        file,
        line,
        _("The file is not valid TOML: {reason}.").format(reason=reason),
        _("Mend the line; until then the defaults apply."),
    )


def _bare(name: str) -> str:
    return name[1:-1] if len(name) > 1 and name[0] in "\"'" and name[-1] == name[0] else name
