"""What a key finds in the article: words, and annotations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from reader.annotation.model import State
from reader.session.cache.large_text_cache import LARGE
from reader.text.fold import Folded, fold
from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui.screen.article.reading import Reading
from reader.tui.widget.bar import Prompt


class Finding(Reading):
    """The finding part of the reading screen."""

    def __init__(self, article: str) -> None:
        super().__init__(article)
        self._query = ""
        self._folded: Folded | None = None
        self._last: tuple[str, Sequence[Span]] = ("", ())
        """What was looked for last, and its places."""
        self._searching = False
        """Whether what is found is to be shown."""
        self._looking = False

    def forget(self) -> None:
        """Forget what was looked for in the article before."""
        super().forget()
        self._query, self._folded, self._last, self._searching, self.awaits = "", None, ("", ()), False, False

    def do_find_open(self) -> None:
        """Search in this article."""
        self._searching = True
        self.prompt.open("Search in this article", self._query)
        if len(self.text) > LARGE and self._folded is None:
            self._look()

    def on_prompt_typed(self, event: Prompt.Typed) -> None:
        """Light the hits of what is typed so far."""
        if self.context != "article":
            return
        self._query = event.text
        if self._query == self._last[0]:
            self._found(*self._last)
        elif len(self.text) > LARGE:
            self._look()
        else:
            from reader.search.match import hits

            self._folded = self._folded or fold(self.text)
            self._found(self._query, hits(self._folded, [self._query]))

    def _look(self) -> None:
        """Look for what is typed beside the keyboard, one thing after the other: in a large text that takes a while."""
        if self._looking:
            return
        self._looking = True
        text, known = self.text, self._folded

        def work() -> tuple[Folded, str, Sequence[Span] | None]:
            from reader.search.match import hits_while

            folded = known or fold(text)
            query = self._query  # more may have been typed meanwhile
            return folded, query, hits_while(folded, query, lambda: self._searching and self._query == query)

        def then(result: tuple[Folded, str, Sequence[Span] | None]) -> None:
            self._looking = False
            folded, query, found = result
            if folded.original == self.text:
                self._folded = folded
                if found is not None and query == self._query:
                    self._last = (query, found)
                    if self._searching:
                        self._found(query, found)
                    return
            if self._searching:
                self._look()  # something else is asked for by now, or another article is open

        self.scolie.in_background(work, then)

    def _found(self, query: str, found: Sequence[Span]) -> None:
        self._last = (query, found)
        self.pane.mark_up(hits=found)
        if self.awaits:
            self.awaits = False
            self._go_to_found()

    def _go_to_found(self) -> None:
        if self._query and not self.pane.hits:
            self.notify("That does not occur in this article.", severity="warning")
        self._to_hit(1, here=True)
        self.tell()

    def on_prompt_entered(self, _event: Prompt.Entered) -> None:
        """Go to the next hit."""
        self.prompt.close()
        if self.context != "article":
            return
        self.awaits = True
        if self._query == self._last[0]:
            self._found(*self._last)
        else:  # a large text is still being looked through
            self.say_looking("Searching…")

    def on_prompt_left(self, _event: Prompt.Left) -> None:
        """Leave the search."""
        self.prompt.close()
        if self.context == "article":
            self._searching = False
            self.pane.mark_up(hits=())

    def take_key(self, key: str) -> bool:
        """While what was entered is sought, Esc stays where one is."""
        if not self.awaits or key != "Esc":
            return super().take_key(key)
        self.awaits = self._searching = False
        self.tell()
        return True

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
        number = bisect_left(found, selection.span.start, key=lambda hit: hit.start)
        if step < 0:
            number -= 1
        elif not here and number < len(found) and found[number].start == selection.span.start:
            number += 1
        target = found[number % len(found)]
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
