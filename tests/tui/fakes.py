"""Plain objects in place of what the app gives to screens and handlers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from textual.suggester import Suggester

from reader.session.annotations.undo import TakenBack
from reader.session.passes.pass_progress import Candidate
from reader.text.problem import Problem
from reader.text.span import Span


@dataclass
class FakeHost:
    """The app: it notes what it is asked for. Work in the background waits for `finish`."""

    messages: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    asked: list[tuple[Any, Callable[[Any], None]]] = field(default_factory=list)
    calls: list[tuple[object, ...]] = field(default_factory=list)
    remembered: dict[str, int | str] = field(default_factory=dict)
    background: list[tuple[Callable[[], Any], Callable[[Any], None]]] = field(default_factory=list)
    written_outside: str = ""

    def notify(self, message: str, *, severity: str = "information", timeout: float | None = None) -> None:
        self.messages.append(message)

    def dismiss_notifications(self) -> None:
        self.messages.clear()

    def tell_done(self, what: str) -> None:
        self.messages.append(what)

    def tell_problem(self, problem: Problem) -> None:
        self.problems.append(problem)

    def attempt(self, what: Callable[[], object]) -> None:
        try:
            what()
        except Problem as problem:
            self.tell_problem(problem)

    def tell_taken_back(self, done: TakenBack) -> None:
        self.messages.append(done.with_skipped("Taken back."))

    def tell_made_again(self, done: TakenBack) -> None:
        self.messages.append(done.with_skipped("Made again."))

    def ask(self, dialog: Any, then: Callable[[Any], None] | None = None) -> None:
        self.asked.append((dialog, then or (lambda _: None)))

    def in_background(
        self, what: Callable[[], Any], then: Callable[[Any], None], *, asked_by: object | None = None
    ) -> None:
        self.background.append((what, then))

    def call_later(self, what: Callable[..., Any], *arguments: Any) -> None:
        what(*arguments)

    when_quiet = in_background

    def finish(self) -> None:
        """Do what waits in the background."""
        while self.background:
            what, then = self.background.pop(0)
            then(what())

    def to_terminal(self, text: str) -> None:
        self.calls.append(("to_terminal", text))

    def reload(self) -> None:
        self.calls.append(("reload",))

    def follow_settings(self) -> None:
        self.calls.append(("follow_settings",))

    def keep(self, how: Callable[..., None], **values: int | str) -> None:
        self.remembered.update(values)

    def write_memo(self, subject: object, about: str, then: Callable[[], None]) -> None:
        self.calls.append(("write_memo", subject, about))

    def next_status(self, article: str) -> None:
        self.calls.append(("next_status", article))

    def edit_metadata(self, article: str, then: Callable[[], None]) -> None:
        self.calls.append(("edit_metadata", article))

    def rename_tag(self, old: str, then: Callable[[], None]) -> None:
        self.calls.append(("rename_tag", old))

    def edit_outside(self, text: str) -> str:
        return self.written_outside

    def save_places(self) -> None:
        self.calls.append(("save_places",))


@dataclass
class FakeNavigator:
    """The way between screens: it notes where it was asked to go."""

    went: list[tuple[object, ...]] = field(default_factory=list)

    candidates: list[Candidate] = field(default_factory=list)
    article_before: str | None = None

    def open_article(self, article: str, at: Span | None = None, moving: str = "", above: int | None = None) -> None:
        self.went.append(("open", article, at))

    def search(self, query: str) -> None:
        self.went.append(("search", query))

    def leave_article(self) -> None:
        self.went.append(("leave",))

    def leave_unopened(self) -> None:
        self.went.append(("leave unopened",))

    def leave_screen(self) -> None:
        self.went.append(("leave screen",))

    def leave_trace(self) -> None:
        self.went.append(("trace",))

    def to_candidate(self, candidate: Candidate) -> None:
        self.went.append(("candidate", candidate.article, candidate.span))
        self.candidates.append(candidate)

    def begin(self, one: Any) -> None:
        self.went.append(("begin", one.id))

    def tell_nothing_left(self, progress: Any) -> None:
        self.went.append(("nothing left",))


class FakePrompt:
    """The line to type in."""

    def __init__(self) -> None:
        self.placeholder, self.value = "", ""

    def open(
        self,
        placeholder: str,
        text: str = "",
        *,
        changed: Callable[[str], None],
        entered: Callable[[str], None],
        left: Callable[[], None],
        tab: tuple[str, Callable[[str], None]] | None = None,
        suggester: Suggester | None = None,
    ) -> None:
        self.placeholder, self.value, self.suggester = placeholder, text, suggester
        self._changed, self._entered, self.leave, self.tab = changed, entered, left, tab

    def type(self, text: str) -> None:
        """Type letter by letter."""
        for end in range(len(text)):
            self.value = text[: end + 1]
            self._changed(self.value)

    def enter(self, text: str) -> None:
        self.type(text)
        self._entered(text)
