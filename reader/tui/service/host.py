"""What a screen, and a handler of its commands, may ask of the rest of the app.

Both get `Services` by constructor and know neither the app nor each other, so they can be tested with stand-ins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from textual.screen import Screen

from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui.service.app_state import AppState

if TYPE_CHECKING:
    from reader.annotation.memo import Subject
    from reader.annotation.tagging_pass import Pass
    from reader.session.annotations.undo import TakenBack
    from reader.session.passes.pass_progress import Candidate, PassProgress

Result = TypeVar("Result")
Answer = TypeVar("Answer")
Severity = Literal["information", "warning", "error"]
CommandTable = Mapping[str, Callable[..., None]]
"""By the name of a command (`command.table`), what does it; it takes the character of a command that asks for one."""


class Notifies(Protocol):
    """Says something in the status row."""

    def notify(self, message: str, *, severity: Severity = "information", timeout: float | None = None) -> None:
        """Say something in the status row; ``timeout`` is in seconds."""

    def tell_problem(self, problem: Problem) -> None:
        """Say what went wrong and what to do."""

    def attempt(self, what: Callable[[], object]) -> None:
        """Do something, and say what went wrong."""


class TellsChanges(Protocol):
    """Says what has become of an edit."""

    def tell_done(self, what: str) -> None:
        """Say what was done, and which key takes it back."""

    def tell_taken_back(self, done: TakenBack) -> None:
        """Say what was taken back, and what was skipped."""

    def tell_made_again(self, done: TakenBack) -> None:
        """Say that something was made again, and what was skipped."""


class Asks(Protocol):
    """Opens dialogs."""

    def ask(self, dialog: Screen[Answer], then: Callable[[Answer | None], None] | None = None) -> None:
        """Open a dialog or a screen and go on with its answer; None if it was left."""


class RunsInBackground(Protocol):
    """Runs in a thread what takes longer than a key may wait."""

    def in_background(
        self, what: Callable[[], Result], then: Callable[[Result], None], *, asked_by: Screen[Any] | None = None
    ) -> None:
        """Run ``what`` in a thread, and ``then`` with its result on the screen that asked, unless that was left.

        ``asked_by`` is the screen in front unless it is given.
        """

    def call_later(self, what: Callable[..., Any], *arguments: Any) -> None:
        """Call ``what`` on the event loop; also from a thread."""


class RunsWhenQuiet(Protocol):
    """Runs what nobody waits for."""

    def when_quiet(self, what: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Run ``what`` in a thread when the keyboard rests, and ``then`` with its result."""


class WritesToTerminal(Protocol):
    """Sends what is not text on the screen."""

    def to_terminal(self, text: str) -> None:
        """Send a control sequence that the program made to the terminal."""


class EditsOutside(Protocol):
    """Has a text edited by another program."""

    def edit_outside(self, text: str) -> str:
        """Return a text as $VISUAL or $EDITOR has changed it; unchanged, with a message, if that fails."""


class Reloads(Protocol):
    """Brings the screen in front up to date."""

    def reload(self) -> None:
        """Have the screen in front show what is there now."""


class RemembersChoices(Protocol):
    """Remembers choices for the next sitting."""

    def keep(self, how: Callable[..., None], **values: int | str) -> None:
        """Remember a choice for the next sitting."""


class FollowsSettings(Protocol):
    """Shows what has become of the settings."""

    def follow_settings(self) -> None:
        """Have every open screen take in settings that were changed."""


class SavesPlaces(Protocol):
    """Saves where the reader is."""

    def save_places(self) -> None:
        """Write positions, marks and drafts."""


class NotifiesAndAsks(Notifies, Asks, Protocol):
    """What most dialogs need."""


class Host(
    NotifiesAndAsks,
    TellsChanges,
    RunsInBackground,
    RunsWhenQuiet,
    WritesToTerminal,
    EditsOutside,
    Reloads,
    RemembersChoices,
    FollowsSettings,
    SavesPlaces,
    Protocol,
):
    """All of these, as a screen gets it; a handler declares which of them it needs."""

    def dismiss_notifications(self) -> None:
        """Take away what is said there."""


class Navigator(Protocol):
    """The way from one place to another, and back."""

    def open_article(self, article: str, at: Span | None = None, moving: str = "", above: int | None = None) -> None:
        """Open an article at a span, ``above`` rows down; to select there the place of the annotation ``moving``."""

    def search(self, query: str) -> None:
        """Open the search screen with a query over the screen in front."""

    def to_candidate(self, candidate: Candidate) -> None:
        """Go to a passage that the tagging pass asks about."""

    @property
    def article_before(self) -> str | None:
        """The id of the article that `leave_article` goes back to; None if it goes to the screen below, or out of the app."""

    def leave_article(self) -> None:
        """Go back to the article that this one was come to from, else to the screen below, else out of the app."""

    def leave_unopened(self) -> None:
        """Go back from an article that could not be opened. If there is nothing to go back to, it stays until it is left."""

    def leave_screen(self) -> None:
        """Go one screen back."""

    def leave_trace(self) -> None:
        """Remember this place before a jump, for back and forward."""


class ArticleActions(Protocol):
    """Changes to what is known about an article or a tag; several screens offer them."""

    def next_status(self, article: str) -> None:
        """Give an article its next status."""

    def edit_metadata(self, article: str, then: Callable[[], None]) -> None:
        """Ask for an article's metadata."""

    def rename_tag(self, old: str, then: Callable[[], None]) -> None:
        """Ask for a tag's new path."""

    def write_memo(self, subject: Subject, about: str, then: Callable[[], None]) -> None:
        """Write the memo on a tag, an article or the library."""


class PassActions(Protocol):
    """What screens ask about tagging passes."""

    def begin(self, tagging_pass: Pass) -> None:
        """Go on with a pass at what is left."""

    def tell_nothing_left(self, progress: PassProgress) -> None:
        """Say that the end of the pass is reached."""


class ReviewCount(Protocol):
    """Counts the annotations that wait for a person's decision."""

    def count_waiting(self) -> None:
        """Count them anew, in a thread; the result is in `AppState.waiting`."""


@dataclass(frozen=True, slots=True)
class Services:
    """What a screen is made with; ``commands`` are those that every screen has."""

    state: AppState
    host: Host
    navigator: Navigator
    commands: CommandTable
    articles: ArticleActions
    passes: PassActions
    review_count: ReviewCount
    idle: Callable[[], Iterable[str]] = frozenset
    """Return those of ``commands`` that would do nothing now."""
