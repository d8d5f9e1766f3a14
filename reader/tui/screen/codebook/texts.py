"""Write what a tag means and when it is given, and take a codebook in from a file or put it into one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Protocol

from reader.annotation.memo import Subject
from reader.exchange.formats import codebook_format
from reader.exchange.row import Report
from reader.layout.bar import BETWEEN
from reader.session.codebook import tag_edits
from reader.session.codebook.codebook_file import export_codebook, import_codebook
from reader.translation import N_, _, ngettext
from reader.tui.actions.writing import WritingHost, write
from reader.tui.screen.codebook.change import CodebookChange
from reader.tui.screen.codebook.tree import CodebookTree
from reader.tui.service.app_state import AppState
from reader.tui.service.host import ArticleActions, CommandTable, Notifies, TellsChanges

TITLES = {
    "definition": N_("Definition"),
    "inclusion": N_("Given when"),
    "exclusion": N_("Not given when"),
    "example": N_("Example"),
}
"""The texts of a tag, with the titles of their editors."""


class TagTextsHost(WritingHost, TellsChanges, Protocol):
    """What the texts of a tag need."""


class TagTexts:
    """Opens the editor for a text of the tag under the cursor."""

    def __init__(self, state: AppState, host: TagTextsHost, actions: ArticleActions, tree: CodebookTree) -> None:
        self._state, self._host, self._actions, self._tree = state, host, actions, tree

    def commands(self) -> CommandTable:
        """Return what writes each text, and the memo."""
        return {
            **{f"tag.{name}": partial(self._write, name, _(title)) for name, title in TITLES.items()},
            "memo.write": self.write_memo,
        }

    def _write(self, name: str, title: str) -> None:
        path, workspace = self._tree.must_be_lit(), self._state.workspace
        held = self._tree.shown.codebook.hold(path)

        def place() -> str:
            """Return the path of the tag by now: it may be renamed elsewhere while one writes."""
            return next(iter(workspace.codebook.held([held])), path)

        def now() -> str:
            return str(getattr(workspace.codebook.at(place()), name, ""))

        def keep(text: str) -> None:
            tag_edits.describe_tag(workspace, place(), {name: text})
            self._tree.reload()
            self._host.tell_done(_("Kept: {text}").format(text=f"{title} · {place()}"))

        key = f"{name}:{held.id or path}"
        write(self._state, self._host, f"{title} · {path}", key, self._tree.shown.rows[path][name], keep, now)

    def write_memo(self) -> None:
        """Write a memo on the tag."""
        self._actions.write_memo(Subject.TAG, self._tree.must_be_lit(), self._tree.reload)


class CodebookFilesHost(Notifies, TellsChanges, Protocol):
    """What files with a codebook need."""


class CodebookFiles:
    """Reads and writes files with a codebook."""

    def __init__(self, state: AppState, host: CodebookFilesHost, tree: CodebookTree, change: CodebookChange) -> None:
        self._state, self._host, self._tree, self._change = state, host, tree, change

    def commands(self) -> CommandTable:
        """Return what takes a codebook in, and what writes it."""
        return {
            "tag.import": lambda: self._change.ask(_("Take in a codebook"), _("File (TOML)"), "", self._take_in),
            "tag.export": lambda: self._change.ask(
                _("Write the codebook"), _("File"), f"codebook{codebook_format().suffix}", self._put
            ),
        }

    def _take_in(self, file: str) -> None:
        counts: list[int] = []

        def take() -> None:
            result = import_codebook(self._state.workspace, Path(file).expanduser())
            counts.extend((len(result.new), len(result.filled)))

        def then() -> None:
            new, filled = counts
            tell = self._host.tell_done if new or filled else self._host.notify
            counted = (
                ngettext("{count} new tag", "{count} new tags", new).format(count=new),
                ngettext("{count} tag completed", "{count} tags completed", filled).format(count=filled),
            )
            tell(BETWEEN.join(counted))

        self._tree.loading.change(_("Taking in the codebook…"), take, then)

    def _put(self, file: str) -> None:
        """Write the codebook to a file; another one of that name stays as it is."""
        reports: list[Report] = []

        def write_file() -> None:
            reports.append(export_codebook(self._state.workspace, Path(file).expanduser(), wait=False))

        def then() -> None:
            (report,) = reports
            message = ngettext("{count} tag written to {file}.", "{count} tags written to {file}.", report.written)
            self._host.notify(" ".join([message.format(count=report.written, file=file), *report.loss_lines]))

        self._tree.loading.change(_("Writing the codebook…"), write_file, then)
