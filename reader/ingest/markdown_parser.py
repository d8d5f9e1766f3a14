"""The parser of Markdown: markdown-it with every rule of CommonMark and GFM, and rules for footnotes and Obsidian.

Inline tokens say in ``meta["at"]`` where they begin in the source of their block, and in ``meta["size"]`` how long what they
stand for is there, if that is not the length of their content. No input makes it raise or take more than
time in proportion to its size: nesting is limited (what is deeper is text), and so is the length that is parsed at once.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

from reader.ingest.markdown_rules import definition, number_items, whole_table

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.utils import EnvType

NESTING = 100
"""Levels of nesting in blocks and inline; what is deeper is text."""
BRACKETS = 30
"""Open brackets in one block above which brackets are text: looking for the end of each takes the square of their number."""
LONGEST_HIGHLIGHT = 2_000
"""Code points within which a highlight ends."""

_WIKI = re.compile(r"!?\[\[([^\[\]|\n]{1,400})(?:\\?\|([^\[\]\n]{0,400}))?\]\]")
_NOTE = re.compile(r"\[\^([^\[\]\s]{1,80})\]")
_NOTE_START = re.compile(r"\[\^([^\[\]\s]{1,80})\]:[ \t]*")
_COMMENT = re.compile(r"(?<![^\W_])%%(?!%).*?%%", re.DOTALL)
_HTML_COMMENT = re.compile(r"<!--(?:-?>|.*?-->)", re.DOTALL)
_EAST_ASIAN = (
    "\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffee\U00020000-\U0003ffff"
)
"""Scripts that have no spaces around words, and their punctuation, as the inside of a character class."""
_IS_EAST_ASIAN = re.compile(f"[{_EAST_ASIAN}]")
_IN_WORD = rf"[^\W{_EAST_ASIAN}]"
"""A letter or digit that belongs to the same word as one beside it."""
_HIGHLIGHT_END = re.compile(rf"(?<=[^\s=])==(?!{_IN_WORD}|=)")
_IS_IN_WORD = re.compile(_IN_WORD)
_WINDOWS = re.compile(r"(?i)&#(?:x([89][0-9a-f])|(1[2-5][0-9]));")
_TERMINATORS = re.compile(r"[\n\\`*_~\[\]!<&=%^]")


class _State(StateInline):
    """Lets emphasis begin and end beside East Asian letters and marks.

    Outside of emphasis that begins or ends with a mark, CommonMark asks for a space or mark (0.31, 6.2), but these scripts
    have no spaces: ``他说**“重要”**的话``.
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - its names
        """Return whether the asterisks or tildes at ``start`` can open and close emphasis, and their number."""
        scanned = super().scanDelims(start, canSplitWord)
        end = start + scanned.length
        before, after = self.src[start - 1 : start] if start else "", self.src[end : end + 1]
        if not canSplitWord or not (_IS_EAST_ASIAN.match(before) or _IS_EAST_ASIAN.match(after)):
            return scanned
        return Scanned(bool(after.strip()), bool(before.strip()), scanned.length)


