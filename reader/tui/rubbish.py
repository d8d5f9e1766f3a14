"""Looking for rubbish, objects that only hold each other, while nobody types.

Python looks for it by itself where so many objects have been made, which is in the middle of a key, and at a full look that
takes as long as all that there is. Here the full looks come when one rests, at what was made since the program had loaded; those
at what is new, between keys.
"""

from __future__ import annotations

import gc
import sys
from time import monotonic

YOUNG, MIDDLE, OLD = 10_000, 10, 1_000
"""When Python looks by itself: at the new objects, at those of so many looks, and, for whoever never rests, at all."""
FEW = 1_500
"""New objects that are not worth a look: those of a key or two."""
BREATH = 0.02
"""Seconds after a key in which it has had its effect, and no other is likely to come."""
REST = 0.3
"""Seconds without a key before a look, at least."""
PATIENCE = 100
"""How many times longer than a look takes one must have rested: so a key seldom comes just then."""


class Rubbish:
    """Looks at what is made from `begin` on."""

    def __init__(self) -> None:
        self._begun = False
        self._looked = self._took = 0.0
        self._modules = 0
        self._more_stays = False

    def begin(self) -> None:
        """Look from now on, if that was put off for the start (see `cli.read`); what is there by now stays."""
        if gc.isenabled():
            return
        gc.freeze()
        gc.set_threshold(YOUNG, MIDDLE, OLD)
        gc.enable()
        self._begun, self._modules = True, len(sys.modules)

    def more_stays(self) -> None:
        """Take what is there at the next look for what stays, too: much has been read."""
        self._more_stays = True

    def look_at_new(self) -> None:
        """Look at what was made by the last keys, if it is much: before Python does in the middle of the next."""
        new, looks, _ = gc.get_count()
        if self._begun and new > FEW:
            gc.collect(1 if looks > MIDDLE else 0)

    def look(self, rested: float) -> bool:
        """Look once in a rest, ``rested`` seconds after the last key, unless it is too short; return whether it did."""
        now = monotonic()
        seen = now - rested < self._looked and gc.get_count()[2] < MIDDLE
        if not self._begun or seen or rested < max(REST, PATIENCE * self._took):
            return False
        gc.collect()
        # Modules stay, and they are no endless many: what is frozen with them cannot become ever more.
        if self._more_stays or len(sys.modules) > self._modules:
            gc.freeze()
            self._more_stays, self._modules = False, len(sys.modules)
        self._looked = monotonic()
        self._took = self._looked - now
        return True
