"""The table of citation styles. Command line, settings, screen, keys and help read it: a new style is a file and a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.citation.terms import LANGUAGES, PARAGRAPHS
from reader.lazy import Lazy
from reader.text.problem import Problem
from reader.translation import _

if TYPE_CHECKING:
    from reader.citation.item import Disambiguation, Item
    from reader.citation.line import Line

    Citation = Callable[[Item, str, str, Disambiguation], Line]
    Reference = Callable[[Item, str, Disambiguation], Line]

__all__ = ["DEFAULT", "LANGUAGES", "STYLES", "Style", "citation", "reference", "style_of"]


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style.

    ``key``: its name in settings, on the command line, and in the command ``excerpt.<key>``. ``label``: one to three words
    for lists of commands. ``names``: its full name in each language. ``citation`` and ``reference`` make the citation in
    the text (or the note) and the entry for the list of references.

    ``always_given_names``: authors who share a family name always get their given name; otherwise they get it only where
    the citations would read alike. ``is_note``: it cites in notes. ``is_numeric``: it cites by the number in the list.
    ``paragraphs``: what it calls one paragraph and several. ``bare_pages``: it cites a page by its number alone. ``unproved``: the languages in which no CSL style prints it, so
    that nothing could be compared: they follow the other language and the standard.
    """

    key: str
    label: str
    names: Mapping[str, str]
    citation: Citation
    reference: Reference
    always_given_names: bool = False
    is_note: bool = False
    is_numeric: bool = False
    paragraphs: Mapping[str, tuple[str, str]] = field(default_factory=lambda: PARAGRAPHS)
    bare_pages: bool = False
    unproved: tuple[str, ...] = ()


def _in(module: str) -> tuple[Citation, Reference]:
    """Return the two functions of a style's file, which is imported when it is used first: every command reads this table."""
    return Lazy(f"reader.citation.{module}", "citation"), Lazy(f"reader.citation.{module}", "reference")


STYLES: dict[str, Style] = {
    style.key: style
    for style in (
        Style("apa", "APA", {"en": "APA, 7th edition", "fr": "APA, 7e édition"}, *_in("apa"), always_given_names=True),
        Style("iso690", "ISO 690", {"en": "ISO 690:2021, name and date", "fr": "ISO 690:2021, nom et date"},
              *_in("iso690")),
        Style("iso690-note", "ISO 690 notes", {"en": "ISO 690:2021, notes", "fr": "ISO 690:2021, notes"},
              *_in("iso690_note"), is_note=True, unproved=("en",)),
        Style("mla", "MLA", {"en": "MLA, 9th edition", "fr": "MLA, 9e édition"}, *_in("mla"),
              paragraphs={**PARAGRAPHS, "en": ("par. {}", "pars. {}")}, bare_pages=True),
        Style("chicago", "Chicago", {"en": "Chicago, 18th edition, author-date", "fr": "Chicago, 17e édition, auteur-date"},
              *_in("chicago_author_date"), bare_pages=True),
        Style("chicago-note", "Chicago notes", {"en": "Chicago, 18th edition, notes", "fr": "Chicago, 17e édition, notes"},
              *_in("chicago_notes"), is_note=True, bare_pages=True),
        Style("harvard", "Harvard", {"en": "Harvard (Cite Them Right), 12th edition",
              "fr": "Harvard (Cite Them Right), 12e édition"}, *_in("harvard"), unproved=("fr",)),
        Style("vancouver", "Vancouver", {"en": "Vancouver (NLM)", "fr": "Vancouver (NLM)"}, *_in("vancouver"),
              is_numeric=True),
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
    item: Item, style: str, language: str, locator: str = "", disambiguation: Disambiguation | None = None
) -> Line:
    """Return the citation in the text, in parentheses: (Roy, 2024, paragr. 4). Problem if the style is unknown."""
    from reader.citation.item import UNAMBIGUOUS

    return style_of(style).citation(item, language, locator, disambiguation or UNAMBIGUOUS)


def reference(item: Item, style: str, language: str, disambiguation: Disambiguation | None = None) -> Line:
    """Return the entry for the list of references. Problem if the style is unknown."""
    from reader.citation.item import UNAMBIGUOUS

    return style_of(style).reference(item, language, disambiguation or UNAMBIGUOUS)
