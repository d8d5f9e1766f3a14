"""Files that are their own text: plain text and Markdown, with front matter or without."""

from __future__ import annotations

from reader.ingest.content import Content
from reader.ingest.decode import decode
from reader.ingest.front_matter import metadata
from reader.text.canonical import canonical
from reader.text.problem import Problem

NUL_WITHIN = 65_536
"""Code points at the beginning of a file in which a NUL shows that the file is binary."""


def read(data: bytes) -> Content:
    """Return the text, with its front matter, in canonical form. Problem if the file is binary."""
    decoded = decode(data)
    if "\x00" in decoded.text[:NUL_WITHIN]:
        raise Problem("This is a binary file, not a text.", "", "Save the article as plain text or Markdown.")
    text = canonical(decoded.text)
    return Content(text, metadata(text), decoded.encoding, decoded.guessed, decoded.damage)