class _Inline(ParserInline):
    """Notes where each token is in its source."""

    def __init__(self) -> None:
        super().__init__()
        self.terminator_re = _TERMINATORS
        self.ruler.before("link", "wiki_link", _wiki_link)
        self.ruler.before("link", "note", _note)
        self.ruler.before("entity", "windows", _windows)
        self.ruler.before("html_inline", "html_comment", _html_comment)
        self.ruler.push("comment", _comment)
        self.ruler.push("highlight", _highlight)
        self.ruler2.disable("fragments_join")

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Return the tokens of an inline content."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """Make the tokens from ``state.pos`` to ``state.posMax``."""
        rules = self.ruler.getRules("")
        deepest = state.md.options["maxNesting"]
        text_start = state.pos
        while state.pos < state.posMax:
            at, count, has_text = state.pos, len(state.tokens), bool(state.pending)
            if not has_text:
                text_start = at
            if not (state.level < deepest and any(rule(state, False) for rule in rules)):
                state.append_pending(state.src[at])
                state.pos = at + 1
            if len(state.tokens) > count:
                _place(state, count, has_text, text_start, at)
        if state.pending:
            state.pushPending().meta["at"] = text_start


def _place(state: StateInline, first: int, has_text: bool, text_start: int, at: int) -> None:
    """Note where the tokens from number ``first`` on are, which the rule at ``at`` has made."""
    tokens = state.tokens[first:]
    if has_text:
        tokens.pop(0).meta.setdefault("at", text_start)
    size = state.pos - at
    for token in tokens:
        if "at" in token.meta:
            continue
        token.meta["at"] = at
        if token.type == "text" and state.src[at] == "<":
            token.meta.update(at=at + 1, size=size - 2)  # an address
        elif token.type == "text":
            at += len(token.content)  # delimiters, each a token
        elif token.type == "code_inline":
            token.meta["at"] += _code_start(state.src[token.meta["at"] :][:size], token)
        else:
            token.meta["size"] = size


def _code_start(source: str, token: Token) -> int:
    """Return where in the source of a code span its content begins."""
    ticks = len(token.markup)
    inner = source[ticks : len(source) - ticks].replace("\n", " ")
    return ticks + (inner != token.content)


def _wiki_link(state: StateInline, silent: bool) -> bool:
    """Read ``[[page|words]]`` and ``![[file|words]]``."""
    if state.src[state.pos] not in "![":
        return False
    match = _WIKI.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        page, words = match[1], match[2]
        if match[0].startswith("!"):
            token = state.push("embed", "", 0)
            token.content, token.info = page, words or ""
        else:
            number = 1 if words is None or not words.strip() else 2
            state.push("link_open", "a", 1)
            token = state.push("text", "", 0)
            token.content = match[number] if number == 2 else page.lstrip("#").replace("#", " > ")
            token.meta["at"] = match.start(number)
            if token.content != match[number]:
                token.meta["size"] = len(match[number])
            state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _windows(state: StateInline, silent: bool) -> bool:
    """Read ``&#146;`` as ’: numbers from 128 to 159 are bytes of Windows-1252, as in HTML (13.2.5.80)."""
    match = _WINDOWS.match(state.src, state.pos, state.posMax)
    code = (int(match[1], 16) if match[1] else int(match[2])) if match else 0
    if match is None or not 0x80 <= code <= 0x9F:
        return False
    if not silent:
        state.push("text_special", "", 0).content = bytes((code,)).decode("cp1252", "replace")
    state.pos = match.end()
    return True


def _note(state: StateInline, silent: bool) -> bool:
    """Read ``[^1]``, which stands for a footnote, as ``[1]``, and the ``^`` of ``^[a footnote in the line]`` as nothing."""
    if state.src.startswith("^[", state.pos):
        if not silent:
            state.push("text", "", 0)
        state.pos += 1
        return True
    match = _NOTE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("text", "", 0)
        token.content = f"[{match[1]}]"
        token.meta.update(at=match.start(), size=len(match[0]))
    state.pos = match.end()
    return True


def _html_comment(state: StateInline, silent: bool) -> bool:
    """Read ``<!--- a comment --->`` as nothing, as CommonMark does since 0.31 (6.6) and markdown-it does not."""
    return state.src.startswith("<!--", state.pos) and _leave_out(_HTML_COMMENT, state, silent=silent)


def _comment(state: StateInline, silent: bool) -> bool:
    """Read ``%% a comment %%`` as nothing."""
    has_end = state.src.startswith("%%", state.pos) and state.src.find("%%", state.pos + 2) >= 0
    return has_end and _leave_out(_COMMENT, state, silent=silent)


def _leave_out(comment: re.Pattern[str], state: StateInline, *, silent: bool) -> bool:
    """Read a comment as nothing; return whether one stands at the present place."""
    match = comment.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("comment", "", 0)
    state.pos = match.end()
    return True


def _highlight(state: StateInline, silent: bool) -> bool:
    """Read ``==words==`` as highlighted; signs of equality beside spaces, or inside a word, are none."""
    start = state.pos + 2
    src = state.src
    if not src.startswith("==", state.pos) or src[start : start + 1] in ("", "=") or src[start].isspace():
        return False
    if state.pos and (_IS_IN_WORD.match(src, state.pos - 1) or src[state.pos - 1] == "="):
        return False
    end = _HIGHLIGHT_END.search(src, start, min(state.posMax, start + LONGEST_HIGHLIGHT))
    if end is None or end.start() == start:
        return False
    if not silent:
        last = state.posMax
        state.pos, state.posMax = start, end.start()
        state.push("mark_open", "mark", 1)
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1)
        state.posMax = last
    state.pos = end.end()
    return True


