"""What front matter says of an article: title, author, source, date, url and language."""

from __future__ import annotations

from reader.text.front_matter import NAME_OF, front_matter_end, pair
from reader.text.metadata import Metadata


def metadata(text: str) -> Metadata:
    """Return the metadata that the front matter of ``text`` gives; the first of two lines for one key counts."""
    found: dict[str, str] = {}
    for line in text[: front_matter_end(text)].split("\n"):
        key, value = pair(line) or ("", "")
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        if key in NAME_OF and value:
            found.setdefault(NAME_OF[key], value)
    return Metadata(**found)
