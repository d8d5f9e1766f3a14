"""Markdown, read: CommonMark with tables, strikethrough and footnotes, and what Obsidian adds.

Front matter is metadata and not part of the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from reader.ingest.content import Content
from reader.ingest.front_matter import metadata
from reader.ingest.markdown_blocks import compose
from reader.ingest.text_file import decoded_text
from reader.text.canonical import canonical
from reader.text.composer import Composed
from reader.text.front_matter import front_matter_end
from reader.text.span import Span


def read(data: bytes) -> Content:
    """Return the text without marks. Problem if the file is binary."""
    decoded = decoded_text(data)
    raw = canonical(decoded.text)
    made = compose(raw, front_matter_end(raw), traced=False)
    return Content(made.text, metadata(raw), decoded.encoding, decoded.guessed, decoded.damage, made.structure)


@dataclass(frozen=True, slots=True)
class Marked:
    """A raw text, marks included, as it is read; ``front`` is the end of its front matter."""

    composed: Composed
    front: int

    @property
    def text(self) -> str:
        """The text without marks."""
        return self.composed.text

    def carried(self, span: Span) -> tuple[Span, ...]:
        """Return where the words of ``span`` of the raw text are; nothing if none of them is shown."""
        return self.composed.origins.carried(span)

    def shows(self, span: Span) -> bool:
        """Whether all words of ``span`` of the raw text are shown, so that none is front matter."""
        return span.start >= self.front


def read_marked(raw: str) -> Marked:
    """Return the canonical text of a Markdown file, as earlier versions showed it, as it is read now."""
    front = front_matter_end(raw)
    return Marked(compose(raw, front, traced=True), front)
