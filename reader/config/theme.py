"""Themes: one TOML file each, checked before the screen uses it.

::

    name = "paper"
    dark = false
    [colours]                   background foreground surface panel primary secondary accent warning error success dim
    [focus] [selection] [hit]   background and foreground of the focus, the selection, and hits of a search
    [ink.yellow] …              background and foreground of a highlight, for each ink (`annotation.model.Ink`)

A colour is ``#rrggbb`` or one of the terminal's own, such as ``ansi_blue`` or ``ansi_default``. A file with a wrong colour
keeps the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reader.annotation.model import Ink
from reader.config.contrast import SIGN, contrast, readable
from reader.config.file import read_text
from reader.text.fault import Fault, Faults
from reader.text.title import clipped
from reader.text.toml import line_of, read_toml, syntax_fault
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

LANE = 4.5
"""The contrast with the page of what an ink colours beside the text: also the names of tags, which are read."""
COLOURS = tuple("background foreground surface panel primary secondary accent warning error success dim".split())
PAIRS = ("focus", "selection", "hit", *(f"ink.{ink}" for ink in Ink))

_BASIC = "black red green yellow blue magenta cyan white".split()
ANSI = frozenset(["ansi_default", *(f"ansi_{name}" for name in _BASIC), *(f"ansi_bright_{name}" for name in _BASIC)])
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_NONE: Mapping[str, Theme] = MappingProxyType({})
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
        """Whether it has no other colours than those of the terminal, whose contrast is not known."""
        pairs = self.pairs.values()
        return ANSI.issuperset([*self.colours.values(), *(pair.background for pair in pairs)])

    def ink(self, name: str) -> Pair:
        """Return the colours of an ink; KeyError if there is no such ink."""
        return self.pairs[f"ink.{name}"]

    def table(self, name: str) -> Mapping[str, str]:
        """Return the colours of a table of its file: of ``colours``, or of one of `PAIRS`."""
        if name == "colours":
            return self.colours
        return {"background": self.pairs[name].background, "foreground": self.pairs[name].foreground}

    def to_variables(self) -> dict[str, str]:
        """Return the style-sheet variables beside Textual's: ``dim``, ``focus-background``, ``ink-pink-foreground`` …

        ``lane-pink`` is the colour of an ink beside the text, where it has to be seen without a fill.
        ``mark`` is the accent as written; Textual's ``accent`` differs a little after a conversion between colour spaces.
        ``cursor-mark`` is the colour of a sign on the fill of the focus: the accent, or the text's where that is not seen.
        """
        variables = {"dim": self.colours["dim"], "mark": self.colours["accent"], "cursor-mark": self._cursor_mark()}
        page = self.colours["background"]
        for ink in Ink:
            colour = self.ink(ink).background
            of_terminal = colour in ANSI or page in ANSI
            variables[f"lane-{ink}"] = colour if of_terminal else readable(colour, page, LANE)
        for name, pair in self.pairs.items():
            stem = name.replace(".", "-")
            variables[f"{stem}-background"] = pair.background
            variables[f"{stem}-foreground"] = pair.foreground
        return variables

    def _cursor_mark(self) -> str:
        accent, focus = self.colours["accent"], self.pairs["focus"]
        if accent in ANSI or focus.background in ANSI:
            is_seen = accent != focus.background  # all that is known of the terminal's colours
        else:
            is_seen = contrast(accent, focus.background) >= SIGN
        return accent if is_seen else focus.foreground


def load_themes(folders: Iterable[Path]) -> tuple[dict[str, Theme], list[Fault]]:
    """Return the themes of the folders by name, and the faults; later folders replace themes. Never raises.

    A wrong colour is replaced by that of a theme from an earlier folder, as in `read_theme`.
    """
    themes: dict[str, Theme] = {}
    faults: list[Fault] = []
    for folder in folders:
        earlier = dict(themes)
        try:
            paths = sorted(folder.glob("*.toml"))
        except OSError as error:
            what = _("The folder of themes cannot be read.")
            faults.append(Fault(str(folder), None, what, error.strerror or _("Check its permissions.")))
            continue
        for path in paths:
            text, faults_here = read_text(path)
            if text is not None:
                theme, faults_here = read_theme(text, str(path), earlier)
                if theme is not None:
                    themes[theme.name] = theme
            faults += faults_here
    return themes, faults


def read_theme(text: str, file: str, bases: Mapping[str, Theme] = _NONE) -> tuple[Theme | None, list[Fault]]:
    """Return the theme and its faults. A colour that is missing or wrong is that of a base theme.

    The base theme is the one of ``bases`` with the same name, else one of the same kind: `terminal` if the file names
    colours of the terminal, `night` if it is dark, else `paper`. Without it, or if the file does not say its name or kind,
    the theme is None.
    """
    try:
        table = read_toml(text)
    except (ValueError, RecursionError) as error:
        return None, [syntax_fault(text, file, error)]
    faults = Faults(file)
    reader = _Reader(text, faults, None)
    name, dark = table.pop("name", None), table.pop("dark", None)
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        name = ""
        reader.fault(None, "name", _("The theme has no usable name."), _('Write name = "my-theme" at the top.'))
    if not isinstance(dark, bool):
        dark = None
        what, mend = _("The theme does not say whether it is dark."), _("Write dark = true or dark = false.")
        reader.fault(None, "dark", what, mend)
    inks = table.pop("ink", {})
    if isinstance(inks, dict):
        table |= {f"ink.{ink}": colours for ink, colours in inks.items()}
    base = _base(bases, name, dark, table) if name and dark is not None else None
    reader = _Reader(text, faults, base)
    colours = reader.colours(table, "colours", COLOURS)
    pairs = {pair: reader.colours(table, pair, ("background", "foreground")) for pair in PAIRS}
    for unknown in sorted(table.keys() - {"colours", *PAIRS}):
        what = _("“{unknown}” is not part of a theme.").format(unknown=clipped(unknown, 80))
        reader.fault(unknown, None, what, _("Delete it, or correct its spelling."))
    if not name or dark is None or (faults and base is None):
        return None, faults.listed()
    return Theme(name, dark, colours, {name: Pair(**colours) for name, colours in pairs.items()}), faults.listed()


def _base(bases: Mapping[str, Theme], name: str, dark: bool, tables: Mapping[str, Any]) -> Theme | None:
    written = (value for table in tables.values() if isinstance(table, dict) for value in table.values())
    kind = "terminal" if any(isinstance(value, str) and value in ANSI for value in written) else ""
    return bases.get(name) or bases.get(kind or ("night" if dark else "paper"))


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    faults: Faults
    base: Theme | None

    def colours(self, tables: dict[str, Any], name: str, wanted: Iterable[str]) -> dict[str, str]:
        """Return the valid ones of the wanted colours of ``[name]``; the others become faults, and are the base theme's."""
        table = tables.get(name)
        base = self.base.table(name) if self.base else {}
        if not isinstance(table, dict):
            mend = _("Add it, with {names}.").format(names=", ".join(wanted))
            self.fault(name, None, _("The table [{name}] is missing.").format(name=name), mend)
            return dict(base)
        colours: dict[str, str] = {}
        for key in wanted:
            value = table.get(key)
            if isinstance(value, str) and (value in ANSI or _HEX.fullmatch(value)):
                colours[key] = value
                continue
            if key not in table:
                what = _("The colour “{key}” is missing in [{name}].").format(key=key, name=name)
                mend, line = _('Write {key} = "#336699".').format(key=key), None
            else:
                what = _("The value of “{key}” in [{name}] is not a colour.").format(key=key, name=name)
                mend, line = _("Write #rrggbb, or a colour of the terminal such as ansi_blue."), key
            if self.base:
                colours[key] = base[key]
                until = _("Until then it is {colour}, as in the theme {theme}.")
                mend = f"{mend} {until.format(colour=base[key], theme=self.base.name)}"
            self.fault(name, line, what, mend)
        for key in table.keys() - set(wanted):
            what = _("There is no colour “{key}” in [{name}].").format(key=clipped(key, 80), name=name)
            self.fault(name, key, what, _("It has {names}.").format(names=", ".join(wanted)))
        return colours

    def fault(self, table: str | None, key: str | None, what: str, mend: str) -> None:
        self.faults.add(partial(line_of, self.text, table, key), what, mend)
