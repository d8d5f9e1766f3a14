"""What a key finds in the article: words, and annotations."""

from __future__ import annotations

from bisect import bisect_left

from reader.annotation.model import State
from reader.session.shelf import LARGE
from reader.text.fold import Folded, fold
from reader.text.problem import Problem
from reader.tui.screen.article.reading import Reading
from reader.tui.widget.bar import Prompt


class Finding(Reading):
    """The finding part of the reading screen."""

    def __init__(self, article: str) -> None:
        super().__init__(article)
        self._query = ""
        self._folded: Folded | None = None
        self._folding = ""
        self._entered_early = False

    def forget(self) -> None:
        """Forget what was looked for in the article before."""
        super().forget()
        self._query, self._folded, self._folding, self._entered_early = "", None, "", False

    def do_find_open(self) -> None:
        """Search in this article."""
        self.prompt.open("Search in this article", self._query)

    def on_prompt_typed(self, event: Prompt.Typed) -> None:
        """Light the hits of what is typed so far."""
        if self.context != "article":
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

    def _go_to_found(self) -> None:
        if self._query and not self.pane.hits:
            self.notify("That does not occur in this article.", severity="warning")
        self._to_hit(1, here=True)

    def on_prompt_entered(self, _event: Prompt.Entered) -> None:
        """Go to the next hit."""
        self.prompt.close()
        if self.context != "article":
            return
        if self._query.strip() and self._folded is None:
            self._entered_early = True  # a large text is still being folded
        else:
            self._go_to_found()

    def on_prompt_left(self, _event: Prompt.Left) -> None:
        """Leave the search."""
        self.prompt.close()
        if self.context == "article":
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

    def hit_line(self) -> str:
        """Return which of the hits is selected, or nothing."""
        hits, selection = self.pane.hits, self.pane.selection
        at = bisect_left(hits, selection.span) if selection else len(hits)
        there = at < len(hits) and selection is not None and hits[at] == selection.span
        return f"hit {at + 1} of {len(hits)}" if there else ""

    # -- annotations

    def do_annotation_next(self) -> None:
        """Go to the next annotation."""
        self._to_annotation(1)

    def do_annotation_previous(self) -> None:
        """Go to the previous annotation."""
        self._to_annotation(-1)

    def _to_annotation(self, step: int) -> None:
        selection = self.pane.selection
        there = [one for one in self.annotations if one.state is not State.ORPHAN]
        if selection is None:
            return
        if not there:
            raise Problem("There are no annotations in this article.", "", "h highlights what is lit.", status=1)
        at = selection.span.start
        order = there if step > 0 else there[::-1]
        later = [one for one in order if (one.hull.start - at) * step > 0]
        target = (later or order)[0]
        self.cycled = target.id
        self.go(target.hull, exact=True)
