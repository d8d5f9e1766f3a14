"""Excerpts as one document: what a query finds, with citations, by article or by tag."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from reader.command.command import Context
from reader.layout.excerpt_layout import Folio, folio
from reader.session.annotations.annotate import annotation
from reader.session.output.excerpt_document import Gathered, Grouping, gathered, sections
from reader.session.output.excerpts import Citing, copy_text, excerpt_of_annotation
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.tui.screen.gathering import Paged
from reader.tui.widget.bar import Hints, KeyBar, Prompt
from reader.tui.widget.list_pane import ListPane
from reader.tui.widget.tall_pane import TallPane

Page = tuple[list[Gathered], Folio]


class ExcerptsScreen(Paged[Page]):
    """A document that scrolls; Enter opens the passage in its article."""

    context: Context = "excerpts"
    DEFAULT_CSS = """
    ExcerptsScreen #asked { height: 1; padding: 0 1; background: $panel; }
    ExcerptsScreen TallPane { height: 1fr; padding: 0 1; }
    """

    def __init__(self, query: str = "", by: Grouping = "article") -> None:
        super().__init__()
        self._query = query
        self._first_query = query
        self._by: Grouping = by
        self._citing = Citing()
        self._found: list[Gathered] = []

    def compose(self) -> ComposeResult:
        """Lay out the document and the lines below."""
        yield Static(id="asked")
        yield TallPane(empty="Nothing that was marked fits. Esc goes back to what was asked first.")
        yield Prompt()
        yield KeyBar()
        yield Hints()

    @property
    def pane(self) -> TallPane:
        """The document."""
        return self.query_one(TallPane)

    @property
    def room(self) -> int:
        """Cells of a line."""
        return self.pane.room

    def prepare(self) -> None:
        """Note the width, and how excerpts are cited."""
        super().prepare()
        self._citing = self.scolie.state.citing

    def gather(self) -> Page:
        """Find, cite and lay out."""
        found = gathered(self.scolie.state.workspace, self._query, self._citing)
        return found, folio(sections(found, self._by, self._query), self.width)

    def fill(self, found: Page) -> None:
        """Show the document, with the cursor on the passage it was on."""
        self._found, page = found
        asked = f"Excerpts of {self._query}" if self._query else "All excerpts"
        self.query_one("#asked", Static).update(Text(guard(asked)))
        lit = (self.pane.current or "").partition(" ")[0]
        keep = next((id_ for id_ in page.ids if lit and id_.partition(" ")[0] == lit), None)
        same = self.pane.current if self.pane.current in page.ids else None
        self.pane.show_lines(page.ids, page.lines, same or keep)

    @property
    def current(self) -> Gathered:
        """The passage under the cursor; Problem if there is none."""
        lit = (self.pane.current or "").partition(" ")[0]
        for one in self._found:
            if one.annotation.id == lit:
                return one
        raise Problem("There is no excerpt here.", "", "/ asks for others.", status=1)

    def status_line(self) -> str:
        """How many, how grouped."""
        return f"Excerpts · {len(self._found)} · by {self._by}"

    # -- commands

    def do_excerpts_group(self) -> None:
        """Group by tag, or by article again."""
        self._by = "article" if self._by == "tag" else "tag"
        self.reload()

    def do_list_filter(self) -> None:
        """Ask for other excerpts."""
        self.query_one(Prompt).open('words, "a phrase", tag:PATH, article:ID, state:S', self._query)

    def do_list_clear(self) -> None:
        """Show what was asked first."""
        self._ask(self._first_query)

    def _ask(self, query: str) -> None:
        if query != self._query:
            self._query = query
            self.reload()

    def on_prompt_entered(self, event: Prompt.Entered) -> None:
        """Show what is asked now."""
        self.query_one(Prompt).close()
        self._ask(event.text)

    def on_prompt_left(self, _event: Prompt.Left) -> None:
        """Leave the question as it was."""
        self.query_one(Prompt).close()

    def do_app_open(self) -> None:
        """Go to the passage in its article."""
        one = annotation(self.scolie.state.workspace, self.current.annotation.id)
        self.scolie.open_article(one.article, one.hull)

    def do_excerpt_copy(self) -> None:
        """Copy the excerpt with its citation."""
        one, workspace, send = self.current.annotation, self.scolie.state.workspace, self.scolie.to_terminal
        citing = self.scolie.state.citing

        def copy() -> str:
            made = excerpt_of_annotation(workspace, one, citing)
            return f"{copy_text(made.text, send)} {made.citation}"

        self.scolie.in_background(copy, lambda told: self.notify(told, timeout=3))

    def on_list_pane_chosen(self, _event: ListPane.Chosen) -> None:
        """Open what was clicked."""
        self.do("app.open")
