"""An item: what a citation says of a press article, after CSL-JSON's ``article-newspaper``."""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass
from typing import Any

from reader.citation.name import Name, names
from reader.text.date import date_parts
from reader.text.metadata import Metadata

_LONG = 8  # words that a title in the text may have
_FIRST_WORDS = 6
_BLANKS = re.compile(r"[ \t\r\n]+")
_COLON = re.compile(r"[\s\u00a0\u202f]*:\s")
# Words that lead to the next one: a shortened title does not end with them.
_LEADING = frozenset(
    "à au aux avec ce ces cette chez contre dans de des du elle en et il la le les leur lui mais ne non ou où par pas plus "
    "pour qu que qui sa sans se ses son sous sur un une vers a an and as at but by for from if in into is its of on or "
    "over that the their this to was were who will with".split()
)


@dataclass(frozen=True, slots=True)
class Item:
    """One article. Every field of its metadata is made one line without blanks at its ends; no-break spaces stay."""

    id: str
    metadata: Metadata

    def __post_init__(self) -> None:
        """Make the metadata fit for a line."""
        object.__setattr__(
            self, "metadata", Metadata(*(_BLANKS.sub(" ", value).strip() for value in astuple(self.metadata)))
        )

    @property
    def title(self) -> str:
        """The whole title."""
        return self.metadata.title

    @property
    def names(self) -> tuple[Name, ...]:
        """The authors, as ``name.names`` reads them."""
        return names(self.metadata.author)

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month and day, as far as they are known and exist; empty for a date that is none."""
        return date_parts(self.metadata.date)

    @property
    def bare_title(self) -> str:
        """The title without the full stop it may end with: the styles set their own marks after it."""
        return self.title if self.title.endswith("..") else self.title.removesuffix(".")

    @property
    def short_title(self) -> str:
        """What stands for a missing author: the title; of a long one, its main title or its first words.

        The *Publication Manual*, 8.14, has a long title shortened; how is left to the writer.
        """
        title = self.bare_title
        if len(title.split()) > _LONG:
            title = _COLON.split(title, maxsplit=1)[0]
        if len(title.split()) > _LONG:
            words = title.split(" ")[:_FIRST_WORDS]
            while len(words) > 1 and words[-1].lower() in _LEADING:
                words.pop()
            title = " ".join(words).rstrip(",;:…\u00a0\u202f ")
        torn = any(title.count(opener) != title.count(closer) for opener, closer in ("«»", "“”", "()"))
        return self.bare_title if torn or title.count('"') % 2 else title

    def to_csl(self) -> dict[str, Any]:
        """Return the item as CSL-JSON (schema 1.0.2); what is not known is left out."""
        csl: dict[str, Any] = {"id": self.id, "type": "article-newspaper", "title": self.title}
        if self.names:
            csl["author"] = [name.to_csl() for name in self.names]
        if self.date_parts:
            csl["issued"] = {"date-parts": [list(self.date_parts)]}
        if self.short_title != self.bare_title:
            csl["title-short"] = self.short_title
        about = self.metadata
        others = {"container-title": about.source, "URL": about.url, "language": about.language}
        return csl | {key: value for key, value in others.items() if value}
