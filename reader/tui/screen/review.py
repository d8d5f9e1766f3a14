"""The review queue: what was marked beside what is there now, and one key to decide."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from reader.command.command import Context
from reader.layout.table import ListRow
from reader.session.annotations import annotate, review
from reader.session.annotations.review import Passage, Waiting
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.text.span import Span
from reader.text.title import clipped
from reader.tui.screen.listed import END, Listed
from reader.tui.widget.bar import Hints, KeyBar
from reader.tui.widget.list_pane import ListPane


class ReviewScreen(Listed):
    """Annotations whose text has changed, one after the other."""

    context: Context = "review"
    DEFAULT_CSS = """
    ReviewScreen ListPane { height: 1fr; }
    ReviewScreen Horizontal { height: 2fr; border-top: solid $panel; }
    ReviewScreen Static.passage { width: 1fr; height: 1fr; padding: 0 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._queue: list[Waiting] = []

    def compose(self) -> ComposeResult:
        """Lay out the queue, the two passages and the line below."""
        yield ListPane((24, 8), empty="Nothing waits for your word.")
        with Horizontal():
            yield Static(classes="passage", id="old")
            yield Static(classes="passage", id="new")
        yield KeyBar()
        yield Hints()

    def on_mount(self) -> None:
        """Look for what waits, beside the keyboard."""
        self.wait_for(
            "Looking…",
            lambda _: review.waiting(self.scolie.state.workspace),
            self._fill,
            failed=self.do_app_back,
            given_up=self.do_app_back,
        )

    def on_screen_resume(self) -> None:
        """Look again: something may have been decided in the article."""
        if self.stands:
            self.reload()

    def reload(self) -> None:
        """Show what waits now."""
        self.scolie.in_background(lambda: review.waiting(self.scolie.state.workspace), self._fill)

    def _fill(self, found: list[Waiting]) -> None:
        if not self.is_attached:
            return
        self._queue = found
        rows = [
            ListRow(
                one.annotation.id, (clipped(one.old.quote, 200), one.annotation.article, one.annotation.state.value)
            )
            for one in found
        ]
        self.list_pane.show(rows)
        self.follow()
        self.tell()

    def status_line(self) -> str:
        """How many wait."""
        return f"Review · {len(self._queue)} waiting"

    @property
    def current(self) -> Waiting | None:
        """What the cursor is on."""
        lit = self.list_pane.current
        return next((one for one in self._queue if one.annotation.id == lit), None)

    def follow(self) -> None:
        """Show both passages of what the cursor is on."""
        one = self.current
        score = one.annotation.score if one else None
        kept = f" ({score:.0%} alike)" if score is not None else ""
        candidate = one.candidate if one else None
        self._tell_passage("#old", "As it was marked", one.old if one else None)
        self._tell_passage("#new", f"Proposed now{kept}" if candidate else "Nothing like it is found", candidate)

    def _tell_passage(self, where: str, title: str, passage: Passage | None) -> None:
        page = Text()
        if self._queue:
            page.append(f"{title}\n\n", "bold")
        if passage:
            page.append(guard(f"… {passage.before}", lines=True), "dim")
            page.append(guard(passage.quote, lines=True), "bold underline")
            page.append(guard(f"{passage.after} …", lines=True), "dim")
        self.query_one(where, Static).update(page)

    def _must_have(self) -> Waiting:
        one = self.current
        if one is None:
            raise Problem("Nothing waits for your word.", "", "", status=1)
        return one

    def _decided(self, what: str) -> None:
        self.notify(f"{what} u takes it back.", timeout=2)
        self.reload()

    # -- commands

    def do_goto_top(self) -> None:
        """Go to the first."""
        self.to_row(0)

    def do_goto_end(self) -> None:
        """Go to the last."""
        self.to_row(END)

    def do_review_accept(self) -> None:
        """Let it stand where it is proposed."""
        review.accept(self.scolie.state.workspace, self._must_have().annotation.id)
        self._decided("Accepted.")

    def do_review_orphan(self) -> None:
        """Keep it without a place."""
        review.orphan(self.scolie.state.workspace, self._must_have().annotation.id)
        self._decided("Kept without a place.")

    def do_review_move(self) -> None:
        """Go to the article and select the right place."""
        one = self._must_have()
        near = one.annotation.spans[0] if one.candidate else self._about(one)
        self.scolie.open_article(one.annotation.article, near, one.annotation.id)

    def _about(self, one: Waiting) -> Span:
        """Return a place as far into the article as the passage was."""
        length = len(self.scolie.state.workspace.text(one.annotation.article))
        start = max(0, min(one.annotation.hull.start, length - 1))
        return Span(start, start + 1)

    def do_app_open(self) -> None:
        """Look at the place in its article."""
        one = self._must_have()
        self.scolie.open_article(one.annotation.article, one.annotation.hull if one.candidate else None)

    def do_annotation_delete(self) -> None:
        """Delete the annotation."""
        annotate.delete(self.scolie.state.workspace, self._must_have().annotation)
        self._decided("Deleted.")

    def do_app_back(self) -> None:
        """Leave the queue."""
        self.app.pop_screen()

    def on_list_pane_chosen(self, _event: ListPane.Chosen) -> None:
        """Look at the place that was clicked."""
        self.scolie.attempt(self.do_app_open)
