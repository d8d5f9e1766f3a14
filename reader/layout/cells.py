"""Cells: how wide characters are on a terminal, cluster by cluster.

A cluster (extended grapheme cluster, Unicode Standard Annex 29) is what a reader sees as one character; it is never
cut. Widths are cells, positions are code points. A tab ends at the next multiple of four cells. A control character is one
cell wide, since the guard shows it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text.guard import guard

if TYPE_CHECKING:
    from collections.abc import Iterator

TAB = 4
SHORTEST_CUT = 7
"""Cells below which a text is cut at its end alone."""
_PLAIN = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0373\u0391-\u03c9\u0410-\u044f\u2010-\u2027\u202f\u2030-\u205e\u2500-\u25fc\u270e]*\\Z"
)
"""Text in which every code point is a cluster of one cell."""


def is_plain(text: str) -> bool:
    """Whether every code point of ``text`` is one cluster of one cell."""
    return _PLAIN.match(text) is not None


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """Yield the clusters of ``text`` with their widths in cells; a tab counts as one cell here."""
    if is_plain(text):
        for character in text:
            yield character, 1
        return
    # Loaded only when needed, since most pages are plain.
    from wcwidth import iter_graphemes

    for cluster in iter_graphemes(text):
        yield cluster, _width(cluster)


def _width(cluster: str) -> int:
    from wcwidth import wcwidth, width

    if len(cluster) == 1:
        if guard(cluster, lines=True) != cluster:
            return 1
        return max(0, wcwidth(cluster)) if cluster not in "\t\n" else 1
    # A combining mark without a base takes one cell; marks do not make their base wider.
    wide = max(0, min(2, width(cluster)))
    if wide > 1 and cluster[0].isalpha():
        # Terminals that know no conjuncts draw each letter and spacing mark beside the last. Too much room leaves a gap
        # elsewhere; too little would hide a letter.
        from unicodedata import category

        wide = max(wide, sum(1 if category(point) == "Mc" else max(0, wcwidth(point)) for point in cluster))
    return wide


def cells(text: str) -> int:
    """Return the width of ``text`` in cells."""
    return len(text) if is_plain(text) else sum(wide for _, wide in clusters(text))


def shown(text: str, column: int = 0) -> str:
    """Return ``text`` as it is painted from cell ``column`` of its row, with spaces for tabs and line breaks."""
    if "\t" not in text and "\n" not in text:
        return text
    painted: list[str] = []
    at = column
    for cluster, wide in clusters(text):
        if cluster == "\t":
            wide = TAB - at % TAB
            painted.append(" " * wide)
        else:
            painted.append(" " if cluster in "\n\r\n" else cluster)
        at += wide
    return "".join(painted)


def position_at(text: str, column: int) -> int:
    """Return the position in ``text`` of the cluster at cell ``column``, at most ``len(text)``."""
    if is_plain(text):
        return min(max(0, column), len(text))
    at = position = 0
    for cluster, wide in clusters(text):
        if at + wide > column:
            return position
        at += wide
        position += len(cluster)
    return position


def fitted(text: str, width: int) -> str:
    """Return ``text`` cut with an ellipsis or padded with spaces to exactly ``width`` cells."""
    wide = cells(text)
    if wide > width:
        text = text[: position_at(text, width - 1)] + "…"
        wide = cells(text)
    return text + " " * (width - wide)


def middle_cut(text: str, width: int) -> str:
    """Return ``text`` in at most ``width`` cells: what is too long loses its middle, a third of what stays being its end.

    What ends with ``…`` has lost its end already, and loses more of it.
    """
    if cells(text) <= width:
        return text
    if width < SHORTEST_CUT or text.endswith("…"):
        return fitted(text, max(0, width)).rstrip() if width > 0 else ""
    end = (width - 1) // 3
    last = 0
    position = len(text)
    for cluster, wide in reversed(list(clusters(text[-4 * width :]))):
        if last + wide > end:
            break
        last, position = last + wide, position - len(cluster)
    tail = text[position:].lstrip()
    return fitted(f"{text[: position_at(text, width - 1 - cells(tail))].rstrip()}…{tail}", width).rstrip()
