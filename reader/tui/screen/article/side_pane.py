"""Keys of the side pane. The text follows its cursor, so every command acts on the annotation that is lit."""

from __future__ import annotations

from functools import partial

from reader.annotation.model import Annotation, State
from reader.session.annotations.article_annotations import annotation_by_id, annotations_in
from reader.text.problem import Problem
from reader.translation import _
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import CommandTable, Navigator
from reader.tui.widget.side_pane import Note


class SidePaneCommands:
    """Shows the annotations of this article, or of the whole library, and goes to them."""

    def __init__(self, view: ArticleView, state: AppState, navigator: Navigator) -> None:
        self._view = view
        self._state = state
        self._navigator = navigator
        self._is_whole_library = False

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {
            "view.side": self.toggle,
            "app.next-pane": self.switch_pane,
            "app.previous-pane": self.switch_pane,
            "app.open": self.open,
            "side.scope": self.switch_scope,
            "list.down": partial(self._move, 1),
            "list.up": partial(self._move, -1),
            "list.page-down": partial(self._turn, 1),
            "list.page-up": partial(self._turn, -1),
            "list.filter": self.filter,
            "list.clear": self.clear,
        }

    def fill(self) -> None:
        """Show the annotations as they are now."""
        side = self._view.screen.side
        if not side.display:
            return
        workspace = self._state.workspace
        shown = annotations_in(workspace) if self._is_whole_library else self._view.annotations
        titles = {each.id: each.title for each in workspace.articles()} if self._is_whole_library else {}
        side.show_notes([self._note(each, titles.get(each.article, each.article) if titles else "") for each in shown])

    def _note(self, annotation: Annotation, title: str) -> Note:
        labels = self._view.labels(annotation.tags)
        return Note(
            annotation.id,
            annotation.quote,
            tuple(label.path for label in labels),
            annotation.note,
            annotation.ink.letter,
            next((label.colour for label in labels if label.colour), annotation.ink),
            "" if annotation.state is State.ANCHORED else annotation.state.word,
            title,
        )

    def toggle(self) -> None:
        """Show or hide the side pane. Keys go to the text; in a narrow window they go to the pane while it covers the text."""
        if self._view.screen.is_narrow:
            self.switch_pane()
            return
        self._show(not self._view.screen.side.display)
        self._to_text()

    def _to_text(self) -> None:
        """Have keys go to the text, and take away the side pane if it lies over it."""
        self._view.screen.context = "article"
        if self._view.screen.is_narrow:
            self._show(False)

    def _show(self, shown: bool) -> None:
        self._view.screen.side.display = shown
        self.fill()

    def switch_pane(self) -> None:
        """Go to the side pane and back."""
        if self._view.screen.context == "side":
            self._to_text()
            return
        self._show(True)
        self._view.screen.context = "side"
        self._go_near_focus()
        self.follow()

    def _go_near_focus(self) -> None:
        """Put the cursor on the first annotation that does not end before the focus."""
        selection, side = self._view.pane.selection, self._view.screen.side
        if selection is None or self._is_whole_library:
            return
        ends_later = (
            annotation.id for annotation in self._view.annotations if annotation.hull.end > selection.focus.start
        )
        id_ = next(ends_later, None)
        index = next((number for number, row in enumerate(side.rows) if row.id == id_), None)
        if index is not None:
            side.to(index)

    def follow(self) -> None:
        """Select in the text the annotation under the cursor, if it is in this article."""
        id_ = self._view.screen.side.current
        annotation = next((each for each in self._view.annotations if each.id == id_), None)
        if annotation and annotation.state is not State.ORPHAN:
            self._view.go_to_annotation(annotation)

    def _move(self, step: int) -> None:
        self._view.screen.side.move(step)
        self.follow()

    def _turn(self, step: int) -> None:
        self._view.screen.side.turn(step)
        self.follow()

    def filter(self) -> None:
        """Filter the annotations while words are typed."""
        screen = self._view.screen
        screen.prompt.open(
            _("Filter by #tag, words, state"),
            screen.side.filter,
            changed=self.sift,
            entered=lambda _: None,  # the filter stays
            left=lambda: self.sift(""),
        )

    def sift(self, words: str) -> None:
        """Show only the annotations in which all of the words occur."""
        self._view.screen.side.sift(words)
        self.follow()

    def clear(self) -> None:
        """Show all annotations; if they are all shown, go back to the text."""
        if self._view.screen.side.filter:
            self._view.screen.side.sift("")
        else:
            self._to_text()

    def switch_scope(self) -> None:
        """Switch between this article and the whole library."""
        self._is_whole_library = not self._is_whole_library
        self.fill()
        self.follow()

    def open(self) -> None:
        """Go to the text of the annotation that is lit."""
        screen = self._view.screen
        if screen.context == "side" and screen.side.current:
            self.go_to(screen.side.current)
            self._to_text()

    def go_to(self, id_: str) -> None:
        """Go to the text of an annotation, in this article or another."""
        annotation = annotation_by_id(self._state.workspace, id_, self._view.article)
        if annotation.state is State.ORPHAN:
            title = _("The article no longer has that passage.")
            key = self._state.key_of("annotation.delete", "side")
            raise Problem(title, "", _("The note is kept; {key} deletes it.").format(key=key), status=1)
        self._navigator.leave_trace()
        if annotation.article == self._view.article:
            self._view.go_to_annotation(annotation)
        else:
            self._navigator.open_article(annotation.article, annotation.hull)
