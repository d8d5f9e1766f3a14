"""The reading screen: one article, its annotations beside it, and everything a key can do to them."""

from __future__ import annotations

from functools import cached_property, partial

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from reader.command.command import Context
from reader.session.first_steps import IN_ARTICLE
from reader.text.span import Span
from reader.translation import _
from reader.tui.screen.article.content import ArticleContent
from reader.tui.screen.article.view import ArticleView
from reader.tui.screen.first_hints import BeginnersHints
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.service.host import Services
from reader.tui.terminal.snapshot_rows import rows
from reader.tui.widget.bar import Prompt
from reader.tui.widget.first_hints import FirstHints
from reader.tui.widget.list_pane import ListPane
from reader.tui.widget.overlap_list import OverlapList
from reader.tui.widget.pane import ReadingPane
from reader.tui.widget.side_pane import SidePane

WIDE = 60
"""Columns from which on the side pane stands beside the text."""


class ArticleScreen(KeyedScreen):
    """Shows an article where it was left. Its handlers do what keys ask for."""

    context: Context = "article"
    DEFAULT_CSS = """
    ArticleScreen Horizontal { height: 1fr; layers: default above; }
    ArticleScreen .side { width: 30%; min-width: 34; max-width: 56; display: none; border-left: solid $panel; }
    ArticleScreen.-narrow .side { width: 100%; max-width: 100%; border-left: none; layer: above; dock: right; }
    """

    def __init__(
        self, services: Services, article: str, at: Span | None = None, moving: str = "", above: int | None = None
    ) -> None:
        """``at``, ``moving`` and ``above`` are as in `open`."""
        self._state = services.state
        self._was_beside = False
        """Whether the side pane stood beside the text when the window became too narrow for both."""
        self.first_hints, self.overlaps = FirstHints(), OverlapList()
        self.beginner = BeginnersHints(services.state, self.first_hints, self.context, IN_ARTICLE)
        self.view = ArticleView(article, services.state, self)
        self.parts = ArticleContent(self.view, services, partial(self.open, article, at, moving, above))
        super().__init__(services, self.parts)
        self.commands = self.parts.commands()
        # What the app asks of the screen in front, done by its parts.
        self.go = self.view.go
        self.leave_place, self.start = self.parts.place.leave, self.parts.place.start
        self.light_candidate = self.parts.tagging_pass.light_candidate
        self.look_at_file = self.parts.opening.look_at_file

    def compose(self) -> ComposeResult:
        """Lay out the pane, the side pane and the lines below."""
        yield self.title_bar
        with Horizontal():
            yield ReadingPane(column=self._state.column, margin=self._state.margin, marks=self._state.marks)
            yield SidePane(
                none=_("No annotations yet. {key} highlights.").format(
                    key=self._state.key_of("annotation.highlight", "article")
                ),
                no_hit=_("Nothing matches. {key} shows all.").format(key=self._state.key_of("list.clear", "side")),
            ).add_class("side")
        self.beginner.show()
        yield self.first_hints
        yield self.bar
        yield self.hints
        yield self.overlaps

    @property
    def article(self) -> str:
        """The id of the article that is shown."""
        return self.view.article

    @cached_property
    def pane(self) -> ReadingPane:
        """The reading pane."""
        return self.query_one(ReadingPane)

    @cached_property
    def side(self) -> SidePane:
        """The side pane."""
        return self.query_one(SidePane)

    @cached_property
    def prompt(self) -> Prompt:
        """The line to type in, made when first asked for: Textual's inputs take long to make."""
        prompt = Prompt()
        self.mount(prompt, before=self.bar)
        return prompt

    @property
    def contexts(self) -> tuple[Context, ...]:
        """In the text the keys of a pass come first."""
        if self.parts.tagging_pass.is_on and self.context == "article":
            return ("pass", self.context)
        return super().contexts

    @property
    def is_narrow(self) -> bool:
        """Whether the window has no room for text and side pane beside each other."""
        return self.app.size.width < WIDE

    def on_resize(self, event: events.Resize) -> None:
        """Show the side pane beside the text; without room for both, over the text and only while keys go to the pane."""
        super().on_resize(event)
        if self.is_narrow == self.has_class("-narrow"):
            return
        has_keys = self.context == "side"
        if self.is_narrow:
            self._was_beside, self.side.display = self.side.display, has_keys
        else:
            self.side.display = self._was_beside or has_keys
        self.set_class(self.is_narrow, "-narrow")
        self.parts.side_pane.fill()

    # -- opening and leaving

    def open(self, article: str, at: Span | None = None, moving: str = "", above: int | None = None) -> None:
        """Show an article at a span, ``above`` rows down, or where it was left.

        ``moving`` is the id of an annotation to select a new place for.
        """
        self.waiting.current = None
        self.parts.open(article, at, moving, above)

    def picture(self) -> list[str]:
        """Return the rows of the pane and the bar for the snapshot, with only the focus lit."""
        self.side.display = False
        self.pane.mark_up(hits=(), kept=(), labels={})
        if self.pane.selection:
            self.view.go(self.pane.selection.focus)
        self.view.retitle()  # the title of a large text may have become known meanwhile
        self.edges.tell_at_start()
        return rows(self, [self.title_bar, self.pane, self.first_hints, self.bar])

    # -- showing

    def tell(self) -> None:
        """Bring the status row up to date, and the terminal's cursor to the focus."""
        if (at := self.pane.cursor_at()) is not None:
            self.app.cursor_position = at  # for magnifiers and screen readers
        self.beginner.show()
        self.parts.overlaps.show()
        super().tell()

    # -- keys and messages

    def on_reading_pane_focus_moved(self, event: ReadingPane.FocusMoved) -> None:
        """Show the place; remember it if it was clicked."""
        if event.by_mouse:
            self.parts.read_on()
        self.tell()

    def on_list_pane_chosen(self, event: ListPane.Chosen) -> None:
        """Go to the annotation that was clicked."""
        self.services.host.attempt(lambda: self.parts.side_pane.go_to(event.id))
