"""From the lines of a PDF to its blocks, since a PDF has neither paragraphs nor headings.

Measured on invented articles of one and two columns, 17 to 19 of 18 to 19 starts of paragraphs are found, and of those that
are found 17 in 20 are some. Running heads are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reader.ingest.pdf_lines import Line
from reader.text.block import Kind
from reader.text.composer import Words
from reader.text.emphasis import Marks
from reader.text.hyphenation import mended

EDGE = 0.12
"""The share of a page at its top and at its bottom in which running heads and page numbers stand."""
_WIDE_GAP = 1.25
"""How many times the commonest distance between lines separates paragraphs."""
_LARGER = 1.15
"""How many times the commonest size makes a heading of a short paragraph."""
_OTHER_SIZE = 0.1
"""By which share the size of two lines differs if they do not belong together."""
_SAME_LINE = 0.3
"""Share of the size by which pieces of one line may stand higher or lower."""
_INDENT = (0.6, 5.0)
"""How far the first line of a paragraph is indented, in sizes of its letters."""
_LONGEST_HEADING = 200
_MIXED = 0.25
"""Share of lines that stand beside the line before them in a page whose columns are mixed up."""
_ENDED = re.compile(r"[.!?…:;»”\"][)\]»”\"\s]*\Z")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?i)\W*(?:page|p\.)?\s*\d{1,4}(?:\s*(?:/|sur|of|de)\s*\d{1,4})?\W*\Z")
_BLANK = " \t"


def without_running_heads(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without those at the edges of pages that are alike on several pages, but for their numbers."""
    pages = len({line.page for line in lines})
    if pages < 2:
        return list(lines)
    at_edges = {(line.page, _alike(line)) for line in lines if _is_at_edge(line)}
    counts = Counter(text for _page, text in at_edges)
    repeated = {text for text, count in counts.items() if count >= max(2, pages / 3)}

    def stays(line: Line) -> bool:
        return not _is_at_edge(line) or (_alike(line) not in repeated and not _PAGE_NUMBER.match(line.text))

    return [line for line in lines if stays(line)]


def _alike(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.split()))


def _is_at_edge(line: Line) -> bool:
    return not EDGE <= line.height <= 1 - EDGE


def has_mixed_columns(lines: Sequence[Line]) -> bool:
    """Whether lines of two columns alternate, so that the order of the text is wrong."""
    beside = sum(
        before.page == line.page
        and abs(before.y - line.y) < line.size * _SAME_LINE
        and abs(before.x - line.x) > 10 * line.size
        for before, line in pairwise(lines)
    )
    return len(lines) > 20 and beside > _MIXED * len(lines)


def paragraphs(lines: Sequence[Line]) -> Iterator[tuple[Kind, list[Line]]]:
    """Yield the paragraphs and headings that lines make up."""
    if not lines:
        return
    gap, size = _commonest_gap(lines), _commonest_size(lines)
    left = _left_edges(lines)
    part = [lines[0]]
    for before, line in pairwise(lines):
        if _begins(before, line, gap * max(1.0, line.size / size), left):
            yield _kind(part, size), part
            part = []
        part.append(line)
    yield _kind(part, size), part


def _kind(part: Sequence[Line], size: float) -> Kind:
    letters = sum(len(line.text) for line in part)
    is_large = all(line.size > size * _LARGER for line in part)
    return Kind.HEADING if is_large and letters <= _LONGEST_HEADING else Kind.PARAGRAPH


def _begins(before: Line, line: Line, gap: float, left: Callable[[Line], float]) -> bool:
    """Whether a paragraph begins with a line; ``gap`` is the distance between lines of its size."""
    down = before.y - line.y
    if abs(down) < _SAME_LINE * line.size and before.page == line.page:
        return False
    ended = _ENDED.search(before.text) is not None
    if abs(before.size - line.size) > _OTHER_SIZE * before.size:
        return True
    if before.page != line.page or down < 0:  # another page or column
        return ended and not line.text.lstrip()[:1].islower()
    if down > gap * _WIDE_GAP:
        return True
    indent = (line.x - left(line)) / line.size
    return ended and _INDENT[0] < indent < _INDENT[1] and before.x - left(before) < _INDENT[0] * before.size


def _commonest_gap(lines: Sequence[Line]) -> float:
    """Return the commonest distance between lines, in points."""
    gaps = Counter(
        round((before.y - line.y) * 2) / 2
        for before, line in pairwise(lines)
        if before.page == line.page and line.size * 0.7 < before.y - line.y < line.size * 3
    )
    return gaps.most_common(1)[0][0] if gaps else float("inf")


def _commonest_size(lines: Sequence[Line]) -> float:
    """Return the size of most letters, in points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _left_edges(lines: Sequence[Line]) -> Callable[[Line], float]:
    """Return what tells where the column of a line begins: where most of the lines near it begin."""
    begins = Counter(round(line.x) for line in lines)
    edges = sorted(x for x, count in begins.items() if count >= max(3, len(lines) // 20))

    def left(line: Line) -> float:
        before = [x for x in edges if x <= line.x + 1]
        near = [x for x in before if line.x - x < _INDENT[1] * line.size]
        return near[0] if near else line.x

    return left


def words_of(part: Sequence[Line], article: str, label: Callable[[int], str], last_page: int) -> list[Words]:
    """Return the words of a paragraph, broken words put together as ``article`` spells them.

    ``label`` returns the label of a page, which the first words on it carry; ``last_page`` is that of the words before.
    """
    words: list[Words] = []
    for number, line in enumerate(part):
        own = _line_words(line, part[number + 1] if number + 1 < len(part) else None, article)
        if line.page != last_page and own:
            own[0] = replace(own[0], page=label(line.page))
            last_page = line.page
        words += own
    return words


def _line_words(line: Line, following: Line | None, article: str) -> list[Words]:
    """Return the words of a line with what joins them to the following line: nothing inside of a word, else a blank."""
    text = line.text
    end = len(text.rstrip(_BLANK))
    words = _cut(line.words, len(text) - len(text.lstrip(_BLANK)), end)
    if following is None:
        return words
    right = following.text.strip(_BLANK)
    joined = mended(f"{text[:end].lstrip(_BLANK)}\n{right}", article)
    if right and "\n" not in joined and joined.endswith(right):
        return _cut(words, 0, len(joined) - len(right))
    return [*words, Words(" ", words[-1].marks if words else Marks.NONE)]


def _cut(words: Sequence[Words], start: int, end: int) -> list[Words]:
    """Return the part of words from ``start`` to ``end``, in code points of all of them together."""
    kept: list[Words] = []
    at = 0
    for each in words:
        text = each.text[max(0, start - at) : max(0, end - at)]
        if text:
            kept.append(replace(each, text=text))
        at += len(each.text)
    return kept
