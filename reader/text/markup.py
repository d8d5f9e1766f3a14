"""The notations in which a canonical text marks its headings, quotes and lists."""

from __future__ import annotations

from enum import StrEnum


class Markup(StrEnum):
    """How blocks are found: by lines and wording alone (`text.plain`), or by Markdown's marks (`text.markdown`)."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
