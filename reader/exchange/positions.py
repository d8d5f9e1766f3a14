"""Positions that other programs give in a text, read as positions in its canonical form.

Programs count code points, UTF-16 units or UTF-8 bytes, a line end of two characters as one or two, some count a byte order
mark, and for some the end is the last character itself. A file does not say which; but where it also gives the words of
passages, the right reading is the one under which most passages have their words.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, product

from reader.exchange.imported import Passage
from reader.text.canonical import canonical
from reader.text.fold import is_blank
from reader.text.span import Span
from reader.translation import _, pgettext


class Unit(StrEnum):
    """What a program counts in."""

    POINTS = "code points"
    UTF16 = "UTF-16 units"
    BYTES = "UTF-8 bytes"

    @property
    def word(self) -> str:
        """Its name for a person."""
        names = {
            Unit.POINTS: pgettext("unit", "code points"),
            Unit.UTF16: pgettext("unit", "UTF-16 units"),
            Unit.BYTES: pgettext("unit", "UTF-8 bytes"),
        }
        return names[self]


@dataclass(frozen=True, slots=True)
class Reading:
    """How positions are read. ``pairs``: a line end of CR and LF counts two. ``mark``: a byte order mark counts.

    ``inclusive``: the end is the position of the last character.
    """

    unit: Unit = Unit.POINTS
    inclusive: bool = False
    pairs: bool = False
    mark: bool = False

    def describe(self) -> str:
        """Return a sentence for a person."""
        if self.inclusive:
            sentence = _("Positions count {unit}; the end is the last character.")
        else:
            sentence = _("Positions count {unit}; the end is behind the last character.")
        sentences = [sentence.format(unit=self.unit.word)]
        if self.pairs:
            sentences.append(_("A line end counts two."))
        if self.mark:
            sentences.append(_("The byte order mark counts."))
        return " ".join(sentences)


READINGS = tuple(
    Reading(unit, inclusive, pairs, mark)
    for mark, pairs, unit, inclusive in product((False, True), (False, True), Unit, (False, True))
)
"""All readings, the most usual first; of readings that explain a file equally well, the first counts."""

_WIDTH = {
    Unit.UTF16: lambda character: 1 + (character > "\uffff"),
    Unit.BYTES: lambda character: len(character.encode("utf-8", "surrogatepass")),
}


class CountedText:
    """A text as a file has it, with what positions in it mean. ``text`` is its canonical form."""

    def __init__(self, raw: str) -> None:
        self.has_mark = raw.startswith("\ufeff")
        self._paired = raw.removeprefix("\ufeff")
        self._single = self._paired.replace("\r\n", "\n")
        self.text = canonical(raw)
        self._before: dict[tuple[Unit, bool], array[int]] = {}
        self._lines: dict[bool, tuple[list[int], list[int]]] = {}

    @property
    def has_pairs(self) -> bool:
        """Whether a line end has two characters."""
        return len(self._single) != len(self._paired)

    def span(self, start: int, end: int, reading: Reading) -> Span | None:
        """Return the span of the canonical text; None if it is empty or outside."""
        start, end = start - reading.mark, end - reading.mark + reading.inclusive
        counted = self._paired if reading.pairs else self._single
        if not 0 <= start < end:
            return None
        if reading.unit is not Unit.POINTS:
            before = self._units_before(reading.unit, pairs=reading.pairs)
            if end > before[-1]:
                return None
            start, end = bisect_right(before, start) - 1, bisect_left(before, end)
        if end > len(counted):
            return None
        span = Span(self._canonical(start, pairs=reading.pairs), self._canonical(end, pairs=reading.pairs))
        return span if len(span) else None

    def _units_before(self, unit: Unit, *, pairs: bool) -> array[int]:
        """Return how many units are before each character, and in all."""
        key = (unit, pairs)
        if key not in self._before:
            counted = self._paired if pairs else self._single
            self._before[key] = array("Q", accumulate(map(_WIDTH[unit], counted), initial=0))
        return self._before[key]

    def _canonical(self, at: int, *, pairs: bool) -> int:
        """Return the position in the canonical text; normalization and line ends may have changed lengths before it."""
        counted = self._paired if pairs else self._single
        if counted == self.text:
            return at
        starts, canonical_starts = self._line_starts(counted, pairs=pairs)
        line = bisect_right(starts, at) - 1
        return canonical_starts[line] + len(canonical(counted[starts[line] : at].removesuffix("\r")))

    def _line_starts(self, counted: str, *, pairs: bool) -> tuple[list[int], list[int]]:
        if pairs not in self._lines:
            lines = counted.split("\n")
            starts = accumulate((len(line) + 1 for line in lines), initial=0)
            own = accumulate((len(canonical(line.removesuffix("\r"))) + 1 for line in lines), initial=0)
            self._lines[pairs] = list(starts)[:-1], list(own)[:-1]
        return self._lines[pairs]


@dataclass(frozen=True, slots=True)
class Selection:
    """A selection as a file gives it: positions in a text, and its name, which may be its words."""

    text: CountedText
    start: int
    end: int
    quote: str = ""

    @property
    def has_quote(self) -> bool:
        """Whether the name can only be its words: it is not the number of a line and was not shortened."""
        return bool(quoted(self.quote))

    def has_words(self, reading: Reading, *, exactly: bool = False) -> bool:
        """Whether its words are at its positions under a reading; only with the same blanks if ``exactly``."""
        span = self.text.span(self.start, self.end, reading)
        if span is None or is_blank(self.quote):
            return False
        words = span.of(self.text.text)
        return words == canonical(self.quote) if exactly else _plain(words) == _plain(self.quote)


_NO_QUOTE = re.compile(r"line:\d+|.*(?:…|\.\.\.)\s*", re.DOTALL)


def quoted(name: str) -> str:
    """Return the words that the name of a selection gives; nothing if it is a line number or was shortened."""
    return "" if _NO_QUOTE.fullmatch(name) or is_blank(name) else name


def best_reading(selections: Sequence[Selection]) -> Reading:
    """Return the reading under which most selections have their words.

    Where a line end can count two, several readings may differ by blanks alone. Then it is the one that has most exactly.
    """
    quoting = [selection for selection in selections if selection.has_quote]
    are_paired = any(selection.text.has_pairs for selection in quoting)
    best, most = READINGS[0], (-1, -1)
    for reading in _readings_of(quoting):
        count = sum(selection.has_words(reading) for selection in quoting)
        exact = count
        if are_paired and count >= most[0]:
            exact = sum(selection.has_words(reading, exactly=True) for selection in quoting)
        if (count, exact) > most:
            best, most = reading, (count, exact)
        if most == (len(quoting), len(quoting)):
            break
    return best


def _readings_of(selections: Iterable[Selection]) -> list[Reading]:
    """Return the readings that can differ for the texts of these selections."""
    texts = {id(selection.text): selection.text for selection in selections}.values()
    pairs, mark = any(text.has_pairs for text in texts), any(text.has_mark for text in texts)
    return [reading for reading in READINGS if reading.pairs <= pairs and reading.mark <= mark]


def passage_of(selection: Selection, reading: Reading) -> Passage | None:
    """Return the passage of a selection; None if it has neither words nor a place in the text.

    Programs do not always count in one unit in one file, so a selection that does not have its words under ``reading`` may
    have them under another. If it has them under none, they are to be found near its place.
    """
    text = selection.text.text
    usual = selection.text.span(selection.start, selection.end, reading)
    for tried in [reading, *_readings_of([selection])]:
        if selection.has_words(tried) and (span := selection.text.span(selection.start, selection.end, tried)):
            return Passage(span.of(text), span)
    if not selection.has_quote:
        trimmed = _trimmed(usual, text) if usual else None
        return Passage(trimmed.of(text), trimmed) if trimmed else None
    if usual and _plain(usual.of(text)).startswith(_plain(selection.quote)):  # the words were shortened
        return Passage(usual.of(text), usual)
    return Passage(canonical(selection.quote), near=usual.start if usual else None)


def _trimmed(span: Span, text: str) -> Span | None:
    """Return a span without the blanks at its ends; None if there is nothing else."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - len(words) + len(words.rstrip())
    return Span(start, end) if start < end and not is_blank(text[start:end]) else None


def _plain(words: str) -> str:
    """Return words in canonical form with each run of blanks as one space, as XML attributes have them."""
    return " ".join(canonical(words).split())
