"""Rules of Markdown that keep what CommonMark and GFM leave out: cells, the numbers of lists, notes that look like addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import reference, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from markdown_it.rules_block import StateBlock

_IN_ROW = re.compile(r"\\\||(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|`+|\|")
"""What stands in a row: a pipe that is escaped, code, backticks that are none, the end of a cell."""
_DEFINITION = re.compile(r"\[((?:[^\[\]\\]|\\.){1,999})\]:[ \t]*(?:\n[ \t>]*)?(<[^<>\n]{1,999}>|\S+)")
_USE = re.compile(r"\]\[([^\[\]]{1,999})\]|\[([^\[\]]{1,999})\]\[\]")
_SCHEMES = "about|cid|data|doi|file|geo|javascript|magnet|mailto|mid|news|sip|sms|tel|urn|xmpp|zotero"
"""Schemes of addresses that need no ``//``."""
_ADDRESS = re.compile(
    rf"<(?!\w+(?:\s+\w+)*>\Z)|#|\.{{0,2}}/|[.?][^\W\d_]|(?i:[a-z][a-z0-9+.-]*://|(?:{_SCHEMES}):\S)"
    r"|[^/]*[^\W_]{2}\.(?:[a-z][a-z0-9]{1,4}|[A-Z][A-Z0-9]{1,4})(?:[/?#:]|\Z)"
    r"|(?!(?:[^\W\d_]+|\d+)(?:[/’'-](?:[^\W\d_]+|\d+))+[^\w/]*\Z)[^/]+/"
)
"""What looks like an address: a scheme, a site, a file or a path; ``oui/non`` does not, nor do ``9/10`` and ``<rires>``."""


def definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read ``[label]: address`` as nothing; words that are no address stay (``[NDLR]: oui/non``)."""
    match = _DEFINITION.match(state.src, state.bMarks[start] + state.tShift[start])
    if match is None or not (_ADDRESS.match(match[2]) or normalizeReference(match[1]) in _labels(state)):
        return False
    return reference(state, start, end, silent)


def _labels(state: StateBlock) -> Collection[str]:
    """Return what the text names as ``[words][label]`` or ``[label][]``."""
    if "labels" not in state.env:
        uses = _USE.finditer(state.src)
        state.env["labels"] = {normalizeReference(use[1] or use[2]) for use in uses}
    labels: Collection[str] = state.env["labels"]
    return labels


def whole_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table, and of each row all cells: GFM leaves out those beyond the columns, and splits code at ``|``."""
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    columns = 0
    row: list[Token] = []
    tokens = state.tokens[first:]
    del state.tokens[first:]
    for token in tokens:
        columns += token.type == "th_close"
        if token.type == "tr_open":
            row = [token]
        elif token.type == "tr_close":
            state.tokens += _whole_row(state, [*row, token], columns)
            row = []
        elif row:
            row.append(token)
        else:
            state.tokens.append(token)
    return True


def _whole_row(state: StateBlock, row: list[Token], columns: int) -> list[Token]:
    """Return the tokens of a row with the cells that stand in its line, if those are more than the columns."""
    line = (row[0].map or [0])[0]
    source = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
    if len(_inner(escapedSplit(source))) <= columns:
        return row
    opening, _, closing = row[1:4]
    whole = [row[0]]
    for cell in _inner(_cells(source)):
        whole += opening, Token("inline", "", 0, content=cell.strip(), map=row[0].map, children=[]), closing
    return [*whole, row[-1]]


def _inner(cells: list[str]) -> list[str]:
    """Return the cells without those before the first pipe and behind the last, if they are empty."""
    return cells[not cells[0] : len(cells) - (not cells[-1])]


def _cells(row: str) -> list[str]:
    """Return the cells of a row; pipes in code end none."""
    cells: list[str] = []
    start = 0
    for found in _IN_ROW.finditer(row):
        if found[0] == "|":
            cells.append(row[start : found.start()])
            start = found.end()
    cells.append(row[start:])
    return [cell.replace("\\|", "|") for cell in cells]


def number_items(tokens: Sequence[Token]) -> None:
    """Give each item of an ordered list the number that it shows, as its ``info``.

    CommonMark (0.31, 5.3) counts from the first number. Numbers that are all different are meant as they are written.
    """
    lists: list[list[Token]] = []
    for token in tokens:
        if token.type == "list_item_open":
            lists[-1].append(token)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append([])
        elif token.type == "bullet_list_close":
            lists.pop()
        elif token.type == "ordered_list_close":
            items = lists.pop()
            written = [int(item.info) for item in items]
            counted = range(written[0], written[0] + len(items))
            for item, number in zip(items, written if len(set(written)) == len(items) else counted, strict=True):
                item.info = str(number)
