"""The app: its parts together, its themes, and what remains when it is left."""

from __future__ import annotations

import asyncio
import gc
import sys
from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.theme import Theme as TextualTheme
from textual.worker import WorkerFailed

from reader.session.cache.own_name import own_name
from reader.session.library.list_cache import LastList
from reader.session.library.opening import close_library, files_behind
from reader.session.library.workspace import Workspace
from reader.session.preferences import Preferences, preferences, remember
from reader.session.snapshot import Snapshot, Start, drop
from reader.session.upkeep.log_file import log_failure
from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui.changing import Changing
from reader.tui.roads import Roads
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.screen.keyed import KeyedScreen
from reader.tui.screen.library import LibraryScreen
from reader.tui.watching import Watching

if TYPE_CHECKING:
    from reader.annotation.tagging_pass import Pass
    from reader.config.theme import Theme
    from reader.session.passes.pass_progress import Course

OF_THE_TERMINAL = "terminal"
"""The theme made of the terminal's own colours."""


class ScolieApp(Roads, Watching, Changing, inherit_bindings=False):
    """Scolie on the screen."""

    ENABLE_COMMAND_PALETTE = False
    # Over the line of keys, the one line where nothing is read; only what takes two lines covers more.
    CSS = """
    ToastRack { margin-bottom: 0; overflow: hidden; }
    Toast { width: auto; max-width: 100%; padding: 0 1; margin-top: 0; }
    /* The terminal's own colours cannot be mixed: there what lies below a dialog is not dimmed. */
    .-theme-terminal ModalScreen { background: transparent; }
    """
    TITLE = "Scolie"

    def __init__(
        self,
        workspace: Workspace,
        article: str | None = None,
        chosen: Preferences | None = None,
        snapshot: Snapshot | None = None,
    ) -> None:
        chosen = chosen or preferences()
        self._themes = {name: _textual(theme) for name, theme in chosen.themes.items()}
        name = chosen.settings.theme
        # Before Textual begins: chosen later, a theme has the whole style sheet read once more.
        self.set_reactive(ScolieApp.theme, name if name in self._themes else next(iter(self._themes), "textual-dark"))
        super().__init__(workspace, article, chosen)
        if self.console.color_system == "standard" and OF_THE_TERMINAL in self._themes:
            self.theme = OF_THE_TERMINAL  # sixteen colours: those that the terminal's owner chose tell more apart
        self.snapshot = snapshot or Snapshot()
        self._start: Start | None = None
        """What the snapshot shows that is on the screen; None if there is none."""
        self._left: tuple[list[str], Start] | None = None
        """The rows of the first screen for the next snapshot, and what they show."""
        self.failure: BaseException | None = None
        """What no handler has caught."""

    @property
    def available_themes(self) -> dict[str, TextualTheme]:
        """Textual's themes, and those of the user."""
        return {**super().available_themes, **self._themes}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return colours for what themes may leave out."""
        first = next(iter(self.state.chosen.themes.values()), None)
        return first.to_variables() if first else {}

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen: the list, or the article asked for, as the snapshot shows it."""
        start = self._start
        if not self.first:
            return LibraryScreen(self.state.chosen.settings.sort, start.id if start else None, self.last_list)
        if not start or not start.focus:
            return ArticleScreen(self.first)
        begin, end, above = start.focus
        return ArticleScreen(self.first, Span(begin, end), above=above)

    def takes(self, start: Start, *, typed: bool) -> bool:
        """Start with what the snapshot shows, if it is still the same; if not, keys that were ``typed`` on it are dropped.

        Return whether keys act on what they were typed on.
        """
        same = self._is_same(start) if typed or self.first else True
        if same:
            self._start = start
        elif typed:
            what = "article" if self.first else "list"
            self.notify(f"The {what} has changed meanwhile. Keys typed before are dropped.", severity="warning")
        return same

    def _is_same(self, start: Start) -> bool:
        try:
            article = self.state.workspace.article(start.id)
        except Problem:
            return False
        is_read = not self.first or self.state.workspace.shelf.stamp_of(article.id) == start.stamp
        return is_read and (article.id, article.path) == (start.id, start.path)

    # -- places chosen by a few letters

    def do_goto_article(self) -> None:
        """Open an article by a few letters."""
        from reader.tui.picking import pick_article

        pick_article(self)

    def do_goto_search(self) -> None:
        """Search in all articles."""
        from reader.tui.picking import pick_hit

        pick_hit(self)

    def do_goto_annotations(self) -> None:
        """Look at all annotations of the library."""
        from reader.tui.picking import pick_annotation

        pick_annotation(self, "")

    # -- tagging passes

    def do_pass_start(self) -> None:
        """Go through articles for a tag."""
        from reader.tui.passes import start_pass

        start_pass(self)

    def do_goto_passes(self) -> None:
        """Go on with a pass, reopen one, or compare two."""
        from reader.tui.passes import pick_pass

        pick_pass(self)

    def begin_pass(self, one: Pass) -> None:
        """Go on with a pass at what is left."""
        from reader.tui.passes import begin

        begin(self, one)

    def tell_nothing_left(self, course: Course) -> None:
        """Say that the pass has come to its end."""
        from reader.tui.passes import nothing_left

        self.notify(nothing_left(course), timeout=8)

    def do_app_palette(self) -> None:
        """Articles, tags and commands by a few letters."""
        from reader.tui.picking import pick_anything

        pick_anything(self)

    # -- the app itself

    def do_view_theme(self) -> None:
        """Choose a theme."""
        from reader.tui.dialog.choose import Choose

        names = sorted(self.state.chosen.themes)
        letters = "abcdefghijklmnopqrstuvwxyz"
        options = [(letter, name, name) for letter, name in zip(letters, names, strict=False)]

        def chosen(name: str | None) -> None:
            if name:
                self.theme = name
                self.keep(remember, theme=name)

        self.push_screen(Choose("Theme", options), chosen)

    def do_app_redraw(self) -> None:
        """Paint the whole screen anew: something else may have written on it."""
        self.glass.forget()
        self.screen.refresh(layout=True)

    def on_resize(self) -> None:
        """Take nothing on the screen for granted: terminals move rows as they like when their size changes."""
        self.glass.forget()

    def do_app_suspend(self) -> None:
        """Stop for the shell to go on; `fg` comes back."""
        from reader.tui.handover import stop

        stop(self)

    def exit(self, *arguments: Any, **named: Any) -> None:
        """Leave, with a snapshot of the first screen for the next start if that is where one leaves from."""
        self.spend()
        screen = self.screen
        if screen is self.screen_stack[0] and isinstance(screen, KeyedScreen):
            article = screen.article if isinstance(screen, ArticleScreen) else None
            holds = article is None or (screen.stands and self._is_as_read(article))  # not while it is read anew
            rows = screen.picture() if holds and article == self.first else []
            start = screen.start() if rows else None
            self._left = (rows, start) if start else None
        lists = (one.last_list for one in self.screen_stack if isinstance(one, LibraryScreen))
        self.last_list = next(lists, None)
        super().exit(*arguments, **named)

    def _is_as_read(self, article: str | None) -> bool:
        """Whether an article's text is what its file holds; of the list, nobody asks that of a snapshot."""
        return article is None or self.state.workspace.is_as_read(article)

    def take_failure(self, error: Exception) -> bool:
        """Keep the error that no handler caught and leave; the sitting is saved on the way out."""
        self.failure = error.error if isinstance(error, WorkerFailed) else error
        self.panic()  # without a message of Textual's own: `run_app` reports the failure
        return True

    def close_library(self) -> None:
        """Finish what is due: time read, positions, checkpoints; keep the snapshot for the next start."""
        self.save_places()
        if self.last_list:
            self.kept_list.keep(self.last_list)
        rescued = close_library(self.state.workspace)
        if rescued:
            sys.stderr.write(
                f"Not everything could be saved. What is left is kept in {rescued}; the app takes it in next time.\n"
            )
        try:
            if self._left is None or not self._is_as_read(self.first):
                return
            owner = own_name(self.state.workspace.root, self.first or "")
            self.snapshot.keep(
                owner, [str(path) for path in files_behind(self.state.workspace, self.first)], *self._left
            )
            if not self._is_as_read(self.first):
                drop(owner)  # the file has changed just now: the snapshot would pass for what it holds
        except OSError:
            return  # derived: a state folder that cannot be written costs a moment at the next start


