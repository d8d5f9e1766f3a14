"""The article on the screen as its handlers see it: which article, what is lit, and the annotations there.

Handlers reach the widgets through the protocols in this file, so a test can give them plain objects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import chain, repeat
from typing import Protocol

from reader import translation
from reader.annotation.codebook import rgb
from reader.annotation.model import Annotation, State
from reader.annotation.overlap import Overlaps
from reader.citation.terms import LANGUAGES, whole_date
from reader.layout.bar import BETWEEN
from reader.layout.motion import Grain, Selection
from reader.layout.runs import Decoration, TagLabel
from reader.layout.signs import MarksLook
from reader.layout.table import ListRow
from reader.layout.title_block import NO_TITLE, TitleBlock
from reader.session.annotations.article_annotations import annotation_if_there, article_annotations
from reader.text.date import date_parts, is_date
from reader.text.document import Document
from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import _
from reader.tui.service.app_state import AppState
from reader.tui.service.names import annotation_name, quoted, tag_names
from reader.tui.service.screens import ReloadableScreen
from reader.tui.widget.side_pane import Note


class Pane(Protocol):
    """What handlers use of the reading pane."""

    document: Document | None
    selection: Selection | None
    hits: Sequence[Span]
    kept: tuple[Span, ...]
    column: int
    margin: int

    @property
    def rows_above(self) -> int:
        """The rows in view above the focus."""

    def show(
        self,
        document: Document,
        at: Span | None = None,
        above: int | None = None,
        title: TitleBlock = NO_TITLE,
    ) -> None:
        """Show a document with the focus on the unit ``at``, ``above`` rows down."""

    def retitle(self, title: TitleBlock) -> None:
        """Show another title block."""

    def decorate(self, decorations: Sequence[Decoration]) -> None:
        """Show highlights."""

    def mark_up(
        self,
        *,
        hits: Sequence[Span] | None = None,
        kept: Sequence[Span] | None = None,
        labels: Mapping[int, str] | None = None,
    ) -> None:
        """Show search hits, kept passages and labels; None leaves them as they are."""

    def select(self, selection: Selection | None) -> None:
        """Light another selection."""

    def move(self, grain: Grain, step: int, *, extend: bool = False) -> None:
        """Move the focus by a unit."""

    def turn(self, step: int) -> None:
        """Turn a page."""

    def in_view(self) -> list[Span]:
        """Return the sentences whose start is in view."""

    def change_look(
        self, *, column: int | None = None, margin: int | None = None, marks: MarksLook | None = None
    ) -> None:
        """Change the width of the column, the cells left free on each side, at least, and how marks are shown."""


class Displayed(Protocol):
    """A widget that can be hidden."""

    @property
    def display(self) -> bool:
        """Whether it is shown."""

    @display.setter
    def display(self, shown: bool) -> None: ...


class Side(Displayed, Protocol):
    """What handlers use of the side pane."""

    rows: Sequence[ListRow]
    filter: str

    @property
    def current(self) -> str | None:
        """The id of the annotation under the cursor."""

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show annotations."""

    def sift(self, words: str) -> None:
        """Show only the annotations in which each of the words occurs."""

    def move(self, step: int) -> None:
        """Move the cursor by ``step`` rows."""

    def turn(self, step: int) -> None:
        """Move the cursor by a page."""

    def to(self, index: int) -> None:
        """Put the cursor on a row."""


class Overlapping(Protocol):
    """What handlers use of the list of annotations that overlap."""

    def tell(self, rows: Sequence[ListRow], lit: str, focus_row: int) -> None:
        """Show rows with the cursor on the row ``lit``, or hide for none; ``focus_row`` is the row of the text not to cover."""


class PromptLine(Protocol):
    """The line to type in."""

    def open(
        self,
        placeholder: str,
        text: str = "",
        *,
        changed: Callable[[str], None],
        entered: Callable[[str], None],
        left: Callable[[], None],
        tab: tuple[str, Callable[[str], None]] | None = None,
    ) -> None:
        """Show the line and type in it; ``entered``, ``left`` and ``tab`` are called once it is hidden again."""


class Edges(Protocol):
    """The first and the last row of the screen."""

    text_alone: bool

    def fit(self) -> None:
        """Show them, unless the text is to be alone."""


