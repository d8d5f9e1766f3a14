"""Stand-ins for the app and its screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reader.layout.motion import Selection
from reader.session.reading.positions import ReadingPosition
from reader.text.document import Document
from reader.text.span import Span


@dataclass
class FakeArticlePane:
    selection: Selection | None = None
    document: Document | None = None
    rows_above: int = 0


@dataclass(eq=False)
class FakeScreen:
    """A screen of a context; as an article, one that shows what it is asked to."""

    context: str
    article: str = ""
    pane: FakeArticlePane = field(default_factory=FakeArticlePane)
    place: ReadingPosition = field(default_factory=ReadingPosition)
    stands: bool = True
    reloads: int = 0

    def go(self, span: Span) -> None:
        self.pane.selection = Selection(span, span)

    def open(self, article: str, at: Span | None = None, moving: str = "", above: int | None = None) -> None:
        self.article = article
        self.go(at or Span(0, 0))
        self.pane.rows_above = above or 0

    def leave_place(self) -> ReadingPosition:
        return self.place

    def reload(self) -> None:
        self.reloads += 1


class FakeApp:
    """A stack of screens, and work that is done at once."""

    def __init__(self, *screens: FakeScreen) -> None:
        self.screens: list[Any] = list(screens)
        self.left = False
        self.works: list[Callable[[], object]] = []

    @property
    def screen_stack(self) -> list[Any]:
        return list(self.screens)

    @property
    def screen(self) -> Any:
        return self.screens[-1]

    def push_screen(self, screen: Any, _callback: object = None) -> None:
        self.screens.append(screen)

    def pop_screen(self) -> None:
        self.screens.pop()

    def exit(self) -> None:
        self.left = True


class FakeScreens:
    """Makes stand-ins for screens."""

    def article(self, article: str, at: Span | None = None, moving: str = "", above: int | None = None) -> Any:
        screen = FakeScreen("article")
        screen.open(article, at, moving, above)
        return screen

    def screen(self, context: str) -> Any:
        return FakeScreen(context)

    def search(self, query: str = "") -> Any:
        return FakeScreen("search")
