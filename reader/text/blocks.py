"""Cut a canonical text into blocks, by the rules in `reader.text.rules`.

Plain text: a line is a block, unless the text is hard-wrapped: then blank lines part the blocks. A long line may
hold a banner, inline bullets and a tail of boilerplate; each becomes a block of its own.
Markdown: headings with ``#``, quotes with ``>``, list items, paragraphs; the text itself is not changed.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from reader.text import rules
from reader.text.document import Block, Kind
from reader.text.segment import cuts
from reader.text.span import Span

_LINE = re.compile(r"[^\s][^\n]*")
_FENCE = re.compile(r"---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")
_META = re.compile(r"(?:[^\W\d_][\w -]{1,24}: .*\n){1,20}(?=\n)")
_META_KEYS = re.compile(r"(?:title|titre|author|auteur|source|date|url|lang)", re.IGNORECASE)
_TAIL_LINES = 3

Piece = tuple[Kind, Span]


def plain_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text."""
    start = front_matter_end(text)
    pieces: list[Piece] = [(Kind.BOILERPLATE, _trimmed(text, 0, start))] if start else []
    lines = _joined(text, start) if _is_hard_wrapped(text, start) else _lines(text, start)
    pieces += _classified(text, list(lines))
    return _numbered(pieces)


def front_matter_end(text: str) -> int:
    """Return where the front matter ends, in code points; 0 without one."""
    fenced = _FENCE.match(text)
    if fenced:
        return fenced.end()
    bare = _META.match(text)
    return bare.end() if bare and _META_KEYS.match(text) else 0


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


def _numbered(pieces: Iterable[Piece]) -> tuple[Block, ...]:
    seen: Counter[Kind] = Counter()
    blocks = []
    for kind, span in pieces:
        seen[kind] += 1
        blocks.append(Block(kind, span, seen[kind]))
    return tuple(blocks)


def _lines(text: str, start: int) -> Iterator[Span]:
    for match in _LINE.finditer(text, start):
        yield _trimmed(text, match.start(), match.end())


def _is_hard_wrapped(text: str, start: int) -> bool:
    lines = text[start : start + 20_000].split("\n")
    followed = [line for line, after in itertools.pairwise(lines) if line.strip() and after.strip()]
    running = [line for line in followed if 45 <= len(line) <= 100 and line.rstrip()[-1] not in ".!?…"]
    return len(running) >= 3 and len(running) >= 0.6 * len(followed)


def _joined(text: str, start: int) -> Iterator[Span]:
    for match in re.finditer(r"\S[^\n]*(?:\n(?![ \t]*\n)[^\n]*\S[^\n]*)*", text[start:]):
        yield _trimmed(text, start + match.start(), start + match.end())


def _classified(text: str, lines: list[Span]) -> Iterator[Piece]:
    kind_before: Kind | None = None
    capitals_before = False
    for number, line in enumerate(lines):
        if len(line) > 600:
            yield from _long_line(text, line)
            kind_before, capitals_before = Kind.PARAGRAPH, False
            continue
        words = line.of(text)
        after = lines[number + 1].of(text)[:600] if number + 1 < len(lines) else None
        capitals = bool(rules.CREDIT_IN_CAPITALS.match(words))
        kind = _kind(words, after, kind_before, number, len(lines), capitals_before)
        yield kind, line
        kind_before, capitals_before = kind, capitals


def _kind(
    words: str, after: str | None, kind_before: Kind | None, number: int, count: int, capitals_before: bool
) -> Kind:
    if rules.BOILERPLATE.match(words) or (number >= count - _TAIL_LINES and count > 3 and rules.PITCH.search(words)):
        return Kind.BOILERPLATE
    if rules.CREDIT.match(words) or capitals_before:
        return Kind.CAPTION
    if after is not None and rules.CREDIT_IN_CAPITALS.match(after) and rules.BULLET.match(words):
        return Kind.CAPTION
    if number == 0 and after is not None and rules.SECTION.fullmatch(words):
        return Kind.BOILERPLATE
    if rules.BULLET.match(words):
        return Kind.LIST_ITEM
    if kind_before is Kind.QUOTE and _signs(words):
        return Kind.QUOTE
    if after is not None and len(words) <= 200 and words[-1] in ".!?…»" and _signs(after):
        return Kind.QUOTE
    if after is not None and _is_bare(words) and not rules.BULLET.match(after):
        return Kind.HEADING
    return Kind.PARAGRAPH


def _signs(words: str) -> bool:
    return words[-1] not in rules.END and not rules.CREDIT.match(words) and bool(rules.ATTRIBUTION.fullmatch(words))


