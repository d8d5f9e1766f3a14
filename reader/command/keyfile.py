"""Keymap files: TOML that changes the keys of a keymap.

::

    [article]
    "annotation.highlight" = ["h", "Ctrl+g"]
    "goto.top" = ["g g"]

Commands that the file names get its keys; all others keep those of the *base*. A line with a fault is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, partial
from typing import Any

from reader.command.command import CONTEXTS, Command, Context
from reader.command.keymap import Binding, Keymap, clashing, unfit
from reader.command.notation import is_sent, parse_sequence, write_sequence
from reader.command.preset import PRESETS
from reader.command.table import BY_NAME
from reader.text.fault import Fault, Faults
from reader.text.title import clipped
from reader.text.toml import line_of, read_toml, syntax_fault
from reader.translation import _

EVERYWHERE = "everywhere"
MOST_KEYS = 20
"""The most keys that a command can have in one context."""
WAYS_OUT = (
    *("app.back", "app.help", "app.palette", "pass.leave"),
    *("picker.choose", "picker.close", "note.keep", "note.close"),
)
"""Commands that keep a key wherever they mean something: without them nobody could leave, finish, or find out how."""
GIVING_WAY = frozenset(
    {
        *("goto.last-change", "goto.tag", "excerpt.style", "excerpts.export", "app.quit"),
        *("structure.split", "structure.join", "structure.heading", "structure.paragraph"),
        *("structure.caption", "structure.boilerplate"),
    }
)
"""Commands newer than version 0.2.0. A keymap file of that time may have given their keys to others, which is no fault."""
LONGEST = 80
"""The most characters of the keys of a command, and of a wrong name that a message shows."""


@cache
def preset(name: str) -> Keymap:
    """Return a shipped keymap; ValueError for an unknown name."""
    if name not in PRESETS:
        raise ValueError(f"There is no preset “{name}”. Presets are {', '.join(PRESETS)}.")
    text, file = preset_text(name), f"{name}.toml"
    if name == "default":  # every start reads it, so nothing is looked for that only a person's file may have
        reader = _Reader(text, Faults(file))
        keymap = Keymap(binding for entry in reader.entries(read_toml(text)) for binding in entry.bindings())
        faults = reader.faults.listed()
    else:
        keymap, faults = read_keymap(text, file, preset("default"))
    if faults:
        raise ValueError(f"{faults[0].place}: {faults[0].what}")
    return keymap


def preset_text(name: str) -> str:
    """Return the TOML of a shipped preset."""
    from pkgutil import get_data  # importlib.resources loads zipfile and more

    return (get_data("reader.command", f"{name}.toml") or b"").decode()


def read_keymap(text: str, file: str, base: Keymap) -> tuple[Keymap, list[Fault]]:
    """Return ``base`` with the changes of ``text``, and its faults; ``file`` is its name in the faults.

    If a binding of the file clashes with one of the base, the one of the file wins; a fault reports a command of the base
    that loses its last key this way. Of two clashing bindings in the file, the first wins. The `WAYS_OUT` keep their keys of
    the base where the file leaves them none that every terminal sends.
    """
    try:
        tables = read_toml(text)
    except (ValueError, RecursionError) as error:
        return base, [syntax_fault(text, file, error)]
    reader = _Reader(text, Faults(file))
    entries = list(reader.entries(tables))
    cleared = {(entry.context, entry.command.name) for entry in entries}
    fresh = reader.with_ways_out(base, reader.without_clashes(entries), cleared)
    keymap = base.replacing(fresh, cleared)
    reader.report_keyless(base, keymap, fresh, cleared)
    return keymap, sorted(reader.faults.listed(), key=lambda fault: fault.line or 0)


@dataclass(frozen=True, slots=True)
class _Entry:
    """The keys that one line of the file gives to one command in one context."""

    place: str
    context: Context
    command: Command
    sequences: tuple[tuple[str, ...], ...]

    def bindings(self) -> Iterator[Binding]:
        return (Binding(self.context, keys, self.command) for keys in self.sequences)


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    faults: Faults

    def entries(self, tables: dict[str, Any]) -> Iterator[_Entry]:
        """Yield the entries of the tables. The table of a context comes before ``everywhere``."""
        seen: set[tuple[Context, str]] = set()
        for place in sorted(tables, key=lambda name: name == EVERYWHERE):
            table = tables[place]
            if (place != EVERYWHERE and place not in CONTEXTS) or not isinstance(table, dict):
                self._fault(
                    place,
                    None,
                    _("“{place}” is not the name of a section.").format(place=clipped(place, LONGEST)),
                    _places(),
                )
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
        """Return the bindings without clashes: the table of a context wins, then the earlier line."""
        fresh: list[Binding] = []
        beside: dict[tuple[Context, str], list[tuple[Binding, _Entry]]] = {}  # by context and first key
        for entry in entries:
            for binding in entry.bindings():
                if reason := unfit(binding):
                    self._say(self._line_of(entry), reason, _("Give it another key, such as F2 or Ctrl with a letter."))
                    continue
                alike = beside.setdefault((binding.context, binding.keys[0]), [])
                first = next((other for other in alike if clashing(other[0], binding)), None)
                if first is None:
                    fresh.append(binding)
                    alike.append((binding, entry))
                elif first[0].command != binding.command:
                    self._report_clash(binding, entry, *first)
                else:
                    reason = _("“{keys}” and “{other}” hide each other.").format(
                        keys=write_sequence(binding.keys), other=write_sequence(first[0].keys)
                    )
                    self._say(self._line_of(entry), reason, _("Keep one of the two."))
        return fresh

    def with_ways_out(self, base: Keymap, fresh: list[Binding], cleared: set[tuple[Context, str]]) -> list[Binding]:
        """Return the bindings that leave each of the `WAYS_OUT` a key; take those that keep their old ones from ``cleared``."""
        while True:
            sent = [binding for binding in base.replacing(fresh, cleared) if all(map(is_sent, binding.keys))]
            with_keys = {(binding.context, binding.command.name) for binding in sent}
            needed = [
                old for old in base if old.command.name in WAYS_OUT and (old.context, old.command.name) not in with_keys
            ]
            if not needed:
                return fresh
            for name in dict.fromkeys(old.command.name for old in needed):
                self._keep_keys(name, [old for old in needed if old.command.name == name], cleared)
            taken = {binding: old for binding in fresh for old in needed if clashing(binding, old)}
            for binding, old in taken.items():
                keys, name = write_sequence(old.keys), old.command.name
                what = _("“{keys}” in [{context}] is the only key of “{name}”, which needs one.").format(
                    keys=keys, context=binding.context, name=name
                )
                self._say(
                    self._line(binding),
                    what,
                    _("Give “{name}” another key. Until then “{keys}” stays its key.").format(name=name, keys=keys),
                )
            fresh = [binding for binding in fresh if binding not in taken]
            cleared -= {(binding.context, binding.command.name) for binding in taken}
            cleared |= {(binding.context, binding.command.name) for binding in fresh if all(map(is_sent, binding.keys))}

    def _keep_keys(self, name: str, needed: list[Binding], cleared: set[tuple[Context, str]]) -> None:
        """Have a command keep its keys where the file takes them away, and say so once."""
        taken_away = {(old.context, name) for old in needed} & cleared
        cleared -= taken_away
        if taken_away:
            keys = ", ".join(dict.fromkeys(f"“{write_sequence(old.keys)}”" for old in needed))
            places = [EVERYWHERE, *(context for context, _ in taken_away)]
            line = min(filter(None, (self._at(place, name)() for place in places)), default=None)
            self._say(
                lambda: line,
                _("“{name}” needs a key.").format(name=name),
                _("It keeps {keys} until you give it another key.").format(keys=keys),
            )

    def report_keyless(
        self, base: Keymap, keymap: Keymap, fresh: list[Binding], cleared: set[tuple[Context, str]]
    ) -> None:
        """Add a fault for each fresh binding that takes the last key of a command that the file does not name.

        Those of `GIVING_WAY` lose theirs without one.
        """
        with_keys = {(binding.context, binding.command.name) for binding in keymap}
        lost = [
            old
            for old in base
            if (old.context, old.command.name) not in with_keys | cleared and old.command.name not in GIVING_WAY
        ]
        for binding in fresh:
            keyless = [old.command.name for old in lost if clashing(old, binding)]
            if keyless:
                names = ", ".join(f"“{name}”" for name in dict.fromkeys(keyless))
                self._say(
                    self._line(binding),
                    _("“{keys}” in [{context}] takes the last key of {names}.").format(
                        keys=write_sequence(binding.keys), context=binding.context, names=names
                    ),
                    _('Give it another key in this file, or write "{name}" = [] if it needs none.').format(
                        name=keyless[0]
                    ),
                )

    def _line_of(self, entry: _Entry) -> Callable[[], int | None]:
        return self._at(entry.place, entry.command.name)

    def _line(self, binding: Binding) -> Callable[[], int | None]:
        name = binding.command.name
        return lambda: self._at(binding.context, name)() or self._at(EVERYWHERE, name)()

    def _command(self, place: str, name: str) -> Command | None:
        command = BY_NAME.get(name)
        if command is None:
            shown = clipped(name, LONGEST)
            self._fault(place, name, _("There is no command “{shown}”.").format(shown=shown), partial(_advice, shown))
        elif place not in (EVERYWHERE, *command.where):
            *others, last = (f"[{context}]" for context in CONTEXTS if context in command.where)
            either = _("Write it under {places} or {last}.") if others else _("Write it under {last}.")
            self._fault(
                place,
                name,
                _("“{name}” cannot be used in [{place}].").format(name=name, place=place),
                either.format(places=", ".join(others), last=last),
            )
            return None
        return command

    def _sequences(self, place: str, name: str, written: object) -> tuple[tuple[str, ...], ...] | None:
        """Return the valid sequences; None if there is none, so that the keys of the base stay."""
        if isinstance(written, str):
            written = [written]
        if not isinstance(written, list) or not all(isinstance(keys, str) for keys in written):
            self._fault(
                place,
                name,
                _("The keys of “{name}” are not a list.").format(name=name),
                _('Write "{name}" = ["h"], for example.').format(name=name),
            )
            return None
        if len(written) > MOST_KEYS or any(len(keys) > LONGEST for keys in written):
            self._fault(
                place,
                name,
                _("“{name}” has too many keys.").format(name=name),
                _("A command has at most {count}.").format(count=MOST_KEYS),
            )
            return None
        sequences = []
        for keys in written:
            try:
                sequences.append(parse_sequence(keys))
            except ValueError as error:
                what = _("The keys “{keys}” of “{name}” cannot be read: {error}.").format(
                    keys=keys, name=name, error=error
                )
                self._fault(place, name, what, _("Write keys as in “J”, “Ctrl+r”, “Shift+Down”, “PgDn” or “g a”."))
        self._report_not_sent(place, name, dict.fromkeys(key for keys in sequences for key in keys if not is_sent(key)))
        return tuple(dict.fromkeys(sequences)) if sequences or not written else None

    def _report_not_sent(self, place: str, name: str, keys: Iterable[str]) -> None:
        """Add a fault for each key that only some terminals send as itself; there it works."""
        for key in keys:
            what = _("“{key}”, a key of “{name}”, comes from most terminals as another key, or not at all.")
            self._fault(
                place,
                name,
                what.format(key=key, name=name),
                _("Use a key that every terminal sends, such as F2 or Ctrl with a letter."),
            )

    def _report_clash(self, binding: Binding, entry: _Entry, other: Binding, first: _Entry) -> None:
        keys, longer = write_sequence(binding.keys), write_sequence(other.keys)
        line = self._line_of(first)()
        if keys == longer:
            what = _("“{keys}” in [{context}] is for “{name}” and for “{other}”.")
            with_line = _("“{keys}” in [{context}] is for “{name}” and for “{other}” (line {line}).")
        else:
            what = _("“{keys}” in [{context}] is for “{name}”, but “{longer}” is for “{other}”: one hides the other.")
            with_line = _(
                "“{keys}” in [{context}] is for “{name}”, but “{longer}” is for “{other}” (line {line}): "
                "one hides the other."
            )
        names = {"context": binding.context, "name": binding.command.name, "other": other.command.name}
        self._say(
            self._line_of(entry),
            (with_line if line else what).format(keys=keys, longer=longer, line=line, **names),
            _("Give one of them other keys. Until then “{longer}” is used.").format(longer=longer),
        )

    def _fault(self, place: str, name: str | None, what: str, mend: str | Callable[[], str]) -> None:
        self._say(self._at(place, name), what, mend)

    def _at(self, table: str, key: str | None) -> Callable[[], int | None]:
        return partial(line_of, self.text, table, key)

    def _say(self, line: Callable[[], int | None], what: str, mend: str | Callable[[], str]) -> None:
        self.faults.add(line, what, mend)


def _advice(name: str) -> str:
    near = get_close_matches(name, BY_NAME, n=1)
    return _("Did you mean “{near}”?").format(near=near[0]) if near else _("See the names with `scolie keys`.")


def _places() -> str:
    return _("Sections are {names}.").format(names=", ".join(f"[{place}]" for place in (*CONTEXTS, EVERYWHERE)))
