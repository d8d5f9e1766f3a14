"""A screen whose keys come from the keymap. `CommandKeys` finds the commands; handlers do them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from types import MappingProxyType
from typing import Any, Protocol, cast

from textual import events

from reader.command.command import Context
from reader.command.keymap import Pending
from reader.text.problem import Problem
from reader.translation import _
from reader.tui.screen.command_keys import CommandKeys
from reader.tui.screen.content import ScreenContent
from reader.tui.screen.curtain import Curtain
from reader.tui.screen.edge_rows import EdgeRows
from reader.tui.screen.waiting import Waiting
from reader.tui.service.first_frame import FirstFrame
from reader.tui.service.host import CommandTable, Services
from reader.tui.terminal.key_queue import KeyQueue
from reader.tui.terminal.textual_internals import PaintedScreen
from reader.tui.widget.bar import StatusBar, TitleBar, WhichKey


class _KeyApp(Protocol):
    """The app that keeps keys until a screen is ready."""

    first_frame: FirstFrame
    key_queue: KeyQueue


class KeyedScreen(PaintedScreen[None], inherit_bindings=False):
    """Holds the keys typed so far and shows what can follow them; its content fills it."""

    AUTO_FOCUS = ""  # keys are the screen's until a line to type in opens
    BLANK = True  # its widgets cover it: one blank row serves for all that nobody sees
    hidden = True  # until all is in its place
    context: Context = "library"
    is_detail = False
    """Whether it shows details of the screen below. The key of its context then opens a new screen, not this one."""
    commands: CommandTable = MappingProxyType({})
    """What the handlers of this screen do, by command."""

    def __init__(self, services: Services, content: ScreenContent) -> None:
        super().__init__()
        self.services, self.content = services, content
        self.title_bar, self.bar, self.hints = TitleBar(), StatusBar(), WhichKey()
        """The first row, the last row, and the pop-up above it; each screen lays them out."""
        self.key_taker = CommandKeys(self, lambda: services.state.keymap, self._show_following)
        self.waiting = Waiting(self)
        self.curtain = Curtain()
        self.edges = EdgeRows(self, self.title_bar, self.bar)

    # -- being shown

    def on_mount(self) -> None:
        """Stay hidden until everything is in its place."""
        self.curtain.lower(self.app)
        self.edges.fit()

        app = cast(_KeyApp, self.app)

        async def appear() -> None:
            await app.key_queue.dispatch()
            self.hidden = False
            self.curtain.raise_()
            app.first_frame.show()
            if self.is_current:
                self.post_message(events.Resize(self.size, self.size))  # paints now; a refresh would wait for a timer

        def enter() -> None:
            try:
                self.begin()
            finally:
                self.app.call_later(appear)

        self.call_later(enter)

    def begin(self) -> None:
        """Show what there is. The size of the screen is known by now."""
        self.content.begin()

    @property
    def seen(self) -> bool:
        """Whether this screen has been shown."""
        return self.curtain.seen

    def on_screen_resume(self) -> None:
        """Take in what changed while another screen was in front."""
        self.content.resumed()

    def on_unmount(self) -> None:
        """Let others paint, if this was never seen."""
        self.curtain.remove()

    # -- keys

    @property
    def contexts(self) -> tuple[Context, ...]:
        """The contexts whose keys count here, the first before the others."""
        return (self.context,)

    @cached_property
    def table(self) -> Mapping[str, Any]:
        """What every command does here: the screen's own handlers come before those of the app."""

        def show_keys_here() -> None:
            from reader.tui.screen.keys_help import show_keys

            show_keys(self.services.host, self.services.state.keymap, self.contexts)

        return {**self.services.commands, "app.help": show_keys_here, **self.commands}

    def _show_following(self, pending: Pending | None) -> None:
        if pending:
            self.services.host.dismiss_notifications()  # they would lie over the pop-up
        self.hints.tell(self.content.following(pending) if pending else ())

    def do(self, name: str, argument: str | None = None) -> None:
        """Do a command by name, and say what went wrong."""
        self.services.state.has_acted = True
        action = self.table.get(name)
        if action is None:
            self.services.host.notify(_("That cannot be done here."), severity="warning")
            return
        try:
            action(*([] if argument is None else [argument]))
        except Problem as problem:
            self.services.host.tell_problem(problem)
        with suppress(OSError):  # if the state folder cannot be written, the hints come again at the next start
            self.services.state.first_steps.note(name)
        self.tell()

    # -- the first and the last row

    def tell(self) -> None:
        """Bring the title and the line at the bottom up to date."""
        self.edges.tell()

    def on_resize(self, _event: events.Resize) -> None:
        """Take the new height into account."""
        self.edges.fit()

    def reload(self) -> None:
        """Show what is there now, as the settings are now."""
        self.edges.forget_keys()
        self.content.reload()
