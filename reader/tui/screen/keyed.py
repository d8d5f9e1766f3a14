"""A screen whose keys come from the keymap: the app hands them on, it gathers them and calls ``do_<command>``.

A command ``annotation.highlight`` calls ``do_annotation_highlight``; one that takes a character gets it as its
argument. What the screen has not, the app may have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar, cast

from textual import events
from textual.geometry import Offset
from textual.widget import Widget

from reader.command.command import Context
from reader.command.keymap import Match, Pending
from reader.command.notation import from_event
from reader.command.table import commands_in
from reader.text.problem import Problem
from reader.tui.service.host import CommandTable
from reader.tui.terminal.textual_internals import PaintedScreen
from reader.tui.widget.bar import Hints, KeyBar

if TYPE_CHECKING:
    from reader.session.snapshot import Start
    from reader.tui.app import ScolieApp


Result = TypeVar("Result")
LEAVE = frozenset({"app.back", "pass.leave"})
"""Commands that need not wait for what is being opened: they leave it."""


@dataclass(eq=False, slots=True)
class _Wait:
    """Something that keys wait for; ``given_up`` is called in place of letting keys have their meaning again."""

    given_up: Callable[[], None] | None


class KeyedScreen(PaintedScreen[None], inherit_bindings=False):
    """Holds the keys typed so far; shows what can follow them."""

    AUTO_FOCUS = ""  # keys are the screen's until a line to type in opens
    BLANK = True  # its widgets cover it: one blank row serves for all that nobody sees
    context: Context = "library"
    commands: CommandTable = MappingProxyType({})
    """What the handlers of this screen do, by command."""

    def __init__(self) -> None:
        super().__init__()
        self.stands = False
        """Whether keys can be handed on."""
        self.opening = False
        """Whether it does not stand because something long is being read; then one can still leave."""
        self.works = False
        """Whether it does not stand because a change is being made beside the keyboard."""
        self._wait: _Wait | None = None
        self.awaits = False
        """Whether what one has asked to be led to is still sought: what is typed meanwhile is meant for that."""
        self._curtain = ExitStack()
        self.seen = False
        """Whether all is in its place, and what was typed before is done."""
        self._typed: tuple[str, ...] = ()
        self._footers: dict[Context, list[tuple[str, str]]] = {}

    def on_mount(self) -> None:
        """Be seen once all is in its place: how Textual gets there, over several layouts, is not for the eye."""
        self._curtain.enter_context(self.app.batch_update())
        self.call_later(self._enter)

    def _enter(self) -> None:
        try:
            self.begin()
        finally:
            self.app.call_later(self._appear)

    def begin(self) -> None:
        """Show what there is. By now it is known how much room there is for it."""

    async def _appear(self) -> None:
        """Be seen, with what was typed meanwhile done."""
        await self.scolie.hand_on()
        self.seen = True
        self._curtain.close()
        self.scolie.unveil()
        if self.is_current:
            self.post_message(events.Resize(self.size, self.size))  # paints now; a refresh would wait for a timer

    @property
    def hidden(self) -> bool:
        """Whether this screen is still behind the curtain."""
        return not self.seen

    def on_unmount(self) -> None:
        """Leave nothing behind a curtain, if this was never seen."""
        self._curtain.close()

    @property
    def begun(self) -> bool:
        """Whether keys have been typed that mean something only with those that follow."""
        return bool(self._typed)

    @property
    def contexts(self) -> tuple[Context, ...]:
        """The places whose keys count here, the first before the others."""
        return (self.context,)

    @cached_property
    def scolie(self) -> ScolieApp:
        """The app, as what it is; also for a thread that has not ended when the screen is left."""
        return cast("ScolieApp", self.app)

    @cached_property
    def bar(self) -> KeyBar:
        """The line at the bottom."""
        return self.query_one(KeyBar)

    def wait_for(
        self,
        told: str,
        what: Callable[[Callable[[], bool]], Result],
        then: Callable[[Result], None],
        *,
        failed: Callable[[], None] | None = None,
        given_up: Callable[[], None] | None = None,
    ) -> None:
        """Do beside the keyboard what the next keys are meant to follow, ``told`` meanwhile, and go on with ``then``.

        ``what`` runs in a thread, and may ask whether it is still wanted. When it has ended, keys have their meaning
        again whatever came of it; if that was a Problem, it is told, after ``failed`` in place of ``then``. Esc gives it up.
        """
        wait = self._wait = _Wait(given_up)
        self.stands, self.opening = False, True
        if told:
            self.bar.tell(told, [])

        def do() -> Result | Problem:
            try:
                return what(lambda: self._wait is wait and self.is_attached)
            except Problem as problem:
                return problem

        def done(result: Result | Problem) -> None:
            if self._wait is not wait:
                return
            self.wait_no_longer()
            if not isinstance(result, Problem):
                then(result)
                return
            if failed:
                failed()
            raise result

        self.scolie.in_background(do, done, asked_by=self)

    def wait_no_longer(self) -> None:
        """Let keys have their meaning again; what is being done has no consequence any more."""
        self._wait = None
        self.stands, self.opening = True, False
        self.tell()

    def give_up(self) -> None:
        """Do what Esc means while keys wait for something that is sought or read."""
        if self._wait is None:
            self.take(events.Key("escape", None))
        elif self._wait.given_up:
            self._wait.given_up()
        else:
            self.wait_no_longer()

    def leaves(self, event: events.Key) -> bool:
        """Whether a key leaves this screen, whatever else was typed."""
        key = from_event(event.key, event.character)
        found = self._resolved((key,)) if key and not self._typed else None
        return isinstance(found, Match) and found.command.name in LEAVE

    def take(self, event: events.Key) -> None:
        """Find the command of what was typed and do it."""
        key = from_event(event.key, event.character)
        if key is None or self.take_key(key):
            return
        found = self._resolved((*self._typed, key))
        if isinstance(found, Pending):
            self._typed = (*self._typed, key)
            self.app.clear_notifications()  # the pop-up stands where they do
            self.query_one(Hints).tell(self.following(found))
            return
        if self._typed:
            self.query_one(Hints).tell(())
        self._typed = ()
        if isinstance(found, Match):
            self.do(found.command.name, found.argument)

    def _resolved(self, keys: tuple[str, ...]) -> Match | Pending | None:
        """Return what keys mean in the first place where they are a command's; else what can follow in any."""
        found = [self.scolie.state.keymap.resolve(context, keys) for context in self.contexts]
        whole = next((one for one in found if isinstance(one, Match)), None)
        begun = {
            key: command for one in reversed(found) if isinstance(one, Pending) for key, command in one.continuations
        }
        return whole or (Pending(tuple(begun.items())) if begun else None)

    def following(self, pending: Pending) -> list[tuple[str, str]]:
        """Return what the pop-up shows after a prefix."""
        return [(key, command.label) for key, command in pending.continuations]

    def take_key(self, _key: str) -> bool:
        """Take a key before the keymap does; return whether it was taken."""
        return False

    def do(self, name: str, argument: str | None = None) -> None:
        """Do a command by name, and say what went wrong."""
        method = "do_" + name.replace(".", "_").replace("-", "_")
        action = self.commands.get(name) or getattr(self, method, None) or getattr(self.app, method, None)
        if action is None:
            self.notify("That can be done elsewhere only.", severity="warning")
            return
        try:
            if argument is None:
                action()
            else:
                action(argument)
        except Problem as problem:
            self.scolie.tell_problem(problem)
        self.tell()

    def tell(self) -> None:
        """Bring the bar at the bottom up to date."""
        context = self.contexts[0]
        if context not in self._footers:
            self._footers[context] = self.scolie.state.keymap.footer(context)
        unsaved = self.scolie.state.workspace.store.unsaved
        line = f"Not saved yet: {unsaved} · {self.status_line()}" if unsaved else self.status_line()
        self.bar.tell(line, self._footers[context])

    def on_key_bar_clicked(self, _event: KeyBar.Clicked) -> None:
        """Take away what was said."""
        self.app.clear_notifications()

    def say_looking(self, what: str) -> None:
        """Say in the bar that something is being looked for, until things are told again."""
        if self.is_attached and (self.awaits or not self.stands):
            self.bar.tell(what, [])

    def status_line(self) -> str:
        """How things stand here, in a line."""
        return ""

    def picture(self) -> list[str]:
        """Return the rows of this screen as the next start will first show them."""
        from reader.tui.terminal.snapshot_rows import rows

        return rows(self, list(self.pictured()))

    def start(self) -> Start | None:
        """Return what the picture shows, for the next start; None if there is nothing that keys could act on."""
        return None

    def pictured(self) -> Iterable[Widget]:
        """Return the widgets of the picture."""
        return (self.bar,)

    def reload(self) -> None:
        """Show what is there now."""

    def put_cursor(self, offset: Offset | None) -> None:
        """Put the terminal's own cursor where the focus is, for magnifiers and screen readers."""
        if offset is not None:
            self.app.cursor_position = offset

    def do_app_help(self) -> None:
        """Show the keys of this place."""
        from reader.tui.dialog.manual import Manual, keys_page

        keymap = self.scolie.state.keymap
        sections: dict[str, list[tuple[str, str]]] = {}
        for context in self.contexts:
            for command in commands_in(context):
                keys = " ".join(keymap.keys_of(command, context))
                group = "In the pass" if context == "pass" else command.group.capitalize()
                sections.setdefault(group, []).append((keys, command.help))
        self.app.push_screen(Manual("Keys here", keys_page(sections.items())))
