"""The colours of what a chart draws."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader.layout.table import DIM, Tint

BAR = re.compile(r"[█▉▊▋▌▍▎▏]+(?=\s*$)")
"""What a bar is drawn with."""


def bar_tints(line: str, colours: Sequence[str] = ()) -> Iterator[Tint]:
    """Yield the bar of a line in the colours of its tags, an equal part for each; dim where there is no colour.

    In the colour of the text, bars would outweigh all that one reads beside them.
    """
    if bar := BAR.search(line):
        colours = colours or ("",)
        ends = [bar.start() + round(len(bar[0]) * number / len(colours)) for number in range(len(colours) + 1)]
        parts = zip(pairwise(ends), colours, strict=True)
        yield from (Tint(start, end, colour or DIM) for (start, end), colour in parts if start < end)
