"""The services under the names by which screens that are not made with `Services` ask the app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from textual.screen import Screen

from reader.tui.service.host import Services
from reader.tui.service.screens import ScreenStack, front_of


class AppShell(ScreenStack, Protocol):
    """What such screens ask of the app itself."""

    def hand_on(self) -> Awaitable[None]:
        """Hand on the keys that wait."""

    def run_worker(self, work: Callable[[], object], *, thread: bool = False) -> object:
        """Run ``work``, here always in a thread; it goes on when the screen is left."""

    def call_later(self, callback: Callable[..., Any], *arguments: Any) -> bool:
        """Call ``callback`` on the event loop; return whether the app still runs."""


class Front:
    """Names of the services."""

    def __init__(self, app: AppShell, services: Services, unveil: Callable[[], None]) -> None:
        host, navigator, articles = services.host, services.navigator, services.articles
        self._app = app
        self.services = services
        self.state = services.state
        self.commands = services.commands
        self.kept_list = services.state.kept_list
        self.unveil = unveil
        self.hand_on = app.hand_on
        self.run_worker = app.run_worker
        self.call_later = app.call_later
        self.push_screen = host.ask
        self.notify = host.notify
        self.tell_done = host.tell_done
        self.tell_problem = host.tell_problem
        self.tell_taken_back = host.tell_taken_back
        self.tell_made_again = host.tell_made_again
        self.attempt = host.attempt
        self.in_background = host.in_background
        self.when_quiet = host.when_quiet
        self.to_terminal = host.to_terminal
        self.edit_outside = host.edit_outside
        self.reload = host.reload
        self.keep = host.keep
        self.save_places = host.save_places
        self.open_article = navigator.open_article
        self.to_candidate = navigator.to_candidate
        self.leave_article = navigator.leave_article
        self.leave_trace = navigator.leave_trace
        self.next_status = articles.next_status
        self.edit_metadata = articles.edit_metadata
        self.rename_tag = articles.rename_tag
        self.write_memo = articles.write_memo
        self.begin_pass = services.passes.begin
        self.tell_nothing_left = services.passes.tell_nothing_left
        self.count_waiting = services.review_count.count_waiting
        self.do_edit_undo = services.commands["edit.undo"]
        self.host = host

    @property
    def waiting(self) -> dict[str, int]:
        """By article id, the annotations that wait for a person's decision."""
        return self.state.waiting

    @property
    def left_to_read(self) -> int:
        """Articles that were never read so far."""
        return self.state.left_to_read

    @property
    def in_front(self) -> Screen[Any] | None:
        """The screen in front."""
        return front_of(self._app)
