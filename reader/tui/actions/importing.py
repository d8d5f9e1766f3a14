"""Import the annotations of another program's file on the screen: look at what will be made, and make it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reader.exchange.import_formats import ImportFormat
from reader.exchange.imported import Imported
from reader.session.adding.carry_out import GivenUp
from reader.session.exchange.import_annotations import ImportResult, import_annotations
from reader.session.exchange.import_report import matched_lines, result_lines
from reader.text.quotation import nested
from reader.translation import _, ngettext, number
from reader.tui.actions.watched_work import WatchedWork
from reader.tui.dialog.choices import Choice, has_typed
from reader.tui.dialog.picker import Picker
from reader.tui.service.app_state import AppState
from reader.tui.service.host import NotifiesAndAsks, RunsInBackground
from reader.tui.service.screens import Readiness


class ImportHost(NotifiesAndAsks, RunsInBackground, Protocol):
    """What an import needs."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A file of annotations that was read, and what importing it would make."""

    imported: Imported
    result: ImportResult


class Importing:
    """Imports into the library of ``state``. Keys of the screen wait meanwhile, and Esc leaves the library as it was.

    ``imported`` is called when it is done; ``add``, in place of the import, for a file whose articles the library lacks if
    the file has them.
    """

    def __init__(
        self,
        state: AppState,
        host: ImportHost,
        waiting: Readiness,
        imported: Callable[[Path], None],
        add: Callable[[Path], None],
    ) -> None:
        self._state, self._host, self._waiting = state, host, waiting
        self._imported, self._add = imported, add

    def open(self, path: Path, row: ImportFormat) -> None:
        """Read a file, and show what importing it would make."""

        def work(wanted: Callable[[], bool]) -> _Read | None:
            watched = WatchedWork(self._host, self._waiting, wanted)
            read_so_far = 0

            def step() -> None:
                nonlocal read_so_far
                read_so_far += 1
                counted(read_so_far, 0)

            counted = watched.counted(_read_so_far)
            try:
                imported = row.read(path, step)
                placed = watched.counted(_placed_so_far)
                trial = import_annotations(self._state.workspace, imported, path.name, dry=True, progress=placed)
            except GivenUp:
                return None
            return _Read(imported, trial)

        def then(read: _Read | None) -> None:
            if read is not None:
                knows_an_article = read.result.matched or read.result.quoted or read.result.added
                if row.has_articles and not knows_an_article:
                    self._add(path)
                else:
                    self._show(path, read)

        self._waiting.wait_for(_("Reading {file}…").format(file=path.name), work, then)

    def _show(self, path: Path, read: _Read) -> None:
        """Show what will be imported; Enter makes it."""
        result = read.result
        said = [*read.imported.notices, *result_lines(result, dry=True), *matched_lines(result, self._title)]
        said += result.losses.lines
        makes = bool(result.new or result.tags or result.added or result.memos)
        title = _("Enter imports {file}") if makes else _("There is nothing new in {file}")

        def choices(words: str) -> list[Choice]:
            return [Choice(str(at), line, preview=line) for at, line in enumerate(said) if has_typed(line, words)]

        self._host.ask(
            Picker(title.format(file=path.name), choices, preview=True, take=_("Import") if makes else _("Close")),
            lambda picked: self._write(path, read.imported) if picked and makes else None,
        )

    def _title(self, article: str) -> str:
        return _("“{title}”").format(title=nested(self._state.workspace.article(article).title))

    def _write(self, path: Path, imported: Imported) -> None:
        def done(result: ImportResult) -> None:
            self._imported(path)
            said = "\n".join((*imported.notices, *result_lines(result, dry=False), *result.losses.lines))
            self._host.notify(said, severity="warning" if result.losses.counts else "information", timeout=10)

        def work(wanted: Callable[[], bool]) -> ImportResult | None:
            watched = WatchedWork(self._host, self._waiting, wanted)
            try:
                result = import_annotations(
                    self._state.workspace, imported, path.name, progress=watched.counted(_placed_so_far)
                )
            except GivenUp:
                self._host.call_later(self._host.notify, _("Nothing was imported."))
                return None
            if not wanted():  # Esc came when all was written: it stays, and is said
                self._host.call_later(done, result)
            return result

        self._waiting.wait_for(_("Importing…"), work, lambda result: done(result) if result else None)


def _read_so_far(done: int, _of: int) -> str:
    return ngettext("{count} annotation is read…", "{count} annotations are read…", done).format(count=number(done))


def _placed_so_far(done: int, of: int) -> str:
    if not done:
        return _("Looking for the articles…")
    if done < of:
        return _("{done} of {count} annotations have their place…").format(done=number(done), count=number(of))
    return _("Writing {count} annotations…").format(count=number(of))
