"""What a writer gets that needs more than rows: the texts, and the whole codebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reader.annotation.codebook import Tag
from reader.annotation.memo import Subject
from reader.exchange.row import ExportRow
from reader.text.block import Block
from reader.text.metadata import UNKNOWN, Metadata

IN_TEXT = ("anchored", "moved")
"""The states in which a row's spans have its words."""


@dataclass(frozen=True, slots=True)
class ExportDocument:
    """An article: its id, title, address on the web, and canonical text, None if its file cannot be read.

    ``metadata``: what else is known of it. ``blocks``: those of the text, in order.
    """

    id: str
    title: str
    url: str
    text: str | None
    metadata: Metadata = UNKNOWN
    blocks: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class ExportMemo:
    """A memo on an article, by its id, on a tag, by its path, or on the library; without a subject, an entry of the journal.

    Times are RFC 3339.
    """

    id: str
    subject: Subject | None
    about: str
    name: str
    text: str
    coder: str
    created: str
    modified: str


@dataclass(frozen=True, slots=True)
class ExportProject:
    """Annotations with what they refer to.

    ``rows``: can be iterated once, those of an article one after the other. ``tags``: the codebook, by path. ``document``:
    returns an article by its id. ``name``: the library's.
    """

    name: str
    rows: Iterable[ExportRow]
    tags: Sequence[Tag]
    document: Callable[[str], ExportDocument]
    memos: Sequence[ExportMemo] = ()

    def by_document(self) -> Iterator[tuple[ExportDocument, Iterator[ExportRow]]]:
        """Yield each article with its rows."""
        for article, rows in groupby(self.rows, key=lambda row: row.article):
            yield self.document(article), rows
