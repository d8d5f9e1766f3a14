"""The app: what all screens share, and the roads between them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.theme import Theme as TextualTheme
from textual.worker import get_current_worker

from reader.annotation.model import Ink
from reader.command.keymap import Keymap
from reader.library.article import FIELDS, Status
from reader.session import frame
from reader.session.log_file import log_failure
from reader.session.opening import files_behind
from reader.session.preferences import Preferences, preferences, remember
from reader.session.reading import Places
from reader.session.workspace import Workspace
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui.screen.article import ArticleScreen
from reader.tui.screen.keyed import KeyedScreen
from reader.tui.screen.library import LibraryScreen
from reader.tui.typed import TypedKeys

if TYPE_CHECKING:
    from reader.session.quoting import Citing

WATCH_SECONDS = 0.4
SHOW_SECONDS = 1.0
OF_THE_TERMINAL = "terminal"
"""The theme made of the terminal's own colours."""
Result = TypeVar("Result")


class ScolieApp(TypedKeys, inherit_bindings=False):
    """Holds the opened library, the choices of this sitting, and the trace of places."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "Scolie"

    def __init__(self, workspace: Workspace, article: str | None = None, chosen: Preferences | None = None) -> None:
        chosen = chosen or preferences()
        self._chosen = chosen
        super().__init__()
        for theme in chosen.themes.values():
            self.register_theme(_textual(theme.name, theme.dark, theme.colours, theme.to_variables()))
        name = chosen.settings.theme
        if self.console.color_system == "standard" and OF_THE_TERMINAL in chosen.themes:
            name = OF_THE_TERMINAL  # sixteen colours: those that the terminal's owner chose tell more apart
        self.theme = name if name in chosen.themes else next(iter(chosen.themes), "textual-dark")
        self.workspace = workspace
        self.places = Places(workspace.root)
        self.keymap: Keymap = chosen.keymap
        self.column = chosen.settings.column_width
        self.margin = chosen.settings.margin
        self.ink = Ink(chosen.settings.ink)
        self._citing: Citing | None = None
        self.left_to_read = 0
        self.waiting: dict[str, int] = {}
        self.piped = ""
        self.recent: list[str] = []
        self.last_tags: tuple[str, ...] = ()
        self.picture: list[str] | None = None
        self.failure: Exception | None = None
        self._first = article
        self._back: list[tuple[str, Span]] = []
        self._forward: list[tuple[str, Span]] = []
        self._since = time.monotonic()

    @property
    def citing(self) -> Citing:
        """How excerpts are cited, as chosen last."""
        from reader.session.quoting import Citing

        chosen = self._chosen.settings
        return self._citing or Citing(chosen.citation_style, chosen.citation_format, chosen.citation_language)

    @citing.setter
    def citing(self, how: Citing) -> None:
        self._citing = how

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return colours for what themes may leave out."""
        first = next(iter(self._chosen.themes.values()), None)
        return first.to_variables() if first else {}

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen: the list, or the article asked for."""
        return ArticleScreen(self._first) if self._first else LibraryScreen(self._chosen.settings.sort)

    def on_mount(self) -> None:
        """Say what is wrong with the files of choices, and begin to watch."""
        if faults := self._chosen.faults:
            told = f"{faults[0].place}: {faults[0].what} {faults[0].mend}"
            more = len(faults) - 1
            self.notify(told, severity="warning", timeout=8)
            if more:
                self.notify(f"There are {more} more faults in your files: see `scolie check`.", severity="warning")
        if self.workspace.store.read_only:
            self.notify(self.workspace.store.read_only, severity="warning", markup=False, timeout=8)
        self.set_interval(WATCH_SECONDS, self._watch)
        self.run_worker(self._read_articles, thread=True, group="reading")

    def _read_articles(self) -> None:
        """Read, beside the keyboard, what was never read, and show it from time to time."""
        worker = get_current_worker()
        shown = time.monotonic()
        for left in self.workspace.read_articles():
            if worker.is_cancelled:
                return
            if not left or time.monotonic() - shown > SHOW_SECONDS:
                self.call_later(self._read_so_far, left)
                shown = time.monotonic()
        self.call_later(self._tell_left_out)
        self._count_waiting()

    def _tell_left_out(self) -> None:
        if left_out := len(self.workspace.shelf.problems):
            told = f"Files and folders that cannot be read: {left_out}. `scolie check` says which."
            self.notify(told, severity="warning", timeout=8)

    def _count_waiting(self) -> None:
        """Count, beside the keyboard, the annotations that wait for a person's word."""
        from reader.session.reviewing import count

        waiting = count(self.workspace)
        if waiting != self.waiting:
            self.call_later(self._tell_waiting, waiting)

    def _tell_waiting(self, waiting: dict[str, int]) -> None:
        self.waiting = waiting
        if isinstance(self.screen, LibraryScreen):
            self.screen.reload()

    def count_waiting(self) -> None:
        """Count them anew: something may have been decided."""
        self.run_worker(self._count_waiting, thread=True, group="waiting", exclusive=True)

    def _read_so_far(self, left: int) -> None:
        self.left_to_read = left
        if isinstance(self.screen, LibraryScreen):
            self.screen.reload()

    def _watch(self) -> None:
        """Take in what others have written, rewrite due checkpoints, notice files that came, went or changed."""
        changed = self.workspace.store.refresh()
        self.workspace.store.tick()
        if self.places.changed:
            self.save_places()
        came_or_went = self.workspace.shelf.stale()
        if came_or_went:
            self.notify("The list of articles has changed.")
            self.workspace.articles()
            self.run_worker(self._read_articles, thread=True, group="reading", exclusive=True)
        if changed or came_or_went:
            self.reload()
        if isinstance(self.screen, ArticleScreen):
            self.screen.look_at_file()

    def reload(self) -> None:
        """Show what has changed on the screen in view."""
        if isinstance(self.screen, KeyedScreen):
            self.screen.reload()

    # -- helpers of the screens

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - Textual's widgets ask for it by default; no toast of ours has any
    ) -> None:
        """Show a toast, never as markup. Every widget comes through here, so outside words are guarded."""
        guarded = guard(message, lines=True)
        super().notify(guarded, title=guard(title), severity=severity, timeout=timeout, markup=False)

    def tell_problem(self, problem: Problem) -> None:
        """Put a problem into words on the screen."""
        told = " ".join(part for part in (problem.title, problem.message, problem.hint) if part)
        self.notify(guard(told), severity="error", markup=False, timeout=8)

    def attempt(self, what: Callable[[], object]) -> None:
        """Do something outside a key's own command, with all that it is to be followed by; say what went wrong."""
        try:
            what()
        except Problem as problem:
            self.tell_problem(problem)

    def in_background(self, what: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Do what may take a while beside the keyboard, and then, on the screen that asked, what follows from it.

        If that screen has been left meanwhile, nothing follows. ``what`` runs in a thread: it must not ask the screen.
        """
        asked_by = self.screen

        def finish(result: Result) -> None:
            if asked_by.is_attached:
                self.attempt(lambda: then(result))

        def work() -> None:
            try:
                result = what()
            except Problem as problem:
                self.call_later(self.tell_problem, problem)
            else:
                self.call_later(finish, result)

        self.run_worker(work, thread=True)

    def keep(self, how: Callable[..., None], **values: int | str) -> None:
        """Remember a choice; a state folder that cannot be written is said, once done with."""
        try:
            how(**values)
        except OSError as error:
            self.notify(f"The choice holds for this sitting only: {error.strerror}.", markup=False)

    def save_places(self) -> None:
        """Write positions, marks and drafts."""
        try:
            self.places.save()
        except OSError as error:
            self.notify(f"Reading positions could not be kept: {error.strerror}.", markup=False)

    def to_terminal(self, text: str) -> None:
        """Send a sequence of our own making to the terminal."""
        if self._driver:
            self._driver.write(text)

    def edit_outside(self, text: str) -> str:
        """Have a text edited in $VISUAL or $EDITOR and return it; unchanged if there is no editor."""
        import shlex
        import subprocess
        import tempfile

        command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
        if not command:
            self.notify("There is no editor: set EDITOR.", severity="warning", markup=False)
            return text
        with tempfile.NamedTemporaryFile("w", suffix=".md", delete=False, encoding="utf-8") as file:
            file.write(text)
        path = Path(file.name)
        try:
            with self.suspend():
                subprocess.run([*command, file.name], check=False)
            return path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            self.notify(f"The editor could not be started: {error.strerror}.", severity="error", markup=False)
            return text
        finally:
            path.unlink(missing_ok=True)

    # -- roads

    def open_article(self, article: str, at: Span | None = None, moving: str = "") -> None:
        """Open an article over the list, at a span, to select there the place of the annotation ``moving``."""
        try:
            if not self.workspace.is_large(article):
                self.workspace.document(article)
        except Problem as problem:
            self.tell_problem(problem)
            return
        self._spend()
        if isinstance(self.screen, ArticleScreen):
            self.screen.open(article, at, moving)
        else:
            self.push_screen(ArticleScreen(article, at, moving))

    def _spend(self) -> None:
        """Count the time since the last change of article as reading, at most ten minutes of it."""
        if isinstance(self.screen, ArticleScreen):
            place = self.places.of(self.screen.article)
            shows_otherwise = [self.screen.article, *([""] if place.share > self.screen.share_before else [])]
            place.seconds += min(600.0, time.monotonic() - self._since)
            place.above = self.screen.pane.rows_above
            with contextlib.suppress(OSError):  # then it is older than the place, which the next start will see
                for article in shows_otherwise:
                    frame.drop(self._owner(article))
            self.save_places()
        self._since = time.monotonic()

    def leave_article(self) -> None:
        """Go back to the list, or out if an article was all that was asked for."""
        if len(self.screen_stack) == 1:
            self.exit()
        else:
            self._spend()
            self.pop_screen()

    def leave_trace(self) -> None:
        """Remember this place before a jump, for back and forward."""
        if isinstance(self.screen, ArticleScreen) and self.screen.pane.selection:
            self._back.append((self.screen.article, self.screen.pane.selection.focus))
            self._forward.clear()

    def _travel(self, from_: list[tuple[str, Span]], to: list[tuple[str, Span]]) -> None:
        if not from_:
            self.notify("There is no place to go to.", timeout=2, markup=False)
            return
        if isinstance(self.screen, ArticleScreen) and self.screen.pane.selection:
            to.append((self.screen.article, self.screen.pane.selection.focus))
        article, span = from_.pop()
        if isinstance(self.screen, ArticleScreen) and self.screen.article == article:
            self.screen.go(span)
        else:
            self.open_article(article, span)

    def do_goto_back(self) -> None:
        """Go back to the place before the last jump."""
        self._travel(self._back, self._forward)

    def do_goto_forward(self) -> None:
        """Go forward again."""
        self._travel(self._forward, self._back)

    def do_goto_library(self) -> None:
        """Go to the list."""
        if not isinstance(self.screen, ArticleScreen):
            return
        self._spend()
        if len(self.screen_stack) == 1:
            self.push_screen(LibraryScreen(self._chosen.settings.sort))
        else:
            self.pop_screen()

    def do_goto_review(self) -> None:
        """Decide on annotations whose text has changed."""
        from reader.tui.screen.review import ReviewScreen

        if not isinstance(self.screen, ReviewScreen):
            self._spend()
            self.push_screen(ReviewScreen())

    def do_goto_article(self) -> None:
        """Open an article by a few letters."""
        from reader.tui.picking import pick_article

        pick_article(self)

    def do_goto_search(self) -> None:
        """Search in all articles."""
        from reader.tui.picking import pick_hit

        pick_hit(self)

    def do_goto_tags(self) -> None:
        """Look at the tags and what they have gathered."""
        from reader.tui.picking import pick_tag

        pick_tag(self)

    def do_goto_annotations(self) -> None:
        """Look at all annotations of the library."""
        from reader.tui.picking import pick_annotation

        pick_annotation(self, "")

    def _beside(self, step: int) -> None:
        if isinstance(self.screen, ArticleScreen):
            ids = [article.id for article in self.workspace.articles()]
            at = ids.index(self.screen.article) + step if self.screen.article in ids else 0
            if 0 <= at < len(ids):
                self.leave_trace()
                self.open_article(ids[at])

    def do_goto_next_article(self) -> None:
        """Open the next article."""
        self._beside(1)

    def do_goto_previous_article(self) -> None:
        """Open the previous article."""
        self._beside(-1)

    def do_goto_unread(self) -> None:
        """Open the next unread article."""
        unread = [article.id for article in self.workspace.articles() if article.status is Status.UNREAD]
        here = self.screen.article if isinstance(self.screen, ArticleScreen) else ""
        target = next((id_ for id_ in unread if id_ != here), None)
        if target:
            self.leave_trace()
            self.open_article(target)
        else:
            self.notify("Nothing is left unread.", markup=False)

    # -- changes that several screens offer

    def do_edit_undo(self) -> None:
        """Take back the newest change."""
        entry = self.workspace.undo()
        self.notify(f"Taken back: {entry['what']}. U makes it again.", timeout=3, markup=False)
        self.reload()

    def do_edit_redo(self) -> None:
        """Make again what was taken back."""
        self.workspace.redo()
        self.notify("Made again. u takes it back.", timeout=3, markup=False)
        self.reload()

    def next_status(self, article: str) -> None:
        """Give an article its next status."""
        from reader.session.tagging import describe_article

        known = self.workspace.article(article)
        order = list(Status)
        status = order[(order.index(known.status) + 1) % len(order)]
        describe_article(self.workspace, known, {"status": status.value})
        self.notify(f"Status: {status.value}. u takes it back.", timeout=2, markup=False)

    def edit_metadata(self, article: str, then: Callable[[], None]) -> None:
        """Ask what is known of an article."""
        from reader.session.tagging import describe_article
        from reader.tui.dialog.form import Form

        known = self.workspace.article(article)
        fields = [(name, name.capitalize(), str(getattr(known, name))) for name in FIELDS]

        def said(values: dict[str, str] | None) -> None:
            changed = {name: value for name, value in (values or {}).items() if value != getattr(known, name)}

            def keep() -> None:
                describe_article(self.workspace, known, changed)
                self.notify("Kept. u takes it back.", timeout=2, markup=False)
                then()

            if changed:
                self.attempt(keep)

        self.push_screen(Form(f"What is known of {known.path}", fields), said)

    def rename_tag(self, old: str, then: Callable[[], None]) -> None:
        """Ask for a tag's new path."""
        from reader.session.tagging import rename
        from reader.tui.dialog.form import Form

        def said(values: dict[str, str] | None) -> None:
            new = values["path"] if values else old

            def keep() -> None:
                rename(self.workspace, old, new)
                self.recent = [new if path == old else path for path in self.recent]
                then()

            if new != old:
                self.attempt(keep)

        self.push_screen(Form(f"Rename {old}", [("path", "New path", old)]), said)

    def do_view_theme(self) -> None:
        """Choose a theme."""
        from reader.tui.dialog.choose import Choose

        names = sorted(self._chosen.themes)
        letters = "abcdefghijklmnopqrstuvwxyz"
        options = [(letter, name, name) for letter, name in zip(letters, names, strict=False)]

        def chosen(name: str | None) -> None:
            if name:
                self.theme = name
                self.keep(remember, theme=name)

        self.push_screen(Choose("Theme", options), chosen)

    def do_app_palette(self) -> None:
        """Articles, tags and commands by a few letters."""
        from reader.tui.picking import pick_anything

        pick_anything(self)

    def do_app_suspend(self) -> None:
        """Stop for the shell to go on; `fg` comes back."""
        self.action_suspend_process()

    def exit(self, *arguments: Any, **named: Any) -> None:
        """Leave, with a picture of the first screen for the next start if that is where one leaves from."""
        self._spend()
        screen = self.screen
        if screen is self.screen_stack[0] and isinstance(screen, KeyedScreen):
            article = screen.article if isinstance(screen, ArticleScreen) else None
            self.picture = screen.picture() if article == self._first else None
        super().exit(*arguments, **named)

    def _handle_exception(self, error: Exception) -> None:
        """Keep what can be kept of this sitting and leave; Textual brings here what no handler has caught."""
        self.failure = error
        if self.is_headless:
            super()._handle_exception(error)
        else:
            self._close_messages_no_wait()

    def close_library(self, arguments: list[str]) -> None:
        """Finish what is due: time read, positions, checkpoints; keep the picture for the same ``arguments``."""
        self.save_places()
        behind = [str(path) for path in files_behind(self.workspace, self._first)]
        self.workspace.store.close()
        if self.picture is None:
            return
        try:
            frame.keep(arguments, self._owner(self._first or ""), behind, self.picture)
        except OSError:
            return  # derived: a state folder that cannot be written costs a moment at the next start

    def _owner(self, article: str) -> str:
        return hashlib.sha256(f"{self.workspace.root}\n{article}".encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _textual(name: str, dark: bool, colours: dict[str, str], variables: dict[str, str]) -> TextualTheme:
    known = {key: value for key, value in colours.items() if key != "dim"}
    return TextualTheme(name, dark=dark, variables=variables, **known)  # type: ignore[arg-type]


def run_app(workspace: Workspace, article: str | None, arguments: list[str]) -> int:
    """Run the app until the user leaves; return the exit status. ``arguments`` are those of the command line."""
    import signal

    app = ScolieApp(workspace, article)
    if frame.shown():
        from reader.tui.driver import TakingOver

        app.driver_class = TakingOver

    def leave(_number: int, _frame: object) -> None:
        app.call_later(app.exit)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)
    app.run()
    app.close_library(arguments)
    if app.failure:
        path = log_failure(app.failure)
        told = f"{type(app.failure).__name__}: {app.failure}"
        hint = f"The log file has the rest: {path}." if path else "The log file could not be written."
        raise Problem("Something failed inside the program; what was acknowledged is kept.", told, hint, status=1)
    sys.stdout.flush()
    return app.return_code or 0
