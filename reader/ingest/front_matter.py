"""Metadata from front matter.

Each entry of YAML front matter is read by itself, so that one that is no YAML (``title: Le Mexique : un refus``) is read
as a line, and the others still count. All values are text, whatever YAML takes them for: ``no`` is a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from reader.text.date import date_parts, iso_date
from reader.text.depth import LEVELS, is_shallow
from reader.text.front_matter import NAME_OF, front_matter_end, pair, toml_values, yaml_key
from reader.text.metadata import DATES, Metadata

_PLAIN = re.compile(r"[^\W_](?:[^:#\n]|:(?=\S)|(?<=\S)#)*")
"""A value on one line that means the same in YAML as it does as a line, so that YAML need not be loaded."""
_QUOTED = re.compile(r'"([^"\\\n]*)"|\'([^\'\n]*)\'')
_BLANKS = re.compile(r"[ \t\r\n]+")
_NOTHING = frozenset("true false yes no null ~".split())
"""Values that say whether there is something, and not what."""
_URL = re.compile(r"(?i)https?://\S+")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_NAMES = ("name", "nom", "title", "value", "text", "url")
"""The keys of a nested map that say what it stands for."""


def metadata(text: str) -> Metadata:
    """Return the metadata in the front matter of ``text``; of two entries for one field, the first that fits counts.

    But an author's entry that is repeated under its name (``author: Anne Roy``, ``author: Paul Blanc``) gives several.
    """
    given: dict[str, list[str]] = {}
    author_key = ""
    for key, value in _entries(text[: front_matter_end(text)].lstrip()):
        if key in NAME_OF and is_shallow(value):
            field = NAME_OF[key]
            parts = value if isinstance(value, list) and field != "author" else [value]
            texts = (_BLANKS.sub(" ", _WIKI_LINK.sub(_linked, _text(part))).strip() for part in parts)
            told = [words for words in texts if words and _is_told(field, words)]
            if field == "author" and told:
                author_key = author_key or key
                told = told if key == author_key else []
            given.setdefault(field, []).extend(told)
    urls = [words for words in given.get("source", ()) if _URL.fullmatch(words)]
    if urls:
        given["source"] = [words for words in given["source"] if words not in urls]
        given["url"] = [*given.get("url", ()), *urls]
    if authors := given.get("author"):
        given["author"] = ["; ".join(dict.fromkeys(authors))]
    for field in DATES:
        if dates := given.get(field):
            given[field] = [next((words for words in dates if date_parts(iso_date(words, ""))), dates[0])]
    return Metadata(**{field: values[0] for field, values in given.items() if values})


def _is_told(field: str, words: str) -> bool:
    """Whether ``words`` say what the field is, and not only that there is something or nothing (``published: true``)."""
    return field == "title" or words.casefold() not in _NOTHING or (field == "language" and words == "no")


def _entries(front: str) -> Iterator[tuple[str, Any]]:
    """Yield the keys, casefolded, and the values of the fields of `Metadata`, and of others, too."""
    lines = front.split("\n")
    if front.startswith("+++"):
        for key, value in toml_values(front).items():
            yield key.casefold(), value
    elif front.startswith("---"):
        yield from _yaml_entries(lines[1:-1])
    else:
        for line in lines:
            key, value = pair(line) or ("", "")
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            yield key, value[1:-1] if quoted else value


def _yaml_entries(lines: list[str]) -> Iterator[tuple[str, Any]]:
    starts = [at for at, line in enumerate(lines) if yaml_key(line)]
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        key, value = yaml_key(lines[start]) or ("", "")
        below = [line for line in lines[start + 1 : stop] if line.strip() and not line.startswith("#")]
        if key not in NAME_OF or not (value or below):
            continue
        if not below and _PLAIN.fullmatch(value):
            yield key, value
        elif not below and (quoted := _QUOTED.fullmatch(value)):
            yield key, quoted[1] or quoted[2] or ""
        else:
            yield key, _yaml_value("\n".join([f"key: {value}", *lines[start + 1 : stop]]), value)


def _yaml_value(entry: str, line: str) -> Any:
    """Return the value of an entry; ``line``, what its first line has, if it is no YAML, has an alias or is nested deeply."""
    import yaml

    depth = 0
    try:
        for event in yaml.parse(entry, Loader=yaml.BaseLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > LEVELS or isinstance(event, yaml.AliasEvent):
                return line
        return yaml.load(entry, Loader=yaml.BaseLoader)["key"]  # noqa: S506 - it makes text, lists and dicts
    except (yaml.YAMLError, ValueError, OverflowError):  # an escape may name a character that there is not
        return line


def _linked(match: re.Match[str]) -> str:
    """Return the words that a link to a note shows: ``Anne Roy`` for ``[[people/Anne Roy]]``."""
    return match[1].rpartition("/")[2]


def _text(value: Any) -> str:
    """Return a value as text: of a list its parts, as names are separated; of a nested map its name."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        family, given = (_text(value.get(key, "")) for key in ("family", "given"))
        return ", ".join(filter(None, (family, given))) or next(
            (_text(value[key]) for key in _NAMES if key in value), ""
        )
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, (date, datetime, time)) else str(value)
