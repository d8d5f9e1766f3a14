"""Choosing among the annotations that overlap at the focus: all are shown, and keys act on the one that is lit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.annotation.codebook import rgb
from reader.annotation.colour_names import colour_name
from reader.annotation.model import Annotation
from reader.command.key_names import shown_key
from reader.layout.bar import BETWEEN, Key
from reader.layout.motion import Selection
from reader.layout.table import ListRow
from reader.text.problem import Problem
from reader.text.quotation import nested
from reader.text.title import clipped
from reader.translation import _
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import CommandTable
from reader.tui.service.names import tag_names

COMMAND = "annotation.cycle"
STEPS = {"Down": 1, "j": 1, "Up": -1, "k": -1}
"""Keys that move in the list, if it has more than two: of two, the command's own key reaches the other."""
QUOTED = 160
"""Characters of a passage that a row begins with, at most."""


class OverlapChoice:
    """While the list stands, the command's key lights the next one; every other key hides the list and keeps its meaning."""

    def __init__(self, view: ArticleView, state: AppState) -> None:
        self._view = view
        self._state = state
        self._selection: Selection | None = None
        """The selection for which the list stands; None while it does not."""
        self._before: Annotation | None = None
        """The annotation that keys acted on before the list stood."""

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {COMMAND: self.next}

    def idle(self) -> Iterable[str]:
        """Return what does nothing without two annotations to choose from."""
        return () if len(self._here()) > 1 else (COMMAND,)

    def _here(self) -> list[Annotation]:
        selection = self._view.pane.selection
        return self._view.touching(selection.span) if selection else []

    @property
    def is_on(self) -> bool:
        """Whether the list stands: something else that is selected, or a change, hides it."""
        selection, is_in_text = self._view.pane.selection, self._view.screen.context == "article"
        return self._selection is not None and self._selection == selection and is_in_text and len(self._here()) > 1

    def next(self) -> None:
        """Show the annotations here, and have keys act on the next of them."""
        self._view.must_have()
        if len(self._here()) < 2:
            raise Problem(
                _("There is no other annotation here."),
                "",
                _("Go to a passage that several annotations have."),
                status=1,
            )
        if not self.is_on:
            self._selection, self._before = self._view.pane.selection, self._view.under_focus()
        self._step(1)

    def _step(self, step: int) -> None:
        here, now = self._here(), self._view.under_focus()
        if now in here:
            self._view.choose(here[(here.index(now) + step) % len(here)])

    def take_key(self, key: str) -> bool:
        """Take the keys that move in the list, Enter and Esc; every other key hides it."""
        if not self.is_on or key in self._state.keymap.keys_of(COMMAND, "article"):
            return False
        if key in STEPS and len(self._here()) > 2:
            self._step(STEPS[key])
            self._view.screen.tell()
            return True
        if key == "Esc" and self._before:
            self._view.choose(self._before)
        self.forget()
        self._view.screen.tell()
        return key in ("Enter", "Esc")

    def forget(self) -> None:
        """Hide the list; keys act on what was chosen last."""
        self._selection = self._before = None

    def show(self) -> None:
        """Bring the list up to date with what is selected and chosen."""
        lit = self._view.under_focus() if self.is_on else None
        rows = [self._row(annotation) for annotation in self._here()] if lit else []
        self._view.screen.overlaps.tell(rows, lit.id if lit else "", self._view.pane.rows_above)

    def _row(self, annotation: Annotation) -> ListRow:
        codebook = self._state.workspace.codebook
        paths = codebook.paths(annotation.tags)
        colours = [rgb(tag.color) for path in paths if (tag := codebook.at(path)) and tag.color]
        quote = _("“{quote}”").format(quote=nested(clipped(annotation.quote, QUOTED)))
        name = BETWEEN.join(filter(None, (tag_names(paths), quote)))
        note = "✎" if annotation.note else ""
        return ListRow(annotation.id, (name, note, colour_name(annotation.ink.value)), swatch=next(iter(colours), ""))

    def mode(self) -> str:
        """Return the mode as the status row shows it; empty while the list does not stand."""
        return _("CHOOSE") if self.is_on else ""

    def mode_keys(self) -> Sequence[Key]:
        """Return the keys of the list."""
        if not self.is_on:
            return ()
        next_key = self._state.key_of(COMMAND, "article")
        return ((next_key, _("Next")), (shown_key("Enter"), _("Choose")), (shown_key("Esc"), _("Leave")))
