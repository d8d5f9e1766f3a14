"""What a key does to the focus: motions, labels, marks."""

from __future__ import annotations

from reader.layout.motion import Grain
from reader.text.document import SKIPPED
from reader.text.span import Span
from reader.text.title import clipped
from reader.tui.screen.article.reading import Reading

LABEL_LETTERS = "fjdkslaghrueiwoqpvncmxz"


class Moving(Reading):
    """The moving part of the reading screen."""

    def __init__(self, article: str) -> None:
        super().__init__(article)
        self._labels: dict[str, Span] = {}
        self._label_typed = ""

    def forget(self) -> None:
        """Show no labels of the article before."""
        super().forget()
        self._labels = {}

    def do_move_next_sentence(self) -> None:
        """Go to the next sentence."""
        self.pane.move(Grain.SENTENCE, 1)

    def do_move_previous_sentence(self) -> None:
        """Go to the previous sentence."""
        self.pane.move(Grain.SENTENCE, -1)

    def do_move_next_paragraph(self) -> None:
        """Go to the next paragraph."""
        self.pane.move(Grain.PARAGRAPH, 1)

    def do_move_previous_paragraph(self) -> None:
        """Go to the previous paragraph."""
        self.pane.move(Grain.PARAGRAPH, -1)

    def do_move_next_word(self) -> None:
        """Go to the next word."""
        self.pane.move(Grain.WORD, 1)

    def do_move_previous_word(self) -> None:
        """Go to the previous word."""
        self.pane.move(Grain.WORD, -1)

    def do_move_page_down(self) -> None:
        """Turn a page."""
        self.pane.turn(1)

    def do_move_page_up(self) -> None:
        """Turn a page back."""
        self.pane.turn(-1)

    def do_goto_top(self) -> None:
        """Go to the first sentence."""
        self.scolie.leave_trace()
        self.go(Span(0, 0))

    def do_goto_end(self) -> None:
        """Go to the last sentence."""
        document = self.pane.document
        last = document.sentence_before(len(document.text), SKIPPED) if document else None
        if last:
            self.scolie.leave_trace()
            self.go(last)

    # -- labels

    def do_move_label(self) -> None:
        """Show a label on each sentence in view."""
        spans = self.pane.in_view()
        letters = self.label_letters(len(spans))
        self._labels = dict(zip(letters, spans, strict=False))
        self._label_typed = ""
        self.pane.mark_up(labels={span.start: label for label, span in self._labels.items()})

    @staticmethod
    def label_letters(count: int) -> list[str]:
        """Return ``count`` labels of one length: one letter if that is enough, else two."""
        if count <= len(LABEL_LETTERS):
            return list(LABEL_LETTERS[:count])
        return [one + two for one in LABEL_LETTERS for two in LABEL_LETTERS][:count]

    def take_key(self, key: str) -> bool:
        """While labels show, letters name one."""
        if not self._labels:
            return super().take_key(key)
        self._label_typed += key
        left = [label for label in self._labels if label.startswith(self._label_typed)]
        if self._label_typed in self._labels or not left:
            target = self._labels.get(self._label_typed)
            self.drop_labels()
            if target:
                self.go(target)
        return True

    def drop_labels(self) -> None:
        """Show no labels any more."""
        self._labels = {}
        self.pane.mark_up(labels={})

    # -- marks

    def do_mark_set(self, letter: str) -> None:
        """Keep this place under a letter."""
        if self.pane.selection:
            focus = self.pane.selection.focus
            self.scolie.state.places.of(self.article).marks[letter] = [focus.start, focus.end]
            self.notify(f"Mark {letter} is here.")

    def do_mark_go(self, letter: str) -> None:
        """Go to the place under a letter."""
        mark = self.scolie.state.places.of(self.article).marks.get(letter)
        if mark is None or mark[1] > len(self.text):
            self.notify(f"There is no mark {letter} in this article.", severity="warning")
            return
        self.scolie.leave_trace()
        self.go(Span(*mark))

    def do_goto_marks(self) -> None:
        """Choose one of this article's marks."""
        from reader.tui.dialog.choose import Choose

        marks = self.scolie.state.places.of(self.article).marks
        if not marks:
            self.notify("No marks yet: m and a letter keeps this place.")
            return
        options = [
            (letter, letter, clipped(self.text[start:end], 60)) for letter, (start, end) in sorted(marks.items())
        ]

        def chosen(letter: str | None) -> None:
            if letter:
                self.do_mark_go(letter)

        self.app.push_screen(Choose("Marks", options), chosen)
