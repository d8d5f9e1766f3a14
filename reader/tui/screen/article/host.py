"""What the reading screen's handlers ask of the app beyond `Host` and `Navigator`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from reader.tui.service.host import Host, Navigator

# What a tagging pass takes is loaded when one is on.
if TYPE_CHECKING:
    from reader.annotation.memo import Subject
    from reader.annotation.tagging_pass import Pass
    from reader.session.passes.pass_progress import Candidate, Course


class DraftHost(Host, Protocol):
    """A host that has an editor, and saves drafts."""

    def edit_outside(self, text: str) -> str:
        """Return a text as $VISUAL or $EDITOR has changed it."""

    def save_places(self) -> None:
        """Write positions, marks and drafts."""


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


class CandidateNavigator(Navigator, Protocol):
    """A navigator that knows the passages of a tagging pass."""

    def to_candidate(self, candidate: Candidate) -> None:
        """Go to a passage that the pass asks about."""


class PassActions(Protocol):
    """What goes on with a tagging pass."""

    def begin_pass(self, one: Pass) -> None:
        """Go on with a pass at what is left."""

    def tell_nothing_left(self, course: Course) -> None:
        """Say that the end of the pass is reached."""
