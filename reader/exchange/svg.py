"""Charts as SVG 1.1 (W3C) for publications: bars, a heat map, a step curve.

They use black, white and greys, and show every number, so that they can be printed and copied without colour. Lengths
are user units, which viewers treat as pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from reader.layout.cells import cells
from reader.layout.chart import Bar
from reader.text.guard import guard

_SIZE = 13
_CELL = 7.8
"""The width of the widest character of one cell at that font size."""
_ROW = 22
_BARS = 420
_INK = "#222222"
_FONT = f'font-family="sans-serif" font-size="{_SIZE}" fill="{_INK}"'


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Return a chart with a bar for each row."""
    label = _widest(row.label for row in rows)
    number = _widest(row.shown for row in rows)
    most = max((row.value for row in rows), default=0) or 1
    parts = []
    for at, row in enumerate(rows):
        top = 40 + at * _ROW
        long = row.value / most * _BARS
        parts += [
            _text(12 + label, top + 15, row.label, "end"),
            f'<rect x="{20 + label:.1f}" y="{top + 3}" width="{long:.2f}" height="{_ROW - 6}" fill="#777777"/>',
            _text(26 + label + long, top + 15, row.shown),
        ]
    return _picture(title, 20 + label + _BARS + number + 20, 52 + len(rows) * _ROW, parts)


def heat(title: str, labels: Sequence[str], table: Sequence[Sequence[int]]) -> str:
    """Return a heat map of a square table: darker cells have larger numbers. Columns have the numbers of the rows."""
    numbered = [f"{number}  {label}" for number, label in enumerate(labels, start=1)]
    label = _widest(numbered)
    side = max(30.0, _widest(str(cell) for row in table for cell in row) + 10)
    most = max((cell for at, row in enumerate(table) for to, cell in enumerate(row) if at != to), default=0) or 1
    parts = []
    for at, (text, row) in enumerate(zip(numbered, table, strict=True)):
        top = 62 + at * 28
        parts += [
            _text(12 + label, top + 19, text, "end"),
            _text(20 + label + (at + 0.5) * side, 54, str(at + 1), "middle"),
        ]
        for to, cell in enumerate(row):
            left, grey = 20 + label + to * side, 255 - round(215 * min(1.0, cell / most)) if at != to else 255
            shade = f"#{grey:02x}{grey:02x}{grey:02x}"
            parts.append(
                f'<rect x="{left:.1f}" y="{top}" width="{side:.1f}" height="28" fill="{shade}" stroke="#999999"/>'
            )
            if cell:
                ink = _INK if grey > 140 else "#ffffff"
                parts.append(_text(left + side / 2, top + 19, str(cell), "middle", ink))
    return _picture(title, 40 + label + len(labels) * side, 80 + len(labels) * 28, parts)


def steps(title: str, names: tuple[str, str], values: Sequence[tuple[int, int]]) -> str:
    """Return a chart over a sequence: a bar for the first value at each position, a step curve for the second.

    ``names`` are the names of the two.
    """
    most = max((max(pair) for pair in values), default=0) or 1
    wide, high, left, top = 520.0, 220.0, 20 + _widest([str(most)]), 62.0
    each = wide / max(1, len(values))
    parts = [
        f'<rect x="{left:.1f}" y="36" width="12" height="12" fill="#bbbbbb" stroke="{_INK}"/>',
        _text(left + 18, 47, names[0]),
        f'<path d="M{left + 40 + _widest([names[0]]):.1f} 42h24" stroke="{_INK}" stroke-width="2"/>',
        _text(left + 70 + _widest([names[0]]), 47, names[1]),
        f'<path d="M{left:.1f} {top}v{high}h{wide}" fill="none" stroke="{_INK}"/>',
        _text(left - 6, top + 8, str(most), "end"),
        _text(left - 6, top + high, "0", "end"),
        _text(left + wide, top + high + 18, str(len(values)), "end"),
    ]
    curve = []
    for at, (bar, level) in enumerate(values):
        tall, x, y = bar / most * high, left + at * each, top + high - level / most * high
        parts.append(
            f'<rect x="{x:.2f}" y="{top + high - tall:.2f}" width="{each * 0.8:.2f}" height="{tall:.2f}" '
            f'fill="#bbbbbb" stroke="{_INK}" stroke-width="0.5"/>'
        )
        curve.append(f"{x:.2f},{y:.2f} {x + each:.2f},{y:.2f}")
    parts.append(f'<polyline points="{" ".join(curve)}" fill="none" stroke="{_INK}" stroke-width="2"/>')
    width = max(left + wide, left + 70 + _widest([names[0]]) + _widest([names[1]]))
    return _picture(title, width + 20, top + high + 30, parts)


def _picture(title: str, width: float, height: float, parts: Sequence[str]) -> str:
    width = max(width, 24 + _widest([title]) * 1.2)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" role="img">'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        head,
        f"<title>{_safe(title)}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<g {_FONT}><text x="12" y="22" font-weight="bold">{_safe(title)}</text>',
    ]
    return "\n".join([*lines, *parts, "</g>", "</svg>", ""])


def _text(x: float, y: float, text: str, anchor: str = "start", ink: str = "") -> str:
    fill = f' fill="{ink}"' if ink else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{fill}>{_safe(text)}</text>'


def _safe(text: str) -> str:
    """Return escaped text without what XML forbids: control characters, surrogates, U+FFFE and U+FFFF."""
    return escape(guard(text).translate({0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}))


def _widest(texts: Iterable[str]) -> float:
    return max((cells(guard(text)) for text in texts), default=0) * _CELL
