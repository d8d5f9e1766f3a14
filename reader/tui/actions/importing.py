"""Import the annotations of another program's file: a form asks for it and says of what format it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from reader.exchange.formats import import_format, import_list
from reader.session.exchange.import_annotations import ImportResult, import_annotations
from reader.session.exchange.import_report import result_lines
from reader.text.problem import Problem
from reader.translation import _
from reader.tui.dialog.form import Field, Form
from reader.tui.service.app_state import AppState
from reader.tui.service.host import NotifiesAndAsks, RunsInBackground


class ImportHost(NotifiesAndAsks, RunsInBackground, Protocol):
    """What an import needs."""


def import_file(state: AppState, host: ImportHost, then: Callable[[], None]) -> None:
    """Ask for a file, import it in the background, say what was made, and call ``then``."""

    def entered(values: dict[str, str] | None) -> None:
        if values and values["file"]:
            file = _path(values["file"])
            host.notify(_("Importing {file}…").format(file=file))
            host.in_background(lambda: _import(state, file), tell)

    def tell(made: tuple[ImportResult, tuple[str, ...]]) -> None:
        result, notices = made
        lines = (*notices, *result_lines(result, dry=False))
        host.notify("\n".join(lines), severity="warning" if result.losses.counts else "information", timeout=10)
        then()

    host.ask(Form(_("Import annotations"), [file_field()]), entered)


def file_field() -> Field:
    """Return the line of the form that takes a file and names its format."""
    return Field("file", _("File"), "", hint=import_list(), read=_checked, understood=_format_name)


def _import(state: AppState, file: Path) -> tuple[ImportResult, tuple[str, ...]]:
    """Import a file; return what was made, and how the file was read."""
    imported = import_format(file).read(file)
    return import_annotations(state.workspace, imported, file.name), imported.notices


def _path(typed: str) -> Path:
    return Path(typed).expanduser().absolute()


def _checked(typed: str, _values: Mapping[str, str]) -> str:
    """Return what was typed; Problem if there is no such file, or none of a known format."""
    path = _path(typed)
    if not path.exists():
        raise Problem(_("There is no such file."), typed, _("Check the name."))
    import_format(path)
    return typed


def _format_name(typed: str) -> str:
    return _(import_format(_path(typed)).name)
