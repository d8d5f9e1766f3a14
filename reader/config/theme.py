"""Themes: one TOML file each, checked before the screen uses it.

::

    name = "paper"
    dark = false
    [colours]                   background foreground surface panel primary secondary accent warning error success dim
    [focus] [selection] [hit]   background and foreground of the focus, the selection, and hits of a search
    [ink.yellow] …              background and foreground of a highlight, for each ink (`annotation.model.Ink`)

A colour is ``#rrggbb`` or one of the terminal's own, such as ``ansi_blue`` or ``ansi_default``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from reader.annotation.model import Ink
from reader.config.file import read_text
from reader.text.fault import Fault, Faults
from reader.text.title import clipped
from reader.text.toml import line_of, read_toml, syntax_fault
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COLOURS = tuple("background foreground surface panel primary secondary accent warning error success dim".split())
PAIRS = ("focus", "selection", "hit", *(f"ink.{ink}" for ink in Ink))

_BASIC = "black red green yellow blue magenta cyan white".split()
ANSI = frozenset(["ansi_default", *(f"ansi_{name}" for name in _BASIC), *(f"ansi_bright_{name}" for name in _BASIC)])
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Pair:
    """The two colours of a passage."""

    background: str
    foreground: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A valid theme. ``colours`` has all of ``COLOURS``, ``pairs`` all of ``PAIRS``."""

    name: str
    dark: bool
    colours: dict[str, str]
    pairs: dict[str, Pair]

    @property
    def ansi(self) -> bool:
        """Whether it uses colours of the terminal, whose contrast is not known."""
        return any(colour in ANSI for colour in self.colours.values())

    def ink(self, name: str) -> Pair:
        """Return the colours of an ink; KeyError if there is no such ink."""
        return self.pairs[f"ink.{name}"]

    def to_variables(self) -> dict[str, str]:
        """Return the style-sheet variables beside Textual's: ``dim``, ``focus-background``, ``ink-pink-foreground`` …

        ``mark`` is the accent as written; Textual's ``accent`` differs a little after a conversion between colour spaces.
        """
        variables = {"dim": self.colours["dim"], "mark": self.colours["accent"]}
        for name, pair in self.pairs.items():
            stem = name.replace(".", "-")
            variables[f"{stem}-background"] = pair.background
            variables[f"{stem}-foreground"] = pair.foreground
        return variables


def load_themes(folders: Iterable[Path]) -> tuple[dict[str, Theme], list[Fault]]:
    """Return the themes of the folders by name, and the faults; later folders replace themes. Never raises."""
    themes: dict[str, Theme] = {}
    faults: list[Fault] = []
    for folder in folders:
        try:
            paths = sorted(folder.glob("*.toml"))
        except OSError as error:
            what = _("The folder of themes cannot be read.")
            faults.append(Fault(str(folder), None, what, error.strerror or _("Check its permissions.")))
            continue
        for path in paths:
            text, faults_here = read_text(path)
            if text is not None:
                theme, faults_here = read_theme(text, str(path))
                if theme is not None:
                    themes[theme.name] = theme
            faults += faults_here
    return themes, faults


def read_theme(text: str, file: str) -> tuple[Theme | None, list[Fault]]:
    """Return the theme, or None and its faults."""
    try:
        table = read_toml(text)
    except (ValueError, RecursionError) as error:
        return None, [syntax_fault(text, file, error)]
    reader = _Reader(text, Faults(file))
    name, dark = table.pop("name", None), table.pop("dark", None)
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        reader.fault(None, "name", _("The theme has no usable name."), _('Write name = "my-theme" at the top.'))
    if not isinstance(dark, bool):
        reader.fault(
            None, "dark", _("The theme does not say whether it is dark."), _("Write dark = true or dark = false.")
        )
    inks = table.pop("ink", {})
    if isinstance(inks, dict):
        table |= {f"ink.{ink}": colours for ink, colours in inks.items()}
    colours = reader.colours(table, "colours", COLOURS)
    pairs = {pair: reader.colours(table, pair, ("background", "foreground")) for pair in PAIRS}
    for unknown in sorted(table.keys() - {"colours", *PAIRS}):
        reader.fault(
            unknown,
            None,
            _("“{unknown}” is not part of a theme.").format(unknown=clipped(unknown, 80)),
            _("Delete it, or correct its spelling."),
        )
    if reader.faults:
        return None, reader.faults.listed()
    return Theme(str(name), bool(dark), colours, {name: Pair(**colours) for name, colours in pairs.items()}), []


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    faults: Faults

    def colours(self, tables: dict[str, Any], name: str, wanted: Iterable[str]) -> dict[str, str]:
        """Return the valid ones of the wanted colours of ``[name]``; the others become faults."""
        table = tables.get(name)
        if not isinstance(table, dict):
            mend = _("Add it, with {names}.").format(names=", ".join(wanted))
            self.fault(name, None, _("The table [{name}] is missing.").format(name=name), mend)
            return {}
        colours: dict[str, str] = {}
        for key in wanted:
            value = table.get(key)
            if isinstance(value, str) and (value in ANSI or _HEX.fullmatch(value)):
                colours[key] = value
            elif key not in table:
                self.fault(
                    name,
                    None,
                    _("The colour “{key}” is missing in [{name}].").format(key=key, name=name),
                    _('Write {key} = "#336699".').format(key=key),
                )
            else:
                mend = _("Write #rrggbb, or a colour of the terminal such as ansi_blue.")
                self.fault(
                    name, key, _("The value of “{key}” in [{name}] is not a colour.").format(key=key, name=name), mend
                )
        for key in table.keys() - set(wanted):
            self.fault(
                name,
                key,
                _("There is no colour “{key}” in [{name}].").format(key=clipped(key, 80), name=name),
                _("It has {names}.").format(names=", ".join(wanted)),
            )
        return colours

    def fault(self, table: str | None, key: str | None, what: str, mend: str) -> None:
        self.faults.add(partial(line_of, self.text, table, key), what, mend)
