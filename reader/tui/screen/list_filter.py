"""The query that the list of articles is filtered by, and the line it is typed in. The language of queries is loaded with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.library.article import Article
from reader.text.problem import Problem
from reader.translation import N_, _
from reader.tui.service.host import Services
from reader.tui.widget.bar import Prompt

if TYPE_CHECKING:
    from reader.search.query.tree import Node

HINT = N_("words of title, source, author, status; tag:… date:2024-03.. has:note")
_BEGUN = re.compile(r'(?<!\S)-?([^\W\d_]+):=?"?\Z')
"""The name of a field whose value is not typed yet."""


class ListFilter:
    """Filters while one types. A query that is half typed or wrong leaves the list as it is; Enter says what is wrong."""

    def __init__(
        self,
        services: Services,
        prompt: Prompt,
        articles: Callable[[], Sequence[Article]],
        changed: Callable[[], None],
        entered: Callable[[], None],
    ) -> None:
        self._workspace, self._host = services.state.workspace, services.host
        self._prompt, self._articles, self._changed, self._entered = prompt, articles, changed, entered
        self.words = ""
        self.tree: Node | None = None
        """What the list is filtered by: what was typed last that could be understood; None for all articles."""
        self._typed = ""
        """What was typed last, which may be half or wrong; the line opens with it again."""
        self._problem: Problem | None = None

    def ask(self) -> None:
        """Filter at each letter typed; Enter keeps the filter, Esc drops it."""
        from reader.tui.screen.query_prompt import query_continuation

        self._prompt.open(
            _(HINT),
            self._typed,
            changed=self.set,
            entered=self._enter,
            left=self.clear,
            suggester=query_continuation(self._workspace),
        )

    def _enter(self, _words: str) -> None:
        from reader.session.search.asked import checked

        self._entered()
        try:
            if self._problem:
                raise self._problem
            checked(self._workspace, self.words)
        except Problem as problem:
            self._host.tell_problem(problem)

    def set(self, words: str) -> None:
        """Show what meets a query."""
        from reader.search.query.fields import field_named
        from reader.session.search import find
        from reader.session.search.asked import asked, needs_annotations

        self._typed = words
        begun = _BEGUN.search(words)
        query = words[: begun.start()] if begun and field_named(begun[1]) else words
        try:
            tree = asked(self._workspace, query, self._articles(), is_typed=True)
        except Problem as problem:
            self._problem = problem
            return
        self._problem, self.words, self.tree = None, words, tree
        if not needs_annotations(tree):
            self._changed()
            return

        def then(_found: object) -> None:
            if self._typed == words:
                self._changed()

        # The annotations of all articles are read once, in the background.
        articles = self._articles()
        self._host.in_background(lambda: find.passing(self._workspace, tree, articles), then)

    def passing(
        self, passing: Callable[[Sequence[Article], Node], Sequence[Article]], articles: Sequence[Article]
    ) -> Sequence[Article]:
        """Return those of the articles that meet the filter. If that takes too long, it is dropped, and all are returned."""
        if self.tree is None:
            return articles
        try:
            return passing(articles, self.tree)
        except Problem as problem:
            self._problem, self.words, self.tree = problem, "", None
            self._host.tell_problem(problem)
            return articles

    def clear(self) -> None:
        """Show all articles."""
        self._typed, self._problem, self.words, self.tree = "", None, "", None
        self._changed()
