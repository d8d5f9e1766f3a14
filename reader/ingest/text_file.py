"""Plain text, which is its own text, with front matter or without."""

from __future__ import annotations

from reader.ingest.content import Content
from reader.ingest.decode import Decoded, decode
from reader.ingest.front_matter import metadata
from reader.text.canonical import canonical
from reader.text.problem import Problem
from reader.translation import _

NUL_WITHIN = 65_536
"""Code points at the beginning of a file in which a NUL shows that the file is binary."""


def read(data: bytes) -> Content:
    """Return the text, with its front matter, in canonical form. Problem if the file is binary."""
    decoded = decoded_text(data)
    text = canonical(decoded.text)
    return Content(text, metadata(text), decoded.encoding, decoded.guessed, decoded.damage)


def decoded_text(data: bytes) -> Decoded:
    """Return the text of a file that is text. Problem if the file is binary."""
    decoded = decode(data)
    if "\x00" in decoded.text[:NUL_WITHIN]:
        raise Problem(_("This is a binary file, not a text."), "", _("Save the article as plain text or Markdown."))
    return decoded
