"""Go on with a tagging pass, and say when its end is reached."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from reader.translation import _, ngettext
from reader.tui.service.app_state import AppState
from reader.tui.service.host import Navigator, Notifies, Reloads, RunsInBackground
from reader.tui.service.screens import ScreenStack, as_article, as_command_screen

if TYPE_CHECKING:
    from reader.annotation.tagging_pass import Pass
    from reader.session.passes.pass_progress import PassProgress

Result = TypeVar("Result")
PROGRESS = 100
"""Articles looked at between two words about it."""


class TaggingPassesHost(Notifies, RunsInBackground, Reloads, Protocol):
    """What passes need."""


class TaggingPasses:
    """Implements `PassActions`."""

    def __init__(self, state: AppState, stack: ScreenStack, host: TaggingPassesHost, navigator: Navigator) -> None:
        self._state = state
        self._stack = stack
        self._host = host
        self._navigator = navigator

    def begin(self, tagging_pass: Pass) -> None:
        """Go on with a pass at what is left: of the article that is open, else from the first. A finished one is reopened."""
        from reader.annotation.tagging_pass import PassState
        from reader.session.passes.pass_progress import PassProgress

        if tagging_pass.state is PassState.FINISHED:
            self._visit_again(tagging_pass)
            return
        state = self._state
        progress = PassProgress(state.workspace, tagging_pass, state.suggester)
        screen, shown = as_command_screen(self._stack.screen), as_article(self._stack.screen)

        def surveyed(_: None) -> None:
            if not progress.left and progress.skipped:
                self._visit_again(tagging_pass)  # all was seen on this visit: ask again about what was skipped
                return
            if state.pass_progress is None or state.pass_progress.tagging_pass.id != tagging_pass.id:
                state.trail.clear()
            state.pass_progress = progress
            article, at = "", 0
            if shown:
                article, at = shown.article, shown.pane.selection.span.start if shown.pane.selection else 0
            first = next(progress.following(article, at), None)
            if first is None:
                state.candidate = None
                self.tell_nothing_left(progress)
                self._host.reload()
            else:
                self._navigator.to_candidate(first)

        def survey(wanted: Callable[[], bool]) -> None:
            asked = itertools.count(1)

            def still() -> bool:
                number = next(asked)
                if number % PROGRESS == 0 and screen:
                    line = _("Looking for what is left… {number}").format(number=number)
                    self._host.call_later(screen.waiting.say, line)
                return wanted()

            progress.survey(still)

        self.look_meanwhile(survey, surveyed)

    def _visit_again(self, tagging_pass: Pass) -> None:
        from reader.session.passes import passes

        workspace = self._state.workspace

        def reopen(articles: list[str]) -> None:
            self.begin(passes.reopen(workspace, tagging_pass, articles))

        self.look_meanwhile(lambda _: passes.articles_of(workspace, tagging_pass.query), reopen)

    def look_meanwhile(self, what: Callable[[Callable[[], bool]], Result], then: Callable[[Result], None]) -> None:
        """Do in a thread what may take a while; keys wait for it, since they are meant for what follows."""
        front = self._stack.screen
        if screen := as_command_screen(front):
            screen.waiting.wait_for(_("Looking for what is left…"), what, then)
        else:
            self._host.in_background(lambda: what(lambda: front.is_attached), then)

    def tell_nothing_left(self, progress: PassProgress) -> None:
        """Say that the end of the pass is reached."""
        goes_on, finishes = self._state.key_of("goto.passes", "article"), self._state.key_of("pass.finish", "pass")
        self._host.notify(nothing_left(progress, goes_on, finishes), timeout=8)


def nothing_left(progress: PassProgress, goes_on: str, finishes: str) -> str:
    """Say that the end of a pass is reached, and which keys do what then."""
    from reader.annotation.tagging_pass import Candidates

    tagging_pass, skipped = progress.tagging_pass, progress.skipped
    if tagging_pass.candidates is Candidates.SUGGESTIONS and not skipped:
        line = _(
            "Nothing more to suggest in “{name}”: suggestions are like what is tagged. Tag more, then {key} goes on."
        )
        return line.format(name=tagging_pass.name, key=goes_on)
    if skipped:
        line = ngettext(
            "Nothing is left in “{name}”. {count} is skipped; {key} asks about it again, {other} finishes the pass.",
            "Nothing is left in “{name}”. {count} are skipped; {key} asks about them again, {other} finishes the pass.",
            skipped,
        )
        return line.format(name=tagging_pass.name, count=skipped, key=goes_on, other=finishes)
    return _("Nothing is left in “{name}”. {key} finishes the pass.").format(name=tagging_pass.name, key=finishes)
