"""The app: puts the services together, and gives Textual the themes and the first screen."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import Any

from textual import events
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.theme import Theme as TextualTheme
from textual.worker import WorkerFailed

from reader.command.keymap import Keymap
from reader.session.library.list_cache import LastList
from reader.session.library.workspace import Workspace
from reader.session.preferences import Preferences, preferences
from reader.session.snapshot import Snapshot
from reader.tui.actions.app_commands import AppCommands
from reader.tui.actions.article_details import ArticleDetails
from reader.tui.actions.tagging_passes import TaggingPasses
from reader.tui.screen.factory import Screens
from reader.tui.service.app_host import AppHost
from reader.tui.service.app_state import AppState
from reader.tui.service.background import Background
from reader.tui.service.background_executor import BackgroundExecutor
from reader.tui.service.external_editor import ExternalEditor
from reader.tui.service.first_frame import FirstFrame
from reader.tui.service.garbage import begin_collecting
from reader.tui.service.host import Services
from reader.tui.service.messages import Messages
from reader.tui.service.navigation import Navigation
from reader.tui.service.notification_display import NotificationDisplay
from reader.tui.service.notifications import Notifications
from reader.tui.service.snapshot_keeper import SnapshotKeeper
from reader.tui.service.watcher import Watcher
from reader.tui.terminal.key_queue import KeyQueue
from reader.tui.terminal.screen_buffer import ScreenBuffer
from reader.tui.terminal.textual_internals import TerminalApp
from reader.tui.terminal.window import TerminalWindow
from reader.tui.themes import FALLBACK, TERMINAL, textual_themes
from reader.tui.widget.message import Dismissed


class ScolieApp(TerminalApp, inherit_bindings=False):
    """Scolie on the screen. It builds the services and knows no command."""

    ENABLE_COMMAND_PALETTE = False
    # What pops up lies above: it must not move what is read.
    CSS = """
    Screen { layers: default above; }
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
        last_list: LastList | None = None,
    ) -> None:
        """``article`` is what was asked for; without one the app begins with the list, as it was in ``last_list``."""
        self.state = AppState(workspace, chosen or preferences())
        self._themes = textual_themes(self.state.chosen.themes)
        name = self.state.chosen.settings.theme
        if "NO_COLOR" in os.environ:
            # Of any other theme Textual (8.2.8) takes the colours away by sending greys. Goes when it sends no colours.
            name = TERMINAL
        # Before Textual begins: a theme that is set later makes it (8.2.8) parse all style sheets again. Goes when `App` takes
        # the theme as an argument.
        self.set_reactive(ScolieApp.theme, name if name in self._themes else next(iter(self._themes), FALLBACK))
        super().__init__()
        if self.console.color_system == "standard" and TERMINAL in self._themes:
            self._themes = textual_themes(self.state.chosen.themes, sixteen=True)
            self.theme = TERMINAL  # of sixteen colours, those that the terminal's owner chose can be told apart best
        self.screen_buffer = ScreenBuffer()
        self.window = TerminalWindow(self, self.screen_buffer)
        self.failure: BaseException | None = None
        """An exception that no handler has caught."""
        self.notifications = Notifications(NotificationDisplay(self).show, self._call_after)
        self.key_queue = KeyQueue(self, super().on_event, self.notifications.give_way)
        notify = self.notifications.notify
        self.snapshot_keeper = SnapshotKeeper(self.state, snapshot or Snapshot(), article, last_list, notify)
        self._screens = Screens(lambda: self.services)
        self._screens.load_first(article)
        self._build_services()

    def _build_services(self) -> None:
        state, notifications = self.state, self.notifications
        window, messages = self.window, Messages(state, self, notifications.notify)
        self.background = Background(self, lambda: self.key_queue.is_quiet, messages)
        editor = ExternalEditor(window.run, messages, notifications.notify)
        host = AppHost(state, self, notifications, messages, self.background, editor, window.write)
        self.navigation = Navigation(state, self, host, self._screens)
        articles = ArticleDetails(state, host)
        passes = TaggingPasses(state, self, host, self.navigation)
        self.watcher = Watcher(state, self, host, self.background)
        commands = AppCommands(state, self, host, self.navigation, articles, passes, window)
        self.services = Services(
            state, host, self.navigation, commands.commands(), articles, passes, self.watcher, commands.idle
        )
        self.first_frame = FirstFrame(self, self.screen_buffer, window.write, self._begin_work)

    @property
    def keymap(self) -> Keymap:
        """The user's keymap, for dialogs."""
        return self.state.keymap

    @property
    def alt_characters(self) -> frozenset[str]:
        """The characters that the user's keymap has together with Alt, for the driver."""
        keys = (key for binding in self.keymap for key in binding.keys)
        return frozenset(
            key.removeprefix("Alt+") for key in keys if key.startswith("Alt+") and len(key) == len("Alt+x")
        )

    @property
    def available_themes(self) -> dict[str, TextualTheme]:
        """Textual's themes, and those of the user."""
        return {**super().available_themes, **self._themes}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return colours for what themes may leave out."""
        first = next(iter(self.state.chosen.themes.values()), None)
        return first.to_variables() if first else {}

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen."""
        keeper = self.snapshot_keeper
        return self._screens.first(keeper.article, keeper.shown, keeper.last_list)

    def on_load(self) -> None:
        """Have threads run where nobody waits for them at the end."""
        asyncio.get_running_loop().set_default_executor(BackgroundExecutor())
        # After a pause the terminal is blank, and Textual (8.2.8) paints only what has changed. Goes when it repaints all.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(), immediate=True)
        self.screen_change_signal.subscribe(self, lambda _: self.notifications.refresh(), immediate=True)

    def on_mount(self) -> None:
        """Begin to watch the library."""
        self.watcher.begin()
        self.first_frame.begin()

    def _begin_work(self) -> None:
        """Begin with what nobody waits for, now that the first screen is shown."""
        begin_collecting()
        self.watcher.read_articles()
        self.services.host.when_quiet(self.state.workspace.prepare_changes, lambda _: None)

    def on_resize(self) -> None:
        """Take nothing on the screen for granted: terminals move rows as they like when their size changes."""
        self.screen_buffer.forget()
        self.call_later(self.notifications.refresh)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - Textual's widgets ask for it; nothing that is said here has any
    ) -> None:
        """Have the status row say what a widget of Textual says, which would be a toast."""
        self.notifications.notify(f"{title} {message}".lstrip(), severity=severity, timeout=timeout)

    def clear_notifications(self) -> None:
        """Take away what is said."""
        self.notifications.dismiss()

    def on_dismissed(self, _event: Dismissed) -> None:
        """Take away the message that was clicked."""
        self.clear_notifications()

    async def on_event(self, event: events.Event) -> None:
        """Put keys, and what is pasted between them, in the queue; everything else goes Textual's way."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.app_focus = True
            await self.key_queue.put(event)
        else:
            await super().on_event(event)

    def _call_after(self, seconds: float, what: Callable[[], None]) -> asyncio.TimerHandle:
        # A timer of Textual's would start a task for each call.
        return asyncio.get_running_loop().call_later(seconds, self.call_later, what)

    def exit(self, *arguments: Any, **named: Any) -> None:
        """Leave; what the next start shows first is noted before the screens are closed."""
        self.navigation.record_reading_time()
        self.snapshot_keeper.note(self.screen_stack)
        super().exit(*arguments, **named)

    def take_failure(self, error: Exception) -> bool:
        """Keep the error that no handler caught and leave; the sitting is saved on the way out."""
        self.failure = error.error if isinstance(error, WorkerFailed) else error
        self.panic()  # without a message of Textual's own: `run_app` reports the failure
        return True
