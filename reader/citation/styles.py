"""The table of citation styles. Command line, settings, screen, keys and help read it: a new style is a file and a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reader.citation import apa, iso690
from reader.citation.item import UNAMBIGUOUS, Disambiguation, Item
from reader.citation.line import Line
from reader.citation.terms import LANGUAGES
from reader.text.problem import Problem
from reader.translation import _

__all__ = ["DEFAULT", "LANGUAGES", "STYLES", "Style", "citation", "reference", "style_of"]


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style.

    ``key``: its name in settings, on the command line, and in the command ``excerpt.<key>``. ``label``: one to three words
    for lists of commands. ``names``: its full name in each language. ``citation`` and ``reference`` make the citation in
    the text and the entry for the list of references. ``always_given_names``: authors who share a family name always get
    their given name; otherwise they get it only where the citations would read alike.
    """

    key: str
    label: str
    names: Mapping[str, str]
    citation: Callable[[Item, str, str, Disambiguation], Line]
    reference: Callable[[Item, str, Disambiguation], Line]
    always_given_names: bool = False


STYLES: dict[str, Style] = {
    style.key: style
    for style in (
        Style("apa", "APA", {"en": "APA, 7th edition", "fr": "APA, 7e édition"}, apa.citation, apa.reference,
              always_given_names=True),
        Style("iso690", "ISO 690", {"en": "ISO 690:2021, name and date", "fr": "ISO 690:2021, nom et date"},
              iso690.citation, iso690.reference),
    )
}  # fmt: skip
"""The styles by key, in the order in which they are offered."""

DEFAULT = "apa"


def style_of(key: str) -> Style:
    """Return the style with this key; Problem if there is none."""
    if key not in STYLES:
        raise Problem(
            _("There is no citation style “{key}”.").format(key=key),
            "",
            _("Use one of these: {names}.").format(names=", ".join(STYLES)),
        )
    return STYLES[key]


def citation(
    item: Item, style: str, language: str, locator: str = "", disambiguation: Disambiguation = UNAMBIGUOUS
) -> Line:
    """Return the citation in the text, in parentheses: (Roy, 2024, paragr. 4). Problem if the style is unknown."""
    return style_of(style).citation(item, language, locator, disambiguation)


def reference(item: Item, style: str, language: str, disambiguation: Disambiguation = UNAMBIGUOUS) -> Line:
    """Return the entry for the list of references. Problem if the style is unknown."""
    return style_of(style).reference(item, language, disambiguation)
