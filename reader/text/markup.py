"""How a canonical text marks its headings, quotes and lists."""

from __future__ import annotations

from enum import StrEnum


class Markup(StrEnum):
    """How blocks are found: by lines and wording (`text.plain`), or by the marks of Markdown (`text.markdown`)."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
