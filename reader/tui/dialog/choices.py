"""The choices of a picker: what was found, what is checked, and the new names that can be taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from reader.layout.cells import cells
from reader.layout.lazy_rows import MadeRows
from reader.layout.table import Column, ListRow
from reader.text.fold import fold_key
from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import _

NEW = "\x00new"
"""The id of the choice that stands for what was typed."""
BESIDE = (Column(24),)
"""The columns beside the labels, unless a picker has others."""
MEASURED = 200
"""Choices whose columns are measured; those after them are cut to fit."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick; ``preview``, perhaps made only when it is lit, is shown with the list.

    ``beside`` stands in columns to the right of the label. ``lit``, perhaps made only when it is seen: the spans of the
    label that were typed. ``swatch`` is a colour as ``#rrggbb``; empty for a choice without one in a list that has them.
    """

    id: str
    label: str
    beside: tuple[str, ...] = ()
    lit: tuple[Span, ...] | Callable[[], tuple[Span, ...]] = ()
    preview: str | Callable[[], str] = ""
    swatch: str | None = None


def has_typed(text: str, typed: str) -> bool:
    """Whether a text has the letters that were typed, blind to case and accents."""
    return fold_key(typed).strip() in fold_key(text)


@dataclass(frozen=True, slots=True)
class Growing:
    """An answer that takes longer than a key may wait: what is known at once, and then better ones, the last of them whole.

    ``later`` is asked in a thread; each of its answers is a function that makes the choices, called if they are shown.
    """

    now: list[Choice]
    later: Iterator[Callable[[], list[Choice]]]


Answer = Iterable[Choice] | Growing
"""What a few letters mean."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked: ids, and a name that is new; ``command`` is the one that took it, if not that of Enter."""

    ids: tuple[str, ...] = ()
    new: str = ""
    command: str = ""


def one_line(typed: str) -> str:
    """Return what was typed without blanks that nobody sees."""
    return " ".join(typed.split())


@dataclass(frozen=True, slots=True)
class Creation:
    """What is typed can be taken, too. ``label`` offers it, with ``{name}``; ``name`` makes the name, or raises a Problem.

    ``invites`` stands in the empty line in place of what asks for a new name.
    """

    label: str
    name: Callable[[str], str] = one_line
    invites: str = ""


class Choices:
    """What a picker offers now."""

    def __init__(self, create: Creation | None = None, checked: Sequence[str] = (), *, many: bool = False) -> None:
        """``checked`` are the ids that are checked at first; ``many``: more than one may be."""
        self._create = create
        self._many = many
        self._at_first = tuple(checked)
        self.made: list[str] = []
        """Names that were typed and checked, the last first."""
        self.shown: list[Choice] = []
        self.marked: list[str] = list(checked)
        self.name = ""
        """The new name that is offered; empty if there is none."""
        self._query = ""
        self._typed = False
        """Whether something was typed since the last choice was checked or unchecked."""
        self.problem: Problem | None = None
        """Why what is typed cannot be a name."""

    def offer(self, query: str, choices: list[Choice]) -> None:
        """Offer what was found for ``query``."""
        typed = one_line(query)
        if typed != self._query:
            self._query, self._typed = typed, bool(typed)
        folded = fold_key(typed)
        made = [name for name in self.made if folded in fold_key(name)]
        choices = [*(Choice(name, name) for name in made), *(choice for choice in choices if choice.id not in made)]
        self.name = self._new_name(query)
        # Enter creates unless what is typed stands in an existing name: a guess must not take its place.
        if self.problem:
            choices = [choice for choice in choices if folded in fold_key(choice.label)]
        elif self._create and self.name and not any(choice.label == self.name for choice in choices):
            new = Choice(NEW, self._create.label.format(name=self.name))
            near = [choice for choice in choices if folded in fold_key(choice.label)]
            choices = [*near, new, *(choice for choice in choices if choice not in near)]
        self.shown = choices

    def _new_name(self, query: str) -> str:
        """Return the name that what is typed would have; empty, perhaps with `problem`, if it cannot be one."""
        self.problem = None
        if self._create is None or not one_line(query):
            return ""
        try:
            return self._create.name(query)
        except Problem as problem:
            self.problem = problem
            return ""

    def why_none(self, query: str) -> str:
        """Say why nothing is offered for ``query``, and what to do about it; empty if nothing was typed."""
        if self.problem:
            return f"{self.problem.title} {self.problem.hint}"
        words = one_line(query)
        return _("Nothing matches “{words}”. Ctrl+u clears the line.").format(words=words) if words else ""

    def rows(self) -> MadeRows:
        """Return the rows of what is offered, each made when it is looked at."""
        shown = self.shown
        has_swatches = any(choice.swatch is not None for choice in shown)
        return MadeRows(len(shown), lambda at: self._row(shown[at], has_swatches))

    def _row(self, choice: Choice, has_swatches: bool) -> ListRow:
        lit = choice.lit() if callable(choice.lit) else choice.lit
        swatch = (choice.swatch or "") if has_swatches else None
        return ListRow(choice.id, (choice.label, *choice.beside), lit, choice.id in self.marked, swatch)

    def widths(self, columns: Sequence[Column]) -> tuple[int, ...]:
        """Return the cells of each column beside the labels, as wide as what stands in it; 0 for an empty one."""
        widths = [0] * len(columns)
        for choice in islice(self.shown, MEASURED):
            for at, (column, text) in enumerate(zip(columns, choice.beside, strict=False)):
                widths[at] = max(widths[at], min(column.most, cells(text)))
        return tuple(widths)

    def preview(self, at: int) -> str:
        """Return the preview of the choice at an index; empty if there is none."""
        preview = self.shown[at].preview if self.shown else ""
        return preview if isinstance(preview, str) else preview()

    def check(self, id_: str) -> bool:
        """Check a choice, or uncheck it; return whether it was the name that was typed, which is then a choice."""
        self._typed = False
        is_new = id_ == NEW
        if is_new:
            id_ = self.name
            self.made.insert(0, id_)
        if id_ in self.marked:
            self.marked.remove(id_)
        else:
            self.marked.append(id_)
        return is_new

    def replace(self, changes: Mapping[str, str]) -> None:
        """Take in that what was checked has other ids now: ``changes`` has the new ones by the old ones."""
        self._at_first = tuple(changes.get(id_, id_) for id_ in self._at_first)
        self.marked[:] = [changes.get(id_, id_) for id_ in self.marked]

    def exists(self, id_: str | None) -> bool:
        """Whether a choice stands for something that there is already."""
        return bool(id_) and id_ != NEW and id_ not in self.made

    def picked(self, id_: str | None) -> Picked | None:
        """Return what Enter picks on the choice ``id_``; None if that is nothing.

        That is what is checked, and the choice itself, unless one was checked or unchecked and nothing typed since.
        """
        checked = tuple(self.marked)
        if id_ == NEW:
            return Picked(checked, new=self.name)
        if checked != self._at_first and not self._typed:
            return Picked(checked)
        if not self._many:
            checked = ()
        return Picked(tuple(dict.fromkeys((*checked, id_)))) if id_ else None
