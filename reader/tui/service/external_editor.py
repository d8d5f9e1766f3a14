"""Edit a text in the program that $VISUAL or $EDITOR names, with the terminal handed over to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from reader.text.problem import Problem
from reader.tui.service.messages import Messages, Notify


class ExternalEditor:
    """Edits a text outside of the app; ``run`` runs a program in the terminal and returns its exit status."""

    def __init__(self, run: Callable[[Sequence[str]], int], messages: Messages, notify: Notify) -> None:
        self._run = run
        self._messages = messages
        self._notify = notify

    def edit(self, text: str) -> str:
        """Return the edited text; unchanged, with a message, if that fails."""
        from reader.session.editor import command, edit

        try:
            edited = edit(text, command(os.environ), self._run)
        except Problem as problem:
            self._messages.tell_problem(problem)
            return text
        if edited.warning:
            self._notify(edited.warning, severity="warning", timeout=8)
        return edited.text
