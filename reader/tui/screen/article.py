"""The reading screen: one article, its annotations beside it, and everything a key can do to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from reader.annotation.model import Annotation, State
from reader.command.command import Context
from reader.command.keymap import Pending
from reader.layout.motion import Grain, Selection, grown, snapped
from reader.layout.runs import Decoration
from reader.layout.sheet import place_line
from reader.session import annotating
from reader.session.preferences import remember
from reader.session.shelf import LARGE
from reader.text.document import SKIPPED
from reader.text.fold import Folded, fold
from reader.text.problem import Problem
from reader.text.span import Span
from reader.text.title import clipped
from reader.tui.screen.beside import Beside
from reader.tui.screen.keyed import KeyedScreen
from reader.tui.widget.bar import Hints, KeyBar, Prompt
from reader.tui.widget.pane import ReadingPane
from reader.tui.widget.side_pane import SidePane

_QUIET = {State.ANCHORED, State.MOVED}
MARGINS = (0, 2, 6, 12)
"""Cells left free on each side, at least."""
LABEL_LETTERS = "fjdkslaghrueiwoqpvncmxz"


class ArticleScreen(Beside, KeyedScreen):
    """Reads one article. Motion and finding are here; what marks the text is in `Marking`, the side pane in `Beside`."""

    context: Context = "article"
    DEFAULT_CSS = """
    ArticleScreen Horizontal { height: 1fr; }
    ArticleScreen .side { width: 34; display: none; border-left: solid $panel; }
    """

    def __init__(self, article: str, at: Span | None = None, moving: str = "") -> None:
        super().__init__()
        self.article = article
        self.annotations: list[Annotation] = []
        self._at, self._asked_to_move = at, moving
        self.share_before = 0.0
        self._query = ""
        self._folded: Folded | None = None
        self._folding = ""
        self._entered_early = False
        self._tags_of: dict[str, str] = {}
        self._labels: dict[str, Span] = {}
        self._label_typed = ""

    def compose(self) -> ComposeResult:
        """Lay out the pane, the side pane and the lines below."""
        with Horizontal():
            yield ReadingPane(column=self.scolie.column, margin=self.scolie.margin)
            yield SidePane(empty="No annotations yet. h highlights.").add_class("side")
        yield Prompt()
        yield KeyBar()
        yield Hints()

    def on_mount(self) -> None:
        """Show the article."""
        self.open(self.article, self._at, self._asked_to_move)

    def open(self, article: str, at: Span | None = None, moving: str = "") -> None:
        """Show an article at a span, or where it was left; ``moving``: to select there an annotation's place."""
        self._moving = moving
        self.article, self._query, self._labels, self._label_typed = article, "", {}, ""
        self.cycled = self._edited = ""
        self._folded, self._folding, self._entered_early = None, "", False
        workspace = self.scolie.workspace
        if not workspace.is_large(article):
            self._show(article, at)
            return
        self.stands, self.opening = False, True
        self.query_one(KeyBar).tell("Opening…", [])
        self.scolie.in_background(lambda: workspace.document(article), lambda _: self._opened(article, at))

    def _opened(self, article: str, at: Span | None) -> None:
        if self.is_current and self.article == article:
            self._show(article, at)

    def _show(self, article: str, at: Span | None) -> None:
        place = self.scolie.places.of(article)
        self.share_before = place.share
        same = place.sha256 == self.scolie.workspace.digest(article)
        at = at or (place.span if same else None)
        above = place.above if same and at == place.span else None
        self.pane.show(self.scolie.workspace.document(article), at, above)
        self.stands, self.opening = True, False
        self.reload()
        if self._moving:
            self.begin_moving(self._moving)
        else:
            self._tell_moved()
        source = self.scolie.workspace.source(article)
        if source.guessed:
            self.notify(f"The file is read as {source.encoding}, which is a guess.", markup=False)

    @property
    def pane(self) -> ReadingPane:
        """The reading pane."""
        return self.query_one(ReadingPane)

    @property
    def side(self) -> SidePane:
        """The side pane."""
        return self.query_one(SidePane)

    @property
    def prompt(self) -> Prompt:
        """The line to type in."""
        return self.query_one(Prompt)

    @property
    def text(self) -> str:
        """The article's canonical text."""
        return self.scolie.workspace.text(self.article)

    def reload(self) -> None:
        """Show the annotations as they are now."""
        if not self.stands:
            return
        self.annotations = annotating.annotations_in(self.scolie.workspace, self.article)
        self.pane.decorate(
            [
                Decoration(span, one.ink.value, one.id, one.ink.letter)
                for one in self.annotations
                if one.state in (State.ANCHORED, State.MOVED)
                for span in one.spans
            ]
        )
        paths = self.scolie.workspace.codebook.paths
        self._tags_of = {one.id: " ".join(f"#{path}" for path in paths(one.tags)) for one in self.annotations}
        self.fill_side()
        self.tell()

    def _waiting(self) -> int:
        from reader.session.reviewing import waiting

        return len(waiting(self.scolie.workspace, self.article))

    def _tell_moved(self) -> None:
        states = [one.state for one in self.annotations]
        moved = states.count(State.MOVED)
        asks = self._waiting() if set(states) - _QUIET else 0
        if asks:
            told = f"The text has changed. Moved along: {moved}. Waiting for your word (g r): {asks}."
            self.notify(told, severity="warning")
        elif moved:
            self.notify(f"The text has changed. Moved along: {moved}.")

    def look_at_file(self) -> None:
        """Read the article anew if its file is no longer the one that was read."""
        if not self.stands or not self.scolie.workspace.outdated(self.article):
            return
        selection = self.pane.selection
        try:
            self.scolie.workspace.forget(self.article)
            self.open(self.article, selection.focus if selection else None)
            self.notify("The article has changed on disk; this is how it reads now.")
        except Problem as problem:
            self.scolie.tell_problem(problem)

    def pictured(self) -> Iterable[Widget]:
        """Return the pane and the bar, with the focus alone lit."""
        self.side.display = False
        self.pane.mark_up(hits=(), kept=(), labels={})
        if self.pane.selection:
            self.go(self.pane.selection.focus)
        self.tell()
        return (self.pane, self.query_one(KeyBar))

    def status_line(self) -> str:
        """Title, how far, what is selected."""
        document, selection = self.pane.document, self.pane.selection
        if document is None or selection is None or not len(document.text):
            return "This article is empty."
        under = self.under_focus()
        tags = self._tags_of.get(under.id, "") if under else ""
        mode = " · selecting" if selection.sticky else ""
        kept = f" · {len(self.pane.kept)} kept" if self.pane.kept else ""
        return f"{place_line(document, selection.focus)}{mode}{kept}{' · ' + tags if tags else ''}"

    def on_reading_pane_focus_moved(self, event: ReadingPane.FocusMoved) -> None:
        """Remember the place and say it."""
        place = self.scolie.places.of(self.article)
        place.start, place.end = event.selection.focus.start, event.selection.focus.end
        place.sha256 = self.scolie.workspace.digest(self.article)
        place.share = max(place.share, event.selection.focus.end / max(1, len(self.text)))
        self.put_cursor(self.pane.cursor_at())
        self.tell()

    def go(self, span: Span, *, exact: bool = False) -> None:
        """Put the focus on the sentence at ``span``, or select just the span."""
        document = self.pane.document
        if document is None or not document.blocks:
            return
        sentence = document.sentence_at(span.start)
        chosen = Selection(span, span, Grain.WORD) if exact else Selection(sentence, sentence)
        self.pane.select(chosen)

    # -- move

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
        if self.editing_boundary(key):
            return True
        if not self._labels:
            return False
        self._label_typed += key
        left = [label for label in self._labels if label.startswith(self._label_typed)]
        if self._label_typed in self._labels or not left:
            target = self._labels.get(self._label_typed)
            self._labels = {}
            self.pane.mark_up(labels={})
            if target:
                self.go(target)
        return True

    def do_mark_set(self, letter: str) -> None:
        """Keep this place under a letter."""
        if self.pane.selection:
            focus = self.pane.selection.focus
            self.scolie.places.of(self.article).marks[letter] = [focus.start, focus.end]
            self.notify(f"Mark {letter} is here.", markup=False)

    def do_mark_go(self, letter: str) -> None:
        """Go to the place under a letter."""
        mark = self.scolie.places.of(self.article).marks.get(letter)
        if mark is None or mark[1] > len(self.text):
            self.notify(f"There is no mark {letter} in this article.", severity="warning", markup=False)
            return
        self.scolie.leave_trace()
        self.go(Span(*mark))

    def do_goto_marks(self) -> None:
        """Choose one of this article's marks."""
        from reader.tui.dialog.choose import Choose

        marks = self.scolie.places.of(self.article).marks
        if not marks:
            self.notify("No marks yet: m and a letter keeps this place.", markup=False)
            return
        options = [
            (letter, letter, clipped(self.text[start:end], 60)) for letter, (start, end) in sorted(marks.items())
        ]

        def chosen(letter: str | None) -> None:
            if letter:
                self.do_mark_go(letter)

        self.app.push_screen(Choose("Marks", options), chosen)

    # -- find

    def do_find_open(self) -> None:
        """Search in this article."""
        self.prompt.open("Search in this article", self._query)

    def on_prompt_typed(self, event: Prompt.Typed) -> None:
        """Light the hits of what is typed so far."""
        if self.filtering(event.text):
            return
        self._query = event.text
        text = self.text
        if self._folded is not None or len(text) <= LARGE:
            self._found(self._folded or fold(text))
        elif self._folding != text:
            self._folding = text
            self.scolie.in_background(lambda: fold(text), self._found)

    def _found(self, folded: Folded) -> None:
        from reader.search.match import hits

        if folded.original != self.text:
            return  # another article has been opened here since
        self._folded, self._folding = folded, ""
        self.pane.mark_up(hits=hits(folded, [self._query]) if self._query.strip() else [])
        if self._entered_early:
            self._entered_early = False
            self._go_to_found()

    def on_prompt_entered(self, _event: Prompt.Entered) -> None:
        """Go to the next hit."""
        self.prompt.close()
        if self.context == "side":
            return
        if self._query.strip() and self._folded is None:
            self._entered_early = True  # a large text is still being folded
        else:
            self._go_to_found()

    def _go_to_found(self) -> None:
        if self._query and not self.pane.hits:
            self.notify("That does not occur in this article.", severity="warning", markup=False)
        self._to_hit(1, here=True)

    def on_prompt_left(self, _event: Prompt.Left) -> None:
        """Leave the search."""
        self.prompt.close()
        if not self.filtering(""):
            self.pane.mark_up(hits=())

    def do_find_next(self) -> None:
        """Go to the next hit."""
        self._to_hit(1)

    def do_find_previous(self) -> None:
        """Go to the previous hit."""
        self._to_hit(-1)

    def _to_hit(self, step: int, *, here: bool = False) -> None:
        found, selection = self.pane.hits, self.pane.selection
        if not found or selection is None:
            return
        at = selection.span.start
        if step > 0:
            target = next((hit for hit in found if hit.start > at or (here and hit.start == at)), found[0])
        else:
            target = next((hit for hit in reversed(found) if hit.start < at), found[-1])
        self.go(target, exact=True)

    def do_annotation_next(self) -> None:
        """Go to the next annotation."""
        self._to_annotation(1)

    def do_annotation_previous(self) -> None:
        """Go to the previous annotation."""
        self._to_annotation(-1)

    def _to_annotation(self, step: int) -> None:
        selection = self.pane.selection
        there = [one for one in self.annotations if one.state is not State.ORPHAN]
        if selection is None or not there:
            return
        at = selection.span.start
        order = there if step > 0 else there[::-1]
        later = [one for one in order if (one.hull.start - at) * step > 0]
        target = (later or order)[0]
        self.cycled = target.id
        self.go(target.hull, exact=True)

    # -- select

    def _extend(self, grain: Grain, step: int) -> None:
        self.pane.move(grain, step, extend=True)

    def do_select_next_sentence(self) -> None:
        """Select the next sentence, too."""
        self._extend(Grain.SENTENCE, 1)

    def do_select_previous_sentence(self) -> None:
        """Select the previous sentence, too."""
        self._extend(Grain.SENTENCE, -1)

    def do_select_next_word(self) -> None:
        """Select the next word, too."""
        self._extend(Grain.WORD, 1)

    def do_select_previous_word(self) -> None:
        """Select the previous word, too."""
        self._extend(Grain.WORD, -1)

    def do_select_sticky(self) -> None:
        """Let every motion extend the selection."""
        if self.pane.selection:
            self.pane.select(replace(self.pane.selection, sticky=not self.pane.selection.sticky))

    def do_select_grow(self) -> None:
        """From word to sentence to paragraph."""
        if self.pane.document and self.pane.selection:
            self.pane.select(grown(self.pane.document, self.pane.selection, 1))

    def do_select_shrink(self) -> None:
        """From paragraph to sentence to word."""
        if self.pane.document and self.pane.selection:
            self.pane.select(grown(self.pane.document, self.pane.selection, -1))

    def do_select_other_end(self) -> None:
        """Move the other end of the selection."""
        if self.pane.selection:
            self.pane.select(self.pane.selection.swapped())

    def do_select_snap(self) -> None:
        """Select whole sentences."""
        if self.pane.document and self.pane.selection:
            self.pane.select(snapped(self.pane.document, self.pane.selection))

    def do_select_keep(self) -> None:
        """Keep this passage and go on."""
        if self.pane.selection:
            self.pane.mark_up(kept=(*self.pane.kept, self.pane.selection.span))
            self.pane.select(self.pane.selection.collapsed())
            self.pane.move(Grain.SENTENCE, 1)

    def do_select_drop(self) -> None:
        """Drop the passage kept last."""
        self.pane.mark_up(kept=self.pane.kept[:-1])

    def do_select_clear(self) -> None:
        """Back to the focus."""
        if self.pane.selection:
            self.pane.mark_up(hits=(), kept=())
            document, focus = self.pane.document, self.pane.selection.focus
            if document and self.pane.selection.grain is not Grain.SENTENCE:
                focus = document.sentence_at(focus.start)
            self.pane.select(Selection(focus, focus))

    # -- view

    def do_view_zen(self) -> None:
        """Show the text alone, or all again."""
        bar = self.query_one(KeyBar)
        bar.display = not bar.display
        self.side.display = False

    def do_view_narrower(self) -> None:
        """Make the column narrower."""
        self._set_column(-4)

    def do_view_wider(self) -> None:
        """Make the column wider."""
        self._set_column(4)

    def _set_column(self, by: int) -> None:
        self.pane.set_column(min(160, max(40, self.pane.column + by)))
        self.scolie.column = self.pane.column
        self.scolie.keep(remember, column_width=self.pane.column)

    def do_view_margins(self) -> None:
        """Change the margins of the page: none, narrow, wide."""
        margin = next((wider for wider in MARGINS if wider > self.pane.margin), MARGINS[0])
        self.pane.set_margin(margin)
        self.scolie.margin = margin
        self.scolie.keep(remember, margin=margin)
        self.notify(f"Margins of {margin} cells.", timeout=2)

    # -- the article

    def do_app_status(self) -> None:
        """Give this article its next status."""
        self.scolie.next_status(self.article)

    def do_app_metadata(self) -> None:
        """Say what is known of this article."""
        self.scolie.edit_metadata(self.article, self.tell)

    def do_app_back(self) -> None:
        """Go one level back."""
        self.scolie.leave_article()

    def following(self, pending: Pending) -> list[tuple[str, str]]:
        """After the hot-tag prefix, the hot tags."""
        if self._typed and pending.continuations and pending.continuations[0][1].name == "annotation.hot-tag":
            tags = [(tag.key, tag.path) for tag in self.scolie.workspace.codebook.tags.values() if tag.key]
            return tags or [("a–z", "No hot tag yet: tag, then give it a key")]
        return super().following(pending)
