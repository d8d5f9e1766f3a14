"""Places kept under a letter."""

from __future__ import annotations

from reader.command.key_names import shown_key
from reader.command.notation import ANY
from reader.text.span import Span
from reader.text.title import clipped
from reader.translation import _
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import CommandTable, Navigator, NotifiesAndAsks


class Marks:
    """Sets marks and goes to them."""

    def __init__(self, view: ArticleView, state: AppState, host: NotifiesAndAsks, navigator: Navigator) -> None:
        self._view = view
        self._state = state
        self._host = host
        self._navigator = navigator

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {"mark.set": self.set, "mark.go": self.go, "goto.marks": self.choose}

    def _marks(self) -> dict[str, list[int]]:
        return self._state.places.of(self._view.article).marks

    def set(self, letter: str) -> None:
        """Keep this place under a letter."""
        if selection := self._view.pane.selection:
            self._marks()[letter] = [selection.focus.start, selection.focus.end]
            self._host.notify(_("Mark {letter} is here.").format(letter=letter))

    def go(self, letter: str) -> None:
        """Go to the place under a letter."""
        mark = self._marks().get(letter)
        if mark is None or mark[1] > len(self._view.text):
            message = _("There is no mark {letter} in this article.").format(letter=letter)
            self._host.notify(message, severity="warning")
            return
        self._navigator.leave_trace()
        self._view.go(Span(*mark))

    def choose(self) -> None:
        """Choose one of this article's marks."""
        marks = self._marks()
        if not marks:
            key = self._state.key_of("mark.set", "article").removesuffix(f" {shown_key(ANY)}")
            self._host.notify(_("No marks yet: {key} and a letter keeps this place.").format(key=key))
            return
        from reader.tui.dialog.choose import Choose

        text = self._view.text
        options = [(letter, letter, clipped(text[start:end], 60)) for letter, (start, end) in sorted(marks.items())]

        def chosen(letter: str | None) -> None:
            if letter:
                self.go(letter)

        self._host.ask(Choose(_("Marks"), options), chosen)
