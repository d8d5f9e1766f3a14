"""Keys that correct the structure: where sentences end, and what is a heading, caption or boilerplate."""

from __future__ import annotations

from functools import partial

from reader.layout.motion import Grain, Selection
from reader.session.annotations.structure_edits import correct
from reader.text.correction import Action
from reader.text.problem import Problem
from reader.translation import N_, _
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import CommandTable, TellsChanges

_DONE = {
    Action.SPLIT: N_("The sentence is split."),
    Action.JOIN: N_("The sentences are joined."),
    Action.HEADING: N_("This is a heading now."),
    Action.PARAGRAPH: N_("This is a paragraph now."),
    Action.CAPTION: N_("This is a caption now."),
    Action.BOILERPLATE: N_("This is boilerplate now."),
}


class StructureCommands:
    """Corrects the structure at the selection."""

    def __init__(self, view: ArticleView, state: AppState, host: TellsChanges) -> None:
        self._view = view
        self._state = state
        self._host = host

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {f"structure.{action.value}": partial(self._correct, action) for action in Action}

    def _correct(self, action: Action) -> None:
        """Correct the sentences that are selected, or split one at the first word of the selection."""
        view, workspace = self._view, self._state.workspace
        selection = view.pane.selection
        if selection is None:
            raise Problem(_("This article is empty."), "", _("Open an article with text."), status=1)
        correct(workspace, view.article, action, selection.span)
        # The next key acts on the sentence that was made.
        start = selection.span.start
        sentence = workspace.document(view.article).sentence_at(start)
        view.pane.select(Selection(sentence, sentence, Grain.SENTENCE))
        view.screen.reload()
        self._host.tell_done(_(_DONE[action]))
