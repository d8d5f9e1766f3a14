"""How far two passes agree, counted in sentences.

Cohen's kappa (1960, "A coefficient of agreement for nominal scales") is the agreement beyond what two coders would reach
by chance if they gave the tag as often.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Sentences that were decided in both passes: both gave the tags, one of them alone, or neither.

    ``undecided`` are all other sentences; they say nothing of the agreement.
    """

    both: int = 0
    only_first: int = 0
    only_second: int = 0
    neither: int = 0
    undecided: int = 0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.both + other.both,
            self.only_first + other.only_first,
            self.only_second + other.only_second,
            self.neither + other.neither,
            self.undecided + other.undecided,
        )

    @property
    def total(self) -> int:
        """The sentences that were decided in both passes."""
        return self.both + self.only_first + self.only_second + self.neither

    @property
    def share(self) -> float | None:
        """The share of sentences on which they agree, from 0 to 1; None without sentences."""
        return (self.both + self.neither) / self.total if self.total else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa, from -1 to 1; None if they would agree fully by chance alone."""
        if self.share is None:
            return None
        first, second = self.both + self.only_first, self.both + self.only_second
        chance = (first * second + (self.total - first) * (self.total - second)) / self.total**2
        return (self.share - chance) / (1 - chance) if chance < 1 else None
