"""Where sentences and words begin and end. French first, then English.

Every decision is local: whether a sentence ends depends on at most `WINDOW` code points on each side. So any stretch of a
text can be segmented by itself, with the same result as a full scan.

A sentence ends at a terminator (``. ! ? …``), after closing quotation marks, brackets and note references, if white space
follows and the next words can open a sentence. A short quotation or bracket is not cut. Scripts whose full stop has no other
use (``。 । ։``; Sentence_Terminal in PropList.txt) end a sentence at each of them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reader.text.abbreviation import (
    BEFORE_NUMBER,
    BRANDS,
    GERMAN_DATE,
    GERMAN_MONTHS,
    LABELS,
    MAYBE,
    MONTHS,
    NEVER,
    OPENERS,
    SHARED_MONTHS,
    STRONG_OPENERS,
    TITLES,
)
from reader.text.characters import IGNORABLE, NO_BREAK, SPACES, is_ignorable
from reader.text.hyphenation import BREAK, HYPHENS, marked
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

WINDOW = 200
"""Code points that count on each side of a terminator, without the white space after it."""

SHORT_QUOTATION = 160
"""Code points, including its marks, up to which a quotation or bracket is never cut."""

# Every repetition is limited, so a match fits into the window and a stretch gives the same result as a full scan.
_CLOSERS = r"(?:\s{0,2}»|[”\"’')\]]|[«“](?=\s|\Z)|[*_]{1,3}(?![\w*])|\[\d{1,3}\]|[¹²³⁴-⁹⁰]{1,3}|(?<=[^\W\d_]{3}\.)\d{1,2}(?![\w.,]))"
_STOPS = "。！？｡।॥։።፧፨။។៕᠃᠉"
"""Marks that are nothing but the end of a sentence."""
_ASKING = "!?‼‽⁇⁈⁉"
_ENDING = f".…\u061f\u06d4{_ASKING}"
_TERMINATOR = re.compile(
    rf"(?<![{_ENDING}])(?:(?<![{_ENDING}]\s)[{_ASKING}]|[.…\u061f\u06d4])[{_ENDING}]{{0,12}}(?:\s?[{_ASKING}]{{1,8}}){{0,3}}"
    rf"(?:{_CLOSERS}|[{IGNORABLE}]){{0,6}}(?=\s|\Z)"
    r"|(?<=[a-zà-öø-ÿ]{3})[.!?…](?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ’']|«)"
    rf"|(?<![{_STOPS}])[{_STOPS}]{{1,9}}[」』”»]{{0,3}}"
)
_BEFORE_OPENING = re.compile(r"(?<=[a-zà-öø-ÿ]{3})[.!?…](?=«)")
_GAP = re.compile(r"\s*")
_NEXT = re.compile(r"(?:[-–—•*]\s{0,9})?(?:[«“\"‘'(\[¿¡*_]\s{0,3}|[" + IGNORABLE + r"]){0,5}")
_LAST_WORD = re.compile(r"[^\s«»“”\"(\[*]*\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]\.")
_NUMBER = re.compile(r"\d|[IVXLC]+\b|[A-Z]\.?[\s*-]*\d")
_CAMEL = re.compile(r"[a-z]{1,2}[A-Z]")
_ADDRESS = re.compile(r"[/@_:]|www|\.[^\s.]+\.")
_NUMERAL_PART = (
    r"(?:\d{1,3}|(?=[IVXLCDM])M{0,3}(?:C{0,3}|CD|DC{0,3}|CM)(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})|[ivx]{1,5}|[A-Za-z])"
)
_DIVISION = r"(?:§{1,2}\s?|(?i:art(?:icle)?|chap(?:itre|ter)?|sect(?:ion)?|part(?:ie)?|titre|title|livre|book|annexe?)\.?\s{1,2})"
_NUMERAL = re.compile(rf"[*_>#\s]*{_DIVISION}?{_NUMERAL_PART}(?:\.{_NUMERAL_PART}){{0,5}}")
_LONGEST_NUMERAL = 32
"""Code points of a numeral at the start of a line, with what is before it."""
_GERMAN_MONTH = re.compile(rf"(?:((?=(?:{GERMAN_MONTHS})\b){GERMAN_DATE})|{GERMAN_MONTHS}|{SHARED_MONTHS}|Okt|Dez)\b")
"""A month after the number of a day in German (`am 3. Mai`); group 1: one that needs no other sign of German."""
_GERMAN_DAY = re.compile(
    r"(?:(?i:\b(?:ab|am|bis|dem|den|der|im|nach|oder|seit|und|vom|vor|zum))\s{1,3}|[A-ZÄÖÜ][\w-]{1,20},\s|\d{1,2}\.\s?[-–/]\s?)"
    r"\d{1,2}\Z"
)
"""A day with what stands before it in German: `am 3`, `Montag, 3`, `3./4`."""
_SPEAKS = re.compile(
    r"(?!(?:And|But|So|Then|When|He|She|They|We|It|You)\b)(?:[^\W\d_][\w’'.-]{0,30} ){1,4}"
    r"(?:said|asked|replied|answered|exclaimed|added|cried|shouted|wondered|wrote)[.,]"
)
"""Who has said it (`“Is it over?” Mr Smith asked.`). More words behind the verb may be a sentence about something else."""
_DAY = re.compile(r"(?<![\w.,])\d{1,2}\Z")
_LONGEST_DAY = 40
"""Code points that count before the full stop of a day."""
_STOPPED = re.compile(r"[.!?…:;»”\"’')\]]\s*(?:>\s*)*\Z")
_MARKS = re.compile(r"[«»„“”()\[\]\"]|(?<!\w)‘(?!\d|(?:tis|twas|em|til|cause|n)\b)|(?<=\S)’(?!\w)")
"""Of single marks only those that are no apostrophes: one that closes a quotation stands behind a word, with none after it."""
_AMBIGUOUS_CLOSER = {'"': re.compile(r"(?<=\S)\"(?!\w)"), "’": re.compile(r"(?<=\S)’(?!\w)")}
_CLOSER_OF = {"«": "»", "„": "“", "“": "”", "‘": "’", "(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of a sentence and the start of the next, in code points, with white space between them."""

    end: int
    start: int


