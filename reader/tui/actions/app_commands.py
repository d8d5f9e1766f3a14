"""The commands that every screen has. What opens a dialog is loaded when first asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.text.problem import Problem
from reader.translation import _
from reader.tui.actions.tagging_passes import TaggingPasses
from reader.tui.service.app_state import AppState
from reader.tui.service.host import (
    ArticleActions,
    Asks,
    CommandTable,
    FollowsSettings,
    Notifies,
    Reloads,
    RemembersChoices,
    RunsInBackground,
    RunsWhenQuiet,
    TellsChanges,
)
from reader.tui.service.navigation import Navigation
from reader.tui.service.screens import ScreenStack, as_command_screen

if TYPE_CHECKING:
    from reader.tui.actions.pass_dialogs import PassDialogs

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Window(Protocol):
    """The terminal that the app has."""

    theme: str

    def redraw(self) -> None:
        """Paint everything again."""

    def stop_for_shell(self) -> None:
        """Stop until the shell continues the app."""


class AppCommandsHost(
    Notifies, Asks, TellsChanges, RunsInBackground, RunsWhenQuiet, Reloads, RemembersChoices, FollowsSettings, Protocol
):
    """What the commands, and the dialogs that they open, need."""


class AppCommands:
    """Handles what is the same on every screen."""

    def __init__(
        self,
        state: AppState,
        stack: ScreenStack,
        host: AppCommandsHost,
        navigation: Navigation,
        articles: ArticleActions,
        passes: TaggingPasses,
        window: Window,
    ) -> None:
        self._state = state
        self._stack = stack
        self._host = host
        self._navigation = navigation
        self._articles = articles
        self._passes = passes
        self._window = window

    def commands(self) -> CommandTable:
        """Return what does each command."""
        go_over = self._navigation.go_over
        return {
            "goto.library": partial(go_over, "library"),
            "goto.review": partial(go_over, "review"),
            "goto.tags": partial(go_over, "codebook"),
            "goto.excerpts": partial(go_over, "excerpts"),
            "goto.basket": partial(go_over, "basket"),
            "goto.statistics": partial(go_over, "stats"),
            "goto.journal": partial(go_over, "journal"),
            "goto.back": self._navigation.back,
            "goto.forward": self._navigation.forward,
            "goto.next-article": partial(self._navigation.open_neighbour, 1),
            "goto.previous-article": partial(self._navigation.open_neighbour, -1),
            "goto.last-change": self.go_to_last_change,
            "goto.unread": self._navigation.open_unread,
            "goto.article": self.pick_article,
            "goto.tag": self.pick_tag,
            "goto.search": partial(go_over, "search"),
            "goto.annotations": self.pick_annotation,
            "goto.passes": self.pick_pass,
            "pass.start": self.start_pass,
            "edit.undo": self.undo,
            "edit.redo": self.redo,
            "view.theme": self.choose_theme,
            "app.palette": self.pick_anything,
            "app.quit": self._stack.exit,
            "app.redraw": self._window.redraw,
            "app.suspend": self._window.stop_for_shell,
        }

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now."""
        workspace, idle = self._state.workspace, self._navigation.idle()
        index = workspace.undo_index
        if not index.has_begun:
            return [*idle, "edit.undo", "edit.redo"]  # asking who the coder is may take longer than a key
        verbs = [verb for verb in ("undo", "redo") if not index.may(verb, workspace.coder)]
        return [*idle, *(f"edit.{verb}" for verb in verbs)]

    def go_to_last_change(self) -> None:
        """Go to where the last undone or redone change was."""
        if self._state.last_change is None:
            raise Problem(
                _("Nothing was undone in an article yet."),
                "",
                _("It leads to where an undo has changed something."),
                status=1,
            )
        self._navigation.leave_trace()
        self._navigation.open_article(*self._state.last_change)

    def undo(self) -> None:
        """Take back the newest change."""
        from reader.session.annotations.undo import undo

        try:
            self._host.tell_taken_back(undo(self._state.workspace))
        finally:
            self._host.reload()  # it may have taken in what others have changed, too

    def redo(self) -> None:
        """Make again what was taken back."""
        from reader.session.annotations.undo import redo

        try:
            self._host.tell_made_again(redo(self._state.workspace))
        finally:
            self._host.reload()

    def pick_article(self) -> None:
        """Open an article by a few letters."""
        from reader.tui.actions.jumping import pick_article

        pick_article(self._state, self._host, self._navigation, self._article_in_front())

    def pick_tag(self) -> None:
        """Look at the passages of a tag."""
        from reader.tui.actions.jumping import pick_tag

        pick_tag(self._state, self._host, self._navigation)

    def pick_annotation(self) -> None:
        """Look at all annotations of the library."""
        from reader.tui.actions.jumping import pick_annotation

        pick_annotation(self._state, self._host, self._navigation)

    def pick_anything(self) -> None:
        """Pick an article, a tag, an annotation or a command of the screen in front."""
        from reader.tui.actions.jumping import pick_anything

        if screen := as_command_screen(self._stack.screen):
            pick_anything(self._state, self._host, self._navigation, screen, self._article_in_front())

    def _article_in_front(self) -> str:
        shown = self._navigation.article
        return shown.article if shown else ""

    def start_pass(self) -> None:
        """Go through articles for a tag."""
        self._pass_dialogs().start()

    def pick_pass(self) -> None:
        """Go on with a pass, reopen one, or compare two."""
        self._pass_dialogs().pick()

    def _pass_dialogs(self) -> PassDialogs:
        from reader.tui.actions.pass_dialogs import PassDialogs

        return PassDialogs(self._state, self._stack, self._host, self._articles, self._passes)

    def choose_theme(self) -> None:
        """Choose a theme, seen on the screen while one moves; Esc leaves the one that was there."""
        from reader.tui.actions.picking import pick_theme

        pick_theme(self._state, self._host, self._window)
