"""The choices of a picker: what was found, what is marked, and the new name that can be taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.layout.lazy_rows import MadeRows
from reader.layout.table import ListRow
from reader.text.fold import fold_key
from reader.text.span import Span

DETAIL_CELLS = 24
"""The width of the details."""
NEW = "\x00new"
"""The id of the choice that stands for what was typed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick; ``preview``, perhaps made only when it is lit, is shown beside the list.

    ``lit``, perhaps made only when it is seen: the spans of the label that were typed.
    """

    id: str
    label: str
    detail: str = ""
    lit: tuple[Span, ...] | Callable[[], tuple[Span, ...]] = ()
    preview: str | Callable[[], str] = ""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked: ids, a name that is new, or the id of what to rename."""

    ids: tuple[str, ...] = ()
    new: str = ""
    rename: str = ""


class Choices:
    """What a picker offers now."""

    def __init__(self, create: bool | str = False) -> None:
        """``create``: what is typed can be taken, too, shown behind ``New`` or behind this word."""
        self._create = create
        self.shown: list[Choice] = []
        self.marked: list[str] = []

    def offer(self, query: str, choices: list[Choice]) -> bool:
        """Offer what was found for ``query``; return whether that only adds to what was offered before."""
        name = " ".join(query.split())
        if self._create and name and not any(choice.label == name for choice in choices):
            # Enter creates unless what is typed stands in an existing name: a guess must not take its place.
            word = self._create if isinstance(self._create, str) else "New"
            new, folded = Choice(NEW, f"{word}: {name}"), fold_key(name)
            near = [choice for choice in choices if folded in fold_key(choice.label)]
            choices = [*near, new, *(choice for choice in choices if choice not in near)]
        before, self.shown = self.shown, choices
        return bool(before) and choices[: len(before)] == before

    def rows(self) -> MadeRows:
        """Return the rows of what is offered, each made when it is looked at."""
        shown = self.shown
        return MadeRows(len(shown), lambda at: self._row(shown[at]))

    def _row(self, choice: Choice) -> ListRow:
        lit = choice.lit() if callable(choice.lit) else choice.lit
        return ListRow(choice.id, (choice.label, choice.detail), lit, choice.id in self.marked)

    def widths(self) -> tuple[int, ...]:
        """Return the cells that the details take beside the labels; 0 if there are none."""
        return (DETAIL_CELLS if any(choice.detail for choice in self.shown) else 0,)

    def preview(self, at: int) -> str:
        """Return the preview of the choice at an index; empty if there is none."""
        preview = self.shown[at].preview if self.shown else ""
        return preview if isinstance(preview, str) else preview()

    def mark(self, id_: str) -> None:
        """Mark a choice, or remove its mark."""
        if id_ in self.marked:
            self.marked.remove(id_)
        else:
            self.marked.append(id_)

    def picked(self, id_: str | None, query: str) -> Picked | None:
        """Return what Enter picks on the choice ``id_``; None if that is nothing."""
        if id_ == NEW:
            return Picked(tuple(self.marked), new=" ".join(query.split()))
        if self.marked:
            return Picked(tuple(self.marked))
        return Picked((id_,)) if id_ else None
