"""What a format says of a text beside its words: its blocks, its emphasis and its pages.

Plain text says nothing; its blocks are found by lines and wording (`text.plain`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.text.emphasis import Emphases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.block import Block
    from reader.text.pages import Page


@dataclass(frozen=True, slots=True)
class Structure:
    """The blocks of a canonical text and its emphasis, each in order and disjoint. A line end in a block is the author's.

    ``pages``: where the pages begin, in order; none if the format knows no pages.
    """

    blocks: Sequence[Block]
    emphasis: Emphases = field(default_factory=Emphases)
    pages: Sequence[Page] = ()
