"""The codebook as TOML 1.0, for people to read, edit and share: one ``[[tag]]`` for each tag.

    [[tag]]
    path = "theme/detail"
    color = "blue"                 # a name or #rrggbb
    key = "d"
    definition = "What it means."
    inclusion = "When it is given."
    exclusion = "When it is not."
    example = "A passage that shows it."

Only ``path`` is required. The file has no annotations and no ids: on import, a path means the tag that has it now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from reader.annotation.codebook import DESCRIPTION, Tag, checked_description, checked_path
from reader.exchange.row import Report
from reader.text.fault import Fault, Faults
from reader.text.fold import fold_key
from reader.text.problem import Problem
from reader.text.title import clipped
from reader.text.toml import read_toml, syntax_fault
from reader.translation import N_, _

_ESCAPED = re.compile('["\\\\\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]')
_HEAD = re.compile(r"\s*\[\[\s*tag\s*\]\]")
LineNumber = int | None


def write(tags: Iterable[Tag], stream: TextIO) -> Report:
    """Write ``tags``, without their empty fields, and return the report."""
    report = Report("toml")
    for tag in tags:
        stream.write("\n" if report.written else "")
        stream.writelines(_lines(tag))
        report.written += 1
        report.kept += not tag.extra
        if tag.extra:
            report.lose(N_("fields of a newer version"))
    return report


def _lines(tag: Tag) -> Iterator[str]:
    yield "[[tag]]\n"
    for name in ("path", *DESCRIPTION):
        if value := getattr(tag, name):
            yield f"{name} = {_string(value)}\n"


def _string(text: str) -> str:
    """Return a basic string; a text of several lines becomes a multi-line string."""
    escaped = _ESCAPED.sub(_escape, text)
    if "\n" in text:
        return f'"""\n{escaped}"""'
    return '"' + escaped.replace("\t", "\\t") + '"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"  # TOML cannot hold half of a surrogate pair
    return "\\" + character if character in '"\\' else f"\\u{ord(character):04x}"


def read(text: str, file: str) -> tuple[list[tuple[Tag, LineNumber]], list[Fault]]:
    """Return the tags of a file, without ids, each with its line, and the faults of the file. Never raises."""
    try:
        content = read_toml(text)
    except (ValueError, RecursionError) as error:
        fault = syntax_fault(text, file, error)
        return [], [Fault(fault.where, fault.line, fault.what, _("Correct the line, then import the file again."))]
    tables = content.pop("tag", [])
    if content or not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        name = clipped(next(iter(content), "tag"), 80)
        return [], [
            Fault(
                file,
                None,
                _("“{name}” is not part of a codebook.").format(name=name),
                _("Write a [[tag]] for each tag."),
            )
        ]
    heads = [number for number, line in enumerate(text.split("\n"), start=1) if _HEAD.match(line)]
    # A tag can also be written as an inline table; then its line is not known.
    lines: list[LineNumber] = [*heads] if len(heads) == len(tables) else [None] * len(tables)
    tags: list[tuple[Tag, LineNumber]] = []
    faults = Faults(file)
    paths: set[str] = set()
    for table, line in zip(tables, lines, strict=True):
        tag = _tag(table, line, faults)
        if tag is not None:
            if fold_key(tag.path) in paths:
                faults.add(line, _("The tag “{path}” appears twice.").format(path=tag.path), _("Delete one of them."))
            paths.add(fold_key(tag.path))
            tags.append((tag, line))
    return tags, faults.listed()


def _tag(table: dict[str, Any], line: LineNumber, faults: Faults) -> Tag | None:
    sound = True
    for name, value in table.items():
        if name not in ("path", *DESCRIPTION):
            what = _("“{name}” is not a field of a tag.").format(name=clipped(name, 80))
            faults.add(line, what, _("Fields are path, {names}.").format(names=", ".join(DESCRIPTION)))
            sound = False
        elif not isinstance(value, str):
            faults.add(
                line, _("The value of “{name}” is not a text.").format(name=name), _("Put it in quotation marks.")
            )
            sound = False
    if "path" not in table:
        faults.add(line, _("The tag has no path."), _('Write path = "theme/detail".'))
        sound = False
    if not sound:
        return None
    try:
        description = checked_description({name: table[name] for name in DESCRIPTION if name in table})
        return Tag("", checked_path(table["path"])).described(description)
    except Problem as problem:
        faults.add(line, " ".join(filter(None, (problem.title, problem.message))), problem.hint)
        return None
