"""Editing where an annotation begins and ends, or giving it another place after its text has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.command.key_names import shown_key
from reader.layout.bar import Key
from reader.layout.motion import Grain, Selection
from reader.session.annotations import annotate
from reader.session.annotations.article_annotations import annotation_by_id
from reader.text.span import Span, with_span
from reader.translation import _
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import CommandTable, Navigator, Notifies


class BoundaryEdit:
    """While a boundary is edited, the selection is the new extent: Enter keeps it, Esc leaves the old one."""

    def __init__(
        self,
        view: ArticleView,
        state: AppState,
        host: Notifies,
        navigator: Navigator,
        acknowledge: Callable[[str], None],
    ) -> None:
        """``acknowledge`` says what was done."""
        self._view = view
        self._state = state
        self._host = host
        self._navigator = navigator
        self._acknowledge = acknowledge
        self._edited = ""
        """The id of the annotation that is edited."""
        self._name = ""
        """What the status row calls it."""
        self._passage: Span | None = None
        """Its passage that changes; None: the selection takes the place of all of them."""
        self._is_relocation = False
        """Whether the review queue sent the annotation here; then the end of editing leads back to it."""

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {"annotation.edit": self.edit}

    def edit(self) -> None:
        """Select the extent of the annotation in focus, to be changed by motions."""
        view = self._view
        view.must_be_here()
        annotation = view.must_have()
        document = view.pane.document
        if document is not None:
            lit = view.pane.selection.focus if view.pane.selection else annotation.hull
            passage = next((span for span in annotation.spans if span.overlaps(lit)), annotation.spans[0])
            first = document.word_at(passage.start) or Span(passage.start, passage.start + 1)
            last = document.word_before(passage.end) or first
            if last.start < first.start:
                last = first
            self._edited, self._passage, self._name = annotation.id, passage, view.short_name_of(annotation)
            view.pane.select(Selection(first, last, Grain.WORD, sticky=True))
            view.choose(annotation)
        view.screen.context = "article"
        if view.screen.is_narrow:
            view.screen.side.display = False  # it lies over the text

    def relocate(self, id_: str) -> None:
        """Let a new place be selected for an annotation whose place is lost."""
        self._edited, self._is_relocation = id_, True
        self._name = self._view.short_name_of(annotation_by_id(self._state.workspace, id_, self._view.article))
        self._host.notify(_("Select the right place; Enter keeps it, Esc changes nothing."))
        self._view.screen.tell()

    @property
    def is_on(self) -> bool:
        """Whether motions change a boundary, or look for a place."""
        return bool(self._edited)

    def mode(self) -> str:
        """Return what is edited, as the status row shows it; empty if nothing is."""
        selection = self._view.pane.selection
        if not self._edited or selection is None:
            return ""
        if self._is_relocation:
            return _("MOVE {annotation}").format(annotation=self._name)
        if selection.focus < selection.anchor:
            return _("RANGE of {annotation} · beginning").format(annotation=self._name)
        return _("RANGE of {annotation} · end").format(annotation=self._name)

    def mode_keys(self) -> Sequence[Key]:
        """Return the keys that end the editing, and those that move an end."""
        if not self._edited:
            return ()
        ends = ((shown_key("Enter"), _("Keep")), (shown_key("Esc"), _("Leave")))
        keys = (
            ("select.other-end", _("Other end")),
            ("move.next-word", _("Longer")),
            ("move.previous-word", _("Shorter")),
        )
        return (*ends, *((self._state.key_of(name, "article"), label) for name, label in keys))

    def forget(self) -> None:
        """Stop editing, with the boundary as it was."""
        self._edited, self._passage, self._is_relocation = "", None, False

    def take_key(self, key: str) -> bool:
        """Take Enter and Esc while a boundary is edited."""
        if not self._edited or key not in ("Enter", "Esc"):
            return False
        view, edited, passage = self._view, self._edited, self._passage
        self._edited, self._passage, was_relocation = "", None, self._is_relocation
        self._is_relocation = False
        if key == "Enter" and view.pane.selection:
            span = self._with_punctuation(view.pane.selection.span)
            self._host.attempt(lambda: self._move(edited, passage, span))
        if view.pane.selection:
            view.go(view.pane.selection.focus)
        view.screen.tell()
        if was_relocation:
            self._navigator.leave_article()
        return True

    def _with_punctuation(self, span: Span) -> Span:
        """Return the span with the punctuation after it, if nothing else follows in the sentence."""
        document = self._view.pane.document
        if document is not None:
            sentence = document.sentence_at(max(span.start, span.end - 1))
            rest = self._view.text[span.end : sentence.end]
            if rest and not any(character.isalnum() for character in rest):
                return Span(span.start, sentence.end)
        return span

    def _move(self, id_: str, passage: Span | None, span: Span) -> None:
        workspace = self._state.workspace
        old = annotation_by_id(workspace, id_, self._view.article)
        others = [other for other in old.spans if other != passage] if passage else []
        annotate.change(workspace, old, spans=with_span(others, span), what="boundary")
        self._acknowledge(_("Range of {annotation} moved").format(annotation=self._view.name_of(old)))