class _Blocks(ParserBlock):
    """Keeps as text what is nested too deeply."""

    def __init__(self) -> None:
        super().__init__()
        self.ruler.before("table", "line", _line)
        self.ruler.at("table", whole_table, {"alt": ["paragraph", "reference"]})
        self.ruler.at("reference", definition)
        self.ruler.before("reference", "footnote", _footnote, {"alt": ["paragraph", "reference"]})
        self.ruler.before("hr", "comment", _comment_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - its names
        """Make the tokens of some lines."""
        if state.level < state.md.options.maxNesting:
            super().tokenize(state, startLine, endLine)
        else:
            lines = state.getLines(startLine, endLine, state.blkIndent, False)
            _paragraph(state, "\n".join(map(_without_marks, lines.split("\n"))), startLine, endLine)
            state.line = endLine


def _without_marks(line: str) -> str:
    return line.lstrip(" \t>+-*") if line.lstrip(" \t")[:1] in (">", "+", "-", "*") else line


def _paragraph(state: StateBlock, words: str, start: int, end: int) -> None:
    state.push("paragraph_open", "p", 1).map = [start, end]
    token = state.push("inline", "", 0)
    token.content, token.map = words.strip(), [start, end]
    state.push("paragraph_close", "p", -1)


def _line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a paragraph of one line that begins with a letter, before every other rule has been tried on it."""
    first = state.bMarks[start] + state.tShift[start]
    if silent or (start + 1 < end and not state.isEmpty(start + 1)):
        return False
    if not state.src[first].isalpha() or state.is_code_block(start):
        return False
    _paragraph(state, state.src[first : state.eMarks[start]], start, start + 1)
    state.line = start + 1
    return True


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read ``[^1]: words``, the start of a footnote; further lines of it are indented."""
    if state.is_code_block(start):
        return False
    first = state.bMarks[start] + state.tShift[start]
    match = _NOTE_START.match(state.src, first, state.eMarks[start])
    if match is None:
        return False
    if silent:
        return True
    state.push("footnote_open", "", 1).info = match[1]
    before = state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType, state.blkIndent
    state.bMarks[start], state.tShift[start] = match.end(), 0
    state.blkIndent += 4
    state.sCount[start] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, start, end)
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType, state.blkIndent = before
    state.line = max(state.line, start + 1)
    state.push("footnote_close", "", -1)
    return True


def _comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read lines from one that begins with ``%%`` to one that ends with it as nothing."""
    first, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if not state.src.startswith("%%", first):
        return False
    close = state.src.find("%%", first + 2, last)
    line = start
    while close < 0:
        line += 1
        if line >= end or state.sCount[line] < state.blkIndent:
            return False
        close = state.src.find("%%", state.bMarks[line], state.eMarks[line])
    if state.src[close + 2 : state.eMarks[line]].strip():
        return False  # words follow, so it is a part of a paragraph
    if not silent:
        state.line = line + 1
    return True


class _Markdown(MarkdownIt):
    """Takes any address for one, ``data:`` and ``file:`` too, since none is followed and the text of a link is its words."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - its names
        """Whether a link to ``url`` is one."""
        return True


class Parser:
    """Parses blocks, then the inline content of each when it is wanted."""

    def __init__(self) -> None:
        self._md = _markdown(links=True)
        self._env: dict[str, object] = {}
        """What the blocks of a text define, such as where links lead."""

    def blocks(self, source: str) -> list[Token]:
        """Return the block tokens of a text; those of type ``inline`` and ``html_block`` have their content as it is."""
        tokens: list[Token] = []
        self._env = {}
        self._md.block.parse(source, self._md, self._env, tokens)
        number_items(tokens)
        return tokens

    def inline(self, content: str) -> list[Token]:
        """Return the tokens of the inline content of a block."""
        md = self._md if _open_brackets(content) <= BRACKETS else _markdown(links=False)
        return md.inline.parse(content, md, self._env, [])


def _open_brackets(content: str) -> int:
    """Return the most brackets that are open at once."""
    if content.count("[") <= BRACKETS:
        return 0
    depth = most = 0
    for bracket in re.findall(r"[\[\]]", content):
        depth = depth + 1 if bracket == "[" else max(0, depth - 1)
        most = max(most, depth)
    return most


@cache
def _markdown(*, links: bool) -> MarkdownIt:
    md = _Markdown("commonmark", {"maxNesting": NESTING})
    md.inline, md.block = _Inline(), _Blocks()
    if not links:
        md.inline.ruler.disable(["link", "image"])
    return md
