"""What the reading screen shows and does, without its widgets: its handlers, and what they say together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from reader.command.keymap import Pending
from reader.layout.bar import BETWEEN, Key, StatusLine, Title
from reader.text.document import Document
from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import _
from reader.tui.screen.article.article_commands import ArticleCommands
from reader.tui.screen.article.boundary import BoundaryEdit
from reader.tui.screen.article.labels import Labels
from reader.tui.screen.article.lazy_commands import LazyCommands
from reader.tui.screen.article.marking import Marking
from reader.tui.screen.article.marks import Marks
from reader.tui.screen.article.motions import Motions
from reader.tui.screen.article.notes import Notes
from reader.tui.screen.article.opening import Opening
from reader.tui.screen.article.overlaps import OverlapChoice
from reader.tui.screen.article.page_view import PageView
from reader.tui.screen.article.reading_place import ReadingPlace
from reader.tui.screen.article.search import Search
from reader.tui.screen.article.selection import SelectionCommands
from reader.tui.screen.article.side_pane import SidePaneCommands
from reader.tui.screen.article.tagging_pass import TaggingPass
from reader.tui.screen.article.view import ArticleView
from reader.tui.screen.content import ScreenContent

if TYPE_CHECKING:
    from reader.tui.dialog.picker import Picked
    from reader.tui.screen.article.excerpts import Excerpts
    from reader.tui.screen.article.pass_decisions import PassDecisions
    from reader.tui.screen.article.structure import StructureCommands
    from reader.tui.service.host import CommandTable, Services


class ArticleContent(ScreenContent):
    """Makes the handlers for one view. ``modes`` are those that may take a key before the keymap does, in order."""

    def __init__(self, view: ArticleView, services: Services, begin: Callable[[], None]) -> None:
        """``begin`` shows the first article."""
        state, host, navigator = services.state, services.host, services.navigator
        articles = services.articles

        def pick_tags(picked: Callable[[Picked | None], None], title: str, checked: Sequence[str]) -> None:
            from reader.tui.actions.picking import pick_tags

            recent, rename = state.recent_tags, articles.rename_tag
            pick_tags(state, host, picked, title, checked=checked, recent=recent, rename=rename)

        def compare(old: str, new: str) -> None:
            from reader.tui.screen.difference import open_difference

            open_difference(services, old, new)

        self.view, self._begin = view, begin
        self._services, self._state, self._navigator = services, state, navigator
        self.place = ReadingPlace(view, state)
        self.marking = Marking(view, state, host, pick_tags)
        self.boundary = BoundaryEdit(view, state, host, navigator, self.marking.acknowledge)
        self.labels = Labels(view, self.read_on)
        self.search = Search(view, state, host, navigator.search)
        self.side_pane = SidePaneCommands(view, state, navigator)
        self.tagging_pass = TaggingPass(view, state, host, self.marking, self._undo, self._make_decisions)
        self.opening = Opening(view, state, host, navigator, self.place, self.boundary, self.tagging_pass)
        self.overlaps = OverlapChoice(view, state)
        self.modes = (self.overlaps, self.boundary, self.labels, self.search)
        self.selection = SelectionCommands(view)
        self.motions = Motions(view, navigator, self.read_on)
        self._of_article = ArticleCommands(view, state, host, articles, navigator, self.place, compare)
        self.lazy = (
            LazyCommands("structure.", self._make_structure),
            LazyCommands("excerpt", self._make_excerpts),
        )
        self._others = (
            self.motions,
            Marks(view, state, host, navigator),
            self.selection,
            Notes(view, state, host, self.marking.acknowledge),
            *self.lazy,
            PageView(view, state, host),
            self._of_article,
        )

    # -- handlers that are made when first used

    def _make_excerpts(self) -> Excerpts:
        from reader.tui.screen.article.excerpts import Excerpts

        return Excerpts(self.view, self._state, self._services.host)

    def _make_structure(self) -> StructureCommands:
        from reader.tui.screen.article.structure import StructureCommands

        return StructureCommands(self.view, self._state, self._services.host)

    def _make_decisions(self) -> PassDecisions:
        from reader.tui.screen.article.pass_decisions import PassDecisions

        host, passes = self._services.host, self._services.passes
        return PassDecisions(self.view, self._state, host, self._navigator, passes, self.marking, self._undo)

    def _undo(self) -> None:
        self._services.commands["edit.undo"]()

    # -- what all handlers do

    def tables(self) -> list[CommandTable]:
        """Return the command table of each handler."""
        handlers = (self.marking, *self.modes, self.side_pane, self.tagging_pass, *self._others)
        return [handler.commands() for handler in handlers]

    def commands(self) -> CommandTable:
        """Return what all handlers do, by command."""
        return {name: action for table in self.tables() for name, action in table.items()}

    def begin(self) -> None:
        """Show the first article."""
        self._begin()

    def open(self, article: str, at: Span | None = None, moving: str = "", above: int | None = None) -> None:
        """Show an article at a span, ``above`` rows down, or where it was left.

        ``moving`` is the id of an annotation to select a new place for.
        """
        for mode in self.modes:
            mode.forget()
        self.view.article = article
        self.view.forget_choice()
        self.opening.open(at, moving, above)

    def reload(self) -> None:
        """Show the structure, annotations and metadata of the article as they are now, with the present settings of the page."""
        state = self._state
        self.view.pane.change_look(column=state.column, margin=state.margin, marks=state.marks)
        self.view.follow_structure()
        self.view.retitle()
        self.view.load_annotations()
        self.side_pane.fill()
        self.tagging_pass.refresh()
        self.view.screen.tell()

    def take_key(self, key: str, _begun: tuple[str, ...] = ()) -> bool:
        """Offer a key to each mode in turn; return whether one took it."""
        return any(mode.take_key(key) for mode in self.modes)

    def read_on(self) -> None:
        """Remember the focus as the reading place, but not in a pass or while a boundary is edited."""
        if not (self.tagging_pass.is_on or self.boundary.is_on):
            self.place.moved()

    def following(self, pending: Pending) -> list[tuple[str, str]]:
        """Return what the pop-up shows after a prefix: after the prefix of hot tags, the hot tags."""
        if pending.continuations and pending.continuations[0][1].name == "annotation.hot-tag":
            return self.marking.hot_tags()
        return super().following(pending)

    # -- the first and the last row

    def title(self) -> Title:
        """Return the library and the article, and where this one is in the list."""
        state, article = self._state, self.view.article
        facts = state.listed.facts(article)
        before = self._navigator.article_before
        back = self._title_of(before) if before else ""
        return Title((state.library_name, self._title_of(article)), facts, facts, back)

    def _title_of(self, article: str) -> str:
        """Return the title of an article; its id while the file cannot be read."""
        try:
            return self._state.workspace.article(article).title
        except Problem:
            return article

    def status(self) -> StatusLine:
        """Return the mode that is on, the place in the text, and the annotation that keys act on."""
        pane = self.view.pane
        document, selection = pane.document, pane.selection
        if document is None or selection is None or not len(document.text):
            return StatusLine(facts=(_("This article is empty."),))
        modes = [
            self.overlaps.mode(),
            self.boundary.mode() or self.selection.mode(),
            self.labels.mode(),
            self.tagging_pass.mode(),
        ]
        if not self.tagging_pass.is_on:  # there the marked words say why it asks; they are not hits to be counted
            modes.append(self.search.mode())
        facts = self.tagging_pass.facts() if self.tagging_pass.is_on else _progress(document, selection.focus)
        return StatusLine(BETWEEN.join(filter(None, modes)), facts, self.view.target())

    def mode_keys(self) -> Sequence[Key]:
        """Return the keys of a mode that takes keys before the keymap does."""
        return next((keys for mode in self.modes if (keys := mode.mode_keys())), ())

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now."""
        handlers = (self.marking, self.overlaps, self.motions, self.selection, self.search, self._of_article)
        return [name for handler in handlers for name in handler.idle()]


def _progress(document: Document, focus: Span) -> tuple[str, ...]:
    """Return the share of the article proper up to the focus, and its page, else the number of its paragraph."""
    share = _("{share}%").format(share=round(100 * document.share_until(focus.end)))
    if pages := document.pages_of([Span(focus.start, focus.start + 1)]):
        return (share, _("p. {label}").format(label=pages[0][0]))
    ordinal = document.paragraph_ordinal(focus.start)
    return (share, _("§ {number}").format(number=ordinal)) if ordinal else (share,)