def _textual(theme: Theme) -> TextualTheme:
    known = {key: value for key, value in theme.colours.items() if key != "dim"}
    return TextualTheme(theme.name, dark=theme.dark, variables=theme.to_variables(), **known)  # type: ignore[arg-type]


def run_app(workspace: Workspace, article: str | None, snapshot: Snapshot, last: LastList | None) -> int:
    """Run the app until the user leaves; return the exit status. ``snapshot`` may be on the screen.

    ``last`` is the list as it was when it was last left, if that holds.
    """
    import signal

    app = ScolieApp(workspace, article, snapshot=snapshot)
    app.last_list = last
    if sys.platform != "win32":
        from reader.tui.terminal.driver import TerminalDriver

        app.driver_class = TerminalDriver

    def leave(_number: int, _frame: object) -> None:
        try:
            soon = asyncio.get_running_loop().call_soon_threadsafe
        except RuntimeError:  # it has not begun, or has ended
            app.call_later(app.exit)
        else:
            soon(app.call_later, app.exit)  # which wakes it: a loop at rest does not see what a signal puts down

    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)
    app.run()
    app.close_library()
    gc.freeze()  # Python looks for rubbish once more when it ends: the system takes all of it at once
    if isinstance(app.failure, Problem) and not app.unveiled:
        raise app.failure  # what is asked for cannot be read: there is no app without it
    if app.failure:
        path = log_failure(app.failure)
        told = f"{type(app.failure).__name__}: {app.failure}"
        hint = f"The log file has the rest: {path}." if path else "The log file could not be written."
        raise Problem("Something failed inside the program; what was acknowledged is kept.", told, hint, status=1)
    sys.stdout.flush()
    return app.return_code or 0
