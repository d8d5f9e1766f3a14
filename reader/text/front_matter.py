"""Where front matter stands before an article.

Three forms: YAML between ``---`` and ``---`` or ``...``; TOML between two ``+++``; or bare, known keys with their values
from the first line on, ended by an empty line or by the first line of another kind. In bare front matter everything behind
the first colon is the value.
"""

from __future__ import annotations

import re
from typing import Any

from reader.text.metadata import KEYS

NAME_OF = {name: key for key, names in KEYS.items() for name in names}
"""By name in front matter, the field of `text.metadata.Metadata`."""

_LARGEST = 20_000
"""Code points within which front matter ends."""
_LONGEST = 60
"""Lines of bare front matter."""
_EMPTY_LINES = re.compile(r"(?:[ \t]*\n){1,20}")
_FENCE = re.compile(r"---[ \t]*$")
_YAML_END = re.compile(r"(?:---|\.\.\.)[ \t]*$")
_TOML_FENCE = re.compile(r"\+\+\+[ \t]*$")
_PAIR = re.compile(r"([^\W\d_][\w -]{0,24}?)[ \t\u00a0\u202f]*:(?:[ \t]+(.*)|$)")
_KEY = re.compile(
    r"""("[^"\n]{1,100}"|'[^'\n]{1,100}'|[\w$@][\w $@./()'’-]{0,99}?)[ \t\u00a0\u202f]*:(?:[ \t]+(.*)|$)"""
)
_INSIDE = re.compile(r"\s*$|\s*#|\s+\S|-(?:\s|$)|[\]}],?\s*$")


def pair(line: str) -> tuple[str, str] | None:
    """Return the casefolded key and the value of a ``key: value`` line; None for any other line."""
    match = _PAIR.match(line)
    return (match[1].casefold(), (match[2] or "").strip()) if match else None


def yaml_key(line: str) -> tuple[str, str] | None:
    """Return the key, casefolded, and the rest of a line that opens an entry of YAML front matter; None for any other."""
    match = _KEY.match(line)
    return (match[1].strip("\"'").casefold(), (match[2] or "").strip()) if match else None


def front_matter_end(text: str) -> int:
    """Return the end of the front matter in code points; 0 if there is none.

    Empty lines may stand before the opening fence; what it opens must then have a key of metadata, or it is a rule.
    """
    lead = _EMPTY_LINES.match(text)
    start = lead.end() if lead else 0
    lines = text[start : start + _LARGEST].split("\n")
    if _FENCE.match(lines[0]):
        end = _yaml_end(lines, is_rule=start > 0 or not "".join(lines[1:2]).strip())
    elif _TOML_FENCE.match(lines[0]):
        end = _toml_end(lines)
        end = end if end and toml_values(text[start : start + end]) else 0
    else:
        end = 0 if start else _bare_end(lines[: _LONGEST + 2])
    return start + end if end else 0


def toml_values(front: str) -> dict[str, Any]:
    """Return what TOML front matter, its fences included, says; nothing if it is not TOML."""
    from reader.text.toml import read_toml

    try:
        return read_toml("\n".join(front.split("\n")[1:-1]))
    except (ValueError, RecursionError):
        return {}


def _toml_end(lines: list[str]) -> int:
    end = len(lines[0])
    for line in lines[1:]:
        end += 1 + len(line)
        if _TOML_FENCE.match(line):
            return end
    return 0


def _yaml_end(lines: list[str], *, is_rule: bool) -> int:
    """Return the end of YAML front matter; 0 if there is none, as between two horizontal rules.

    ``is_rule``: the fence is one, unless a key of metadata follows. An empty line below it says so (as in Pandoc).
    """
    end, keys = len(lines[0]) + 1, 0
    for line in lines[1:]:
        end += len(line) + 1
        if _YAML_END.match(line):
            return end - 1 if keys else 0
        if entry := yaml_key(line):
            keys += not is_rule or entry[0] in NAME_OF
        elif not _INSIDE.match(line):
            return 0
    return 0


def _bare_end(lines: list[str]) -> int:
    last_known = end = 0
    for line in lines:
        key_and_value = pair(line)
        if key_and_value is None:
            return last_known if line.strip() else end  # unknown keys count only before an empty line
        end += len(line) + 1
        if key_and_value[0] in NAME_OF and key_and_value[1]:
            last_known = end
        elif not last_known or len(line) > 120:
            return last_known
    return last_known
