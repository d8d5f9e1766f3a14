"""Metadata from front matter."""

from __future__ import annotations

from reader.text.front_matter import NAME_OF, front_matter_end, pair
from reader.text.metadata import Metadata


def metadata(text: str) -> Metadata:
    """Return the metadata in the front matter of ``text``; of two lines for one field, the first counts."""
    fields: dict[str, str] = {}
    for line in text[: front_matter_end(text)].split("\n"):
        key, value = pair(line) or ("", "")
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        if key in NAME_OF and value:
            fields.setdefault(NAME_OF[key], value)
    return Metadata(**fields)
