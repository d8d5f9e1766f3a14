"""Names of authors, split into the parts that CSL-JSON has."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

# Capitalised words that begin a family name: Marine Le Pen, Leonardo Di Caprio.
_CAPITAL_PARTICLES = frozenset("Le La Les Du De Des Di Da Della Dos Van Von Ben El Al Mac Saint St.".split())
_ARTICLES = frozenset("Le La Les The".split())
_SMALL_SUFFIXES = frozenset("jr jr. sr sr. fils père".split())
_SUFFIXES = frozenset("Jr Jr. Sr Sr. II III IV".split())
_BETWEEN_SURNAMES = ("y", "i")
"""Between two family names of one person, in Spanish and Catalan: José Ortega y Gasset."""
# Words in the names of bodies, but not of persons.
_BODY = re.compile(
    r"(?i)\b(?:afp|agence|agency|ambassade|ap|association|associated|bbc|board|center|comité|commission|committee|company|"
    r"council|department|département|éditorial|editorial|embassy|équipe|fédération|federation|fondation|foundation|"
    r"gouvernement|government|groupe?|institut|institute|international|mairie|ministère|ministry|museum|nations|news|"
    r"newsroom|observatoire|organi[sz]ation|parlement|parliament|party|police|presse|radio|rédaction|reuters|société|syndicat|"
    r"team|télévision|union|université|university)\b"
)
# Words that begin the name of a body; elsewhere they may be a person's family name, as in Jérôme Bureau.
_HEADS = frozenset(
    "académie amnesty assemblée autorité banque bibliothèque bureau cabinet caisse centre chambre collectif collège "
    "confédération conseil coordination cour court croix-rouge desk direction école église fonds greenpeace hôpital "
    "journal ligue maison médecins mission mouvement musée office ordre parti préfecture press région secours "
    "secrétariat sénat service staff tribunal ville".split()
)
_NAMESAKES = frozenset(
    "banque bureau conseil court desk direction journal office press presse service staff ville".split()
)
"""Words of `_HEADS` that make a body of a longer name too, unless it is a given name and one of them."""
_ADJECTIVES = frozenset(
    "canadian central city editorial european federal foreign free high home national political supreme world".split()
)
"""With one of these before it, such a word is a body again: Home Office."""
_BETWEEN = re.compile(r"(\s*;\s*|,?\s+(?:and|et|&)\s+)")
_BRACED = re.compile(r"(?<!\{)\{+([^{}]*)\}+")
_NO_BRACES = {ord("{"): None, ord("}"): None}
_PRIVATE, _MOST_BRACED = 0xE000, 1000
"""Characters for private use, each of which stands for what is in braces."""
_OPENING = re.compile(r"(?i)\s*(?:propos recueillis par|interview by|par|by)\s*(?::\s*|\s)(?=\S)")
_WITH = re.compile(r"(?i)(?:,\s*|\s+|^)(?:avec|with)\s+(?:l[’'])?")
_ASIDE = re.compile(r"\s*\(([^()]*)\)")
_ROLE = re.compile(
    r"(?:à|au|aux|en|in|at|from)\s+\S|(?i:(?:(?:notre|our|l[’'])\s*)?"
    r"(?:envoyée?s?|correspondante?s?|correspondents?|special|journalistes?|reporters?|rédactrice|rédacteur)\b)"
)
_PLACE = re.compile(r"\s+(?:à|in)\s+(?=[^\W\d_a-zà-ÿ]).*$")
_HYPHEN = re.compile("[-\u2010\u2011]")
_BETWEEN_GIVEN = re.compile("[\\s.]+(?![-\u2010\u2011])")
_COMMA = re.compile(r"\s*,\s*")
_AND_OTHERS = re.compile(
    r"(?i)(?:\A|[\s,;]+)(?:(?:et|and)\.?\s+|&\s*)(?:al(?:ii)?|others|autres|coll(?:ègues|eagues)?)\b\.?\s*\Z"
)


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
        return " ".join(
            "-".join(f"{part[0].upper()}." for part in _HYPHEN.split(word) if part) for word in words if word
        )

    def to_csl(self) -> dict[str, str]:
        """Return the name as CSL-JSON; unnamed authors are ``others``, as Pandoc and BibTeX call them."""
        if self == OTHERS:
            return {"literal": "others"}
        if not self.given:
            return {"literal": self.short}
        parts = {
            "family": self.family, "given": self.given, "non-dropping-particle": self.particle,
            "dropping-particle": self.dropped, "suffix": self.suffix,
        }  # fmt: skip
        return {key: value for key, value in parts.items() if value}


OTHERS = Name("et al.")
"""Stands behind the authors of a byline for those whom it does not name (``Anne Roy et al.``)."""


def names(author: str) -> tuple[Name, ...]:
    """Return the names in a byline.

    A name is ``Given Family`` or ``Family, Given``. Several are separated by ``;``, ``and``, ``et`` or ``&``, and also by
    commas if each name has two words or more: ``Anne Roy, Paul Blanc et Luc Noir``. A name that ends with a comma is not
    split: ``Ville de Paris,``. What is in a byline besides names is left out: ``Par Anne Roy, à Kiev, avec AFP``.
    The last name is `OTHERS` if the byline says that there are more. What stands in braces, as in BibTeX, is one word:
    ``{Ville de Paris} and {Van den Bossche}, P.``
    """
    if "{" in author:
        return _with_braces(author)
    if others := _AND_OTHERS.search(author):
        named = names(author[: others.start()])
        return (*named, OTHERS) if named else ()
    parts = [_without_role(part) for part in _parts(author.strip())]
    if ";" not in author:
        commas = [_with_suffixes(_COMMA.split(part)) for part in parts]
        if all(_is_given_first(_COMMA.split(name)[0]) for part in commas for name in part):
            parts = [name for part in commas for name in part]
        else:
            parts = [name for part in commas for name in _pairs(part)]
    return tuple(_name(part) for part in parts if part.strip(" ,"))


def _with_braces(author: str) -> tuple[Name, ...]:
    words: dict[int, str] = {}

    def as_word(match: re.Match[str]) -> str:
        words[_PRIVATE + len(words)] = " ".join(match[1].split())
        return chr(_PRIVATE + len(words) - 1)

    masked = _BRACED.sub(as_word, author, count=_MOST_BRACED).translate(_NO_BRACES)
    return tuple(
        Name(*(getattr(name, field.name).translate(words) for field in fields(Name))) for name in names(masked)
    )


def _parts(author: str) -> list[str]:
    """Return the parts of a byline between ``;``, ``and`` and ``et``; an agency that helped (``avec AFP``) is none of them."""
    author = _OPENING.sub("", author, count=1) if _OPENING.match(author) else author
    author = _ASIDE.sub(_aside, author)
    first, *others = _WITH.split(author)
    if others and first.strip(" ,"):
        helpers = [helper for part in others for helper in _BETWEEN.split(part)[::2] if not _is_body(helper)]
        author = "; ".join([first, *helpers])
    elif others:
        author = "; ".join(others)
    pieces = _BETWEEN.split(author)
    parts = pieces[:1]
    for separator, part in zip(pieces[1::2], pieces[2::2], strict=True):
        if part[:1].islower() and ";" not in separator and _is_body(parts[-1]):
            parts[-1] += separator + part  # Ministère de l’Europe et des Affaires étrangères
        else:
            parts.append(part)
    return parts


def _aside(match: re.Match[str]) -> str:
    """Drop what is in brackets behind a person; a body's short name stays."""
    before = re.split("[;,]", match.string[: match.start()])[-1]
    return match[0] if not before.strip() or _is_body(before) else ""


