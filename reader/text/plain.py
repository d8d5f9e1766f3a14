"""Plain text, cut into blocks by the rules in `reader.text.rules`.

Each line is a block, unless the text is hard-wrapped: then blank lines and page breaks separate the blocks. A long line may have a
banner, run-in headings, inline bullets and boilerplate at its end; each becomes a block of its own.
"""

from __future__ import annotations

import itertools
import re
import sys
from itertools import dropwhile
from typing import TYPE_CHECKING

from reader.text import rules
from reader.text.block import Block, Kind, Piece, numbered, trimmed
from reader.text.front_matter import front_matter_end
from reader.text.run_in import run_in_headings
from reader.text.segment import cuts
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

LONG_LINE = 600
"""Code points above which a line is always prose, and may be the text of a whole page."""
CONTENTS = 200_000
"""Code points within which a line of a table of contents must occur again as a heading."""
HEAD = 20_000
"""Code points after the front matter that decide whether a text is hard-wrapped."""
KNOWN = 2
"""Lines above a line that its kind depends on."""

_ENDS = "\n\f\u2029"
"""Line end, page break and paragraph separator, at which a line ends. Other vertical blanks, as U+2028, are inside of it:
they only begin a new row, and U+0085 is mostly an ellipsis that was decoded wrongly."""
_LINE = re.compile(rf"\S(?:[^{_ENDS}]*\S)?")
_GOES_ON = r"(?:(?<=[^\s.!?…:»”\"]\n)\f(?=[a-zß-öø-ÿœα-ωа-я]))?"
"""A page break inside a sentence: no mark ends the page, and the next one begins with a small letter."""
_WRAPPED = re.compile(rf"\S[^{_ENDS}]*(?:\n(?![^\S\n]*\n){_GOES_ON}[^{_ENDS}]*\S[^{_ENDS}]*)*")
_CLOSED = re.compile(r"[»”\"\s]+\Z")
_ABOVE_CONTENTS = re.compile(r"(?i)(?:table|contents|sommaire|au somm|dans cet|in this)")
_TAIL_LINES = 3
_TOP_LINES = 8


