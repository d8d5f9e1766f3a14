"""What the excerpts' screen shows and does: the passages a query finds, cited, by article or by tag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.annotation.model import Annotation
from reader.layout.bar import StatusLine, Title
from reader.layout.excerpt_layout import ExcerptLines, lay_out
from reader.session.basket.basket import collect_annotations
from reader.session.output.excerpt_document import CitedPassage, Grouping, annotation_of_block, find_cited, sections
from reader.session.output.excerpts import Citing
from reader.translation import _, ngettext, number
from reader.tui.actions.collecting import tell_collected
from reader.tui.actions.copying import AnnotationCopying
from reader.tui.screen.background_loading import BackgroundLoading, BackgroundUndo, FittedWidth, Shell
from reader.tui.screen.content import ScreenContent
from reader.tui.screen.list_commands import ListCommands
from reader.tui.screen.marked_passages import MarkedPassages
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
        pane: TallPane,
        prompt: Prompt,
        *,
        query: str,
    ) -> None:
        self._services, self._state, self._host = services, services.state, services.host
        self._pane = pane
        self._by: Grouping = "article"
        self._citing = Citing()
        self.marked = MarkedPassages(pane)
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
        self._copying = AnnotationCopying(self._state, self._host, self._chosen, self.reload)
        self._query = QueryPrompt(prompt, services, self.reload, query, cleared=query)

    def commands(self) -> CommandTable:
        """Return what the commands of the document do."""
        return {
            **ListCommands(self._pane).commands(),
            **BackgroundUndo(self.loading, self._state, self._host).commands(),
            **self._query.commands(),
            "list.clear": self.clear,
            "list.mark": self.mark,
            "excerpts.group": self.group,
            **self._copying.commands(),
            "excerpt.collect": self.collect,
            "excerpts.export": self.export,
            "app.open": self.cursor.open,
            "app.back": self._services.navigator.leave_screen,
        }

    def _prepare(self) -> None:
        """Note the width, which is the reader's at most, and how excerpts are cited."""
        self._pane.column = self._state.column
        self.width.note()
        self._citing = self._state.citing

    def _load(self) -> LoadedExcerpts:
        """Find, cite and lay out."""
        query = self._query.query
        passages = find_cited(self._state.workspace, query, self._citing)
        return passages, lay_out(sections(passages, self._by, query), self.width.cells)

    def _fill(self, loaded: LoadedExcerpts) -> None:
        """Show the document, with the cursor on the passage it was on."""
        self._pane.empty = _("Nothing that was marked fits. {key} goes back to what was asked first.").format(
            key=self._state.key_of("list.clear", "excerpts")
        )
        self.cursor.passages, page = loaded
        current = self._pane.current
        marked = annotation_of_block(current or "")
        keep = next((id_ for id_ in page.ids if marked and annotation_of_block(id_) == marked), None)
        self._pane.show_lines(page.ids, page.lines, current if current in page.ids else keep)
        self.marked.keep({passage.annotation.id for passage in self.cursor.passages})

    def title(self) -> Title:
        """Return what was asked for, how many excerpts there are, and how they are grouped."""
        count = len(self.cursor.passages)
        excerpts = ngettext("{count} excerpt", "{count} excerpts", count).format(count=number(count))
        group = _("by tag") if self._by == "tag" else _("by article")
        return Title((self._state.library_name, _("Excerpts"), self._query.query), (excerpts, group))

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now."""
        idle = [] if self._query.is_changed or self.marked.ids else ["list.clear"]
        of_passages = ["app.open", "excerpt.copy", "excerpt.collect", "excerpts.export", "excerpts.group", "list.mark"]
        return idle if self.cursor.passages else [*idle, *of_passages]

    def status(self) -> StatusLine:
        """Return how many excerpts are marked; copying and exporting act on them."""
        return self.marked.status()

    def mark(self) -> None:
        """Mark the excerpt under the cursor, or no longer, and go on."""
        self.marked.toggle(self.cursor.current.annotation.id)

    def clear(self) -> None:
        """Mark nothing; if nothing is marked, show again what was asked for first."""
        if self.marked.ids:
            self.marked.clear()
        else:
            self._query.commands()["list.clear"]()

    def group(self) -> None:
        """Group by tag, or by article again."""
        self._by = "article" if self._by == "tag" else "tag"
        self.reload()

    def collect(self) -> None:
        """Put the excerpts that are marked, or else the one under the cursor, into the basket."""
        chosen, workspace, added = self._chosen(), self._state.workspace, list[int]()
        self.loading.change(
            _("Collecting…"),
            lambda: added.append(collect_annotations(workspace, chosen)),
            lambda: tell_collected(self._state, self._host, added[0]),
        )

    def _chosen(self) -> Sequence[Annotation]:
        """Return the excerpts that are marked, in their order, or else the one under the cursor."""
        return self.marked.among(self.cursor.passages) or [self.cursor.current.annotation]

    def export(self) -> None:
        """Write what is marked, or else all that is shown, to a file."""
        from reader.tui.actions.exporting import export_excerpts

        marked = frozenset(self.marked.ids)
        only = (lambda annotation: annotation.id in marked) if marked else None
        export_excerpts(self._state, self._host, self._query.query, self.marked.export_title(), only)
