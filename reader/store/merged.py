"""How the versions of a record are merged, and what they add up to: values alone, see `reader.store.merging`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from reader.store.interface import Record


def _one_below_the_other(text: str, other: str) -> str:
    return f"{text}\n\n{other}"


@dataclass(frozen=True, slots=True)
class MergeRules:
    """How the fields of a table are merged; a field that is not listed counts as a whole.

    ``together``: fields that mean something only together. ``sets``: lists of texts whose order says nothing. ``texts``:
    if both were changed, ``join`` puts the second after the first. ``newest``: times, of which the latest counts.
    ``noted``: what a program notes by itself, so that a difference is not reported.
    """

    together: tuple[frozenset[str], ...] = ()
    sets: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    newest: frozenset[str] = frozenset()
    noted: frozenset[str] = frozenset()
    join: Callable[[str, str], str] = _one_below_the_other


PLAIN = MergeRules()
Rules = Mapping[str, MergeRules]
"""By table."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What the versions of a record add up to.

    ``conflicts`` are the fields that two branches wrote differently. Of some of them all that was written shows;
    ``left`` are the others, by what belongs together, each with the values that do not show.
    """

    record: Record | None
    conflicts: tuple[str, ...] = ()
    left: Mapping[frozenset[str], Sequence[Record]] = field(default_factory=dict)

    def beside(self, after: Record) -> list[Record]:
        """Return the versions that stay beside ``after``, which replaces this: ``after`` with values that are left.

        What was written anew is decided.
        """
        before = self.record or {}
        undecided = [unit for unit in self.left if all(before.get(name) == after.get(name) for name in unit)]
        versions = []
        for values in zip_longest(*(self.left[unit] for unit in undecided)):
            version = dict(after)
            for unit, value in zip(undecided, values, strict=True):
                if value is not None:
                    version = {name: kept for name, kept in version.items() if name not in unit} | value
            versions.append(version)
        return versions
