"""What a citation carries so that it cannot be taken for another one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """``letter`` follows the year, ``given`` adds the first author's given name, ``names`` go before ``et al.``"""

    letter: str = ""
    given: bool = False
    names: int = 1


ALONE = Difference()
"""Nothing else is cited that could be mistaken for it."""
