"""Export excerpts: a form asks for format, style, language and file, with what was chosen last in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Protocol

from reader.annotation.model import Annotation
from reader.exchange.row import Report
from reader.session.output.excerpt_file import (
    checked,
    format_called,
    format_for,
    free_file,
    listed_formats,
    write_excerpts,
)
from reader.session.output.excerpts import Citing
from reader.translation import _, ngettext, number
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


def _format(typed: str, _values: Mapping[str, str]) -> str:
    """Return the key of the format that was typed, for a field of the form."""
    return format_called(typed)


def _tell(host: ExportHost, report: Report, file: Path) -> None:
    """Say where the file is, and what the format could not carry."""
    done = ngettext("{count} excerpt is in {file}.", "{count} excerpts are in {file}.", report.written)
    done = done.format(count=number(report.written), file=file)
    host.notify("\n".join((done, *report.loss_lines)), severity="warning" if report.lost else "information", timeout=10)


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


def export(
    state: AppState, host: ExportHost, title: str, write_file: Callable[[Citing, Path, Progress], Report]
) -> None:
    """Ask how and where to, then have ``write_file`` write in the background, and say where the file is."""
    citing = state.citing
    proposed = str(free_file(Path.home(), citing.format))

    def entered(values: dict[str, str] | None) -> None:
        if values:
            host.attempt(lambda: write(values))

    def write(values: dict[str, str]) -> None:
        how = checked(values["style"], values["format"], values["language"], citing.template)
        untouched = values["file"] == proposed and how.format != citing.format
        file = free_file(Path.home(), how.format) if untouched else Path(values["file"]).expanduser().absolute()
        how = replace(how, format=format_for(file, how.format))
        host.notify(_("Exporting to {file}…").format(file=file))
        host.in_background(
            lambda: write_file(how, file, Progress(host)),
            lambda report: _tell(host, report, file),
        )

    def understood(key: str) -> str:
        return "" if key == citing.format else listed_formats([key])  # at first, all can be seen

    fields = [
        Field("format", _("Format"), citing.format, hint=listed_formats(), read=_format, understood=understood),
        Field("style", _("Citation style"), citing.style),
        Field("language", _("Language of the citation; empty: the article’s"), citing.language),
        Field("file", _("File"), proposed),
    ]
    host.ask(Form(title, fields), entered)
