"""Export excerpts: a menu shows format, style, language and file as they were chosen last, and leads to each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Protocol

from reader.annotation.model import Annotation
from reader.citation.styles import LANGUAGES, STYLES
from reader.config.path import from_home
from reader.exchange.row import Report
from reader.session.output.excerpt_file import (
    format_for,
    format_names,
    free_file,
    must_be_new,
    suffix_of,
    write_excerpts,
)
from reader.session.output.excerpts import Citing
from reader.translation import _, language, ngettext, number, own_name
from reader.tui.actions.menu import MenuRow, choose_one, open_menu
from reader.tui.dialog.form import Field, Form
from reader.tui.service.app_state import AppState
from reader.tui.service.host import NotifiesAndAsks, RunsInBackground

PAUSE = 1.0
"""Seconds without a word on a long export."""


class ExportHost(NotifiesAndAsks, RunsInBackground, Protocol):
    """What an export needs."""


class Progress:
    """Says now and then, from the thread that exports, how many excerpts are written."""

    def __init__(self, host: ExportHost, clock: Callable[[], float] = monotonic) -> None:
        self._host, self._clock = host, clock
        self._told = clock()

    def __call__(self, done: int, of: int) -> None:
        """Say it if nothing was said for a while."""
        if self._clock() - self._told >= PAUSE:
            self._told = self._clock()
            message = _("Exporting: {done} of {count} excerpts…").format(done=number(done), count=number(of))
            self._host.call_later(self._host.notify, message)


WriteFile = Callable[[Citing, Path, Progress], Report]
"""Writes the file in a way of citing, and reports what became of it."""


def _tell(host: ExportHost, report: Report, file: Path) -> None:
    """Say where the file is, and what the format could not carry."""
    done = ngettext("{count} excerpt is in {file}.", "{count} excerpts are in {file}.", report.written)
    done = done.format(count=number(report.written), file=from_home(file))
    host.notify("\n".join((done, *report.loss_lines)), severity="warning" if report.lost else "information", timeout=10)


class Export:
    """What an export is to be: a menu begins with the key that writes, and each other row changes one thing."""

    def __init__(self, state: AppState, host: ExportHost, title: str, write_file: WriteFile) -> None:
        self._host, self._title, self._write_file = host, title, write_file
        self._how = state.citing
        self._file = free_file(Path.home(), self._how.format)

    def menu(self) -> None:
        """Show what the export is to be."""
        rows = {
            "write": MenuRow(_("Write the file"), str, self._write),
            "format": MenuRow(_("Format"), lambda: _formats(self._how)[self._how.format], self._ask_format),
            "style": MenuRow(_("Citation style"), lambda: self._styles()[self._how.style], self._ask_style),
            "language": MenuRow(
                _("Language of the citation"), lambda: _languages()[self._how.language], self._ask_language
            ),
            "file": MenuRow(_("File"), lambda: from_home(self._file), self._ask_file),
        }
        open_menu(self._host, self._title, rows)

    def _styles(self) -> dict[str, str]:
        return {key: style.names[self._how.language or language()] for key, style in STYLES.items()}

    def _change(self, how: Citing) -> None:
        self._how = how
        self.menu()

    def _ask_format(self) -> None:
        def chosen(format: str) -> None:
            name = self._file.name.removesuffix(suffix_of(self._how.format)) + suffix_of(format)
            is_proposed = self._file == free_file(Path.home(), self._how.format)
            self._file = free_file(Path.home(), format) if is_proposed else self._file.with_name(name)
            self._change(replace(self._how, format=format))

        choose_one(self._host, _("Format"), _formats(self._how), self._how.format, chosen, self.menu)

    def _ask_style(self) -> None:
        def chosen(style: str) -> None:
            self._change(replace(self._how, style=style))

        choose_one(self._host, _("Citation style"), self._styles(), self._how.style, chosen, self.menu)

    def _ask_language(self) -> None:
        def chosen(language: str) -> None:
            self._change(replace(self._how, language=language))

        title = _("Language of the citation")
        choose_one(self._host, title, _languages(), self._how.language, chosen, self.menu)

    def _ask_file(self) -> None:
        def read(typed: str, _values: Mapping[str, str]) -> str:
            file = Path(typed).expanduser().absolute()
            must_be_new(file)
            return str(file)

        def entered(values: dict[str, str] | None) -> None:
            if values and values["file"]:
                self._file = Path(values["file"])
                self._how = replace(self._how, format=format_for(self._file, self._how.format))
            self.menu()

        self._host.ask(Form(_("File"), [Field("file", _("File"), str(self._file), read=read)], go_on=True), entered)

    def _write(self) -> None:
        how, file = self._how, self._file
        self._host.notify(_("Exporting to {file}…").format(file=from_home(file)))
        self._host.in_background(
            lambda: self._write_file(how, file, Progress(self._host)),
            lambda report: _tell(self._host, report, file),
        )


def _formats(how: Citing) -> dict[str, str]:
    """Return the formats by key, as people know them, each with the end of its files' names."""
    return {key: f"{name} ({suffix_of(key)})" for key, name in format_names(how).items()}


def _languages() -> dict[str, str]:
    return {"": _("that of the article"), **{code: own_name(code) for code in LANGUAGES}}


def export_excerpts(
    state: AppState,
    host: ExportHost,
    query: str,
    title: str = "",
    only: Callable[[Annotation], bool] | None = None,
) -> None:
    """Ask how and where to, then write what ``query`` finds in the background, and say where it is.

    ``only``: of that, the annotations for which it is true; ``title`` says which these are.
    """
    of_query = _("Export the excerpts of {query}").format(query=query) if query else _("Export all excerpts")

    def write(citing: Citing, file: Path, progress: Progress) -> Report:
        return write_excerpts(state.workspace, query, citing, file, only, progress)

    export(state, host, title or of_query, write)


def export(state: AppState, host: ExportHost, title: str, write_file: WriteFile) -> None:
    """Ask how and where to, then have ``write_file`` write in the background, and say where the file is."""
    Export(state, host, title, write_file).menu()
