"""The articles that were left for others on a reading screen: the way that `q` goes back before it leaves the screen."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from reader.text.span import Span


@dataclass(frozen=True, slots=True)
class LeftArticle:
    """An article that was left, its focus then, and the rows in view above it; ``at`` is None without a focus.

    ``by_step``: it was left by a step, to the next article of a list or of a pass, and not by a jump.
    """

    article: str
    at: Span | None
    above: int
    by_step: bool = False


class WayBack:
    """Keeps a way for each reading screen. Each article stands on it once, so it does not grow with every jump to and fro."""

    def __init__(self) -> None:
        self._ways: WeakKeyDictionary[object, list[LeftArticle]] = WeakKeyDictionary()

    def last(self, screen: object) -> LeftArticle | None:
        """Return the article that the one on the screen was come to from; None if the screen was opened with it."""
        way = self._ways.get(screen)
        return way[-1] if way else None

    def take(self, screen: object) -> LeftArticle | None:
        """Return that article, and take it off the way."""
        way = self._ways.get(screen)
        return way.pop() if way else None

    def leave(self, screen: object, left: LeftArticle, to: str) -> None:
        """Note that an article is left for the article ``to``.

        Several steps after each other are one: they lead back to where the first began, and end where a step leads there.
        """
        way, last = self._ways.setdefault(screen, []), self.last(screen)
        if left.by_step and last and last.article == to:
            way.pop()
        elif not (left.by_step and last and last.by_step):
            known = [place.article for place in way]
            if left.article in known:
                del way[known.index(left.article) :]
            way.append(left)