def plain_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text."""
    start = front_matter_end(text)
    pieces: list[Piece] = [(Kind.BOILERPLATE, trimmed(text, 0, start))] if start else []
    lines = plain_lines(text, start, wrapped=is_hard_wrapped(text, start))
    return numbered([*pieces, *_Lines(text, lines).pieces()])


def plain_lines(text: str, start: int, *, wrapped: bool) -> list[Span]:
    """Return the lines from ``start`` on; in a hard-wrapped text, its paragraphs."""
    if wrapped:
        return [trimmed(text, *match.span()) for match in _WRAPPED.finditer(text, start)]
    return [Span(*match.span()) for match in _LINE.finditer(text, start)]


def judged_between(text: str, lines: list[Span], above: int, until: int) -> list[Piece] | None:
    """Return the pieces of ``lines`` from number ``above`` to ``until``; None if the text is not at rest there.

    A text is *at rest* before a line if the `KNOWN` lines above it are paragraphs and it is not one of the first lines.
    What follows is then judged by those lines alone. ``above`` is 0 at the text's first line, else `KNOWN`, and the text is at rest there.
    ``until`` is the number of the lines at the text's end; elsewhere several more must be among ``lines``.
    """
    more = until < len(lines)
    if more and until + _TAIL_LINES >= len(lines):
        return None
    reader = _Lines(text, lines, known=above, more=more)
    pieces = list(reader.pieces(until))
    return pieces if reader.rests or not more else None


def is_boilerplate(words: str) -> bool:
    """Whether a whole line belongs to the page and not to the article."""
    return len(words) <= rules.LONGEST_BOILERPLATE and rules.BOILERPLATE.matches(words)


def is_credit(words: str) -> bool:
    """Whether a line is the credit of a photo."""
    return len(words) <= LONG_LINE and rules.CREDIT.matches(words)


def is_hard_wrapped(text: str, start: int) -> bool:
    """Whether blank lines separate the blocks of a text whose front matter ends at ``start``."""
    lines = re.split(f"[{_ENDS}]", text[start : start + HEAD])
    followed = [line for line, after in itertools.pairwise(lines) if line.strip() and after.strip()]
    running = [line for line in followed if 45 <= len(line) <= 100 and line.rstrip()[-1] not in ".!?…"]
    if any(len(line) > 160 for line in followed):
        return False
    return len(running) >= 3 and len(running) >= 0.6 * len(followed)


class _Lines:
    """The lines of a text, judged in order, since the kind of a line may depend on its neighbours."""

    def __init__(self, text: str, lines: list[Span], *, known: int = 0, more: bool = False) -> None:
        self._text = text
        self._lines = lines
        self._kinds = [Kind.PARAGRAPH] * known
        self._real = known > 0  # whether the article itself has begun
        self._listed = False  # whether a table of contents continues
        self._top = 0 if known else _TOP_LINES
        self._end = sys.maxsize if more else len(lines)

    @property
    def rests(self) -> bool:
        """Whether the next line depends only on the last ones, and these are paragraphs."""
        return len(self._kinds) >= self._top and self._kinds[-KNOWN:] == [Kind.PARAGRAPH] * KNOWN

    def pieces(self, until: int | None = None) -> Iterator[Piece]:
        """Yield the pieces in order, up to line number ``until``."""
        for number in range(len(self._kinds), len(self._lines) if until is None else until):
            line = self._lines[number]
            kind = self._kind(number)
            self._kinds.append(kind)
            self._real = self._real or kind is not Kind.BOILERPLATE
            # A table of contents ends at any other line, so after a paragraph none is open.
            self._listed = self._listed and kind is Kind.BOILERPLATE
            if kind is Kind.PARAGRAPH:
                yield from parted(self._text, line)
            else:
                yield kind, line

    def _words(self, number: int) -> str:
        if not 0 <= number < len(self._lines):
            return ""
        line = self._lines[number]
        return self._text[line.start : min(line.end, line.start + LONG_LINE)]

    def _kind(self, number: int) -> Kind:
        if len(self._lines[number]) > LONG_LINE:
            return Kind.PARAGRAPH
        words = self._words(number)
        if is_boilerplate(words) and not self._goes_on_behind_banner(words):
            return Kind.BOILERPLATE
        if self._is_at_an_edge(number, words) or self._is_contents(number, words):
            return Kind.BOILERPLATE
        if is_credit(words) or self._is_by_a_credit(number, words):
            return Kind.CAPTION
        if self._is_numbered_heading(number, words):
            return Kind.HEADING
        if rules.BULLET.match(words):
            return Kind.LIST_ITEM
        if self._is_pull_quote(number, words):
            return Kind.QUOTE
        limit = rules.HEADING_LIMIT if self._real else rules.TITLE_LINE_LIMIT
        if number + 1 < self._end and is_bare(words, limit):
            return Kind.HEADING
        return Kind.PARAGRAPH

    def _goes_on_behind_banner(self, words: str) -> bool:
        whole = Span(0, len(words))
        return banner_end(words, whole) < len(words) and rules.BANNER.matches(words)

    def _is_at_an_edge(self, number: int, words: str) -> bool:
        count = self._end
        if count > 3 and number >= count - _TAIL_LINES and rules.PITCH.matches(words):
            return True
        if number < self._top and number + 1 < count and rules.TOP.matches(words):
            return True
        if self._real or number + 1 >= count or words[-1] in rules.END:
            return False
        return bool(rules.SECTION.matches(words) or (len(words) <= 40 and rules.RUN_TOGETHER.fullmatch(words)))

    def _is_contents(self, number: int, words: str) -> bool:
        """Whether it is a line of a table of contents: it occurs again below, as a heading."""
        if number == 0 or self._kinds[-1] is not Kind.BOILERPLATE:
            return False
        if not self._listed and not _ABOVE_CONTENTS.match(self._words(number - 1)):
            return False
        line = re.escape(rules.BULLET.sub("", words, count=1))
        start = self._lines[number].end
        self._listed = re.search(rf"(?m)^\s*{line}\s*$", self._text[start : start + CONTENTS]) is not None
        return self._listed

    def _is_by_a_credit(self, number: int, words: str) -> bool:
        if rules.CREDIT_IN_CAPITALS.matches(self._words(number + 1)):
            return words[-1] not in rules.END or bool(rules.BULLET.match(words))
        if number == 0 or not rules.CREDIT_IN_CAPITALS.matches(self._words(number - 1)):
            return False
        above = rules.BULLET.sub("", self._words(number - 2), count=1)
        had = number > 1 and self._kinds[number - 2] is Kind.CAPTION
        return not had or above == words or is_credit(self._words(number - 2))

    def _is_numbered_heading(self, number: int, words: str) -> bool:
        if not rules.NUMBER.match(words) or not is_bare(words, rules.HEADING_LIMIT) or not self._words(number + 1):
            return False
        in_a_list = number > 0 and self._kinds[-1] is Kind.LIST_ITEM
        return not in_a_list and not rules.BULLET.match(self._words(number + 1))

    def _is_pull_quote(self, number: int, words: str) -> bool:
        if number > 0 and self._kinds[-1] is Kind.QUOTE and is_attribution(words):
            return True
        return len(words) <= 200 and words[-1] in ".!?…»”" and is_attribution(self._words(number + 1))


def is_attribution(words: str) -> bool:
    """Whether a line below a quotation says whose it is."""
    return bool(words) and words[-1] not in rules.END and not is_credit(words) and rules.ATTRIBUTION.matches(words)


def is_bare(words: str, limit: int) -> bool:
    """Whether a line looks like a heading: short, and like a sentence at its start but not at its end."""
    if len(words) > limit or not (words[0].isupper() or words[0].isdigit() or words[0] in '«“"‘¿'):
        return False
    return words[-1] not in rules.END or (words[-1] in '?!»”"' and len(words) <= 90 and not _has_stop(words))


def _has_stop(words: str) -> bool:
    return any(cuts(words, Span(0, len(words)), 0, len(words))) or _CLOSED.sub("", words)[-1:] in (".", ",")


def parted(text: str, line: Span) -> Iterator[Piece]:
    """Separate the banner, the run-in headings, the inline bullets and the tail of a line from its prose."""
    start, end = banner_end(text, line), line.end
    if start > line.start:
        yield Kind.BOILERPLATE, trimmed(text, line.start, start)
    tail = _tail_start(text, Span(start, end)) if len(line) > LONG_LINE else end
    prose = trimmed(text, start, tail)
    position = prose.start
    for heading, after in run_in_headings(text, prose) if len(line) > LONG_LINE else ():
        if position < heading.start:
            yield from _with_bullets(text, trimmed(text, position, heading.start))
        yield Kind.HEADING, heading
        position = after
    yield from _with_bullets(text, trimmed(text, position, prose.end))
    if tail < end:
        yield Kind.BOILERPLATE, trimmed(text, tail, end)


def banner_end(text: str, line: Span) -> int:
    """Return the end of the sentences of the page at the start of a line; the start of the line if there are none."""
    position = line.start
    banner = rules.BANNER
    if not banner.matches(text[position : position + 100]):
        return position
    for cut in cuts(text, line, line.start, line.start + LONG_LINE):
        if not banner.matches(text[position : cut.end]):
            return position
        position = cut.start
    return line.end if banner.matches(text[position : line.end][:LONG_LINE]) else position


def _tail_start(text: str, line: Span) -> int:
    # A tail is at most half of the line, and is looked for in the last page or two only.
    low = max(line.end - len(line) // 2, line.end - 2500)
    plain = rules.plain_words(text[low : line.end])
    if not any(map(plain.__contains__, rules.CALL_HOLDS)):
        return line.end
    call = rules.CALL
    for cut in cuts(text, line, low, line.end):
        if call.matches(text[cut.start : min(cut.start + 300, line.end)]):
            return cut.start
    return line.end


def _opens_list(text: str, line: Span, mark: int) -> bool:
    before = trimmed(text, line.start, mark)
    return before.end == before.start or text[before.end - 1] in rules.OPENS_BULLETS


def _with_bullets(text: str, line: Span) -> Iterator[Piece]:
    start, end = line.start, line.end
    marks: list[int] = []
    if any(text.find(mark, start, end) >= 0 for mark in rules.INLINE_BULLETS):
        found = (match.start() for match in rules.INLINE_BULLET.finditer(text, start, end))
        marks = list(dropwhile(lambda mark: text[mark] == "*" and not _opens_list(text, line, mark), found))
    if len(marks) < 2:
        yield Kind.PARAGRAPH, line
        return
    position = line.start
    for here, there in zip(marks, [*marks[1:], line.end], strict=True):
        if here > position:
            yield Kind.PARAGRAPH, trimmed(text, position, here)
        same_list = there < line.end and there - here <= 400 and text[here:there].rstrip()[-1:] != ":"
        cut = None if same_list else next(cuts(text, Span(here, there), here, there), None)
        position = cut.start if cut else there
        yield Kind.LIST_ITEM, trimmed(text, here, cut.end if cut else there)
    if position < line.end:
        yield Kind.PARAGRAPH, trimmed(text, position, line.end)