def cuts(text: str, block: Span, start: int, end: int) -> Iterator[Cut]:
    """Yield the cuts inside ``block`` whose terminator begins in ``[start, end)``."""
    for match in _TERMINATOR.finditer(text, max(start, block.start), min(end + WINDOW, block.end)):
        if match.start() >= end:
            return
        if match.group().endswith("«") and not _is_closing(text, block, match.end() - 1):
            opening = _BEFORE_OPENING.match(text, match.start(), block.end)
            if opening is None:
                continue
            match = opening
        stop = match.end()
        gap = _GAP.match(text, stop, block.end)
        following = gap.end() if gap else stop
        if following < block.end and _ends_sentence(text, block, match, following):
            yield Cut(stop, following)


def _ends_sentence(text: str, block: Span, terminator: re.Match[str], following: int) -> bool:
    mark, (start, stop) = terminator.group(), terminator.span()
    if mark[0] in _STOPS:
        return True
    if mark[0] == "." and not mark.strip(".*_)") and _is_numeral(text, block, start):
        return False
    if mark == "." and _is_german_day(text, block, start, following):
        return False
    opened = _NEXT.match(text, following, block.end)
    opening = opened.end() if opened else following
    first = text[opening : min(opening + 3, block.end)]
    if (first[:1].islower() and not _CAMEL.match(first)) or not _stands(text, block, mark, start):
        return False
    if _inside_short_pair(text, block, stop) or (mark[0] in "!?" and len(mark) > 1 and _SPEAKS.match(text, opening)):
        return False
    word = _word_before(text, block, start)
    if stop < block.end and not text[stop].isspace():
        return _glued(text, block, start, opening)
    if mark[0] == "!" and word.lower() in BRANDS:
        return _opens(text, opening, STRONG_OPENERS)
    if mark[0] != "." or mark.startswith(("..", ".!", ".?")):
        return not (mark.startswith("....") and first[:1].isdigit())  # dot leaders of a table
    return not _is_abbreviation(text, block, word, start, opening, closed=len(mark) > 1)