class ReadingScreen(ReloadableScreen, Protocol):
    """What handlers ask of the screen that shows the article."""

    @property
    def pane(self) -> Pane:
        """The text."""

    @property
    def side(self) -> Side:
        """The annotations beside it."""

    @property
    def is_narrow(self) -> bool:
        """Whether the window has no room for text and side pane beside each other."""

    @property
    def overlaps(self) -> Overlapping:
        """The list of the annotations that overlap at the focus."""

    @property
    def prompt(self) -> PromptLine:
        """The line to type in."""

    @property
    def edges(self) -> Edges:
        """The first and the last row."""

    def open(self, article: str, at: Span | None = None, *, above: int | None = None) -> None:
        """Show an article at a span, ``above`` rows down, or where it was left."""

    def tell(self) -> None:
        """Bring the status row up to date."""


class ArticleView:
    """The article that is shown, its annotations, and the one chosen among those that overlap."""

    def __init__(self, article: str, state: AppState, screen: ReadingScreen) -> None:
        self.article = article
        self.screen = screen
        self.annotations: Sequence[Annotation] = ()
        self._choice: tuple[str, Selection | None] = ("", None)
        """The id of the annotation that was chosen among those that overlap, and the selection for which it was."""
        self._state = state
        self._overlaps = Overlaps(self.annotations)

    @property
    def pane(self) -> Pane:
        """The text."""
        return self.screen.pane

    @property
    def text(self) -> str:
        """The article's canonical text."""
        return self._state.workspace.text(self.article)

    def follow_structure(self) -> None:
        """Show the sentences and blocks as they are corrected now; the focus keeps its row."""
        pane = self.pane
        shown, selection = pane.document, pane.selection
        if shown is None or not self.screen.waiting.stands:
            return
        try:
            document = self._state.workspace.document(self.article)
        except Problem:
            return  # its file is gone, and what was read of it stays
        if document is not shown and document.text == shown.text:
            pane.show(document, selection.focus if selection else None, pane.rows_above, self.title_block())

    def load_annotations(self) -> None:
        """Read the annotations as they are now and highlight them in the text."""
        workspace = self._state.workspace
        self.annotations = article_annotations(workspace, self.article).shown()
        labels = cache(self.labels)  # thousands of highlights have few combinations of tags
        self.pane.decorate(
            [
                Decoration(
                    span,
                    annotation.ink.value,
                    annotation.id,
                    annotation.ink.letter,
                    labels(annotation.tags),
                    bool(annotation.note),
                    is_first,
                )
                for annotation in self.annotations
                if annotation.state in (State.ANCHORED, State.MOVED)
                for span, is_first in zip(annotation.spans, chain((True,), repeat(False)), strict=False)
            ]
        )

    def labels(self, tags: tuple[str, ...]) -> tuple[TagLabel, ...]:
        """Return tags, given by their ids, as they stand beside a passage."""
        codebook = self._state.workspace.codebook
        labels = []
        for path in codebook.paths(tags):
            tag = codebook.at(path)
            labels.append(TagLabel(path, rgb(tag.color) if tag else ""))
        return tuple(labels)

    def title_block(self) -> TitleBlock:
        """Return what is known of the article, as it stands above its text; its id if its file is gone."""
        try:
            article = self._state.workspace.article(self.article)
        except Problem:
            return TitleBlock(self.article)
        metadata = article.metadata
        codes = (metadata.language[:2], translation.language(), LANGUAGES[-1])
        language = next(code for code in codes if code in LANGUAGES)
        date = whole_date(date_parts(metadata.date), language) if is_date(metadata.date) else metadata.date
        facts = tuple(filter(None, (metadata.source, date, metadata.author)))
        minutes = _("{count} min").format(count=article.minutes).replace(" ", "\u00a0") if article.minutes else ""
        return TitleBlock(metadata.title, facts, minutes)

    def retitle(self) -> None:
        """Show what is known of the article now; if its file is gone, what was known stays."""
        if self._state.workspace.catalogue.has(self.article):
            self.pane.retitle(self.title_block())

    def name_of(self, annotation: Annotation) -> str:
        """Return what messages and the status row call an annotation: its tags, and how its passage begins."""
        return annotation_name(self._state.workspace.codebook, annotation.tags, annotation.quote)

    def short_name_of(self, annotation: Annotation) -> str:
        """Return its tags alone; without any, how its passage begins."""
        return tag_names(self._state.workspace.codebook.paths(annotation.tags)) or quoted(annotation.quote)

    def go(self, span: Span, *, exact: bool = False) -> None:
        """Put the focus on the sentence at ``span``, or select just the span."""
        document = self.pane.document
        if document is None or not document.blocks:
            return
        sentence = document.sentence_at(span.start)
        self.pane.select(Selection(span, span, Grain.WORD) if exact else Selection(sentence, sentence))

    def go_to_annotation(self, annotation: Annotation) -> None:
        """Select the whole extent of an annotation, and choose it."""
        self.go(annotation.hull, exact=True)
        self.choose(annotation)

    def choose(self, annotation: Annotation) -> None:
        """Have keys act on an annotation until something else is selected."""
        self._choice = (annotation.id, self.pane.selection)

    def forget_choice(self) -> None:
        """Have no annotation chosen."""
        self._choice = ("", None)

    def touching(self, span: Span) -> list[Annotation]:
        """Return the annotations that overlap ``span``, in text order."""
        if self._overlaps.annotations is not self.annotations:
            self._overlaps = Overlaps(self.annotations)
        return self._overlaps.touching(span)

    def under_focus(self) -> Annotation | None:
        """Return the annotation that keys act on, the one that the status row shows.

        With the keys in the side pane, it is the one under the cursor there. In the text, it is the one chosen for this
        selection; else the shortest that holds the selection; else the shortest that overlaps it.
        """
        if self.screen.context == "side":
            return self._lit_in_side_pane()
        selection = self.pane.selection
        if selection is None:
            return None
        touched = self.touching(selection.span)
        holding = [each for each in touched if any(span.covers(selection.span) for span in each.spans)]
        return self._chosen(touched) or _shortest(holding) or _shortest(touched)

    def around_focus(self) -> Annotation | None:
        """Return the annotation under the focus if tags and notes go to it, rather than to a new one.

        They do if it was chosen, or if it holds the selection and nothing was selected inside of it on purpose.
        """
        annotation, selection = self.under_focus(), self.pane.selection
        if annotation is None or self.screen.context == "side" or selection is None:
            return annotation
        if self._chosen([annotation]):
            return annotation
        if self.pane.kept:
            return None
        holds = any(span.covers(selection.span) for span in annotation.spans)
        return annotation if holds and (not selection.extended or annotation.hull == selection.span) else None

    def meant(self) -> Annotation | None:
        """Return the annotation that tags and notes are for: the one around the focus, or of exactly the passages; None: a new one."""
        if around := self.around_focus():
            return around
        spans, workspace = tuple(sorted(self.passages())), self._state.workspace
        return article_annotations(workspace, self.article).with_spans(spans, workspace.coder)

    def target(self) -> str:
        """Return what the status row shows of the annotation that keys act on; empty if there is none."""
        annotation, selection = self.under_focus(), self.pane.selection
        if annotation is None:
            return ""
        name = self.name_of(annotation)
        here = self.touching(selection.span) if selection and self.screen.context != "side" else []
        if annotation in here and len(here) > 1:
            place = _("{number} of {count}").format(number=here.index(annotation) + 1, count=len(here))
            name = BETWEEN.join((place, name))
        # Tags and notes go to what is lit, and would make another annotation.
        return name if self.around_focus() else _("here: {annotation}").format(annotation=name)

    def _lit_in_side_pane(self) -> Annotation | None:
        id_ = self.screen.side.current
        return annotation_if_there(self._state.workspace, id_, self.article) if id_ else None

    def _chosen(self, annotations: Sequence[Annotation]) -> Annotation | None:
        id_, selection = self._choice
        if selection != self.pane.selection:
            return None
        return next((annotation for annotation in annotations if annotation.id == id_), None)

    def must_have(self) -> Annotation:
        """Return the annotation that keys act on; Problem if there is none."""
        annotation = self.under_focus()
        if annotation is None:
            raise Problem(_("There is no annotation here."), "", _("> goes to the next one."), status=1)
        return annotation

    def must_be_here(self) -> None:
        """Raise a Problem if the annotation that keys act on is in another article."""
        annotation = self.under_focus()
        if annotation and annotation.article != self.article:
            raise Problem(_("That annotation is in another article."), "", _("Enter goes there."), status=1)

    def passages(self) -> tuple[Span, ...]:
        """Return the kept passages, or the selection; Problem if there is no text."""
        selection = self.pane.selection
        if selection is None:
            raise Problem(_("There is nothing to mark here."), "", _("Open an article with text."))
        kept = self.pane.kept
        if kept and any(span.overlaps(selection.span) for span in kept):
            return kept
        return (*kept, selection.span) if kept and selection.extended else kept or (selection.span,)


def _shortest(annotations: Sequence[Annotation]) -> Annotation | None:
    return min(annotations, key=lambda annotation: len(annotation.hull), default=None)
