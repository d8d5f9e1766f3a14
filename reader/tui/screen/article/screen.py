"""The reading screen: one article, its annotations beside it, and everything a key can do to them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from reader.annotation.memo import Subject
from reader.annotation.model import State
from reader.layout.page import place_line
from reader.layout.runs import Decoration
from reader.session.annotations import annotate
from reader.session.preferences import remember
from reader.session.reading.positions import Place
from reader.session.reading.returning import head, made_ready, returned
from reader.session.snapshot import Start
from reader.text.span import Span
from reader.tui.screen.article.beside import Beside
from reader.tui.screen.article.finding import Finding
from reader.tui.screen.article.moving import Moving
from reader.tui.screen.article.passing import Passing
from reader.tui.screen.article.selecting import Selecting
from reader.tui.terminal.snapshot_rows import rows
from reader.tui.widget.bar import Hints, KeyBar
from reader.tui.widget.pane import ReadingPane
from reader.tui.widget.side_pane import SidePane

MARGINS = (0, 2, 6, 12)
"""Cells left free on each side, at least."""


class ArticleScreen(Beside, Passing, Moving, Selecting, Finding):
    """Shows an article, where it was left; what keys do there is in its parts."""

    DEFAULT_CSS = """
    ArticleScreen Horizontal { height: 1fr; }
    ArticleScreen .side { width: 34; display: none; border-left: solid $panel; }
    """

    def __init__(self, article: str, at: Span | None = None, moving: str = "", above: int | None = None) -> None:
        super().__init__(article)
        self._at, self._above, self.moving = at, above, moving
        self._opened_at: Span | None = None
        """The focus that it was opened with."""
        self._tags_of: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Lay out the pane, the side pane and the lines below."""
        with Horizontal():
            yield ReadingPane(column=self.scolie.state.column, margin=self.scolie.state.margin)
            yield SidePane(empty="No annotations yet. h highlights.").add_class("side")
        yield KeyBar()
        yield Hints()

    def begin(self) -> None:
        """Show the article."""
        self.open(self.article, self._at, self.moving, self._above)

    def open(self, article: str, at: Span | None = None, moving: str = "", above: int | None = None) -> None:
        """Show an article at a span, ``above`` rows down, or where it was left.

        ``moving``: to select there an annotation's place.
        """
        self.forget()
        self._wait = None
        self.article, self.moving = article, moving
        workspace = self.scolie.state.workspace
        if not workspace.is_large(article):
            self._show(article, at, above)
            return
        self.stands = False
        beginning = head(workspace, self.scolie.state.places, article)
        if beginning and (at is None or at.end < len(beginning.text)):
            self.pane.show(beginning, at, above)
        places = self.scolie.state.places
        self.wait_for(
            "Opening…",
            lambda _: made_ready(workspace, places, article),
            lambda _: self._show(article, at, above),
            failed=self._leave_unopened,
            given_up=self._leave_unopened,
        )

    def _leave_unopened(self) -> None:
        """Go back to where the article was opened from; if it is all that was asked for, q leaves."""
        self.stands, self.opening = False, True
        if len(self.app.screen_stack) > 1:
            self.scolie.leave_article()

    def _show(self, article: str, at: Span | None, above: int | None) -> None:
        place = returned(self.scolie.state.workspace, self.scolie.state.places, article)
        jumped = at is not None and at != place.span
        if not jumped:
            at, above = place.span, place.above if above is None else above
        self.pane.show(self.scolie.state.workspace.document(article), at, above)
        self.stands, self.opening = True, False
        self._opened_at = self.pane.selection.focus if self.pane.selection else None
        if jumped:
            self._remember()
        self.reload()
        if self.moving:
            self.begin_moving(self.moving)
        else:
            self._tell_moved()
        if at and self.scolie.state.candidate and at == self.scolie.state.candidate.span:
            self.light_candidate()
        source = self.scolie.state.workspace.source(article)
        if source.guessed:
            self.notify(f"The file is read as {source.encoding}, which is a guess.")

    def reload(self) -> None:
        """Show the annotations as they are now."""
        if not self.stands:
            return
        self.annotations = annotate.annotations_in(self.scolie.state.workspace, self.article)
        self.pane.decorate(
            [
                Decoration(span, one.ink.value, one.id, one.ink.letter)
                for one in self.annotations
                if one.state in (State.ANCHORED, State.MOVED)
                for span in one.spans
            ]
        )
        paths = self.scolie.state.workspace.codebook.paths
        self._tags_of = {one.id: " ".join(f"#{path}" for path in paths(one.tags)) for one in self.annotations}
        self.fill_side()
        self.look_at_pass()
        self.tell()

    def _tell_moved(self) -> None:
        if all(one.state is State.ANCHORED for one in self.annotations):
            return
        from reader.session.annotations.review import told

        if line := told(self.scolie.state.workspace, self.article, "g r"):
            self.notify(line, severity="warning" if "g r" in line else "information")

    def look_at_file(self) -> None:
        """Read the article anew if its file is no longer the one that was read."""
        workspace, places, article = self.scolie.state.workspace, self.scolie.state.places, self.article
        if not self.stands or not workspace.outdated(article):
            return
        self.leave_place()

        def read() -> None:
            workspace.reread(article)
            made_ready(workspace, places, article)

        def then() -> None:
            self.open(article)
            self.notify("The article has changed on disk; this is how it reads now.")

        def both() -> None:
            read()
            then()

        if workspace.is_large(article):
            # What is on the screen is no longer the text: Esc does not bring it back.
            self.wait_for("", lambda _: read(), lambda _: then(), given_up=lambda: None)
        else:
            self.scolie.attempt(both)

    def start(self) -> Start | None:
        """Return the article and its focus."""
        selection, shelf = self.pane.selection, self.scolie.state.workspace.shelf
        stamp = shelf.stamp_of(self.article)
        if selection is None or stamp is None:
            return None
        focus = selection.focus
        return Start(self.article, shelf.path_of(self.article), *stamp, focus.start, focus.end, self.pane.rows_above)

    def picture(self) -> list[str]:
        """Return the rows of the pane and the bar, with the focus alone lit, as the next start first shows them."""
        self.side.display = False
        self.pane.mark_up(hits=(), kept=(), labels={})
        if self.pane.selection:
            self.go(self.pane.selection.focus)
        self.tell()
        return rows(self, [self.pane, self.bar])

    def status_line(self) -> str:
        """Title, how far, what is selected."""
        document, selection = self.pane.document, self.pane.selection
        if document is None or selection is None or not len(document.text):
            return "This article is empty."
        under = self.under_focus()
        tags = self._tags_of.get(under.id, "") if under else ""
        mode = " · selecting" if selection.sticky else ""
        kept = f" · {len(self.pane.kept)} kept" if self.pane.kept else ""
        hit = f" · {found}" if (found := self.hit_line()) else ""
        # In a pass the words that are lit say why it asks: they are no hits to be counted.
        line = self.pass_line() or f"{place_line(document, selection.focus)}{hit}"
        return f"{line}{mode}{kept}{' · ' + tags if tags else ''}"

    def on_reading_pane_focus_moved(self, _event: ReadingPane.FocusMoved) -> None:
        """Remember the place and say it."""
        self._remember_motion()
        self.tell()

    def _remember_motion(self) -> None:
        """Remember the place once the focus has moved: what is only looked at is not begun."""
        if self.pane.selection and self.pane.selection.focus != self._opened_at:
            self._opened_at = None
            self._remember()

    def _remember(self) -> None:
        selection = self.pane.selection
        if selection is None:
            return
        place = self.scolie.state.places.of(self.article)
        place.start, place.end = selection.focus.start, selection.focus.end
        place.sha256 = self.scolie.state.workspace.digest(self.article)
        place.share = max(place.share, selection.focus.end / max(1, len(self.text)))

    def leave_place(self) -> Place:
        """Return the place where the focus stands, to be kept; word of its last motion may still be on the way."""
        if self.stands:
            self._remember_motion()
        place = self.scolie.state.places.of(self.article)
        place.above = self.pane.rows_above
        return place

    def tell(self) -> None:
        """Say how things stand, with the cursor where the focus is."""
        self.put_cursor(self.pane.cursor_at())
        super().tell()

    # -- view

    def do_view_zen(self) -> None:
        """Show the text alone, or all again."""
        self.bar.display = not self.bar.display
        self.side.display = False

    def do_view_narrower(self) -> None:
        """Make the column narrower."""
        self._set_column(-4)

    def do_view_wider(self) -> None:
        """Make the column wider."""
        self._set_column(4)

    def _set_column(self, by: int) -> None:
        self.pane.set_column(min(160, max(40, self.pane.column + by)))
        self.scolie.state.column = self.pane.column
        self.scolie.keep(remember, column_width=self.pane.column)

    def do_view_margins(self) -> None:
        """Change the margins of the page: none, narrow, wide."""
        margin = next((wider for wider in MARGINS if wider > self.pane.margin), MARGINS[0])
        self.pane.set_margin(margin)
        self.scolie.state.margin = margin
        self.scolie.keep(remember, margin=margin)
        self.notify(f"Margins of {margin} cells.", timeout=2)

    # -- the article

    def do_app_status(self) -> None:
        """Give this article its next status."""
        self.leave_place()  # a motion just before begins the reading
        self.scolie.next_status(self.article)

    def do_app_metadata(self) -> None:
        """Say what is known of this article."""
        self.scolie.edit_metadata(self.article, self.tell)

    def do_memo_write(self) -> None:
        """Write a memo on this article."""
        self.scolie.write_memo(Subject.ARTICLE, self.article, self.tell)

    def do_app_back(self) -> None:
        """Go one level back."""
        self.scolie.leave_article()
