"""What the basket's screen shows and does: the collected excerpts in order, with the reader's own words between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from reader.annotation.model import Annotation, State
from reader.citation.styles import STYLES
from reader.layout.bar import StatusLine, Title, place_fact
from reader.layout.excerpt_layout import ExcerptLines, Section, lay_out
from reader.session.basket import basket
from reader.session.basket.basket_file import write_basket
from reader.session.output.excerpt_document import CitedPassage, block_of, cited
from reader.session.output.excerpts import Citing
from reader.text.problem import Problem
from reader.text.title import clipped
from reader.translation import _, ngettext, number
from reader.tui.actions.copying import AnnotationCopying
from reader.tui.actions.writing import write
from reader.tui.screen.background_loading import BackgroundLoading, BackgroundUndo, FittedWidth, Shell
from reader.tui.screen.content import ScreenContent
from reader.tui.screen.list_commands import ListCommands
from reader.tui.screen.marked_passages import MarkedPassages
from reader.tui.service.host import CommandTable, Services
from reader.tui.widget.tall_pane import TallPane

LoadedBasket = tuple[list[CitedPassage], ExcerptLines]


class BasketList(ScreenContent):
    """The excerpts, and the one under the cursor."""

    def __init__(self, services: Services, shell: Shell, pane: TallPane) -> None:
        self._services, self._state, self._host = services, services.state, services.host
        self._pane = pane
        self._citing = Citing()
        self.passages: Sequence[CitedPassage] = ()
        self.marked = MarkedPassages(pane)
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

    def commands(self) -> CommandTable:
        """Return what the commands of the basket do."""
        return {
            **ListCommands(self._pane).commands(),
            **BackgroundUndo(self.loading, self._state, self._host).commands(),
            **self._copying.commands(),
            "list.mark": self.mark,
            "list.clear": self.marked.clear,
            "basket.copy-all": self.copy_all,
            "basket.move-down": partial(self.move, 1),
            "basket.move-up": partial(self.move, -1),
            "basket.note": self.write_note,
            "basket.remove": self.remove,
            "basket.clear": self.clear,
            "excerpts.export": self.export,
            "app.open": self.open,
            "app.back": self._services.navigator.leave_screen,
        }

    def _prepare(self) -> None:
        """Note the width, which is the reader's at most, and how excerpts are cited."""
        self._pane.column = self._state.column
        self.width.note()
        self._citing = self._state.citing

    def _load(self) -> LoadedBasket:
        """Place, cite and lay out."""
        workspace = self._state.workspace
        passages = cited(workspace, basket.placed_basket(workspace), self._citing)
        return passages, lay_out([Section("", tuple(map(block_of, passages)))], self.width.cells)

    def _fill(self, loaded: LoadedBasket) -> None:
        """Show the excerpts, with the cursor on the one it was on."""
        key = self._state.key_of("excerpt.collect", "article")
        self._pane.empty = _("Nothing collected yet: {key} in an article collects.").format(key=key)
        self.passages, page = loaded
        current = self._pane.current
        self._pane.show_lines(page.ids, page.lines, current if current in page.ids else None)
        self.marked.keep(page.ids)

    def title(self) -> Title:
        """Return the place in the basket, and the style in which it is cited."""
        place = place_fact(self._pane.cursor, len(self.passages))
        facts = (place, STYLES[self._state.citing.style].label) if place else ()
        return Title((self._state.library_name, _("Basket")), facts)

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now."""
        one = ("app.open", "excerpt.copy", "excerpts.export", "basket.note", "basket.remove", "basket.clear")
        several = ("basket.copy-all", "basket.move-down", "basket.move-up", "list.mark")
        idle = () if self.marked.ids else ("list.clear",)
        return (*idle, *(one if not self.passages else ()), *(several if len(self.passages) < 2 else ()))

    def status(self) -> StatusLine:
        """Return how many excerpts are marked; copying, exporting and taking out act on them."""
        return self.marked.status()

    @property
    def current(self) -> Annotation:
        """The excerpt under the cursor; Problem if there is none."""
        id_ = self._pane.current
        lit = next((each.annotation for each in self.passages if each.annotation.id == id_), None)
        if lit is None:
            raise Problem(_("The basket is empty."), "", self._pane.empty, status=1)
        return lit

    # -- commands

    def open(self) -> None:
        """Go to the passage in its article."""
        passage = self.current
        if passage.state is State.ORPHAN:
            raise Problem(_("The article no longer has that passage."), "", _("The basket keeps its words."), status=1)
        self._services.navigator.open_article(passage.article, passage.hull)

    def _chosen(self) -> Sequence[Annotation]:
        """Return the excerpts that are marked, in their order, or else the one under the cursor."""
        return self.marked.among(self.passages) or [self.current]

    def mark(self) -> None:
        """Mark the excerpt under the cursor, or no longer, and go on."""
        self.marked.toggle(self.current.id)

    def move(self, step: int) -> None:
        """Move the excerpt under the cursor up or down."""
        id_, workspace = self.current.id, self._state.workspace
        self.loading.change(_("Moving…"), lambda: basket.move(workspace, id_, step))

    def remove(self) -> None:
        """Take the excerpts that are marked, or else the one under the cursor, out of the basket."""
        self._take_out(self._chosen())

    def clear(self) -> None:
        """Take everything out of the basket."""
        self._take_out([each.annotation for each in self.passages])

    def _take_out(self, passages: Sequence[Annotation]) -> None:
        workspace, ids = self._state.workspace, [passage.id for passage in passages]
        if len(ids) == 1:
            words = _("Taken out of the basket: “{quote}”").format(quote=clipped(passages[0].quote, 40))
        else:
            words = ngettext(
                "{count} excerpt taken out of the basket", "{count} excerpts taken out of the basket", len(ids)
            ).format(count=number(len(ids)))
        self.loading.change(
            _("Taking it out…"), lambda: basket.remove(workspace, ids), lambda: self._host.tell_done(words)
        )

    def write_note(self) -> None:
        """Write words of one's own below the excerpt."""
        passage, workspace = self.current, self._state.workspace
        quote = clipped(passage.quote, 40)
        about = _("Below “{quote}”").format(quote=quote)
        written, erased = _("Written below “{quote}”"), _("Nothing stands below “{quote}” any more")

        def keep(text: str) -> None:
            basket.write_note(workspace, passage.id, text)
            self.reload()
            self._host.tell_done((written if text.strip() else erased).format(quote=quote))

        def now() -> str:
            return basket.note_of(workspace, passage.id)

        write(self._state, self._host, about, f"basket:{passage.id}", passage.note, keep, now)

    def copy_all(self) -> None:
        """Copy all excerpts with their citations."""
        if self.current:  # or say that there is none
            self._copying.copy_all([each.annotation for each in self.passages])

    def export(self) -> None:
        """Write the excerpts that are marked, or else all, to a file, with the list of references."""
        from reader.tui.actions.exporting import export

        workspace = self._state.workspace
        if self.current:  # or say that there is none
            title = self.marked.export_title() or _("Export the basket")
            export(self._state, self._host, title, partial(write_basket, workspace, only=frozenset(self.marked.ids)))
