"""Plain objects in place of the widgets, the screen and the app that handlers of the reading screen use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reader.command.command import Context
from reader.layout.motion import Grain, Selection, moved, opening
from reader.layout.runs import Decoration
from reader.layout.signs import PLAIN_MARKS, MarksLook
from reader.layout.table import ListRow
from reader.layout.title_block import NO_TITLE, TitleBlock
from reader.session.library.workspace import Workspace
from reader.session.preferences import preferences
from reader.text.document import Document
from reader.text.span import Span
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.widget.side_pane import Note
from tests.tui.fakes import FakeHost, FakeNavigator, FakePrompt


class FakePane:
    """The text without rows: all of it is in view."""

    def __init__(self) -> None:
        self.document: Document | None = None
        self.selection: Selection | None = None
        self.hits: Sequence[Span] = ()
        self.kept: tuple[Span, ...] = ()
        self.labels: Mapping[int, str] = {}
        self.decorations: Sequence[Decoration] = ()
        self.column, self.margin, self.rows_above = 72, 0, 3
        self.title, self.marks = NO_TITLE, PLAIN_MARKS
        self.turned: list[int] = []

    def show(
        self, document: Document, at: Span | None = None, above: int | None = None, title: TitleBlock = NO_TITLE
    ) -> None:
        self.title = title
        self.document, self.selection = document, Selection(at, at) if at else opening(document)
        self.rows_above = above or 0

    def retitle(self, title: TitleBlock) -> None:
        self.title = title

    def decorate(self, decorations: Sequence[Decoration]) -> None:
        self.decorations = decorations

    def mark_up(
        self,
        *,
        hits: Sequence[Span] | None = None,
        kept: Sequence[Span] | None = None,
        labels: Mapping[int, str] | None = None,
    ) -> None:
        self.hits = self.hits if hits is None else hits
        self.kept = self.kept if kept is None else tuple(kept)
        self.labels = self.labels if labels is None else labels

    def select(self, selection: Selection | None) -> None:
        self.selection = selection or self.selection

    def move(self, grain: Grain, step: int, *, extend: bool = False) -> None:
        if self.document and self.selection:
            self.selection = moved(self.document, self.selection, grain, step, extend=extend)

    def turn(self, step: int) -> None:
        self.turned.append(step)

    def in_view(self) -> list[Span]:
        document = self.document
        return list(document.sentences(Span(0, len(document.text)))) if document else []

    def change_look(
        self, *, column: int | None = None, margin: int | None = None, marks: MarksLook | None = None
    ) -> None:
        self.marks = marks or self.marks
        self.column = column or self.column
        self.margin = self.margin if margin is None else margin


class FakeSide:
    """The side pane as a list of notes."""

    def __init__(self) -> None:
        self.display = False
        self.filter = ""
        self.notes: Sequence[Note] = ()
        self.rows: Sequence[ListRow] = ()
        self.at = 0

    @property
    def current(self) -> str | None:
        return self.rows[self.at].id if self.rows else None

    def show_notes(self, notes: Sequence[Note]) -> None:
        self.notes = notes
        self.rows = [ListRow(note.id, ()) for note in notes if self.filter in note.quote]

    def sift(self, words: str) -> None:
        self.filter = words
        self.show_notes(self.notes)

    def move(self, step: int) -> None:
        self.to(self.at + step)

    def turn(self, step: int) -> None:
        self.move(step * 10)

    def to(self, index: int) -> None:
        self.at = max(0, min(index, len(self.rows) - 1))


class FakeOverlaps:
    """The list of annotations that overlap."""

    def __init__(self) -> None:
        self.rows: Sequence[ListRow] = ()
        self.lit = ""

    def tell(self, rows: Sequence[ListRow], lit: str, focus_row: int) -> None:
        self.rows, self.lit = rows, lit


@dataclass
class FakeEdges:
    text_alone: bool = False

    def fit(self) -> None:
        """Show both rows, or none."""


class FakeWaiting:
    """What keys wait for is done at once."""

    def __init__(self) -> None:
        self.stands, self.opening, self.awaits = True, False, False
        self.looking_for: list[str] = []

    def say(self, what: str) -> None:
        self.looking_for.append(what)

    def wait_for(
        self,
        told: str,
        what: Callable[[Callable[[], bool]], Any],
        then: Callable[[Any], None],
        *,
        failed: Callable[[], None] | None = None,
        given_up: Callable[[], None] | None = None,
    ) -> None:
        then(what(lambda: True))


class FakeReadingScreen:
    """The screen."""

    context: Context

    def __init__(self) -> None:
        self.context = "article"
        self.is_narrow = False
        self.shown: list[str] = []
        self.opened_at: list[tuple[Span | None, int | None]] = []
        self.waiting = FakeWaiting()
        self.pane, self.side, self.prompt, self.edges = FakePane(), FakeSide(), FakePrompt(), FakeEdges()
        self.overlaps = FakeOverlaps()
        self.reloaded: Callable[[], object] = lambda: None
        self.told: Callable[[], object] = lambda: None

    def open(self, article: str, at: Span | None = None, *, above: int | None = None) -> None:
        self.shown.append(article)
        self.opened_at.append((at, above))

    def tell(self) -> None:
        self.told()

    def reload(self) -> None:
        self.reloaded()


class Reading:
    """An article that is open, with all that its handlers are made with."""

    def __init__(self, workspace: Workspace, article: str = "port") -> None:
        self.workspace = workspace
        self.state = AppState(workspace, preferences())
        self.screen, self.host, self.navigator = FakeReadingScreen(), FakeHost(), FakeNavigator()
        self.pane, self.side = self.screen.pane, self.screen.side
        self.view = ArticleView(article, self.state, self.screen)
        self.pane.show(workspace.document(article))
        self.screen.reloaded = self.view.load_annotations
        self.view.load_annotations()

    @property
    def lit(self) -> str:
        """The text of the selection."""
        assert self.pane.selection
        return self.pane.selection.span.of(self.view.text)

    def keys_go_to(self, context: Context) -> bool:
        return self.screen.context == context

    def span(self, quote: str) -> Span:
        start = self.view.text.index(quote)
        return Span(start, start + len(quote))

    def select(self, quote: str) -> None:
        """Put the focus on a quote, as a motion by word would."""
        span = self.span(quote)
        self.pane.select(Selection(span, span, Grain.WORD))
