"""Names of authors, split into the parts that CSL-JSON has."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Capitalised words that begin a family name: Marine Le Pen, Leonardo Di Caprio.
_CAPITAL_PARTICLES = frozenset("Le La Les Du De Des Di Da Della Dos Van Von Ben El Al Mac Saint St.".split())
_ARTICLES = frozenset("Le La Les The".split())
_SUFFIXES = frozenset("Jr Jr. Sr Sr. II III IV".split())
# Words in the names of agencies, newsrooms and institutions, but not of persons.
_BODY = re.compile(
    r"(?i)\b(?:afp|agence|agency|ap|association|associated|banque|bbc|bureau|comité|commission|committee|conseil|council|"
    r"department|département|desk|direction|éditorial|editorial|équipe|fédération|gouvernement|government|institut|"
    r"institute|journal|mairie|ministère|ministry|news|newsroom|office|organi[sz]ation|parlement|parliament|presse?|"
    r"radio|rédaction|reuters|service|société|staff|syndicat|team|télévision|université|university|ville)\b"
)
_BETWEEN = re.compile(r"\s*;\s*|,?\s+(?:and|et|&)\s+")
_BETWEEN_GIVEN = re.compile(r"[\s.]+(?!-)")
_COMMA = re.compile(r"\s*,\s*")


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a person or a body; a body, or a person with a single name, has only ``family``.

    ``particle`` stays before the family name (de Gaulle, Charles); ``dropped`` follows the given name (Gaulle, Charles
    de). CSL calls them non-dropping and dropping particle.
    """

    family: str
    given: str = ""
    particle: str = ""
    dropped: str = ""
    suffix: str = ""

    @property
    def short(self) -> str:
        """The family name with its particle: ``de Gaulle``."""
        return f"{self.particle} {self.family}".strip()

    @property
    def initials(self) -> str:
        """``J.-L.`` for Jean-Luc, ``A. B.`` for Ann Beth or A.B."""
        words = _BETWEEN_GIVEN.split(self.given)
        return " ".join("-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in words if word)

    def to_csl(self) -> dict[str, str]:
        """Return the name as CSL-JSON."""
        if not self.given:
            return {"literal": self.short}
        parts = {
            "family": self.family, "given": self.given, "non-dropping-particle": self.particle,
            "dropping-particle": self.dropped, "suffix": self.suffix,
        }  # fmt: skip
        return {key: value for key, value in parts.items() if value}


def names(author: str) -> tuple[Name, ...]:
    """Return the names in a byline.

    A name is ``Given Family`` or ``Family, Given``. Several are separated by ``;``, ``and``, ``et`` or ``&``, and also by
    commas if each name has two words or more: ``Anne Roy, Paul Blanc et Luc Noir``. A name that ends with a comma is not
    split: ``Ville de Paris,``.
    """
    parts = _BETWEEN.split(author.strip())
    if ";" not in author:
        commas = [_COMMA.split(part) for part in parts]
        if all(_is_given_first(name) for part in commas for name in part):
            parts = [name for part in commas for name in part]
        else:
            parts = [name for part in commas for name in _pairs(part)]
    return tuple(_name(part) for part in parts if part.strip(" ,"))


def _is_given_first(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and not words[0].islower() and not words[-1].endswith(".")


def _pairs(parts: list[str]) -> list[str]:
    """Return ``Roy, A.`` and ``Blanc, P.`` for the parts of ``Roy, A., Blanc, P.``, split at its commas."""
    if len(parts) < 4 or len(parts) % 2:
        return [", ".join(parts)]
    return [", ".join(parts[n : n + 2]) for n in range(0, len(parts), 2)]


def _name(text: str) -> Name:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) > 1 and parts[1] in _SUFFIXES:
        return _given_first(parts[0].split(), ", ".join(parts[1:]))
    if len(parts) > 1:
        return _family_first(parts[0].split(), parts[1].split(), ", ".join(parts[2:]))
    if "," in text:
        return Name(" ".join(parts[0].split()))
    words = text.split()
    if len(words) < 2 or words[0] in _ARTICLES or _BODY.search(text):
        return Name(" ".join(words))
    suffix = words.pop() if words[-1] in _SUFFIXES else ""
    return _given_first(words, suffix)


def _family_first(family: list[str], given: list[str], suffix: str) -> Name:
    first = next((n for n, word in enumerate(family) if not word.islower()), 0)
    last = len(given)
    while last > 1 and given[last - 1].islower():
        last -= 1
    particle, dropped = family[:first], given[last:]
    return Name(" ".join(family[first:]), " ".join(given[:last]), " ".join(particle), " ".join(dropped), suffix)


def _given_first(words: list[str], suffix: str) -> Name:
    last = len(words) - 1
    at = next((n for n in range(1, last) if words[n].islower() or words[n] in _CAPITAL_PARTICLES), last)
    first = next((n for n in range(at, last) if not words[n].islower()), last)
    return Name(" ".join(words[first:]), " ".join(words[:at]), " ".join(words[at:first]), "", suffix)
