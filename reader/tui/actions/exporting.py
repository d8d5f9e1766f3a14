"""Export excerpts: a form asks for format, style, language and file, with what was chosen last in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from reader.annotation.model import Annotation
from reader.session.output.excerpt_file import FILE_FORMATS, checked, format_for, free_file, write_excerpts
from reader.translation import _, ngettext
from reader.tui.dialog.form import Field, Form
from reader.tui.service.app_state import AppState
from reader.tui.service.host import NotifiesAndAsks, RunsInBackground


class ExportHost(NotifiesAndAsks, RunsInBackground, Protocol):
    """What an export needs."""


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
    citing = state.citing
    proposed = str(free_file(Path.home(), citing.format))

    def entered(values: dict[str, str] | None) -> None:
        if values:
            host.attempt(lambda: write(values))

    def write(values: dict[str, str]) -> None:
        how = checked(values["style"], values["format"], values["language"])
        untouched = values["file"] == proposed and how.format != citing.format
        file = free_file(Path.home(), how.format) if untouched else Path(values["file"]).expanduser().absolute()
        how = replace(how, format=format_for(file, how.format))
        host.notify(_("Exporting to {file}…").format(file=file))

        def then(count: int) -> None:
            done = ngettext("{count} excerpt is in {file}.", "{count} excerpts are in {file}.", count)
            host.notify(done.format(count=count, file=file), timeout=10)

        host.in_background(lambda: write_excerpts(state.workspace, query, how, file, only), then)

    fields = [
        Field("format", _("Format: {formats}").format(formats=", ".join(FILE_FORMATS)), citing.format),
        Field("style", _("Citation style"), citing.style),
        Field("language", _("Language of the citation; empty: the article’s"), citing.language),
        Field("file", _("File"), proposed),
    ]
    of_query = _("Export the excerpts of {query}").format(query=query) if query else _("Export all excerpts")
    host.ask(Form(title or of_query, fields), entered)
