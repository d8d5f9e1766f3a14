"""What the excerpts' screen shows and does: the passages a query finds, cited, by article or by tag."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from rich.text import Text
from textual.widgets import Static

from reader.citation.excerpt import FORMATS
from reader.citation.styles import STYLES
from reader.layout.bar import Title
from reader.layout.excerpt_layout import ExcerptLines, lay_out
from reader.session.output.excerpt_document import CitedPassage, Grouping, annotation_of_block, find_cited, sections
from reader.session.output.excerpts import Citing, copy_text, excerpt_of_annotation
from reader.session.preferences import remember
from reader.text.guard import guard
from reader.translation import _, ngettext, number
from reader.tui.screen.background_loading import BackgroundLoading, BackgroundUndo, FittedWidth, Shell
from reader.tui.screen.content import ScreenContent
from reader.tui.screen.list_commands import ListCommands
from reader.tui.screen.passage_cursor import PassageCursor
from reader.tui.screen.query_prompt import QueryPrompt
from reader.tui.service.host import CommandTable, Services
from reader.tui.widget.bar import Prompt
from reader.tui.widget.tall_pane import TallPane

LoadedExcerpts = tuple[list[CitedPassage], ExcerptLines]


class ExcerptsDocument(ScreenContent):
    """The document, and the passage under the cursor."""

    def __init__(
        self,
        services: Services,
        shell: Shell,
        title: Static,
        pane: TallPane,
        prompt: Prompt,
        *,
        query: str,
        by: Grouping,
    ) -> None:
        self._services, self._state, self._host = services, services.state, services.host
        self._title, self._pane = title, pane
        self._by: Grouping = by
        self._citing = Citing()
        self.cursor = PassageCursor(services, pane, _("There is no excerpt here."), _("/ asks for others."))
        self.filling = self.loading = BackgroundLoading(
            shell,
            services.host,
            load=self._load,
            fill=self._fill,
            leave=services.navigator.leave_screen,
            prepare=self._prepare,
        )
        self.width = FittedWidth(lambda: pane.room, self.reload)
        self._query = QueryPrompt(prompt, self.reload, query, cleared=query)

    def commands(self) -> CommandTable:
        """Return what the commands of the document do."""
        return {
            **ListCommands(self._pane).commands(),
            **BackgroundUndo(self.loading, self._state, self._host).commands(),
            **self._query.commands(),
            "excerpts.group": self.group,
            "excerpt.copy": self.copy,
            "excerpts.export": self.export,
            **{f"excerpt.{key}": partial(self._cite, style=key) for key in STYLES},
            **{f"excerpt.{form}": partial(self._cite, format=form) for form in FORMATS},
            "excerpt.french": partial(self._cite, language="fr"),
            "excerpt.english": partial(self._cite, language="en"),
            "app.open": self.cursor.open,
            "app.back": self._services.navigator.leave_screen,
        }

    def _prepare(self) -> None:
        """Note the width, and how excerpts are cited."""
        self.width.note()
        self._citing = self._state.citing

    def _load(self) -> LoadedExcerpts:
        """Find, cite and lay out."""
        query = self._query.query
        passages = find_cited(self._state.workspace, query, self._citing)
        return passages, lay_out(sections(passages, self._by, query), self.width.cells)

    def _fill(self, loaded: LoadedExcerpts) -> None:
        """Show the document, with the cursor on the passage it was on."""
        self.cursor.passages, page = loaded
        query, current = self._query.query, self._pane.current
        self._title.update(Text(guard(_("Excerpts of {query}").format(query=query) if query else _("All excerpts"))))
        marked = annotation_of_block(current or "")
        keep = next((id_ for id_ in page.ids if marked and annotation_of_block(id_) == marked), None)
        self._pane.show_lines(page.ids, page.lines, current if current in page.ids else keep)

    def title(self) -> Title:
        """Return what was asked for, how many excerpts there are, and how they are grouped."""
        count = len(self.cursor.passages)
        excerpts = ngettext("{count} excerpt", "{count} excerpts", count).format(count=number(count))
        group = _("by tag") if self._by == "tag" else _("by article")
        return Title((self._state.library_name, _("Excerpts"), self._query.query), (excerpts, group))

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now."""
        idle = [] if self._query.is_changed else ["list.clear"]
        return idle if self.cursor.passages else [*idle, "app.open", "excerpt.copy", "excerpts.group"]

    def group(self) -> None:
        """Group by tag, or by article again."""
        self._by = "article" if self._by == "tag" else "tag"
        self.reload()

    def _cite(self, **how: str) -> None:
        """Cite in another style, format or language from now on, and copy so."""
        self._state.citing = replace(self._state.citing, **how)
        self._host.keep(remember, **{f"citation_{name}": value for name, value in how.items()})
        self.copy()
        self.reload()

    def export(self) -> None:
        """Write what is shown to a file."""
        from reader.tui.actions.exporting import export_excerpts

        export_excerpts(self._state, self._host, self._query.query)

    def copy(self) -> None:
        """Copy the excerpt with its citation."""
        marked, workspace, send = self.cursor.current.annotation, self._state.workspace, self._host.to_terminal
        citing = self._state.citing

        def copy() -> str:
            made = excerpt_of_annotation(workspace, marked, citing)
            return f"{copy_text(made.text, send)} {made.citation}"

        self._host.in_background(copy, lambda message: self._host.notify(message, timeout=3))
