"""Keys that copy: the passage with its citation, its text alone, or what a system command makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from reader.citation.excerpt_formats import KEYED
from reader.citation.styles import STYLES
from reader.search.query.parser import condition
from reader.session.basket.basket import collect, collect_annotations
from reader.session.library.titles import title_of
from reader.session.output import excerpts, pipe
from reader.session.output.pipe import Output
from reader.session.preferences import remember
from reader.text.guard import guard
from reader.text.span import Span
from reader.translation import _
from reader.tui.actions.choosing_style import choose_style
from reader.tui.actions.collecting import tell_collected
from reader.tui.dialog.manual import Manual
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import (
    CommandTable,
    NotifiesAndAsks,
    RemembersChoices,
    RunsInBackground,
    TellsChanges,
    WritesToTerminal,
)
from reader.tui.service.names import titled


class ExcerptsHost(NotifiesAndAsks, TellsChanges, RunsInBackground, WritesToTerminal, RemembersChoices, Protocol):
    """What copying and writing excerpts need."""


class Excerpts:
    """Copies what is selected, or the annotation in focus."""

    def __init__(self, view: ArticleView, state: AppState, host: ExcerptsHost) -> None:
        self._view = view
        self._state = state
        self._host = host

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {
            "excerpt.copy": self.copy,
            "excerpt.collect": self.collect,
            "excerpt.bare": self.copy_text,
            "excerpt.pipe": self.pipe,
            "excerpts.export": self.export,
            "excerpt.style": self.choose_style,
            **{f"excerpt.{key}": partial(self._cite, style=key) for key in STYLES},
            **{f"excerpt.{key}": partial(self._cite, format=key) for key in KEYED},
            "excerpt.french": partial(self._cite, language="fr"),
            "excerpt.english": partial(self._cite, language="en"),
        }

    def copy(self) -> None:
        """Copy the passage with its citation; a bare focus in an annotation copies all of the annotation."""
        view, spans = self._view, self._spans()
        article, workspace, citing, send = (
            view.article,
            self._state.workspace,
            self._state.citing,
            self._host.to_terminal,
        )
        self._host.in_background(lambda: excerpts.copy_excerpt(workspace, article, spans, citing, send), self._tell)

    def collect(self) -> None:
        """Put the passage into the basket; a bare focus in an annotation, and the side pane, put all of the annotation there."""
        view, workspace = self._view, self._state.workspace
        annotation = view.under_focus()
        if annotation and (view.screen.context == "side" or self._is_bare()):
            added = collect_annotations(workspace, [annotation])
        else:
            added = collect(workspace, view.article, view.passages())
        tell_collected(self._state, self._host, added)

    def _is_bare(self) -> bool:
        """Whether nothing but the focus is lit."""
        selection = self._view.pane.selection
        return selection is not None and not selection.extended and not self._view.pane.kept

    def _spans(self) -> Sequence[Span]:
        """Return what is selected, or of a bare focus in an annotation all of the annotation."""
        view = self._view
        view.must_be_here()
        annotation = view.under_focus()
        return annotation.spans if annotation and self._is_bare() else view.passages()

    def copy_text(self) -> None:
        """Copy the text alone."""
        text = self._text()
        self._host.in_background(lambda: excerpts.copy_text(text, self._host.to_terminal), self._tell)

    def _text(self) -> str:
        text = self._view.text
        return " […] ".join(span.of(text) for span in self._view.passages())

    def _tell(self, message: str) -> None:
        self._host.notify(message, timeout=3)

    def _cite(self, **how: str) -> None:
        """Copy in another style, format or language, and cite so from now on."""
        values = {f"citation_{name}": value for name, value in how.items()}
        self._state.choose(**values)
        self._host.keep(remember, **values)
        self.copy()

    def export(self) -> None:
        """Write the excerpts of the article to a file."""
        from reader.tui.actions.exporting import export_excerpts

        name = titled(title_of(self._state.workspace, self._view.article))
        title = _("Export the excerpts of {query}").format(query=name)
        export_excerpts(self._state, self._host, condition("article", self._view.article), title)

    def choose_style(self) -> None:
        """Choose style or format from a list that shows the passage cited in each, then copy so."""

        workspace, article = self._state.workspace, self._state.workspace.article(self._view.article)
        spans = self._spans()
        choose_style(
            self._host,
            self._state.citing,
            partial(excerpts.cited, article),
            partial(excerpts.preview_of, workspace, article, spans),
            self._cite,
        )

    def pipe(self) -> None:
        """Give the passage to a command of the system, and show what it prints."""
        from reader.tui.dialog.form import Field, Form

        text = self._text()

        def entered(values: dict[str, str] | None) -> None:
            if values and values["command"].strip():
                self._state.pipe_command = command = values["command"]
                self._host.in_background(lambda: pipe.pipe(text, command), self._show_output)

        fields = [Field("command", _("Command"), self._state.pipe_command)]
        self._host.ask(Form(_("Pipe the passage to a command"), fields), entered)

    def _show_output(self, output: Output) -> None:
        lines = guard(output.text.expandtabs(), lines=True).splitlines() or [_("(nothing)")]
        if output.status == 0 or output.cut:
            title = _("It printed")
        else:
            title = _("It failed with status {number}").format(number=output.status)
        if output.cut:
            lines = [pipe.cut(), "", *lines]
        self._host.ask(Manual(title, [[(line, ())] for line in lines]), lambda _: None)
