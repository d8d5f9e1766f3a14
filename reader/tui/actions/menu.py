"""A menu of what is to be done: each row shows one thing and its value, and leads to where that is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reader.layout.cells import cells
from reader.search.jump import Entry, JumpIndex
from reader.tui.dialog.picker import Choice, Picked, Picker
from reader.tui.service.host import NotifiesAndAsks


@dataclass(frozen=True, slots=True)
class MenuRow:
    """A row: its name, its value now, and what Enter does on it."""

    name: str
    value: Callable[[], str]
    act: Callable[[], None]


def open_menu(host: NotifiesAndAsks, title: str, rows: Mapping[str, MenuRow]) -> Picker:
    """Ask for one of the rows, which have ids, and do what it does; return the dialog, which can show new values."""
    width = max(cells(row.name) for row in rows.values())

    def choices(words: str) -> list[Choice]:
        labels = {id_: f"{row.name}{' ' * (width - cells(row.name))}  {row.value()}" for id_, row in rows.items()}
        return _fitting(labels, words)

    def picked(result: Picked | None) -> None:
        if result and result.ids:
            host.attempt(rows[result.ids[0]].act)

    picker = Picker(title, choices)
    host.ask(picker, picked)
    return picker


def choose_one(
    host: NotifiesAndAsks,
    title: str,
    names: Mapping[str, str],
    now: str,
    chosen: Callable[[str], None],
    left: Callable[[], None],
) -> None:
    """Ask for one of ``names``, by id, with a check at ``now``; if none is chosen, call ``left``."""

    def picked(result: Picked | None) -> None:
        if result and result.ids:
            chosen(result.ids[0])
        else:
            left()

    host.ask(Picker(title, lambda words: _fitting(names, words), checked=[now]), picked)


def _fitting(names: Mapping[str, str], words: str) -> list[Choice]:
    """Return the choices that a few letters mean, all of them in their order for none."""
    index = JumpIndex(Entry(id_, name) for id_, name in names.items())
    ids = [match.id for match in index.best(words, len(names))] if words.strip() else names
    return [Choice(id_, names[id_]) for id_ in ids]
