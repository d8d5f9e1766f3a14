"""The key that writes a note on an annotation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from reader.annotation.model import Annotation
from reader.session.annotations import annotate
from reader.text.quotation import nested
from reader.text.title import clipped
from reader.translation import _
from reader.tui.screen.article.marking import QUOTED
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import CommandTable, EditsOutside, NotifiesAndAsks, SavesPlaces

if TYPE_CHECKING:
    from reader.tui.dialog.note import Written


class NotesHost(NotifiesAndAsks, EditsOutside, SavesPlaces, Protocol):
    """What notes need."""


class Notes:
    """Opens the note editor, and keeps the note or its draft."""

    def __init__(self, view: ArticleView, state: AppState, host: NotesHost, acknowledge: Callable[[str], None]) -> None:
        self._view = view
        self._state = state
        self._host = host
        self._acknowledge = acknowledge

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {"annotation.note": self.write}

    def write(self) -> None:
        """Write a note on the annotation around the focus, on that of exactly the passages, or on a new one."""
        self._edit(None)

    def _edit(self, text: str | None) -> None:
        """Open the editor on ``text``, or else on the draft or the note that there is."""
        from reader.tui.dialog.note import NoteEditor

        if text is None:
            self._host.save_places()  # a draft that another window has kept as a note by now is no longer there
        view, places = self._view, self._state.places
        annotation = view.meant()
        drafts = places.of(view.article).drafts
        key = annotation.id if annotation else f"{view.passages()[0].start}:{view.passages()[-1].end}"
        note = annotation.note if annotation else ""

        def draft(text: str) -> None:
            if text == note:
                drafts.pop(key, None)
            else:
                drafts[key] = text
            places.changed = True

        def written(result: Written | None) -> None:
            if result is None:
                return

            def keep() -> None:
                self._keep(result.text, annotation)
                drafts.pop(key, None)

            draft(result.text)
            if result.external:
                edited = self._host.edit_outside(result.text)
                draft(edited)
                self._host.attempt(lambda: self._edit(edited))
            elif result.kept:
                self._host.attempt(keep)
            elif key in drafts:
                key_again = self._state.key_of("annotation.note", "article")
                self._host.notify(_("The draft is kept; {key} opens it again.").format(key=key_again))
            self._host.save_places()

        quote = annotation.quote if annotation else view.passages()[0].of(view.text)
        title = _("Note on “{quote}”").format(quote=nested(clipped(quote, QUOTED)))
        self._host.ask(NoteEditor(title, text if text is not None else drafts.get(key, note), draft), written)

    def _keep(self, text: str, annotation: Annotation | None) -> None:
        note, workspace = text.rstrip(), self._state.workspace
        if annotation:
            annotate.change(workspace, annotation, note=note, what="note")
        elif note:
            annotate.annotate(workspace, self._view.article, self._view.passages(), (), note, self._state.ink)
        else:
            return
        self._acknowledge(_("The note is kept."))
