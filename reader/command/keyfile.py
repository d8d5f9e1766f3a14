"""Keymap files: TOML that gives commands their keys, read over a keymap that is there already.

::

    [article]
    "annotation.highlight" = ["h", "Ctrl+g"]
    "goto.top" = ["g g"]

What the file names, it decides; the rest stays as in the *base*. A wrong line is skipped and told with its number.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from reader.command.command import CONTEXTS, Command, Context
from reader.command.keymap import Binding, Keymap, clashing, unfit
from reader.command.notation import parse_sequence, write_sequence
from reader.command.preset import PRESETS
from reader.command.table import BY_NAME
from reader.text.fault import Fault
from reader.text.toml import line_of

EVERYWHERE = "everywhere"


def toml(text: str) -> dict[str, Any]:
    """Read TOML as `tomllib` does, which takes longer to load than to read most files."""
    return tomllib.loads(text)


@cache
def preset(name: str, loads: Callable[[str], dict[str, Any]] = toml) -> Keymap:
    """Return a shipped keymap; ValueError if there is none of that name. ``loads`` reads TOML."""
    if name not in PRESETS:
        raise ValueError(f"There is no preset “{name}”: there are {', '.join(PRESETS)}.")
    base = Keymap() if name == "default" else preset("default", loads)
    keymap, faults = read_keymap(preset_text(name), f"{name}.toml", base, loads)
    if faults:
        raise ValueError(f"{faults[0].place}: {faults[0].what}")
    return keymap


def preset_text(name: str) -> str:
    """Return the TOML of a shipped preset."""
    from pkgutil import get_data  # importlib.resources loads zipfile and more

    return (get_data("reader.command", f"{name}.toml") or b"").decode()


def read_keymap(
    text: str, file: str, base: Keymap, loads: Callable[[str], dict[str, Any]] = toml
) -> tuple[Keymap, list[Fault]]:
    """Return ``base`` as ``text`` changes it, and what is wrong in ``text``; ``file`` is its name in the faults.

    A binding of the file wins over bindings of the base that it clashes with; where that leaves a command of
    the base without any key, a fault says so. Of two in the file that clash, the first wins.
    """
    try:
        tables = loads(text)
    except (ValueError, RecursionError) as error:
        from reader.text.toml import syntax_fault

        return base, [syntax_fault(text, file, error)]
    reader = _Reader(text, file, [])
    entries = list(reader.entries(tables))
    fresh = reader.without_clashes(entries)
    cleared = {(entry.context, entry.command.name) for entry in entries}
    keymap = base.replacing(fresh, cleared)
    reader.tell_of_keyless(base, keymap, fresh, cleared)
    return keymap, sorted(reader.faults, key=lambda fault: fault.line or 0)


@dataclass(frozen=True, slots=True)
class _Entry:
    """All the keys that one line of the file gives one command in one context."""

    place: str
    context: Context
    command: Command
    sequences: tuple[tuple[str, ...], ...]

    def bindings(self) -> Iterator[Binding]:
        return (Binding(self.context, keys, self.command) for keys in self.sequences)


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    file: str
    faults: list[Fault]

    def entries(self, tables: dict[str, Any]) -> Iterator[_Entry]:
        """Yield what the tables hold. A place's own table goes before ``everywhere``."""
        seen: set[tuple[Context, str]] = set()
        for place in sorted(tables, key=lambda name: name == EVERYWHERE):
            table = tables[place]
            if (place != EVERYWHERE and place not in CONTEXTS) or not isinstance(table, dict):
                self._fault(place, None, f"“{place}” is no place where keys count.", _places())
                continue
            for name, written in table.items():
                command = self._command(place, name)
                sequences = self._sequences(place, name, written) if command else None
                if command is None or sequences is None:
                    continue
                for context in CONTEXTS:
                    wanted = context in command.where if place == EVERYWHERE else context == place
                    if wanted and (context, name) not in seen:
                        seen.add((context, name))
                        yield _Entry(place, context, command, sequences)

    def without_clashes(self, entries: list[_Entry]) -> list[Binding]:
        """Return the bindings that can stand together; a table of a place wins, then the first."""
        fresh: list[Binding] = []
        beside: dict[tuple[Context, str], list[tuple[Binding, _Entry]]] = {}  # what begins with the same key
        for entry in entries:
            for binding in entry.bindings():
                if reason := unfit(binding):
                    self._say(self._line_of(entry), reason, "Give it another key, such as F2 or Ctrl with a letter.")
                    continue
                alike = beside.setdefault((binding.context, binding.keys[0]), [])
                first = next((other for other in alike if clashing(other[0], binding)), None)
                if first is None:
                    fresh.append(binding)
                    alike.append((binding, entry))
                elif first[0].command != binding.command:
                    self._tell_of_clash(binding, entry, *first)
                else:
                    reason = f"“{write_sequence(binding.keys)}” and “{write_sequence(first[0].keys)}” hide each other."
                    self._say(self._line_of(entry), reason, "Keep one of the two.")
        return fresh

    def tell_of_keyless(
        self, base: Keymap, keymap: Keymap, fresh: list[Binding], cleared: set[tuple[Context, str]]
    ) -> None:
        """Add a fault for each fresh binding that took the last key of commands that the file does not name."""
        alive = {(binding.context, binding.command.name) for binding in keymap}
        lost = [old for old in base if (old.context, old.command.name) not in alive | cleared]
        for binding in fresh:
            robbed = [old.command.name for old in lost if clashing(old, binding)]
            if robbed:
                names = ", ".join(f"“{name}”" for name in dict.fromkeys(robbed))
                self._say(
                    self._line(binding),
                    f"“{write_sequence(binding.keys)}” in [{binding.context}] takes the last key of {names}.",
                    f'Give it another key in this file, or write "{robbed[0]}" = [] if it needs none.',
                )

    def _line_of(self, entry: _Entry) -> int | None:
        return self._at(entry.place, entry.command.name)

    def _line(self, binding: Binding) -> int | None:
        place = self._at(binding.context, binding.command.name)
        return place or self._at(EVERYWHERE, binding.command.name)

    def _command(self, place: str, name: str) -> Command | None:
        command = BY_NAME.get(name)
        if command is None:
            near = get_close_matches(name, BY_NAME, n=1)
            mend = f"Did you mean “{near[0]}”?" if near else "See the names with `scolie keys`."
            self._fault(place, name, f"There is no command “{name}”.", mend)
        elif place not in (EVERYWHERE, *command.where):
            where = " or ".join(f"[{context}]" for context in CONTEXTS if context in command.where)
            self._fault(place, name, f"“{name}” means nothing in [{place}].", f"Write it under {where}.")
            return None
        return command

    def _sequences(self, place: str, name: str, written: object) -> tuple[tuple[str, ...], ...] | None:
        """Return the sequences that can be read; None, so that the base's keys stay, if none of them can."""
        if isinstance(written, str):
            written = [written]
        if not isinstance(written, list) or not all(isinstance(keys, str) for keys in written):
            self._fault(place, name, f"The keys of “{name}” are not a list.", f'Write "{name}" = ["h"], for example.')
            return None
        sequences = []
        for keys in written:
            try:
                sequences.append(parse_sequence(keys))
            except ValueError as error:
                what = f"The keys “{keys}” of “{name}” cannot be read: {error}."
                self._fault(place, name, what, "Write keys as in “J”, “Ctrl+r”, “Shift+Down”, “PgDn” or “g a”.")
        return tuple(dict.fromkeys(sequences)) if sequences or not written else None

    def _tell_of_clash(self, binding: Binding, entry: _Entry, other: Binding, first: _Entry) -> None:
        keys, longer = write_sequence(binding.keys), write_sequence(other.keys)
        line = self._line_of(first)
        where = f" (line {line})" if line else ""
        what = f"“{keys}” in [{binding.context}] is for “{binding.command.name}”"
        if keys == longer:
            what += f" and for “{other.command.name}”{where}."
        else:
            what += f", but “{longer}” is for “{other.command.name}”{where}: one hides the other."
        self._say(self._line_of(entry), what, f"Give one of them other keys. Until then “{longer}” holds.")

    def _fault(self, place: str, name: str | None, what: str, mend: str) -> None:
        self._say(self._at(place, name), what, mend)

    def _at(self, table: str, key: str | None) -> int | None:
        return line_of(self.text, table, key)

    def _say(self, line: int | None, what: str, mend: str) -> None:
        fault = Fault(self.file, line, what, mend)
        if fault not in self.faults:
            self.faults.append(fault)


def _places() -> str:
    return "Places are " + ", ".join(f"[{place}]" for place in (*CONTEXTS, EVERYWHERE)) + "."