def _without_role(part: str) -> str:
    """Return a part of a byline without what the person is and where: ``Anne Roy, envoyée spéciale à Kiev``."""
    if _is_body(part):
        return part
    name, *others = _COMMA.split(part)
    if name:
        others = [other for other in others if not _ROLE.match(other)]
    name = _PLACE.sub("", name)
    return ", ".join([name, *others])


def _is_body(text: str) -> bool:
    """Whether a name without commas is that of a body: by its words, or as it ends with a small letter (Cour des comptes)."""
    words = text.split()
    if len(words) < 2 or "," in text:
        return bool(words) and "," not in text and _BODY.fullmatch(words[0]) is not None
    first, last = words[0].casefold(), words[-1].casefold()
    if words[0] in _ARTICLES or first in _HEADS or _BODY.search(text):
        return True
    if last in _NAMESAKES and (len(words) > 2 or first in _ADJECTIVES):
        return True
    return words[0][0].isupper() and words[-1].islower() and last not in _SMALL_SUFFIXES


def _with_suffixes(parts: list[str]) -> list[str]:
    """Return the parts between commas with each suffix behind its name: ``Joe Doe, Jr.``."""
    whole = parts[:1]
    for part in parts[1:]:
        if part in _SUFFIXES:
            whole[-1] += f", {part}"
        else:
            whole.append(part)
    return whole


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
    if len(parts) > 2 and parts[1] in _SUFFIXES:
        return _family_first(parts[0].split(), parts[2].split(), ", ".join([parts[1], *parts[3:]]))
    if len(parts) > 1 and parts[1] in _SUFFIXES:
        return _given_first(parts[0].split(), ", ".join(parts[1:]))
    if len(parts) > 1:
        return _family_first(parts[0].split(), parts[1].split(), ", ".join(parts[2:]))
    if "," in text:
        return Name(" ".join(parts[0].split()))
    words = text.split()
    if len(words) < 2 or _is_body(text):
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
    if at > 1 and words[at] in _BETWEEN_SURNAMES:
        at -= 1
    first = next((n for n in range(at, last) if not words[n].islower()), last)
    return Name(" ".join(words[first:]), " ".join(words[:at]), " ".join(words[at:first]), "", suffix)
