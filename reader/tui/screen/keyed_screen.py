"""A screen whose keys come from the keymap. The app hands them on; `KeySequence` collects them; handlers do the commands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Generic, Protocol, TypeVar, cast

from textual import events

from reader.command.command import Context
from reader.command.keymap import Match, Pending
from reader.command.notation import from_event
from reader.text.problem import Problem
from reader.tui.screen.content import Content
from reader.tui.screen.curtain import Curtain
from reader.tui.screen.key_sequence import KeySequence
from reader.tui.screen.keys_help import show_keys
from reader.tui.screen.waiting import Waiting
from reader.tui.service.first_frame import FirstFrame
from reader.tui.service.host import CommandTable, Services
from reader.tui.terminal.textual_internals import PaintedScreen
from reader.tui.widget.bar import StatusBar, WhichKey

Value = TypeVar("Value")


class _KeyApp(Protocol):
    """The app that keeps keys until a screen is ready."""

    first_frame: FirstFrame

    async def hand_on(self) -> None:
        """Hand on the keys that wait."""


class _PartOf(Generic[Value]):
    """An attribute of a part under a name of the screen, as the queue of keys and handlers ask for it."""

    def __init__(self, part: str, name: str) -> None:
        self._part, self._name = part, name

    def __get__(self, screen: KeyedScreen, kind: type[Any] | None = None) -> Value:
        return cast("Value", getattr(getattr(screen, self._part), self._name))

    def __set__(self, screen: KeyedScreen, value: Value) -> None:
        setattr(getattr(screen, self._part), self._name, value)


class KeyedScreen(PaintedScreen[None], inherit_bindings=False):
    """Holds the keys typed so far and shows what can follow them; its content fills it."""

    AUTO_FOCUS = ""  # keys are the screen's until a line to type in opens
    BLANK = True  # its widgets cover it: one blank row serves for all that nobody sees
    context: Context = "library"
    commands: CommandTable = MappingProxyType({})
    """What the handlers of this screen do, by command."""

    stands = _PartOf[bool]("waiting", "stands")
    opening = _PartOf[bool]("waiting", "opening")
    works = _PartOf[bool]("waiting", "works")
    awaits = _PartOf[bool]("waiting", "awaits")
    seen = _PartOf[bool]("curtain", "seen")
    begun = _PartOf[tuple[str, ...]]("keys", "typed")

    def __init__(self, services: Services, content: Content) -> None:
        super().__init__()
        self.services, self.content = services, content
        self.bar, self.hints = StatusBar(), WhichKey()
        """The line at the bottom, and the pop-up above it; each screen lays them out."""
        self.keys = KeySequence()
        self.waiting = Waiting(self)
        self.curtain = Curtain()
        self.wait_for, self.wait_no_longer = self.waiting.wait_for, self.waiting.stop
        self.say_looking = self.waiting.say
        self._footers: dict[Context, list[tuple[str, str]]] = {}

    # -- being shown

    def on_mount(self) -> None:
        """Stay hidden until everything is in its place."""
        self.curtain.lower(self.app)

        app = cast(_KeyApp, self.app)

        async def appear() -> None:
            await app.hand_on()
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
    def hidden(self) -> bool:
        """Whether this screen is still behind the curtain."""
        return not self.seen

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
        host, keymap = self.services.host, self.services.state.keymap
        shared = {"app.help": lambda: show_keys(host, keymap, self.contexts)}
        return {**self.services.commands, **shared, **self.commands}

    def give_up(self) -> None:
        """Do what Esc means while keys wait."""
        if not self.waiting.give_up():
            self.take(events.Key("escape", None))

    def leaves(self, event: events.Key) -> bool:
        """Whether a key leaves this screen, whatever else was typed."""
        key = from_event(event.key, event.character)
        return key is not None and self.keys.leaves(key, self.services.state.keymap, self.contexts)

    def take(self, event: events.Key) -> None:
        """Find the command of what was typed and do it."""
        key = from_event(event.key, event.character)
        if key is None or self.content.take_key(key, self.keys.typed):
            return
        before = self.keys.typed
        found = self.keys.add(key, self.services.state.keymap, self.contexts)
        if isinstance(found, Pending):
            self.app.clear_notifications()  # the pop-up stands where they do
            self.hints.tell(self.content.following(found))
        elif before:
            self.hints.tell(())
        if isinstance(found, Match):
            self.do(found.command.name, found.argument)

    def do(self, name: str, argument: str | None = None) -> None:
        """Do a command by name, and say what went wrong."""
        action = self.table.get(name)
        if action is None:
            self.notify("That can be done elsewhere only.", severity="warning")
            return
        try:
            action(*([] if argument is None else [argument]))
        except Problem as problem:
            self.services.host.tell_problem(problem)
        self.tell()

    # -- the line at the bottom

    def tell(self) -> None:
        """Bring the line at the bottom up to date."""
        context = self.contexts[0]
        if context not in self._footers:
            self._footers[context] = self.services.state.keymap.footer(context)
        unsaved = self.services.state.workspace.store.unsaved
        line = f"Not saved yet: {unsaved} · {self.content.status_line()}" if unsaved else self.content.status_line()
        self.bar.tell(line, self._footers[context])

    def on_key_bar_clicked(self, _event: StatusBar.Clicked) -> None:
        """Take away the message."""
        self.app.clear_notifications()

    def reload(self) -> None:
        """Show what is there now."""
        self.content.reload()
