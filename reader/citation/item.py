"""An item: what a citation says of a press article or a web page, after CSL-JSON's ``article-newspaper`` and ``webpage``."""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass
from typing import Any

from reader.citation.name import Name, names
from reader.text.characters import in_one_line
from reader.text.date import date_parts
from reader.text.metadata import CSL, Metadata

_LONG = 8
"""Words that a title may have in the text."""
_FIRST_WORDS = 6
"""Words that stay of a title that is longer and has no main title."""
_BLANKS = re.compile(r"[ \t\r\n]+")
_OPEN_END = re.compile(r"[,;:…\s]+\Z")
_COLON = re.compile(r"\s*:\s")
# A shortened title does not end with one of these, since the next word belongs to it.
_LEADING = frozenset(
    "à au aux avec ce ces cette chez contre dans de des du elle en et il la le les leur lui mais ne non ou où par pas plus "
    "pour qu que qui sa sans se ses son sous sur un une vers a an and as at but by for from if in into is its of on or "
    "over that the their this to was were who will with".split()
)


def is_leading(word: str) -> bool:
    """Whether a word is an article, a preposition or the like, which does not stand for a title."""
    return word.lower() in _LEADING


@dataclass(frozen=True, slots=True)
class Disambiguation:
    """What a citation adds so that it cannot be taken for another one (CSL's term).

    ``letter`` follows the year. ``given`` adds the first author's given name. ``names`` is the number of authors that
    are named before ``et al.`` ``number`` is the item's place in the list, for styles that cite by numbers.
    """

    letter: str = ""
    given: bool = False
    names: int = 1
    number: int = 1


UNAMBIGUOUS = Disambiguation()
"""No other citation reads like this one."""


@dataclass(frozen=True, slots=True)
class Item:
    """One article. Blanks in its metadata become single spaces, except no-break spaces; those at the ends are removed."""

    id: str
    metadata: Metadata

    def __post_init__(self) -> None:
        """Put each field of the metadata on one line."""
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
        """Year, month and day, as far as they are known; empty for an invalid date."""
        return date_parts(self.metadata.date)

    @property
    def unread_date(self) -> str:
        """A date that was not understood, as it is written: better than to say that there is none."""
        return "" if self.date_parts else self.metadata.date

    @property
    def accessed_parts(self) -> tuple[int, ...]:
        """Year, month and day on which the page was read, as far as they are known."""
        return date_parts(self.metadata.accessed)

    @property
    def is_web_page(self) -> bool:
        """Whether it is a web page; else it is a press article."""
        return self.metadata.is_web_page

    @property
    def address(self) -> str:
        """The web address; that of the archived copy if there is no other."""
        return self.metadata.url or (self.metadata.archive if "://" in self.metadata.archive else "")

    @property
    def is_in_english(self) -> bool:
        """Whether its language is English, so that its title may get capitals."""
        return self.metadata.language.lower().startswith("en")

    @property
    def bare_title(self) -> str:
        """The title without a full stop at its end, because the styles add their own marks."""
        return self.title if self.title.endswith("..") else self.title.removesuffix(".")

    @property
    def short_title(self) -> str:
        """The title as it replaces a missing author: a long one is cut to its main title, or to its first words.

        The *Publication Manual*, 8.14, asks for a shortened title and leaves the way to the writer.
        """
        title = self.bare_title
        if len(title.split()) > _LONG:
            title = _COLON.split(title, maxsplit=1)[0]
        if len(title.split()) > _LONG:
            words = in_one_line(title).split(" ")[:_FIRST_WORDS]
            while len(words) > 1 and is_leading(words[-1]):
                words.pop()
            title = _OPEN_END.sub("", " ".join(words))
        unpaired = any(title.count(opener) != title.count(closer) for opener, closer in ("«»", "“”", "()"))
        return self.bare_title if unpaired or title.count('"') % 2 else title

    def to_csl(self) -> dict[str, Any]:
        """Return the item as CSL-JSON (schema 1.0.2) without empty fields."""
        metadata = self.metadata
        csl: dict[str, Any] = {"id": self.id, "type": "webpage" if self.is_web_page else "article-newspaper"}
        csl |= {variable: getattr(metadata, field) for field, variable in CSL.items()} | {"title": self.title}
        csl["author"] = [name.to_csl() for name in self.names]
        for variable, parts in (("issued", self.date_parts), ("accessed", self.accessed_parts)):
            csl[variable] = {"date-parts": [list(parts)]} if parts else {}
        csl["title-short"] = self.short_title if self.short_title != self.bare_title else ""
        csl["archive_location" if "://" in metadata.archive else "archive"] = metadata.archive
        return {key: value for key, value in csl.items() if value or key == "title"}
