"""What services and shared handlers ask of the screens, which they know only by these protocols.

The context of a screen, whose keys count there, says which protocol it has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

from textual.screen import Screen

from reader.command.command import TYPING, Context
from reader.layout.motion import Selection
from reader.session.library.list_cache import LastList
from reader.session.reading.positions import ReadingPosition
from reader.session.snapshot import Start
from reader.text.document import Document
from reader.text.span import Span

Result = TypeVar("Result")
ARTICLE: frozenset[str] = frozenset({"article", "side"})
"""The contexts of the reading screen."""


class ScreenStack(Protocol):
    """The screens that lie over each other, the one in front last."""

    @property
    def screen_stack(self) -> list[Screen[Any]]:
        """A copy of the stack."""

    @property
    def screen(self) -> Screen[Any]:
        """The screen in front."""

    def push_screen(self, screen: Screen[Any], callback: Callable[[Any], None] | None = None) -> object:
        """Open a screen over the others; ``callback`` gets its result."""

    def pop_screen(self) -> object:
        """Close the screen in front."""

    def exit(self) -> None:
        """Leave the app."""


class Readiness(Protocol):
    """Whether a screen is ready for keys (`screen.waiting` implements it)."""

    stands: bool
    opening: bool
    awaits: bool

    def wait_for(
        self,
        status: str,
        what: Callable[[Callable[[], bool]], Result],
        then: Callable[[Result], None],
        *,
        failed: Callable[[], None] | None = None,
        given_up: Callable[[], None] | None = None,
    ) -> None:
        """Run ``what`` in a thread while keys wait for it, then ``then`` with its result."""

    def say(self, what: str) -> None:
        """Say in the status row what is being looked for."""


class ReloadableScreen(Protocol):
    """A screen that shows what a key has changed, and that keys wait for while it does."""

    context: Context

    @property
    def waiting(self) -> Readiness:
        """Whether it is ready for keys."""

    def reload(self) -> None:
        """Show what is there now."""


class CommandScreen(ReloadableScreen, Protocol):
    """A screen whose keys are commands."""

    @property
    def seen(self) -> bool:
        """Whether it has been shown."""

    @property
    def contexts(self) -> tuple[Context, ...]:
        """The places whose keys count here."""

    def do(self, name: str, argument: str | None = None) -> None:
        """Do a command by name."""


class FirstScreen(Protocol):
    """A screen that the app can begin with."""

    def picture(self) -> list[str]:
        """Return the rows that the next start shows first."""

    def start(self) -> Start | None:
        """Return what those rows show."""


class ArticlePane(Protocol):
    """The text on the reading screen."""

    selection: Selection | None
    document: Document | None

    @property
    def rows_above(self) -> int:
        """The rows in view above the focus."""


class OpenArticle(CommandScreen, FirstScreen, Protocol):
    """The reading screen."""

    article: str

    @property
    def pane(self) -> ArticlePane:
        """The text."""

    def open(self, article: str, at: Span | None = None, moving: str = "", above: int | None = None) -> None:
        """Show another article."""

    def go(self, span: Span) -> None:
        """Put the focus on the sentence at ``span``."""

    def leave_place(self) -> ReadingPosition:
        """Return the reading position, up to date."""

    def light_candidate(self) -> None:
        """Select the passage that the tagging pass asks about."""

    def look_at_file(self) -> None:
        """Read the article again if its file has changed."""


class ArticleList(CommandScreen, FirstScreen, Protocol):
    """The list of articles."""

    @property
    def filter(self) -> str:
        """The words that the shown articles have."""

    @property
    def last_list(self) -> LastList | None:
        """The whole list, for the next start."""


class QueryScreen(CommandScreen, Protocol):
    """The search screen."""

    @property
    def asked(self) -> str:
        """The query that is asked."""


class Dialog(Protocol):
    """A dialog, which leaves the last ``rows_taken`` rows of the window to a message once it was asked to ``fit``."""

    rows_taken: int
    fit: Callable[[], object]

    def set_class(self, add: bool, *class_names: str) -> object:
        """Add or remove a class of the style sheet: ``-told`` while there is a message."""


def context_of(screen: object) -> str:
    """Return the context of a screen or dialog; empty if it has none."""
    return str(getattr(screen, "context", ""))


def is_home(screen: object, context: str) -> bool:
    """Whether the key that goes to a context goes back to this screen, if it is open."""
    return context_of(screen) == context and not getattr(screen, "is_detail", False)


def front_of(stack: ScreenStack) -> Screen[Any] | None:
    """Return the screen in front; None while the app closes and work in threads may still report."""
    return next(reversed(stack.screen_stack), None)


def as_command_screen(screen: object) -> CommandScreen | None:
    """Return the screen if its keys are commands; None for a dialog that one types in."""
    context = context_of(screen)
    return cast(CommandScreen, screen) if context and context not in TYPING else None


def as_dialog(screen: object) -> Dialog | None:
    """Return the screen if it is a dialog."""
    return cast(Dialog, screen) if hasattr(screen, "rows_taken") else None


def as_article(screen: object) -> OpenArticle | None:
    """Return the screen if it is the reading screen."""
    return cast(OpenArticle, screen) if context_of(screen) in ARTICLE else None


def as_list(screen: object) -> ArticleList | None:
    """Return the screen if it is the list of articles."""
    return cast(ArticleList, screen) if context_of(screen) == "library" else None


def as_search(screen: object) -> QueryScreen | None:
    """Return the screen if it is the search screen."""
    return cast(QueryScreen, screen) if context_of(screen) == "search" else None
