"""Fills the preview beside the list. No key waits for it: what is not there yet follows when the keyboard rests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from reader.layout.gutter import Piece
from reader.library.article import Article
from reader.session.library.workspace import Workspace
from reader.session.reading.glimpse import Glimpse, glimpse
from reader.text.guard import guard
from reader.text.hyphenation import mended
from reader.translation import ngettext
from reader.tui.service.host import RunsWhenQuiet

Lines = Sequence[Sequence[Piece]]


class PreviewPane(Protocol):
    """A pane of lines that is not always shown."""

    display: bool

    def show(self, lines: Lines) -> None:
        """Show lines, already guarded."""


class Preview:
    """Shows how the article under the cursor opens, and what is known about it."""

    def __init__(self, workspace: Workspace, host: RunsWhenQuiet, pane: PreviewPane) -> None:
        self._workspace, self._host, self._pane = workspace, host, pane
        self._wanted: Article | None = None
        self._made: dict[str, tuple[Article, Lines]] = {}
        self._asks = 0
        """How often everything was forgotten. Answers to questions from before that are not shown."""
        self._is_asking = False

    def follow(self, article: Article | None) -> None:
        """Show an article, or nothing, now or in a moment."""
        if not self._pane.display or article is self._wanted:
            return
        self._wanted = article
        made = self._made.get(article.id) if article else None
        if article is None or (made and made[0] is article):
            self._pane.show(made[1] if made else [])
            return
        self._pane.show([])
        if not self._is_asking:
            self._ask(article)

    def forget(self) -> None:
        """Make everything anew: it may have changed, or the answer that is waited for may be lost."""
        self._asks += 1
        self._wanted, self._is_asking = None, False
        self._made.clear()

    def leave_empty(self) -> None:
        """Show nothing, as before the first article was looked at."""
        self.forget()
        self._pane.show([])

    def _ask(self, article: Article) -> None:
        """Look at an article. One is looked at at a time, so holding a key down asks for the first and the last."""
        self._is_asking = True
        asks = self._asks

        def look() -> tuple[Article, Glimpse]:
            wanted = self._wanted or article
            return wanted, glimpse(self._workspace, wanted.id)

        def then(seen: tuple[Article, Glimpse]) -> None:
            if asks != self._asks:
                return
            self._is_asking = False
            of, what = seen
            self._made[of.id] = of, preview_lines(of, what)
            if self._wanted is of:
                self._pane.show(self._made[of.id][1])
            elif self._wanted and self._wanted.id not in self._made:
                self._ask(self._wanted)

        self._host.when_quiet(look, then)


def preview_lines(article: Article, what: Glimpse) -> Lines:
    """Return the lines of a preview: title, what is known, tags with counts, and the opening."""
    known = [article.metadata.source, article.metadata.date, article.metadata.author]
    if article.minutes:
        known.append(ngettext("{count} minute", "{count} minutes", article.minutes).format(count=article.minutes))
    lines: list[list[Piece]] = [[(_line(article.title), ("strong",))]]
    if facts := " · ".join(filter(None, known)):
        lines.append([(_line(facts), ("dim",))])
    if what.tags:
        lines += [[], [(_line("  ".join(f"#{path} {count}" for path, count in what.tags)), ())]]
    for paragraph in what.opening:
        lines += [[], [(_line(mended(paragraph)), ())]]
    return lines


def _line(text: str) -> str:
    return guard(text.translate({ord("\n"): " ", ord("\t"): " "}))
