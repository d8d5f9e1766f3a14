"""An item: what a citation needs to know of a press article, after CSL-JSON's ``article-newspaper``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Name:
    """A person's or body's name; ``given`` is empty for a body."""

    family: str
    given: str = ""

    @property
    def initials(self) -> str:
        """``J.-L.`` for Jean-Luc, ``A. B.`` for Ann Beth."""
        return " ".join(
            "-".join(f"{part[0]}." for part in word.split("-") if part) for word in self.given.split() if word
        )


@dataclass(frozen=True, slots=True)
class Item:
    """One article. ``date`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, or empty."""

    id: str
    title: str
    author: str = ""
    source: str = ""
    date: str = ""
    url: str = ""
    language: str = ""

    @property
    def names(self) -> tuple[Name, ...]:
        """The authors: ``Family, Given`` or ``Given Family``, several apart by ``;`` (or ``and``, ``et``)."""
        parts = re.split(r"\s*;\s*|\s+(?:and|et|&)\s+", self.author.strip())
        return tuple(_name(part) for part in parts if part)

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month and day as far as known; empty for a date that is none."""
        match = re.match(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?!\d)", self.date.strip())
        if not match:
            return ()
        parts = tuple(int(part) for part in match.groups() if part)
        return parts[:1] if len(parts) > 1 and not 1 <= parts[1] <= 12 else parts

    def to_csl(self) -> dict[str, Any]:
        """Return the item as CSL-JSON (schema 1.0)."""
        csl: dict[str, Any] = {"id": self.id, "type": "article-newspaper", "title": self.title}
        if self.names:
            csl["author"] = [
                {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
                for name in self.names
            ]
        if self.date_parts:
            csl["issued"] = {"date-parts": [list(self.date_parts)]}
        told = {"container-title": self.source, "URL": self.url, "language": self.language}
        return csl | {key: value for key, value in told.items() if value}


_BODY = re.compile(r"\b(?:rédaction|agence|AFP|Reuters|AP|press|presse|associated|staff|newsroom)\b", re.IGNORECASE)


def _name(text: str) -> Name:
    family, comma, given = text.partition(",")
    if comma:
        return Name(family.strip(), given.strip())
    words = text.split()
    if len(words) < 2 or _BODY.search(text):
        return Name(text)
    # Particles belong to the family name: Charles de Gaulle.
    at = next((n for n, word in enumerate(words[1:], 1) if word.islower()), len(words) - 1)
    return Name(" ".join(words[at:]), " ".join(words[:at]))
