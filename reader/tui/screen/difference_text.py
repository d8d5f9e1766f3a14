"""What the comparison of two versions shows and does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from reader.command.command import Context
from reader.layout.bar import BETWEEN, StatusLine, Title
from reader.layout.difference import BRACKETS, difference_lines
from reader.layout.gutter import Piece
from reader.library.article import Article
from reader.session.search.version_difference import version_difference
from reader.text.difference import Part, Side
from reader.text.guard import guard
from reader.text.title import clipped
from reader.translation import _, number
from reader.tui.screen.background_loading import BackgroundLoading, Shell
from reader.tui.screen.content import ScreenContent
from reader.tui.screen.list_commands import ListCommands, Movable
from reader.tui.service.host import CommandTable, Services

CONTEXT: Context = "difference"
NAMED = 60
"""The most characters of a title above the text."""


class ChangePane(Movable, Protocol):
    """A pane of lines with differences."""

    at: int
    changes: list[range]
    column: int

    def show(self, lines: Sequence[Sequence[Piece]]) -> None:
        """Show lines of `layout.difference`."""

    def go(self, step: int) -> None:
        """Light the difference ``step`` further."""


class DifferenceText(ScreenContent):
    """Goes from one difference to the next."""

    def __init__(self, services: Services, shell: Shell, pane: ChangePane, old: str, new: str) -> None:
        """``old`` and ``new`` are the ids of the articles."""
        self._services, self._state, self._pane, self._old, self._new = services, services.state, pane, old, new
        self.filling = self.loading = BackgroundLoading(
            shell,
            services.host,
            load=self._load,
            fill=self._fill,
            leave=services.navigator.leave_screen,
            prepare=self._prepare,
        )

    def commands(self) -> CommandTable:
        """Return what the commands of the comparison do."""
        return {
            **ListCommands(self._pane).commands(),
            "difference.next": lambda: self._pane.go(1),
            "difference.previous": lambda: self._pane.go(-1),
            "app.open": lambda: self._services.navigator.open_article(self._new),
            "app.back": self._services.navigator.leave_screen,
        }

    def _prepare(self) -> None:
        self._pane.column = self._state.column

    def _load(self) -> tuple[list[Article], list[Part]]:
        workspace = self._state.workspace
        articles = [workspace.article(id_) for id_ in (self._old, self._new)]
        return articles, version_difference(workspace, self._old, self._new)

    def _fill(self, loaded: tuple[list[Article], list[Part]]) -> None:
        (old, new), parts = loaded
        head: list[list[Piece]] = [
            [
                (f"{''.join(BRACKETS[side])}  ", (look,)),
                (guard(_("only in {article}").format(article=_named(article))), ("dim",)),
            ]
            for side, look, article in ((Side.OLD, "removed", old), (Side.NEW, "added", new))
        ]
        same = [] if any(part.side is not Side.BOTH for part in parts) else [[], [(_("No word differs."), ())]]
        self._pane.show([*head, *same, [], *difference_lines(parts)])

    def title(self) -> Title:
        """Return where one is."""
        return Title((self._state.library_name, _("Difference")))

    def status(self) -> StatusLine:
        """Return which difference is lit."""
        count = len(self._pane.changes)
        place = _("difference {place} of {count}").format(place=number(self._pane.at + 1), count=number(count))
        return StatusLine(facts=(place,) if count else ())

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now."""
        idle = [] if self._pane.at + 1 < len(self._pane.changes) else ["difference.next"]
        return idle if self._pane.at else [*idle, "difference.previous"]


def _named(article: Article) -> str:
    parts = (clipped(article.title, NAMED), article.metadata.source, article.metadata.date)
    return BETWEEN.join(filter(None, parts))
