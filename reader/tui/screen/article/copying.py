"""What a key hands on: the passage with its citation, its bare words, or what a command makes of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.session.preferences import remember
from reader.text.guard import guard
from reader.tui.screen.article.reading import Reading

if TYPE_CHECKING:
    from reader.session.output.pipe import Output


class Copying(Reading):
    """The copying part of the reading screen."""

    def do_excerpt_copy(self) -> None:
        """Copy the passage with its citation."""
        from reader.session.output.excerpts import copy_excerpt

        under = self.under_focus()
        selection = self.pane.selection
        bare = selection is not None and not selection.extended and not self.pane.kept
        spans = under.spans if under and bare else self.passages()
        workspace, citing, send = self.scolie.state.workspace, self.scolie.state.citing, self.scolie.to_terminal
        self.scolie.in_background(lambda: copy_excerpt(workspace, self.article, spans, citing, send), self._told)

    def do_excerpt_bare(self) -> None:
        """Copy the words alone."""
        from reader.session.output.excerpts import copy_text

        words = self._words()
        self.scolie.in_background(lambda: copy_text(words, self.scolie.to_terminal), self._told)

    def _words(self) -> str:
        return " […] ".join(span.of(self.text) for span in self.passages())

    def do_excerpt_pipe(self) -> None:
        """Give the passage to a command of the system, and show what it prints."""
        from reader.session.output.pipe import pipe
        from reader.tui.dialog.form import Form

        words = self._words()

        def said(values: dict[str, str] | None) -> None:
            if values and values["command"].strip():
                self.scolie.state.pipe_command = command = values["command"]
                self.scolie.in_background(lambda: pipe(words, command), self._printed)

        self.scolie.push_screen(
            Form("Pipe the passage to a command", [("command", "Command", self.scolie.state.pipe_command)]), said
        )

    def _printed(self, output: Output) -> None:
        from reader.session.output.pipe import CUT
        from reader.tui.dialog.manual import Manual

        lines = guard(output.text.expandtabs(), lines=True).splitlines() or ["(nothing)"]
        title = "It printed" if output.status == 0 or output.cut else f"It failed with status {output.status}"
        if output.cut:
            lines = [CUT, "", *lines]
        self.scolie.push_screen(Manual(title, [[(line, ())] for line in lines]))

    def _told(self, message: str) -> None:
        self.notify(message, timeout=3)

    def _cite(self, **how: str) -> None:
        self.scolie.state.citing = replace(self.scolie.state.citing, **how)
        self.scolie.keep(remember, **{f"citation_{name}": value for name, value in how.items()})
        self.do_excerpt_copy()

    def do_excerpt_apa(self) -> None:
        """Cite in APA from now on."""
        self._cite(style="apa")

    def do_excerpt_iso690(self) -> None:
        """Cite by ISO 690 from now on."""
        self._cite(style="iso690")

    def do_excerpt_plain(self) -> None:
        """Copy plain text from now on."""
        self._cite(format="plain")

    def do_excerpt_markdown(self) -> None:
        """Copy Markdown from now on."""
        self._cite(format="markdown")

    def do_excerpt_citation(self) -> None:
        """Copy the bare citation from now on."""
        self._cite(format="citation")

    def do_excerpt_french(self) -> None:
        """Cite in French from now on."""
        self._cite(language="fr")

    def do_excerpt_english(self) -> None:
        """Cite in English from now on."""
        self._cite(language="en")
