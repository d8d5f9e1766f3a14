"""Ask for what a change of the codebook needs, and make the change in the background."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from reader.annotation.codebook import Codebook
from reader.search.jump import Entry, JumpIndex
from reader.translation import _
from reader.tui.actions.writing import UNCHANGED
from reader.tui.dialog.form import Field, Form
from reader.tui.dialog.picker import Choice, Picked, Picker
from reader.tui.screen.codebook.tree import CodebookTree
from reader.tui.service.app_state import AppState
from reader.tui.service.host import NotifiesAndAsks, TellsChanges


class CodebookChangeHost(NotifiesAndAsks, TellsChanges, Protocol):
    """What a change needs."""


class CodebookChange:
    """Dialogs, and one change after the other."""

    def __init__(self, state: AppState, host: CodebookChangeHost, tree: CodebookTree) -> None:
        self._state, self._host, self._tree = state, host, tree

    def make(
        self,
        message: str | Callable[[Codebook], str],
        what: Callable[[], object],
        aim: str = "",
        meanwhile: str = "",
    ) -> None:
        """Run ``what`` in the background, put the cursor on the tag ``aim``, and say ``message``.

        ``message`` may be a function of the codebook before the change.
        """
        before: list[Codebook] = []

        def change() -> None:
            before.append(self._state.workspace.codebook)
            what()

        def then() -> None:
            if before[0].every == self._tree.shown.codebook.every:
                self._host.notify(_(UNCHANGED), timeout=3)
            else:
                self._host.tell_done(message if isinstance(message, str) else message(before[0]))

        if aim:
            self._tree.aim(aim)
        self._tree.loading.change(meanwhile or _("Changing the codebook…"), change, then)

    def ask(self, title: str, label: str, value: str, then: Callable[[str], None]) -> None:
        """Ask for a line; an empty one changes nothing."""

        def answered(values: dict[str, str] | None) -> None:
            if values and values["line"]:
                self._host.attempt(lambda: then(values["line"]))

        self._host.ask(Form(title, [Field("line", label, value)], go_on=True), answered)

    def pick(
        self,
        title: str,
        paths: Sequence[str],
        then: Callable[[str], None],
        labels: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Let the user choose one of ``paths`` by a few letters; ``labels`` has what is shown in place of some."""
        index = JumpIndex(Entry(path, labels.get(path, path)) for path in paths)

        def choices(words: str) -> list[Choice]:
            return [Choice(match.id, match.label, lit=match.lit) for match in index.best(words, len(paths))]

        def picked(result: Picked | None) -> None:
            if result and result.ids:
                self._host.attempt(lambda: then(result.ids[0]))

        self._host.ask(Picker(title, choices), picked)
