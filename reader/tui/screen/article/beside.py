"""What a key does in the side pane: the text follows its cursor, so that every verb acts on the note that is lit."""

from __future__ import annotations

from reader.annotation.model import Annotation, State
from reader.session.annotations import annotate
from reader.text.problem import Problem
from reader.tui.screen.article.copying import Copying
from reader.tui.screen.article.marking import Marking
from reader.tui.screen.listed import Listed
from reader.tui.widget.bar import Prompt
from reader.tui.widget.list_pane import ListPane
from reader.tui.widget.side_pane import Note, SidePane


class Beside(Marking, Copying, Listed):
    """The side pane's part of the reading screen."""

    def __init__(self, article: str) -> None:
        super().__init__(article)
        self._everywhere = False

    @property
    def list_pane(self) -> SidePane:
        """The side pane is the list."""
        return self.side

    def fill_side(self) -> None:
        """Show the annotations of this article, or of the whole library, as they are now."""
        if not self.side.display:
            return
        paths = self.scolie.state.workspace.codebook.paths
        shown = annotate.annotations_in(self.scolie.state.workspace) if self._everywhere else self.annotations
        self.side.show_notes(
            [
                Note(
                    one.id,
                    one.quote,
                    tuple(paths(one.tags)),
                    one.note,
                    one.ink.letter,
                    "" if one.state is State.ANCHORED else one.state.value,
                    one.article if self._everywhere else "",
                )
                for one in shown
            ]
        )

    def do_view_side(self) -> None:
        """Show or hide the annotations."""
        self._show_side(not self.side.display)
        self.context = "article"

    def _show_side(self, shown: bool) -> None:
        self.side.display = shown
        self.fill_side()

    def do_app_next_pane(self) -> None:
        """Go to the side pane and back."""
        if self.context == "article":
            self._show_side(True)
            self.context = "side"
            self._start()
            self.follow()
        else:
            self.context = "article"

    do_app_previous_pane = do_app_next_pane

    def _start(self) -> None:
        """Begin at the first note that does not end before the focus."""
        selection = self.pane.selection
        if selection and not self._everywhere:
            at = next((one.id for one in self.annotations if one.hull.end > selection.focus.start), None)
            index = next((number for number, row in enumerate(self.side.rows) if row.id == at), None)
            if index is not None:
                self.side.to(index)

    def follow(self) -> None:
        """Let the text follow the cursor, where the note stands in it."""
        found = next((one for one in self.annotations if one.id == self.side.current), None)
        if found and found.state is not State.ORPHAN:
            self.cycled = found.id
            self.go(found.hull, exact=True)

    def under_focus(self) -> Annotation | None:
        """Return the note that is lit in the side pane if the keys are there, else the one under the focus."""
        if self.context != "side":
            return super().under_focus()
        lit = self.side.current
        return annotate.annotation(self.scolie.state.workspace, lit, self.article) if lit else None

    def around_focus(self) -> Annotation | None:
        """Return the note that is lit in the side pane if the keys are there, else the one around the focus."""
        return self.under_focus() if self.context == "side" else super().around_focus()

    def _must_be_here(self) -> None:
        under = self.under_focus()
        if under and under.article != self.article:
            raise Problem("That annotation is in another article.", "", "Enter goes there.", status=1)

    def do_annotation_edit(self) -> None:
        """Move the boundary of the note, in the text."""
        self._must_be_here()
        super().do_annotation_edit()
        self.context = "article"

    def do_excerpt_copy(self) -> None:
        """Copy the passage of the note with its citation."""
        self._must_be_here()
        super().do_excerpt_copy()

    def do_list_filter(self) -> None:
        """Filter the notes while one types."""
        self.prompt.open("Filter by #tag, words, state", self.side.filter)

    def do_list_clear(self) -> None:
        """Show all notes; where all are shown, go back to the text."""
        if self.side.filter:
            self.side.sift("")
        else:
            self.context = "article"

    def on_prompt_typed(self, event: Prompt.Typed) -> None:
        """Filter the notes by what is typed so far."""
        if self.context == "side":
            self._sift(event.text)

    def on_prompt_left(self, _event: Prompt.Left) -> None:
        """Show all notes again."""
        if self.context == "side":
            self._sift("")

    def _sift(self, words: str) -> None:
        self.side.sift(words)
        self.follow()

    def do_side_scope(self) -> None:
        """Switch between this article and the whole library."""
        self._everywhere = not self._everywhere
        self.fill_side()
        self.follow()

    def do_app_open(self) -> None:
        """Go to the text of the note that is lit."""
        if self.context == "side" and self.side.current:
            self._open(self.side.current)
            self.context = "article"

    def _open(self, id_: str) -> None:
        one = annotate.annotation(self.scolie.state.workspace, id_, self.article)
        if one.state is State.ORPHAN:
            raise Problem("The article no longer has that passage.", "", "The note is kept; d deletes it.", status=1)
        self.scolie.leave_trace()
        if one.article != self.article:
            self.scolie.open_article(one.article, one.hull)
            return
        self.cycled = id_
        self.go(one.hull, exact=True)

    def on_list_pane_chosen(self, event: ListPane.Chosen) -> None:
        """Go to the note that was clicked."""
        self.scolie.attempt(lambda: self._open(event.id))