def _is_numeral(text: str, block: Span, start: int) -> bool:
    """Whether all that stands before a full stop, in its line, is a numeral of a chapter or list (`II.`, `1.2.`, `§ 4.`, `Art. 3.`).

    Inside a block the line before must have ended a sentence, or this is the end of one (`sous Louis⏎XIV. Le roi`).
    """
    low = max(block.start, start - _LONGEST_NUMERAL)
    line = text.rfind("\n", low, start) + 1 or low
    if line == low > block.start or not _NUMERAL.fullmatch(text, line, start):
        return False
    return line <= block.start or _STOPPED.search(text, max(block.start, line - WINDOW // 4), line) is not None


def _is_closing(text: str, block: Span, place: int) -> bool:
    """Whether a « ends a quotation, as in German: »So.« The mark before it must be a » that stands before a letter."""
    low = max(block.start, place - WINDOW)
    before = text.rfind("»", low, place)
    return before > text.rfind("«", low, place) and text[before + 1].isalnum()


def _is_german_day(text: str, block: Span, start: int, following: int) -> bool:
    """Whether a full stop makes the number before it the day of a month (`am 3. Mai`), on the next line too."""
    month = _GERMAN_MONTH.match(text, following, block.end)
    before = text[max(block.start, start - _LONGEST_DAY) : start]
    if month is None or not _DAY.search(before):
        return False
    return bool(month[1]) or _GERMAN_DAY.search(before) is not None


def _stands(text: str, block: Span, mark: str, start: int) -> bool:
    """Whether there are words before the terminator, not only ``…`` or ``[…]``."""
    if mark[0] in "….":
        before = text[start - 1 : start] if start > block.start else ""
        if before in ("[", "(") and mark[-1] in ")]":
            return False
    return start > block.start and not text[max(block.start, start - 4) : start].isspace()


def _word_before(text: str, block: Span, start: int) -> str:
    match = _LAST_WORD.search(text, max(block.start, start - 40), start)
    word = match.group() if match else ""
    return word.rpartition("’")[2].rpartition("'")[2]


def _opens(text: str, opening: int, openers: frozenset[str]) -> bool:
    following = _FIRST_WORD.match(text, opening)
    return following is not None and following.group().lower() in openers


def _glued(text: str, block: Span, start: int, opening: int) -> bool:
    """Whether a terminator without white space after it ends a sentence (`fini.Il part`) and is not part of an address."""
    token = text[max(block.start, start - 30) : start].split()[-1:] + text[start : start + 30].split()[:1]
    if _ADDRESS.search("".join(token)):
        return False
    return text[start + 1 : start + 2] == "«" or _opens(text, opening, STRONG_OPENERS)


def _is_abbreviation(text: str, block: Span, word: str, start: int, opening: int, *, closed: bool) -> bool:
    lower = word.lower()
    if lower in NEVER or (lower in TITLES and word[0].isupper()):
        return not closed or lower in NEVER
    if closed:
        return False
    if lower in BEFORE_NUMBER and _NUMBER.match(text, opening):
        return True
    if lower in MONTHS and text[opening - 1] == "(":
        return True
    if lower in MAYBE:
        return not _opens(text, opening, STRONG_OPENERS)
    if not _INITIALS.fullmatch(word + ".") or (len(word) == 1 and word.islower()):
        return False
    if len(word) > 1:
        return not _opens(text, opening, STRONG_OPENERS)
    before = _WORD_BEFORE.search(text, max(block.start, start - 41), start - 1)
    # A single letter may be a forename (`J. Le Goff`), unless it is that of a plan or a vitamin.
    return not (_opens(text, opening, OPENERS) or (before is not None and before[1].lower() in LABELS))


def _inside_short_pair(text: str, block: Span, position: int) -> bool:
    """Whether ``position`` is inside a short quotation or bracket."""
    low = max(block.start, position - SHORT_QUOTATION)
    opened: list[tuple[str, int]] = []
    for match in _MARKS.finditer(text, low, position):
        mark, place = match.group(), match.start()
        if mark in "“’" and opened and opened[-1][0] == mark:
            opened.pop()
        elif mark in _CLOSER_OF and not (mark == "«" and _is_closing(text, block, place)):
            opened.append((_CLOSER_OF[mark], place))
        elif mark == '"' and (place == block.start or text[place - 1].isspace() or text[place - 1] in "(’'"):
            opened.append(('"', place))
        elif mark != "’":
            while opened and opened.pop()[0] != mark:
                pass
    return any(_closes(text, closer, position, min(block.end, place + SHORT_QUOTATION)) for closer, place in opened)


def _closes(text: str, closer: str, position: int, end: int) -> bool:
    if closer in _AMBIGUOUS_CLOSER:
        return _AMBIGUOUS_CLOSER[closer].search(text, position, end) is not None
    return text.find(closer, position, end) >= 0


_LETTER = r"[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"


_INSIDE = "\u0300"
"""Stands for any mark, default-ignorable character or break inside a word, while words are looked for."""
_LEAD = 3
"""Code points before a stretch that are looked at, too."""
_MAY_HAVE_MARKS = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff"
    "\u2cef-\u2dff\u302a-\ud7ff\ufb1e-\U0010ffff]"
)


class _Marks(dict[int, int]):
    """A table for `str.translate` that has `_INSIDE` for what belongs to the letter before it."""

    def __missing__(self, code: int) -> int:
        letter = chr(code)
        belongs = unicodedata.category(letter)[0] == "M" or letter == BREAK or is_ignorable(letter)
        self[code] = ord(_INSIDE) if belongs else code
        return self[code]


_marks = _Marks()


def _with_marks_alike(text: str) -> str:
    """Return ``text`` in the same length with `_INSIDE` for all that may be inside a word and is not a letter."""
    text = marked(text)
    return text.translate(_marks) if _MAY_HAVE_MARKS.search(text) else text


@cache
def _word() -> re.Pattern[str]:
    # Compiled when first used, since it takes as long as loading several modules.
    return re.compile(
        rf"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{_INSIDE}*"
        rf"|\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?![\d\w])"
        rf"|\d+(?:[{NO_BREAK}.,]\d+)*(?![^\W\d_])%?"
        # Case is ignored only in some parts: for the whole pattern, compiling takes ten times as long.
        r"|(?i:aujourd['’]hui|(?:presqu|quelqu|prud|entr|grand)['’]\w+|rock['’]n['’]roll|o['’][A-Z]\w+)"
        rf"|(?i:[ldjmtscn]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?={_INSIDE}*\w)"
        rf"|{_LETTER}+['’](?i:t|s|re|ve|ll|d|m)\b"
        rf"|{_LETTER}+(?:{_INSIDE}+{_LETTER}*|[-\u2010\u2011·\u05f3\u05f4]{_INSIDE}*{_LETTER}+|\.(?i:[a-zé]){{1,2}}(?=\.(?i:[a-zé])|\b(?!\.\w)))*"
    )


def words(text: str, within: Span) -> Iterator[Span]:
    """Yield the words in ``within``; an elided article is a separate word (``l’`` + ``Europe``).

    A word that is broken at a line's end, or whose first letter is torn off, is one word.
    """
    low = max(0, within.start - _LEAD)  # what is before says whether a word may begin there
    for match in _word().finditer(_with_marks_alike(text[low : within.end]), within.start - low):
        yield Span(*match.span()).shifted(low)


def count_words(text: str, within: Span) -> int:
    """Return how many words `words` yields in ``within``."""
    count, start = 0, within.start
    while start < within.end:
        gap = _BETWEEN_WORDS.search(text, start + _PART, within.end) if within.end - start > _PART else None
        end = gap.start() if gap else within.end
        count += _count_by_pieces(marked(text[start:end]))
        start = end
    return count


def _count_by_pieces(text: str) -> int:
    """Count words by looking at each piece between white space only once, since most pieces repeat.

    Only numbers such as ``10 000`` contain white space; they are counted separately.
    """
    count = sum(map(_words_in.__getitem__, text.split()))
    for start, end in _around_spaced_numbers(text):
        pieces = text[start:end]
        count += _count(pieces) - sum(map(_words_in.__getitem__, pieces.split()))
    if len(_words_in) > _MOST_PIECES:
        _words_in.clear()
    return count


def _count(text: str) -> int:
    return sum(1 for _ in _word().finditer(_with_marks_alike(text)))


class _WordsIn(dict[str, int]):
    """How many words a piece of text without white space has."""

    def __missing__(self, piece: str) -> int:
        count = self[piece] = _count(piece)
        return count


_words_in = _WordsIn()
_MOST_PIECES = 100_000
"""Pieces of text whose words are remembered: some ten megabytes."""
_PART = 100_000
"""Code points whose words are counted at once."""
_BETWEEN_WORDS = re.compile(rf"(?<![{HYPHENS}\d\s>])\s|(?<=\d)\s(?!\d)")
_SPACED_NUMBER = re.compile(rf"\d[{SPACES}](?=\d)")
_SPACE = re.compile(r"\s")


def _around_spaced_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the pieces of text that have a space between two digits."""
    start = end = 0
    for gap in _SPACED_NUMBER.finditer(text):
        if gap.start() >= end:
            if end:
                yield start, end
            start = gap.start()
            while start and not text[start - 1].isspace():
                start -= 1
        space = _SPACE.search(text, gap.end())
        end = space.start() if space else len(text)
    if end:
        yield start, end