def _is_bare(words: str) -> bool:
    if len(words) > rules.HEADING_LIMIT or not (words[0].isupper() or words[0].isdigit() or words[0] in '«“"ÀÉ'):
        return False
    return words[-1] not in rules.END or (words[-1] in "?!»”" and len(words) <= 90 and not _has_stop(words))


def _has_stop(words: str) -> bool:
    return any(cuts(words, Span(0, len(words)), 0, len(words))) or words.rstrip("»” \u00a0\u202f")[-1:] == "."


def _long_line(text: str, line: Span) -> Iterator[Piece]:
    """Part the banner, the inline bullets and the tail of a long line from its prose."""
    start, end = _banner_end(text, line), line.end
    if start > line.start:
        yield Kind.BOILERPLATE, _trimmed(text, line.start, start)
    tail = _tail_start(text, Span(start, end))
    yield from _with_bullets(text, _trimmed(text, start, tail))
    if tail < end:
        yield Kind.BOILERPLATE, _trimmed(text, tail, end)


def _banner_end(text: str, line: Span) -> int:
    position = line.start
    for cut in cuts(text, line, line.start, line.start + 600):
        if not rules.BOILERPLATE.match(text[position : cut.end]):
            break
        position = cut.start
    return position


def _tail_start(text: str, line: Span) -> int:
    # A tail is at most a quarter of the line, and never looked for further back than a page or two.
    low = max(line.end - len(line) // 4, line.end - 4000)
    for cut in cuts(text, line, low, line.end):
        if rules.BOILERPLATE.match(text[cut.start : min(cut.start + 300, line.end)]):
            return cut.start
    return line.end


def _with_bullets(text: str, line: Span) -> Iterator[Piece]:
    marks = [match.start() for match in rules.INLINE_BULLET.finditer(text, line.start, line.end)]
    if len(marks) < 2:
        if len(line):
            yield Kind.PARAGRAPH, line
        return
    position = line.start
    for here, there in zip(marks, [*marks[1:], line.end], strict=True):
        if here > position:
            yield Kind.PARAGRAPH, _trimmed(text, position, here)
        item = Span(here, there)
        cut = next(cuts(text, item, here, there), None)
        position = cut.start if cut else there
        yield Kind.LIST_ITEM, _trimmed(text, here, cut.end if cut else there)
    if position < line.end:
        yield Kind.PARAGRAPH, _trimmed(text, position, line.end)


_MD_HEADING = re.compile(r"#{1,6}\s+\S")
_MD_ITEM = re.compile(r"\s{0,3}(?:[*+-]|\d{1,2}[.)])\s+\S")
_MD_RULE = re.compile(r"\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}|={3,})$")


def _md_kind(line: str) -> Kind:
    if _MD_HEADING.match(line):
        return Kind.HEADING
    if line.lstrip().startswith(">"):
        return Kind.QUOTE
    if _MD_RULE.match(line):
        return Kind.BOILERPLATE
    return Kind.LIST_ITEM if _MD_ITEM.match(line) else Kind.PARAGRAPH


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text; soft-wrapped lines belong to one block."""
    start = front_matter_end(text)
    pieces: list[Piece] = [(Kind.BOILERPLATE, _trimmed(text, 0, start))] if start else []
    open_: Piece | None = None
    for match in re.finditer(r"[^\n]*(?:\n|\Z)", text[start:]):
        line = match.group().rstrip()
        low = start + match.start()
        kind = _md_kind(line) if line.strip() else None
        goes_on = open_ and kind and _goes_on(open_[0], kind)
        if open_ and not goes_on:
            pieces.append(open_)
            open_ = None
        if kind:
            span = _trimmed(text, low, low + len(line))
            open_ = (open_[0], open_[1].hull(span)) if open_ else (kind, span)
            if kind in (Kind.HEADING, Kind.BOILERPLATE):
                pieces.append(open_)
                open_ = None
    if open_:
        pieces.append(open_)
    return _numbered((_boilerplate_or(kind, span.of(text)), span) for kind, span in pieces)


def _goes_on(open_: Kind, kind: Kind) -> bool:
    """Whether a line of ``kind`` continues a block of kind ``open_`` (a lazy continuation is prose)."""
    return kind is Kind.PARAGRAPH or (open_ is kind is Kind.QUOTE)


def _boilerplate_or(kind: Kind, words: str) -> Kind:
    if kind is Kind.PARAGRAPH and len(words) < 600 and rules.BOILERPLATE.match(words):
        return Kind.BOILERPLATE
    return Kind.CAPTION if kind is Kind.PARAGRAPH and rules.CREDIT.match(words) else kind
